#define _GNU_SOURCE
#include "CLinux.h"
#include <fcntl.h>
#include <unistd.h>
ssize_t linux_splice(int in, int out, size_t n, unsigned flags) { return splice(in, NULL, out, NULL, n, flags); }
int linux_pipe_size(int fd, int n) { return fcntl(fd, F_SETPIPE_SZ, n); }
