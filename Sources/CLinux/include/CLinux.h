// CLinux: the one place where wamon creates a process. Linux only (clone + pidfd).
#pragma once
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
// What the Glibc module map leaves out:
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>
#pragma clang assume_nonnull begin

typedef struct { int32_t source, target; } linux_fd;            // child's `target` := our `source`
typedef struct { int32_t resource; uint64_t soft, hard; } linux_rlimit;

enum { LINUX_SETSID = 1, LINUX_SETPGID = 2, LINUX_CREDENTIALS = 4, LINUX_NO_NEW_PRIVS = 8,
       LINUX_UMASK = 16, LINUX_NICE = 32 };

typedef struct {
  const char *path;                       // absolute, already resolved
  char *_Nullable const *_Nonnull argv;
  char *_Nullable const *_Nonnull envp;
  const char *_Nullable cwd;
  const linux_fd *_Nullable fds;         // every descriptor that is not a target is closed
  size_t fd_count;
  const linux_rlimit *_Nullable rlimits;
  size_t rlimit_count;
  const gid_t *_Nullable groups;          // with LINUX_CREDENTIALS
  size_t group_count;
  uid_t uid;
  gid_t gid;
  uint32_t flags;
  uint32_t umask;
  int32_t nice;
  int32_t death_signal;                   // 0: none. Bound to the calling THREAD's life.
} linux_options;

typedef struct { pid_t pid; int pidfd; int error; const char *_Nullable stage; } linux_result;

/// Creates the process; returns once it has exec'd or failed. `error` is an errno, `stage` what failed.
linux_result linux_spawn(const linux_options *options);

int linux_pidfd_open(pid_t pid);
int linux_pidfd_signal(int pidfd, int signal);
/// -1 error, 0 still running, 1 exited; fills code = CLD_* and status. `keep`: leave the zombie.
int linux_wait(int pidfd, int *code, int *status, int keep);
/// The next zombie among all children (or 0), without reaping it.
pid_t linux_next_zombie(void);
int linux_send_fd(int sock, int fd);
int linux_recv_fd(int sock);
ssize_t linux_splice(int in, int out, size_t n, unsigned flags);
int linux_pipe_size(int fd, int n);
int linux_memfd(void);
int linux_become_subreaper(void);
int linux_pipe(int *fds, int flags);  // pipe2: hidden from Swift without _GNU_SOURCE
#pragma clang assume_nonnull end
