"""Processes as /proc tells them, and waiting for what they do."""

import os
import pathlib
import shutil
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
WAMON = ROOT / ".build" / "release" / "wamon"
sys.path.insert(0, str(ROOT / "Benchmarks"))
from bench.tools import pss  # noqa: E402, F401

TICK = os.sysconf("SC_CLK_TCK")


class Skipped(Exception):
    """It cannot be tried here, and why."""


def until(what, look, limit=20, step=0.02):
    """The first true answer of `look`; an AssertionError that names `what` where none comes in time."""
    deadline = time.monotonic() + limit
    while not (found := look()):
        assert time.monotonic() < deadline, f"not within {limit:g} s: {what}"
        time.sleep(step)
    return found


def percentile(values, part):
    return sorted(values)[min(len(values) - 1, int(len(values) * part))]


def read(path):
    """The bytes of a file; none of one that is not there."""
    try:
        return pathlib.Path(path).read_bytes()
    except OSError:
        return b""


def everybody():
    return [int(name) for name in os.listdir("/proc") if name.isdigit() and int(name) != os.getpid()]


def stat(pid):
    """The words of /proc/PID/stat behind the name, the state first; none of one that is gone."""
    return read(f"/proc/{pid}/stat").rpartition(b")")[2].decode().split()


def state(pid):
    words = stat(pid)
    return words[0] if words else "X"


def is_alive(pid):
    return state(pid) not in "ZX"


def parent(pid):
    """0 of one that is gone."""
    words = stat(pid)
    return int(words[1]) if words else 0


def children(pid):
    return sorted(one for one in everybody() if parent(one) == pid)


def ancestors(pid):
    found = set()
    while pid > 1:
        pid = parent(pid)
        found.add(pid)
    return found


def command(pid):
    return read(f"/proc/{pid}/cmdline").replace(b"\0", b" ").decode(errors="replace").strip()


def environ(pid):
    return read(f"/proc/{pid}/environ").decode(errors="replace")


def running(tag):
    """Who is alive and has the tag among its arguments."""
    return [pid for pid in everybody() if tag in command(pid) and is_alive(pid)]


def cpu_seconds(pid):
    words = stat(pid)
    return (int(words[11]) + int(words[12])) / TICK if words else 0.0


def descriptors(pid):
    return len(os.listdir(f"/proc/{pid}/fd"))


def compiled(source, target, *flags):
    """A C file or text as a program, by the compiler there is."""
    compiler = shutil.which("cc") or shutil.which("clang")
    if not compiler:
        raise Skipped("no C compiler")
    subprocess.run([compiler, "-O2", *flags, "-o", str(target), str(source)], check=True)
    return str(target)


