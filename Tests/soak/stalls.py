"""Somebody does not read what wamon writes: a terminal, a disk, who follows its output. Children are restarted on time."""

import fcntl
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import threading
import time

from driver.apps import CHATTER, COUNT, balance, python, shell
from driver.background import Core
from driver.onscreen import Wamon
from driver.processes import WAMON, compiled, cpu_seconds, until
from driver.restarts import Restarts, are_on_time

# Writes to files of the logs wait as long as a certain file is there.
SHIM = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>
static void stall(int fd) {
  char name[64], path[4096];
  struct stat s;
  if (fstat(fd, &s) || !S_ISREG(s.st_mode)) return;
  snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
  ssize_t n = readlink(name, path, sizeof path - 1);
  if (n < 0) return;
  path[n] = 0;
  if (strstr(path, "/home/logs/")) while (!access(STALLED, F_OK)) usleep(1000);
}
ssize_t write(int fd, const void *p, size_t n) {
  static ssize_t (*real)(int, const void *, size_t);
  if (!real) real = dlsym(RTLD_NEXT, "write");
  stall(fd);
  return real(fd, p, n);
}
ssize_t writev(int fd, const struct iovec *v, int n) {
  static ssize_t (*real)(int, const struct iovec *, int);
  if (!real) real = dlsym(RTLD_NEXT, "writev");
  stall(fd);
  return real(fd, v, n);
}
"""


class Fault:
    """A folder with somebody who is restarted all the while."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="wamon-soak-"))
        self.restarts = Restarts(self.folder)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.restarts.end()
        shutil.rmtree(self.folder, ignore_errors=True)


def unread_terminal(seconds=30):
    """Nobody reads the terminal, somebody writes and another one is restarted all the while: on time."""
    with Fault() as fault, Wamon([fault.restarts.app, shell("chatter", CHATTER)]) as wamon:
        wamon.see("long story")
        before = fault.restarts.go_on(2, wamon.read)
        cpu = wamon.usage()[0]
        late = fault.restarts.go_on(seconds)
        cpu = wamon.usage()[0] - cpu
        said = are_on_time(late, before)
        assert cpu < seconds / 4, f"it spins: {cpu:.1f} s of CPU"
        return f"{said} in {seconds} s; {cpu:.2f} s of CPU"


def stalled_disk(seconds=10):
    """The disk of the logs does not answer: restarts on time; of a calm child no line is lost, of a loud one all are counted."""
    with Fault() as fault:
        stalled = fault.folder / "stalled"
        (fault.folder / "shim.c").write_text(SHIM)
        shim = compiled(fault.folder / "shim.c", fault.folder / "shim.so", "-shared", "-fPIC", f'-DSTALLED="{stalled}"', "-ldl")
        apps = [fault.restarts.app, shell("chatter", CHATTER), python("count", COUNT, 400)]
        with Wamon(apps, more={"LD_PRELOAD": shim}) as wamon:
            logs = wamon.folder / "home" / "logs"
            until("lines", lambda: wamon.read(0.05) or (logs / "count-out.log").exists())
            before = fault.restarts.go_on(2, wamon.read)
            stalled.touch()
            try:
                wamon.read(0.3)
                size = (logs / "chatter-out.log").stat().st_size
                late = fault.restarts.go_on(seconds, wamon.read)
                assert (logs / "chatter-out.log").stat().st_size == size, "the disk did not stall"
            finally:
                stalled.unlink()
            wamon.read(1.5)
            numbers = [int(line.split()[1]) for line in (logs / "chatter-out.log").read_text().splitlines()]
            assert numbers == list(range(1, len(numbers) + 1)) and len(numbers) > 200, "lines of the calm one are missing"
            said = are_on_time(late, before)
            os.kill(wamon.core, signal.SIGTERM)
            wamon.wait()
            kept, lost, missing = balance((logs / "count-out.log").read_bytes())
            assert missing == lost, f"{lost} lines lost by its own word, {missing} are not there"
            return f"{said}; lost: calm child 0, loud child {lost} of {kept + lost}, all counted"


def unread_output(seconds=30):
    """Nobody reads what `wamon run` prints, as when `docker logs` stands still: restarts on time, the files have every line."""
    with Fault() as fault, Core([fault.restarts.app, python("count", COUNT, 50)], start=False) as core:
        run = subprocess.Popen([WAMON, "run"], env=core.environment, cwd=core.folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        printed, reads = bytearray(), threading.Event()
        reads.set()

        def reader():
            while reads.wait() and (data := os.read(run.stdout.fileno(), 1 << 16)):
                printed.extend(data)

        thread = threading.Thread(target=reader, daemon=True)
        thread.start()
        fcntl.fcntl(run.stdout.fileno(), fcntl.F_SETPIPE_SZ, 1 << 16)
        before = fault.restarts.go_on(2)
        reads.clear()
        cpu = cpu_seconds(core.pid)
        late = fault.restarts.go_on(seconds)
        cpu = cpu_seconds(core.pid) - cpu
        reads.set()
        time.sleep(1)
        core.wamon("kill")
        thread.join(20)
        assert run.wait(20) == 0, f"exit code {run.returncode}"
        kept, lost, missing = balance((core.folder / "home" / "logs" / "count-out.log").read_bytes())
        assert not lost and not missing, f"of the file {missing} lines are missing"
        _, told, gone = balance(bytes(printed))
        said = are_on_time(late, before)
        assert gone == told > 0, f"not printed: {told} by its own word, {gone} in fact"
        return f"{said}; file: 0 of {kept} lost; not printed: {told}, all announced; {cpu:.1f} s of CPU"


TESTS = [unread_terminal, stalled_disk, unread_output]
