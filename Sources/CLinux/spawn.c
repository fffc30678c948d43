#define _GNU_SOURCE
#include "CLinux.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/close_range.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define PLAIN_FORK 1
#endif
#endif
#if defined(__SANITIZE_THREAD__)
#define PLAIN_FORK 1
#endif

enum { MAX_FDS = 64 };

struct start { const linux_options *o; pid_t parent; int error; const char *stage; };

#define UNCHECKED __attribute__((no_sanitize("thread", "address")))

UNCHECKED static void fail(struct start *s, const char *stage, int error) {
  s->error = error;
  s->stage = stage;
  _exit(127);
}
#define TRY(what, call) do { if ((call) < 0) fail(s, what, errno); } while (0)

// Everything but the targets gets close-on-exec. Old kernels (before 5.11) and some seccomp filters
// refuse close_range: then one by one.
UNCHECKED static void close_the_rest(void) {
  if (close_range(0, ~0U, CLOSE_RANGE_CLOEXEC) == 0) return;
  struct rlimit l;
  rlim_t end = getrlimit(RLIMIT_NOFILE, &l) == 0 && l.rlim_cur < (1 << 20) ? l.rlim_cur : 1 << 20;
  for (rlim_t fd = 0; fd < end; fd++) (void)fcntl((int)fd, F_SETFD, FD_CLOEXEC);
}

// Sources are moved out of the targets' way first; dup2 clears close-on-exec.
UNCHECKED static void descriptors(struct start *s) {
  const linux_options *o = s->o;
  int moved[MAX_FDS], top = 2;
  for (size_t i = 0; i < o->fd_count; i++) if (o->fds[i].target > top) top = o->fds[i].target;
  for (size_t i = 0; i < o->fd_count; i++) {
    moved[i] = o->fds[i].source;
    if (moved[i] <= top) TRY("fds", moved[i] = fcntl(moved[i], F_DUPFD_CLOEXEC, top + 1));
  }
  close_the_rest();
  for (size_t i = 0; i < o->fd_count; i++) TRY("fds", dup2(moved[i], o->fds[i].target));
}

// Runs in the parent's memory (CLONE_VM) while the parent's thread is suspended (CLONE_VFORK):
// no malloc, no locks, and credentials by raw syscall, since glibc's setuid() would signal the
// parent's other threads.
UNCHECKED static int child(void *arg) {
  struct start *s = arg;
  const linux_options *o = s->o;
  struct sigaction dfl = {.sa_handler = SIG_DFL};
  for (int n = 1; n < NSIG; n++) (void)sigaction(n, &dfl, NULL);

  if (o->flags & LINUX_SETSID) TRY("setsid", setsid());
  else if (o->flags & LINUX_SETPGID) TRY("setpgid", setpgid(0, 0));
  if (o->flags & LINUX_NICE) TRY("setpriority", setpriority(PRIO_PROCESS, 0, o->nice));
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
  descriptors(s);
  // After the descriptors: numbers above a lowered limit could not be moved.
  for (size_t i = 0; i < o->rlimit_count; i++) {
    struct rlimit l = {o->rlimits[i].soft, o->rlimits[i].hard};
    TRY("setrlimit", setrlimit((__rlimit_resource_t)o->rlimits[i].resource, &l));
  }
  sigset_t none;
  sigemptyset(&none);
  TRY("sigmask", sigprocmask(SIG_SETMASK, &none, NULL));
  execve(o->path, o->argv, o->envp);
  fail(s, "exec", errno);
  return 127;
}

#ifdef PLAIN_FORK
// ThreadSanitizer cannot follow CLONE_VM: a copy of memory, and the outcome in a shared page.
static pid_t begin(struct start *s, int *pidfd) {
  pid_t pid = (pid_t)syscall(SYS_clone, CLONE_VFORK | CLONE_PIDFD | SIGCHLD, NULL, pidfd, NULL, NULL);
  if (pid == 0) child(s);
  return pid;
}
static struct start *outcome(struct start *local) {
  (void)local;
  void *page = mmap(NULL, sizeof *local, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  return page == MAP_FAILED ? NULL : page;
}
static void outcome_read(struct start *s) { munmap(s, sizeof *s); }
#else
static pid_t begin(struct start *s, int *pidfd) {
  _Alignas(16) char stack[32 * 1024];
  return clone(child, stack + sizeof stack, CLONE_VM | CLONE_VFORK | CLONE_PIDFD | SIGCHLD, s, pidfd);
}
static struct start *outcome(struct start *local) { return local; }
static void outcome_read(struct start *s) { (void)s; }
#endif

static linux_result failure(int error, const char *stage) {
  return (linux_result){.pid = -1, .pidfd = -1, .error = error, .stage = stage};
}

linux_result linux_spawn(const linux_options *o) {
  if (o->fd_count > MAX_FDS) return failure(E2BIG, "fds");
  struct start local, *s = outcome(&local);
  if (!s) return failure(errno, "clone");
  *s = (struct start){.o = o, .parent = getpid()};
  linux_result r = {.pid = -1, .pidfd = -1};

  // No handler of ours may run in the child while it shares our memory.
  sigset_t all, old;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, &old);
  r.pid = begin(s, &r.pidfd);
  int error = errno;
  pthread_sigmask(SIG_SETMASK, &old, NULL);

  if (r.pid < 0) {
    r = failure(error, "clone");
  } else if (s->error) {
    while (waitpid(r.pid, NULL, 0) < 0 && errno == EINTR) {}
    close(r.pidfd);
    r = failure(s->error, s->stage);
  }
  outcome_read(s);
  return r;
}

int linux_limit(int resource, uint64_t *soft, uint64_t *hard) {
  struct rlimit l;
  if (getrlimit((__rlimit_resource_t)resource, &l) < 0) return -1;
  *soft = l.rlim_cur;
  *hard = l.rlim_max;
  return 0;
}
int linux_set_limit(int resource, uint64_t soft, uint64_t hard) {
  struct rlimit l = {soft, hard};
  return setrlimit((__rlimit_resource_t)resource, &l);
}
int linux_limit_nofile(void) { return RLIMIT_NOFILE; }
int linux_limit_msgqueue(void) { return RLIMIT_MSGQUEUE; }
