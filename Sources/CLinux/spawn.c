#define _GNU_SOURCE
#include "CLinux.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/close_range.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef P_PIDFD
#define P_PIDFD 3
#endif
enum { MAX_FDS = 64 };

struct start { const linux_options *o; pid_t parent; int error; const char *stage; };

// Runs in the parent's memory (CLONE_VM) while the parent's thread is suspended (CLONE_VFORK):
// no malloc, no locks, and credentials by raw syscall, since glibc's setuid() would signal the
// parent's other threads.
__attribute__((no_sanitize("thread", "address"))) static int child(void *arg) {
  struct start *s = arg;
  const linux_options *o = s->o;
#define TRY(what, call) do { if ((call) < 0) { s->error = errno; s->stage = what; _exit(127); } } while (0)
  struct sigaction dfl = {.sa_handler = SIG_DFL};
  for (int n = 1; n < NSIG; n++) (void)sigaction(n, &dfl, NULL);

  if (o->flags & LINUX_SETSID) TRY("setsid", setsid());
  else if (o->flags & LINUX_SETPGID) TRY("setpgid", setpgid(0, 0));
  if (o->flags & LINUX_NICE) TRY("setpriority", setpriority(PRIO_PROCESS, 0, o->nice));
  for (size_t i = 0; i < o->rlimit_count; i++) {
    struct rlimit l = {o->rlimits[i].soft, o->rlimits[i].hard};
    TRY("setrlimit", setrlimit(o->rlimits[i].resource, &l));
  }
  if (o->flags & LINUX_CREDENTIALS) {
    TRY("setgroups", syscall(SYS_setgroups, o->group_count, o->groups));
    TRY("setgid", syscall(SYS_setresgid, o->gid, o->gid, o->gid));
    TRY("setuid", syscall(SYS_setresuid, o->uid, o->uid, o->uid));
  }
  if (o->flags & LINUX_NO_NEW_PRIVS) TRY("no_new_privs", prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
  if (o->death_signal) {  // after the credentials: a change of them clears it
    TRY("pdeathsig", prctl(PR_SET_PDEATHSIG, o->death_signal, 0, 0, 0));
    if (getppid() != s->parent) _exit(127);
  }
  if (o->flags & LINUX_UMASK) umask(o->umask);
  if (o->cwd) TRY("chdir", chdir(o->cwd));

  // Descriptors: all close-on-exec, sources moved out of the targets' way, then dup2 (clears cloexec).
  int moved[MAX_FDS], top = 2;
  for (size_t i = 0; i < o->fd_count; i++) if (o->fds[i].target > top) top = o->fds[i].target;
  for (size_t i = 0; i < o->fd_count; i++) {
    moved[i] = o->fds[i].source;
    if (moved[i] <= top) TRY("dup", moved[i] = fcntl(moved[i], F_DUPFD_CLOEXEC, top + 1));
  }
  TRY("close_range", close_range(0, ~0U, CLOSE_RANGE_CLOEXEC));
  for (size_t i = 0; i < o->fd_count; i++) TRY("dup2", dup2(moved[i], o->fds[i].target));

  sigset_t none;
  sigemptyset(&none);
  TRY("sigmask", sigprocmask(SIG_SETMASK, &none, NULL));
  execve(o->path, o->argv, o->envp);
  TRY("exec", -1);
  return 127;
}

linux_result linux_spawn(const linux_options *o) {
  linux_result r = {.pid = -1, .pidfd = -1};
  if (o->fd_count > MAX_FDS) { r.error = E2BIG; r.stage = "fds"; return r; }
#if defined(__has_feature) && __has_feature(thread_sanitizer)
  // TSan cannot follow CLONE_VM: a copy of memory, and the outcome in a shared page.
  struct start *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  *s = (struct start){.o = o, .parent = getpid()};
#else
  struct start mine = {.o = o, .parent = getpid()}, *s = &mine;
  _Alignas(16) char stack[32 * 1024];
#endif
  sigset_t all, old;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, &old);
#if defined(__has_feature) && __has_feature(thread_sanitizer)
  r.pid = (pid_t)syscall(SYS_clone, CLONE_VFORK | CLONE_PIDFD | SIGCHLD, NULL, &r.pidfd, NULL, NULL);
  if (r.pid == 0) child(s);
#else
  r.pid = clone(child, stack + sizeof stack, CLONE_VM | CLONE_VFORK | CLONE_PIDFD | SIGCHLD, s, &r.pidfd);
#endif
  if (r.pid < 0) { r.error = errno; r.stage = "clone"; }
  pthread_sigmask(SIG_SETMASK, &old, NULL);
  if (r.pid > 0 && s->error) {
    while (waitpid(r.pid, NULL, 0) < 0 && errno == EINTR) {}
    close(r.pidfd);
    r = (linux_result){.pid = -1, .pidfd = -1, .error = s->error, .stage = s->stage};
  }
  return r;
}

int linux_pidfd_open(pid_t pid) { return (int)syscall(SYS_pidfd_open, pid, 0); }
int linux_pidfd_signal(int pidfd, int sig) { return (int)syscall(SYS_pidfd_send_signal, pidfd, sig, NULL, 0); }

int linux_wait(int pidfd, int *code, int *status, int keep) {
  siginfo_t i;
  memset(&i, 0, sizeof i);
  int rc;
  do rc = waitid((idtype_t)P_PIDFD, (id_t)pidfd, &i, WEXITED | WNOHANG | (keep ? WNOWAIT : 0));
  while (rc < 0 && errno == EINTR);
  if (rc < 0) return -1;
  if (i.si_pid == 0) return 0;
  *code = i.si_code; *status = i.si_status;
  return 1;
}

pid_t linux_next_zombie(void) {
  siginfo_t i;
  memset(&i, 0, sizeof i);
  return waitid(P_ALL, 0, &i, WEXITED | WNOHANG | WNOWAIT) < 0 ? 0 : i.si_pid;
}

int linux_send_fd(int sock, int fd) {
  char c = 0;
  struct iovec v = {&c, 1};
  union { char buf[CMSG_SPACE(sizeof(int))]; struct cmsghdr align; } u;
  memset(&u, 0, sizeof u);
  struct msghdr m = {.msg_iov = &v, .msg_iovlen = 1, .msg_control = u.buf, .msg_controllen = sizeof u.buf};
  struct cmsghdr *h = CMSG_FIRSTHDR(&m);
  h->cmsg_level = SOL_SOCKET; h->cmsg_type = SCM_RIGHTS; h->cmsg_len = CMSG_LEN(sizeof(int));
  memcpy(CMSG_DATA(h), &fd, sizeof fd);
  return (int)sendmsg(sock, &m, MSG_NOSIGNAL);
}

int linux_recv_fd(int sock) {
  char c;
  struct iovec v = {&c, 1};
  union { char buf[CMSG_SPACE(sizeof(int))]; struct cmsghdr align; } u;
  struct msghdr m = {.msg_iov = &v, .msg_iovlen = 1, .msg_control = u.buf, .msg_controllen = sizeof u.buf};
  if (recvmsg(sock, &m, MSG_CMSG_CLOEXEC) <= 0) return -1;
  struct cmsghdr *h = CMSG_FIRSTHDR(&m);
  if (!h || h->cmsg_level != SOL_SOCKET || h->cmsg_type != SCM_RIGHTS) return -1;
  int fd;
  memcpy(&fd, CMSG_DATA(h), sizeof fd);
  return fd;
}
int linux_memfd(void) { return memfd_create("stamp", MFD_CLOEXEC); }
int linux_pipe(int *fds, int flags) { return pipe2(fds, flags); }
int linux_become_subreaper(void) { return prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0); }
