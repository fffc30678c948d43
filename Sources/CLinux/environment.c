#define _GNU_SOURCE
#include "CLinux.h"
#include <link.h>
#include <malloc.h>
#include <stdint.h>
#include <sys/mman.h>
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

// Pages of code and constants, of the program and its libraries: never written to, so what is needed again
// comes back from the page cache. Segments that may be written hold relocations and are left alone.
static int forget_segments(struct dl_phdr_info *object, size_t size, void *context) {
  (void)size, (void)context;
  uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
  for (int i = 0; i < object->dlpi_phnum; i++) {
    const ElfW(Phdr) *segment = &object->dlpi_phdr[i];
    if (segment->p_type != PT_LOAD || (segment->p_flags & PF_W) != 0) continue;
    uintptr_t start = (object->dlpi_addr + segment->p_vaddr + page - 1) & ~(page - 1);
    uintptr_t end = (object->dlpi_addr + segment->p_vaddr + segment->p_memsz) & ~(page - 1);
    if (end > start) madvise((void *)start, end - start, MADV_DONTNEED);
  }
  return 0;
}

void linux_forget_code(void) { dl_iterate_phdr(forget_segments, NULL); }
