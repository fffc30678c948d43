#define _GNU_SOURCE
#include "CLinux.h"
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef P_PIDFD
#define P_PIDFD 3
#endif
#define SIGNAL_PROCESS_GROUP 4  // PIDFD_SIGNAL_PROCESS_GROUP of linux/pidfd.h

int linux_pidfd_open(pid_t pid) { return (int)syscall(SYS_pidfd_open, pid, 0); }
int linux_pidfd_signal(int pidfd, int sig) { return (int)syscall(SYS_pidfd_send_signal, pidfd, sig, NULL, 0); }
int linux_pidfd_signal_group(int pidfd, int sig) {
  return (int)syscall(SYS_pidfd_send_signal, pidfd, sig, NULL, SIGNAL_PROCESS_GROUP);
}

static int look(idtype_t type, id_t id, int flags, int *code, int *status) {
  siginfo_t i;
  memset(&i, 0, sizeof i);
  int rc;
  do rc = waitid(type, id, &i, WEXITED | WNOHANG | flags);
  while (rc < 0 && errno == EINTR);
  if (rc < 0) return -1;
  if (i.si_pid == 0) return 0;
  *code = i.si_code;
  *status = i.si_status;
  return 1;
}

int linux_wait(int pidfd, int *code, int *status, int keep) {
  return look((idtype_t)P_PIDFD, (id_t)pidfd, keep ? WNOWAIT : 0, code, status);
}
int linux_wait_pid(pid_t pid, int *code, int *status) { return look(P_PID, (id_t)pid, 0, code, status); }

int linux_reap(int pidfd, int *code, int *status, int64_t *used) {
  siginfo_t i;
  struct rusage r;
  memset(&i, 0, sizeof i);
  memset(&r, 0, sizeof r);
  long rc;
  // The kernel's own waitid(2) tells more than the library's.
  do rc = syscall(SYS_waitid, P_PIDFD, pidfd, &i, WEXITED | WNOHANG, &r);
  while (rc < 0 && errno == EINTR);
  if (rc < 0) return -1;
  if (i.si_pid == 0) return 0;
  *code = i.si_code;
  *status = i.si_status;
  *used = (r.ru_utime.tv_sec + r.ru_stime.tv_sec) * INT64_C(1000000) + r.ru_utime.tv_usec + r.ru_stime.tv_usec;
  return 1;
}

pid_t linux_next_zombie(void) {
  siginfo_t i;
  memset(&i, 0, sizeof i);
  return waitid(P_ALL, 0, &i, WEXITED | WNOHANG | WNOWAIT) < 0 ? 0 : i.si_pid;
}

int linux_become_subreaper(void) { return prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0); }

pid_t linux_fork(void) { return fork(); }

pid_t linux_wait_change(pid_t pid, int stopped, int *code, int *status) {
  siginfo_t i;
  memset(&i, 0, sizeof i);
  idtype_t type = pid < 0 ? P_ALL : P_PID;
  int rc;
  do rc = waitid(type, pid < 0 ? 0 : (id_t)pid, &i, WEXITED | WNOHANG | (stopped ? WSTOPPED : 0));
  while (rc < 0 && errno == EINTR);
  if (rc < 0) return -1;
  *code = i.si_code;
  *status = i.si_status;
  return i.si_pid;
}

int linux_set_name(const char *name) { return prctl(PR_SET_NAME, name, 0, 0, 0); }
