// The floor: fork and wait, nothing else.  ref COUNT PROGRAM [ARGUMENT...]
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void start(char **argv) {
    if (fork() == 0) {
        setsid();
        execv(argv[0], argv);
        _exit(127);
    }
}

int main(int argc, char **argv) {
    if (argc < 3) return 2;
    for (int count = atoi(argv[1]); count > 0; count--) start(argv + 2);
    for (;;)
        if (wait(NULL) > 0) start(argv + 2);
}
