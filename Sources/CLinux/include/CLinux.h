// CLinux: the Linux calls that Swift cannot make safely. The one place where wamon creates a process.
// Linux only: clone3-less clone with CLONE_PIDFD (5.2), waitid by pidfd (5.4).
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

// spawn.c ------------------------------------------------------------------------------------------

typedef struct { int32_t source, target; } linux_fd;  // child's `target` := our `source`
typedef struct { int32_t resource; uint64_t soft, hard; } linux_rlimit;

enum { LINUX_SETSID = 1, LINUX_SETPGID = 2, LINUX_CREDENTIALS = 4, LINUX_NO_NEW_PRIVS = 8,
       LINUX_UMASK = 16, LINUX_NICE = 32 };

typedef struct {
  const char *path;                       // absolute, already resolved
  char *_Nullable const *_Nonnull argv;
  char *_Nullable const *_Nonnull envp;
  const char *_Nullable cwd;
  const linux_fd *_Nullable fds;          // every descriptor that is not a target is closed
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

/// Creates the process; returns once it has exec'd or failed. `error` is an errno, `stage` what failed:
/// "fds", "clone", "setsid", "setgroups", "setgid", "setuid", "chdir", "setrlimit", "exec", …
linux_result linux_spawn(const linux_options *options);

/// This process's limit; soft and hard are RLIM_INFINITY (all ones) for "unlimited". -1 and errno.
int linux_limit(int resource, uint64_t *soft, uint64_t *hard);
int linux_set_limit(int resource, uint64_t soft, uint64_t hard);
int linux_limit_nofile(void);
int linux_limit_msgqueue(void);

// children.c ---------------------------------------------------------------------------------------

int linux_pidfd_open(pid_t pid);
int linux_pidfd_signal(int pidfd, int signal);
/// To the process group led (once) by the pidfd's process; Linux 6.9, EINVAL before.
int linux_pidfd_signal_group(int pidfd, int signal);
/// -1 error, 0 still running, 1 exited; fills code = CLD_* and status. `keep`: leave the zombie.
int linux_wait(int pidfd, int *code, int *status, int keep);
/// As linux_wait, and takes the zombie; `used`: microseconds of processor time of it and all that it waited for.
int linux_reap(int pidfd, int *code, int *status, int64_t *used);
/// The same by pid, for a child without a pidfd.
int linux_wait_pid(pid_t pid, int *code, int *status);
/// The next zombie among all children (or 0), without reaping it.
pid_t linux_next_zombie(void);
int linux_become_subreaper(void);
/// What ps shows, at most 15 bytes.
int linux_set_name(const char *name);
/// fork(2), which Swift hides. Only while there is one thread.
pid_t linux_fork(void);
/// Ended or, with `stopped`, stopped: pid and si_code/si_status; 0 when neither, -1 without such a child.
pid_t linux_wait_change(pid_t pid, int stopped, int *code, int *status);

// sockets.c ----------------------------------------------------------------------------------------

int linux_send_fd(int sock, int fd);
int linux_recv_fd(int sock);
/// A stream socketpair, close-on-exec; fds[0], ours, does not block.
int linux_channel(int *fds);
/// A datagram socket bound to the abstract name (without the leading NUL) that asks for credentials.
int linux_notify_socket(const char *name);
/// One datagram without waiting; *pid is 0 when the kernel vouched for nobody. -1 and errno.
ssize_t linux_recv_from(int sock, void *buffer, size_t size, pid_t *pid);

/// The next connection, close-on-exec and not blocking. -1 and errno.
int linux_accept(int sock);
/// The user at the other end (SO_PEERCRED), as of its connect(2). -1 and errno.
int linux_peer(int sock, uid_t *uid);

// extra.c ------------------------------------------------------------------------------------------

ssize_t linux_splice(int in, int out, size_t n, unsigned flags);
int linux_pipe_size(int fd, int n);
int linux_memfd(void);
int linux_pipe(int *fds, int flags);  // pipe2: hidden from Swift without _GNU_SOURCE
/// environ(7), which Swift may not touch.
char *_Nullable *_Nonnull linux_environment(void);
/// mallopt(3) for a long-lived process of few threads: less memory kept, for a little more waiting.
/// Before the first thread.
void linux_thrift(void);
/// malloc_trim(3): what was freed goes back to the system.
void linux_trim(void);
/// Code that was needed once, for the start above all, is mapped no longer: it is the page cache's alone, and
/// comes back when it is called.
void linux_forget_code(void);
/// Major and minor number of the device a file is on.
void linux_device(uint64_t device, unsigned *major, unsigned *minor);
/// When a file was made, in nanoseconds since 1970; 0 where its file system does not know.
int64_t linux_born(const char *path);
/// Blocks these signals in the calling thread (and all that it makes) and gives a signalfd, or -1.
int linux_signalfd(const int *signals, size_t count);
/// A pseudo terminal's master, close-on-exec, and the path of its terminal. -1 and errno.
int linux_pseudo_terminal(char *path, size_t size);
void linux_unblock(const int *signals, size_t count);
#pragma clang assume_nonnull end
