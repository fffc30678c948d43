#define _GNU_SOURCE
#include "CLinux.h"
#include <malloc.h>
#include <unistd.h>
char *_Nullable *_Nonnull linux_environment(void) { return environ; }

void linux_thrift(void) {
  // An arena a thread would keep what bursts leave behind, four times over.
  mallopt(M_ARENA_MAX, 1);
  // Given once, it no longer grows: large buffers go back to the system when they are freed.
  mallopt(M_MMAP_THRESHOLD, 128 * 1024);
  mallopt(M_TRIM_THRESHOLD, 128 * 1024);
}

void linux_trim(void) { malloc_trim(0); }
