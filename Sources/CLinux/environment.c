#define _GNU_SOURCE
#include "CLinux.h"
#include <unistd.h>
char *_Nullable *_Nonnull linux_environment(void) { return environ; }
