"""The core in the background and the command line that talks to it, beside /bin/true."""

import json
import os
import shutil
import subprocess
import time

from . import tools
from .tools import Fifo


class Doors:
    def __init__(self, bench):
        self.bench = bench

    def background(self, apps):
        return Background(self.bench, apps)

    def fleet(self, count, *words, **fields):
        return [{"name": f"c{index}", "script": self.bench.child, "args": list(words), **fields} for index in range(count)]


class Background:
    """A background core with these apps, in a home of its own."""

    def __init__(self, bench, apps):
        self.folder = bench.folder("doors")
        self.wamon = bench.wamon
        self.environment = {**os.environ, "WAMON_HOME": self.folder + "/home", "HOME": self.folder}
        with open(self.folder + "/ecosystem.json", "w") as file:
            json.dump({"apps": apps}, file)
        self.run("start", self.folder + "/ecosystem.json")
        with open(self.folder + "/home/lock") as file:
            self.pid = int(file.read())

    def run(self, *words):
        done = subprocess.run([self.wamon, *words], env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if done.returncode != 0:
            raise RuntimeError(f"wamon {' '.join(words)}: {done.stderr.decode()}")
        return done.stdout

    def time(self, *words):
        """From exec to exit, in ms."""
        return once([self.wamon, *words], self.environment)

    @property
    def guardian(self):
        with open(f"/proc/{self.pid}/status") as file:
            return next(int(line.split()[1]) for line in file if line.startswith("PPid:"))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        subprocess.run([self.wamon, "kill"], env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        shutil.rmtree(self.folder, ignore_errors=True)


def once(words, environment):
    """A program from exec to exit, its output into nothing, in ms."""
    nothing = [(os.POSIX_SPAWN_OPEN, fd, "/dev/null", os.O_RDWR, 0) for fd in range(3)]
    began = tools.now()
    pid = os.posix_spawn(words[0], words, environment, file_actions=nothing)
    _, status = os.waitpid(pid, 0)
    took = (tools.now() - began) / 1e6
    if status != 0:
        raise RuntimeError(f"{' '.join(words)} ended with {os.waitstatus_to_exitcode(status)}")
    return took


def status(core, samples):
    """(ms of `wamon status`, ms of `true`), taking turns."""
    own, ref = [], []
    for _ in range(samples):
        ref.append(once(["/bin/true"], core.environment))
        own.append(core.time("status"))
    return own, ref


def storm(core, seconds):
    """While it crashes: (ms of each status, processor %, growth in MB)."""
    # Beyond the start, and the memory it gives back.
    time.sleep(3)
    for _ in range(50):
        core.time("status")
    before, memory, began, times = tools.cpu(core.pid), tools.pss(core.pid), time.time(), []
    while time.time() - began < seconds:
        times.append(core.time("status"))
        time.sleep(0.05)
    took = time.time() - began
    return times, (tools.cpu(core.pid) - before) / took / 10, tools.pss(core.pid) - memory


def restart(core, fifo, samples):
    """`wamon restart` from its exec to the child's first instruction, in ms."""
    found = []
    for _ in range(samples):
        began = tools.now()
        core.time("restart", "c0")
        found.append((fifo.read()[0] - began) / 1e6)
    return found


def idle(core, windows, seconds):
    """(ms of processor time in each window, MB of PSS)."""
    found = []
    # Beyond the start, and the memory it gives back.
    time.sleep(4)
    for _ in range(windows):
        before = tools.cpu(core.pid)
        time.sleep(seconds)
        found.append(tools.cpu(core.pid) - before)
    return found, tools.pss(core.pid)


__all__ = ["Doors", "Fifo", "idle", "restart", "status", "storm"]
