"""Ends: of the core by SIGKILL and SIGTERM, of children that will not, and of those that die all the time."""

import os
import signal
import sys
import tempfile
import time

from driver.apps import DEAF, GRACEFUL, shell
from driver.onscreen import Wamon
from driver.processes import command, is_alive, read, running, until

from .supervisors import Child


def sleeper(supervisor, name):
    return Child(name, ["bash", "-c", f"exec -a {supervisor.tag('child')} sleep 100000"])


def doubled(supervisor, count=3):
    """kill -9 of the core, and it is started again: (how many children too many run, seconds until it was so)."""
    supervisor.start([sleeper(supervisor, f"c{index}") for index in range(count)])
    until("the children", lambda: len(supervisor.tagged("child")) == count, 15)
    before = set(supervisor.tagged("child"))
    time.sleep(0.5)
    supervisor.kill_core()
    began = time.monotonic()
    supervisor.again()
    settled, took = None, 0
    while time.monotonic() - began < 5:
        now = set(supervisor.tagged("child"))
        if now != settled:
            settled, took = now, time.monotonic() - began
        time.sleep(0.05)
    too_many = len(settled) - count
    assert too_many >= 0, f"{len(settled)} of {count} run"
    return too_many, took, len(settled & before)


def graceful(supervisor, count=5):
    """SIGTERM to the core: (how many of the children could end by themselves, exit code, seconds)."""
    marks = supervisor.folder / "marks"
    children = [Child(f"c{index}", [sys.executable, "-u", "-c", GRACEFUL, str(marks), supervisor.tag("child")]) for index in range(count)]
    supervisor.start(children)
    until("the children", lambda: all(b"up" in read(supervisor.log(child.name)) for child in children), 15)
    time.sleep(1.2)
    began = time.monotonic()
    supervisor.process.send_signal(signal.SIGTERM)
    code = supervisor.process.wait(15)
    took = time.monotonic() - began
    time.sleep(0.3)
    return len(read(marks)), code, took


def stubborn(supervisor):
    """A child that ignores its stop signal, 3 s: seconds from the wish to its end."""
    supervisor.start([Child("deaf", ["/bin/sh", "-c", DEAF, supervisor.tag("child")], timeout=3)])
    until("the child", lambda: b"up" in read(supervisor.log("deaf")), 15)
    time.sleep(1.2)
    pid = next(pid for pid in supervisor.tagged("child") if "trap" in command(pid))
    began = time.monotonic()
    stopping = supervisor.stop("deaf", wait=False)
    until("its end", lambda: not is_alive(pid), 10, step=0.002)
    took = time.monotonic() - began
    stopping.wait(10)
    return took


def again_after_stop(supervisor, count=20, stopped=5, seconds=5):
    """In a crash storm some are stopped: how many of them start again."""
    supervisor.start([Child(f"c{index}", ["/bin/sh", "-c", f"echo x >>starts.{index}; exit 1"]) for index in range(count)])
    starts = lambda index: len(read(supervisor.folder / f"starts.{index}"))  # noqa: E731
    until("starts", lambda: all(starts(index) for index in range(count)), 15)
    time.sleep(2)
    for index in range(stopped):
        supervisor.stop(f"c{index}")
    before, others = [starts(index) for index in range(stopped)], starts(count - 1)
    time.sleep(seconds)
    assert starts(count - 1) > others, "the others do not crash any more"
    return sum(starts(index) != before[index] for index in range(stopped))


# What wamon must beyond that


def second_signal(wamon):
    """SIGTERM twice with a child that hears nothing for a minute: seconds until all of it is gone."""
    wamon.start([Child("deaf", ["/bin/sh", "-c", DEAF, wamon.tag("child")], timeout=60)])
    until("the child", lambda: b"up" in read(wamon.log("deaf")), 15)
    wamon.process.send_signal(signal.SIGTERM)
    # The same signal within a second would be one that was sent to several of a group.
    time.sleep(1.1)
    assert wamon.process.poll() is None, "it did not wait for the child"
    began = time.monotonic()
    wamon.process.send_signal(signal.SIGTERM)
    code = wamon.process.wait(10)
    took = time.monotonic() - began
    assert not wamon.tagged("child"), "a child is left"
    return took, code


def hosting(count=3):
    """kill -9 of a core that has the screen: seconds until its guardian has killed all children and given the screen back."""
    folder = tempfile.mkdtemp(prefix="wamon-fault-")
    tag = os.path.basename(folder) + "-child"
    apps = [shell(f"c{index}", DEAF, tag) for index in range(count)]
    with Wamon(apps, folder=folder, shell=["--norc", "--noprofile", "+o", "emacs", "-i"]) as wamon:
        wamon.see("ready>")
        wamon.type("$WAMON; echo code $?\n")
        wamon.see("c2")
        until("the children", lambda: len(running(tag)) >= count, 15)
        began = time.monotonic()
        os.kill(wamon.core, signal.SIGKILL)
        until("the children's end", lambda: not running(tag), 10, step=0.002)
        took = time.monotonic() - began
        wamon.see("code")
        wamon.read(0.3)
        assert not wamon.screen.left_behind(), f"left behind: {wamon.screen.left_behind()}"
        wamon.type("exit 0\n")
        wamon.wait()
    return took
