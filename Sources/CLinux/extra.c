#define _GNU_SOURCE
#include "CLinux.h"
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

ssize_t linux_splice(int in, int out, size_t n, unsigned flags) { return splice(in, NULL, out, NULL, n, flags); }
int linux_pipe_size(int fd, int n) { return fcntl(fd, F_SETPIPE_SZ, n); }
int linux_memfd(void) { return memfd_create("stamp", MFD_CLOEXEC); }
int linux_pipe(int *fds, int flags) { return pipe2(fds, flags); }

void linux_device(uint64_t device, unsigned *maj, unsigned *min) {
  *maj = major(device);
  *min = minor(device);
}

int64_t linux_born(const char *path) {
  struct statx file;
  if (statx(AT_FDCWD, path, 0, STATX_BTIME, &file) || !(file.stx_mask & STATX_BTIME)) return 0;
  return file.stx_btime.tv_sec * 1000000000LL + file.stx_btime.tv_nsec;
}

int linux_signalfd(const int *signals, size_t count) {
  sigset_t set;
  sigemptyset(&set);
  for (size_t i = 0; i < count; i++) sigaddset(&set, signals[i]);
  pthread_sigmask(SIG_BLOCK, &set, NULL);
  return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

void linux_unblock(const int *signals, size_t count) {
  sigset_t set;
  sigemptyset(&set);
  for (size_t i = 0; i < count; i++) sigaddset(&set, signals[i]);
  pthread_sigmask(SIG_UNBLOCK, &set, NULL);
}

int linux_pseudo_terminal(char *path, size_t size) {
  int fd = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (fd < 0) return -1;
  if (grantpt(fd) == 0 && unlockpt(fd) == 0 && ptsname_r(fd, path, size) == 0) return fd;
  close(fd);
  return -1;
}
