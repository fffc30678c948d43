"""Monitors people have open beside wamon, measured on the same terminal by the same rules."""

import json
import os
import random
import select
import shutil
import subprocess
import time

from . import tools
from .tools import Late, Process, drain, median, now, p95

SIZE = (200, 50)
DOWN, UP = b"\x1b[B", b"\x1b[A"


class Anchors:
    """Each of them, once a second, 200×50. A frame is over when nothing more comes for `QUIET` seconds: nobody
    but wamon says where a frame ends."""

    QUIET = 0.02

    def __init__(self, bench, screens):
        self.bench, self.screens = bench, screens
        self.environment = {"TERM": "xterm-256color", "LANG": "C.UTF-8", "COLORTERM": ""}

    def commands(self):
        """(name, words, environment) of those that are installed, and the names of those that are not."""
        found, absent = [], []
        if path := shutil.which("htop"):
            found.append(("htop", [path, "-d", "10"], {"HTOPRC": self.bench.folder("htop") + "/htoprc"}))
        else:
            absent.append("htop")
        if path := shutil.which("btop"):
            home = self.bench.folder("btop")
            os.makedirs(home + "/btop", exist_ok=True)
            with open(home + "/btop/btop.conf", "w") as file:
                file.write('update_ms = 1000\nproc_sorting = "pid"\n')
            found.append(("btop", [path, "--utf-force"], {"XDG_CONFIG_HOME": home}))
        else:
            absent.append("btop")
        return found, absent

    def attached(self):
        """(a context that ends its core, words, environment, folder) of a monitor beside the core."""
        return Attached(self.bench)

    # MARK: Figures

    def first(self, words, environment, cwd=None):
        """Exec → the end of the first frame, in ms."""
        with Process(words, size=SIZE, env={**self.environment, **environment}, cwd=cwd) as process:
            return (self.burst(process.master, 5, least=1500) - process.began) / 1e6

    def steady(self, process, seconds):
        """(s of processor time, bytes) within so many seconds in which nothing happens but time."""
        drain(process.master, 3)
        before = tools.cpu(process.pid)
        sent = sum(len(data) for _, data in drain(process.master, seconds))
        return (tools.cpu(process.pid) - before) / 1e3, sent

    def keys(self, process, samples, keys=(DOWN, UP)):
        """Key → the end of what it brought, in ms."""
        found = []
        for sample in range(samples):
            # Not in the midst of what comes by itself.
            while drain(process.master, random.uniform(0.04, 0.08)):
                pass
            pressed = now()
            os.write(process.master, keys[sample % 2])
            found.append((self.burst(process.master, 2) - pressed) / 1e6)
        return found

    def burst(self, terminal, seconds, least=1):
        """When the last byte came before it was quiet."""
        deadline, count, last = now() + int(seconds * 1e9), 0, 0
        while now() < deadline:
            if not select.select([terminal], [], [], self.QUIET)[0]:
                if count >= least:
                    return last
                continue
            data = os.read(terminal, 1 << 16)
            count, last = count + len(data), now()
        raise Late("no frame")

    def all(self, words, environment, rounds, seconds, samples, cwd=None):
        """(ms of the first frame, s a minute, bytes a second, key ms median, p95, MB PSS)."""
        first = median([self.first(words, environment, cwd) for _ in range(rounds)])
        with Process(words, size=SIZE, env={**self.environment, **environment}, cwd=cwd) as process:
            spent, sent = self.steady(process, seconds)
            keys = self.keys(process, samples)
            return (first, spent * 60 / seconds, sent / seconds, median(keys), p95(keys), tools.pss(process.pid))


class Attached:
    """A core in the background with the two children of `Monitor.wamon`."""

    def __init__(self, bench):
        self.bench, self.home = bench, bench.folder("attached-home")
        self.folder = bench.folder("attached")
        self.environment = {"WAMON_HOME": self.home, **tools.own(self.folder)}

    def __enter__(self):
        apps = [
            {"name": name, "script": self.bench.child, "args": "pause", "interpreter": "none", "max_memory_restart": limit}
            for name, limit in (("api-server", "400M"), ("nextjs-server", "300M"))
        ]
        with open(self.folder + "/ecosystem.json", "w") as file:
            json.dump({"apps": apps}, file)
        self.run("start", "ecosystem.json")
        time.sleep(1)
        return self

    def __exit__(self, *_):
        self.run("kill")

    def run(self, *words):
        environment = {**os.environ, **self.environment}
        subprocess.run([self.bench.wamon, *words], cwd=self.folder, env=environment, stdout=subprocess.DEVNULL, check=True)
