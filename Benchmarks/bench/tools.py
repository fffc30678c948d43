"""Processes, FIFOs and /proc, for all figures. Times are CLOCK_MONOTONIC in nanoseconds."""

import fcntl
import os
import select
import signal
import struct
import termios
import time

now = time.monotonic_ns
RECORD = struct.Struct("=qi4s")


class Late(Exception):
    """What was waited for did not come."""


class Fifo:
    """Where children tell (child.c): each record is (at, pid, word)."""

    def __init__(self, folder, name="told"):
        self.path = os.path.join(folder, name)
        if not os.path.exists(self.path):
            os.mkfifo(self.path)
        self.fd = os.open(self.path, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)

    def read(self, seconds=20.0):
        deadline = now() + int(seconds * 1e9)
        while True:
            try:
                at, pid, word = RECORD.unpack(os.read(self.fd, RECORD.size))
                return at, pid, word.decode().strip()
            except BlockingIOError:
                left = deadline - now()
                if left <= 0 or not select.select([self.fd], [], [], left / 1e9)[0]:
                    raise Late("a child told nothing")

    def take(self, count, seconds=20.0):
        return [self.read(seconds) for _ in range(count)]

    def close(self):
        os.close(self.fd)
        os.unlink(self.path)


class Process:
    """A program; `began` is the moment just before its exec. With a size, on a terminal of its own."""

    def __init__(self, argv, size=None, env=None, cwd=None, quiet=True):
        stamp = os.pipe()
        self.master = self.input = self.output = None
        if size:
            self.master, terminal = os.openpty()
            resize(self.master, size)
            ends = (terminal, terminal, terminal)
        else:
            (stdin, self.input), (self.output, stdout) = os.pipe(), os.pipe()
            ends = (stdin, stdout, None)
        self.pid = os.fork()
        if self.pid == 0:
            try:
                os.setsid()
                if size:
                    fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)
                if ends[2] is None and quiet:
                    ends = ends[:2] + (os.open("/dev/null", os.O_WRONLY),)
                for target, source in enumerate(ends):
                    if source is not None:
                        os.dup2(source, target)
                if cwd:
                    os.chdir(cwd)
                environment = {**os.environ, **(env or {})}
                os.write(stamp[1], struct.pack("=q", now()))
                os.execve(argv[0], argv, environment)
            finally:
                os._exit(127)
        for end in set(ends) - {None}:
            os.close(end)
        os.close(stamp[1])
        self.began = struct.unpack("=q", os.read(stamp[0], 8))[0]
        os.close(stamp[0])
        self.isOver = False

    def end(self, politely=signal.SIGTERM, seconds=10.0):
        """Asks, waits, kills; what it started ends with it. Its terminal is read meanwhile."""
        if self.isOver:
            return
        self.isOver = True
        deadline = now() + int(seconds * 1e9)
        try:
            os.kill(self.pid, politely)
        except ProcessLookupError:
            pass
        while os.waitpid(self.pid, os.WNOHANG)[0] == 0:
            if self.master is not None:
                drain(self.master, 0.02)
            else:
                time.sleep(0.005)
            if now() > deadline:
                os.kill(self.pid, signal.SIGKILL)
                os.waitpid(self.pid, 0)
                break
        for end in (self.master, self.input, self.output):
            if end is not None:
                os.close(end)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.end()


def own(folder):
    """Neither the settings of whoever runs this, nor what another wamon has remembered."""
    return {"XDG_CONFIG_HOME": folder + "/config", "XDG_STATE_HOME": folder + "/state"}


def resize(terminal, size):
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))


def drain(terminal, seconds):
    """What comes within a time: [(at, bytes)]."""
    found, deadline = [], now() + int(seconds * 1e9)
    while True:
        left = (deadline - now()) / 1e9
        if left <= 0 or not select.select([terminal], [], [], left)[0]:
            return found
        try:
            data = os.read(terminal, 1 << 16)
        except OSError:
            data = b""
        if not data:
            return found
        found.append((now(), data))


def cpu(pid):
    """Milliseconds of processor time of all threads that are alive."""
    total = 0
    for task in os.listdir(f"/proc/{pid}/task"):
        try:
            with open(f"/proc/{pid}/task/{task}/schedstat") as file:
                total += int(file.read().split()[0])
        except (FileNotFoundError, ProcessLookupError):
            pass
    return total / 1e6


def pss(pid):
    """MB (2^20) of proportional set size."""
    with open(f"/proc/{pid}/smaps_rollup") as file:
        for line in file:
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024


def children(pid):
    found = []
    for task in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{task}/children") as file:
            found += [int(word) for word in file.read().split()]
    return found


def program(pid):
    try:
        return os.readlink(f"/proc/{pid}/exe")
    except OSError:
        return ""


def median(values):
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def p95(values):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
