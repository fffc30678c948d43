"""Logs: their disk is full, their folder goes, and the last words of a child."""

import os
import shutil
import subprocess
import sys
import time

from driver.apps import COUNT, balance
from driver.processes import Skipped, read, until

from .supervisors import Child

# Once: a burst of lines, letters of several bytes cut by the writes, a last line without an end; then it is over.
BURST = r"""
import os, sys, time
if os.path.exists(sys.argv[1]): time.sleep(1000)
text = b"".join(b"%06d a line of a burst just before the end\n" % n for n in range(20000))
text += "ще один рядок 🦀 и ещё\n".encode() * 50 + "конец 🦀".encode()
at = 0
while at < len(text):
    at += os.write(1, text[at : at + 4093])
open(sys.argv[1], "wb").write(text)
os._exit(1)
"""


def mounted(place, size="2m"):
    """A small file system of its own; root only."""
    if os.geteuid() != 0:
        raise Skipped("needs root, for a full disk")
    place.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", place], capture_output=True, text=True)
    if done.returncode != 0:
        raise Skipped(f"no mount: {done.stderr.strip()}")


def unmount(place):
    until("the end of the mount", lambda: subprocess.run(["umount", place], capture_output=True).returncode == 0, 10, 0.1)


def full(supervisor, look=lambda: None):
    """The disk of the logs is full for 3 s, then freed: what came of it, with COUNT's numbers in the log.

    `look` is called while it is full. Gives (whether the child ran on, whether it is logged again, how many lines
    were missing then, how many it says were lost)."""
    mounted(supervisor.logs)
    try:
        progress = supervisor.folder / "progress"
        written = lambda: int(read(progress) or b"0")  # noqa: E731
        supervisor.start([Child("count", [sys.executable, "-u", "-c", COUNT, "400", str(progress)])])
        path = supervisor.log("count")
        free = lambda: os.statvfs(supervisor.logs).f_bavail  # noqa: E731
        until("the disk to be full", lambda: free() == 0, 60)
        time.sleep(1)
        number = written()
        time.sleep(2)
        runs_on = written() > number + 400
        look()
        first = read(path)
        if path.exists():
            os.truncate(path, 0)
        time.sleep(4)
        last = read(path).lstrip(b"\0")
        _, lost, missing = balance(first + last)
        return runs_on, len(last) > 1000, missing, lost
    finally:
        supervisor.stop("count")
        for pid in supervisor.mine():
            os.kill(pid, 9)
        until("the end of them", lambda: not supervisor.mine(), 5)
        unmount(supervisor.logs)


def removed(supervisor):
    """The folder of the logs is removed: (whether it is there again with the log within 5 s, how many of two children
    and the core went)."""
    supervisor.start([Child(f"c{index}", [sys.executable, "-u", "-c", COUNT, "5", supervisor.tag("child")]) for index in range(2)])
    until("lines", lambda: all(len(read(supervisor.log(f"c{index}"))) > 2000 for index in range(2)), 15)
    before = supervisor.tagged("child")
    shutil.rmtree(supervisor.logs)
    deadline = time.monotonic() + 5
    is_back = lambda: all(len(read(supervisor.log(f"c{index}"))) > 2000 for index in range(2))  # noqa: E731
    while not is_back() and time.monotonic() < deadline:
        time.sleep(0.05)
    gone = len(set(before) - set(supervisor.tagged("child"))) + (supervisor.process.poll() is not None)
    return is_back(), gone


def burst(supervisor):
    """20,000 lines, letters cut in two and a last line without an end, then the child is over: bytes that are missing."""
    expected = supervisor.folder / "expected"
    supervisor.start([Child("burst", [sys.executable, "-c", BURST, str(expected)])])
    until("the burst", lambda: expected.exists() and read(expected), 20)
    text = read(expected)
    deadline = time.monotonic() + 5
    while read(supervisor.log("burst")) != text and time.monotonic() < deadline:
        time.sleep(0.05)
    got = read(supervisor.log("burst"))
    return 0 if got == text else max(1, len(text) - len(got))
