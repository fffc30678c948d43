"""Trees that will not go: storms of forks, daemons, deaf and frozen ones."""

import os
import signal
import time

from driver.apps import DAEMON, DEAF, GRACEFUL, python, shell
from driver.background import Core
from driver.processes import Skipped, cpu_seconds, read, running, until

FORKER = r"""
import os, signal, sys, time
def leave():
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.setsid()
    time.sleep(0.5)
    os._exit(0)
def again(*_):
    for _ in range(2):
        if os.fork() == 0: leave()
signal.signal(signal.SIGINT, again)
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
while True:
    if os.fork() == 0:
        if os.fork() == 0: os.setsid()
        time.sleep(0.5)
        os._exit(0)
    time.sleep(0.005)
"""


def stop(core, name):
    began = time.monotonic()
    core.wamon("stop", name)
    return time.monotonic() - began


def log(core, name):
    return read(core.folder / "home" / "logs" / f"{name}-out.log")


def fork_storm():
    """200 short-lived children a second, each with one in a session of its own, more on SIGINT: all gone after a stop."""
    tag = f"storm-{os.getpid()}"
    with Core([python("storm", FORKER, tag, kill_timeout=1500)]) as core:
        until("the storm", lambda: len(running(tag)) > 60)
        spent, began = cpu_seconds(core.pid), time.monotonic()
        time.sleep(3)
        spent = (cpu_seconds(core.pid) - spent) / (time.monotonic() - began)
        took = stop(core, "storm")
        assert not running(tag), f"{len(running(tag))} are left"
        assert took < 2.5, f"the stop took {took:.2f} s"
        return f"stopped in {took:.2f} s (kill_timeout 1.5 s), none left; {spent * 100:.0f} % CPU while it stormed"


def daemons():
    """Grandchildren that become daemons by the book, without environment: gone after a stop, and when the root leaves them."""
    tag = f"daemon-{os.getpid()}"
    apps = [
        python("stays", DAEMON, tag, "stay", kill_timeout=700),
        python("leaves", DAEMON, tag, "leave", kill_timeout=700, autorestart=False),
    ]
    with Core(apps) as core:
        daemon = lambda: [pid for pid in running(tag) if read(f"/proc/{pid}/comm").strip() == b"sleep"]  # noqa: E731
        until("both", lambda: b"up" in log(core, "stays") and b"up" in log(core, "leaves"))
        until("who was left to be swept", lambda: len(core.pids()) == 1 and len(daemon()) == 1, 5)
        took = stop(core, "stays")
        assert not running(tag), "left after a stop"
        assert took < 1.5, f"the stop took {took:.2f} s"
        return f"stopped in {took:.2f} s, none left"


def daemons_of_nobody():
    """The same of another user."""
    if os.geteuid() != 0:
        raise Skipped("needs root")
    tag = f"nobody-{os.getpid()}"
    app = python("nobody", DAEMON, tag, "stay", kill_timeout=700, uid="nobody") | {"script": "/usr/bin/python3"}
    with Core([app], start=False) as core:
        core.folder.chmod(0o755)
        core.wamon("start")
        until("it", lambda: b"up" in log(core, "nobody"))
        pids = running(tag)
        assert pids and all(os.stat(f"/proc/{pid}").st_uid == 65534 for pid in pids), "not nobody's"
        took = stop(core, "nobody")
        assert not running(tag), "left after a stop"
        return f"stopped in {took:.2f} s, none of {len(pids)} left"


def deaf_and_frozen():
    """One that hears no signal, and one that is stopped by SIGSTOP when it is asked to end."""
    tag = f"frozen-{os.getpid()}"
    with Core([], start=False) as core:
        mark = core.folder / "graceful"
        core.rewrite([shell("deaf", DEAF, kill_timeout=1000), python("frozen", GRACEFUL, mark, tag, kill_timeout=1000)])
        core.wamon("start")
        until("both", lambda: b"up" in log(core, "deaf") and b"up" in log(core, "frozen"))
        deaf = stop(core, "deaf")
        os.kill(running(tag)[0], signal.SIGSTOP)
        frozen = stop(core, "frozen")
        assert 0.9 < deaf < 1.4 and frozen < 1.4, f"{deaf:.2f} s, {frozen:.2f} s"
        how = "gracefully" if read(mark) == b"x" else "killed"
        return f"deaf {deaf:.2f} s, frozen {frozen:.2f} s, {how} (kill_timeout 1 s)"


TESTS = [fork_storm, daemons, daemons_of_nobody, deaf_and_frozen]
