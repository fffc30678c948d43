// What the benchmarks supervise, and what they compare with.
//
//   child stay FIFO                       tells "up" and stays
//   child pause                           stays
//   child fill BYTES FIFO                 writes BYTES of lines to both streams, tells "done", stays
//   child leak BYTES root|grandchild FIFO tells "over" once it holds BYTES, "told" at SIGINT, then ends
//   child lines RATE SECONDS FIFO         at SIGUSR1: numbered lines, RATE a second; tells "done"
//   child echo                            answers every byte of a raw terminal by a short line: key to screen
//
// Telling is one atomic write of {CLOCK_MONOTONIC in ns, pid, word} into a FIFO; the time of "up" was read
// by the first instruction of main.
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

static int64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void tell(const char *fifo, int64_t at, const char *word) {
    struct { int64_t at; int32_t pid; char word[4]; } record = {.at = at, .pid = getpid()};
    memcpy(record.word, word, 4);
    int file = open(fifo, O_WRONLY | O_NONBLOCK | O_CLOEXEC);
    if (file < 0 || write(file, &record, sizeof record) < 0) exit(3);
    close(file);
}

// Never longer than who started it.
static void stay(void) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    for (;;) pause();
}

static void put(int file, const char *bytes, size_t count) {
    while (count > 0) {
        ssize_t done = write(file, bytes, count);
        if (done <= 0) exit(4);
        bytes += done;
        count -= done;
    }
}

static void fill(long bytes, const char *fifo) {
    char line[100];
    memset(line, 'x', sizeof line);
    line[99] = '\n';
    for (long done = 0; done < bytes; done += sizeof line) {
        put(1, line, sizeof line);
        put(2, line, sizeof line);
    }
    tell(fifo, now(), "done");
    stay();
}

static const char *leak_fifo;
static void told(int signal) {
    (void)signal;
    tell(leak_fifo, now(), "told");
    _exit(0);
}

// At a moment of its own choosing within a second, so that no phase of the sampling is preferred.
static void leak(long bytes, int below, const char *fifo) {
    leak_fifo = fifo;
    signal(SIGINT, told);
    if (below) {
        if (fork() != 0) stay();
        signal(SIGINT, SIG_DFL);
    }
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    usleep(1200000 + (t.tv_nsec / 1000 * 7919) % 1000000);
    char *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    memset(memory, 1, bytes);
    tell(fifo, now(), "over");
    stay();
}

static void lines(long rate, long seconds, const char *fifo) {
    sigset_t begin;
    int number;
    sigemptyset(&begin);
    sigaddset(&begin, SIGUSR1);
    sigprocmask(SIG_BLOCK, &begin, NULL);
    tell(fifo, now(), "up  ");
    sigwait(&begin, &number);
    int64_t start = now();
    long next = 0;
    while (next < rate * seconds) {
        char block[16384];
        size_t used = 0;
        long due = (now() - start) / 1000 * rate / 1000000;
        if (due > rate * seconds) due = rate * seconds;
        while (next < due && used + 128 < sizeof block)
            used += sprintf(block + used, "%09ld request served in %ld ms, status 200, path /items/%ld\n", next,
                            next % 97, next % 1009), next++;
        put(1, block, used);
        if (next >= due) usleep(1000);
    }
    tell(fifo, now(), "done");
    stay();
}

static void echo(void) {
    struct termios raw;
    char byte;
    tcgetattr(0, &raw);
    cfmakeraw(&raw);
    tcsetattr(0, TCSANOW, &raw);
    put(1, "ready", 5);
    while (read(0, &byte, 1) == 1) put(1, "\033[1;1Hkey", 9);
}

int main(int argc, char **argv) {
    int64_t born = now();
    prctl(PR_SET_PDEATHSIG, SIGKILL);  // before telling: who is told may end our parent at once
    const char *verb = argc > 1 ? argv[1] : "", *fifo = argv[argc - 1];
    signal(SIGUSR1, SIG_DFL);
    if (!strcmp(verb, "stay")) tell(fifo, born, "up  "), stay();
    if (!strcmp(verb, "pause")) stay();
    if (!strcmp(verb, "fill") && argc == 4) fill(atol(argv[2]), fifo);
    if (!strcmp(verb, "leak") && argc == 5) leak(atol(argv[2]), argv[3][0] == 'g', fifo);
    if (!strcmp(verb, "lines") && argc == 5) lines(atol(argv[2]), atol(argv[3]), fifo);
    if (!strcmp(verb, "echo")) echo();
    return 2;
}
