"""The real wamon on a real pseudo-terminal, 200 columns by 50 rows."""

import glob
import json
import os
import random
import select
import signal
import subprocess

from . import tools
from .tools import Fifo, Late, Process, drain, now

SIZE = (200, 50)
FRAME_BEGIN, FRAME_END = b"\x1b[?2026h", b"\x1b[?2026l"
RATE, SECONDS = 20_000, 10


class Monitor:
    def __init__(self, bench):
        self.bench = bench

    def wamon(self, api="stay"):
        """wamon over two children; `api` is what the first of them does."""
        folder = self.bench.folder("monitor")
        fifo = Fifo(folder)
        apps = [("api-server", api, "400M"), ("nextjs-server", "stay", "300M")]
        with open(folder + "/ecosystem.json", "w") as file:
            json.dump(
                {
                    "apps": [
                        {
                            "name": name,
                            "script": self.bench.child,
                            "args": f"{verb} {fifo.path}",
                            "interpreter": "none",
                            "max_memory_restart": limit,
                            "out_file": f"{folder}/{name}-out.log",
                            "error_file": f"{folder}/{name}-error.log",
                        }
                        for name, verb, limit in apps
                    ]
                },
                file,
            )
        for log in glob.glob(folder + "/*.log"):
            os.unlink(log)
        environment = {"TERM": "xterm-256color", "LANG": "C.UTF-8", "WAMON_HOME": self.bench.folder("home"), **tools.own(folder)}
        return Process([self.bench.wamon], size=SIZE, env=environment, cwd=folder), fifo, folder

    def top(self):
        return Process(["/usr/bin/top", "-d", "1"], size=SIZE, env={"TERM": "xterm-256color", "LANG": "C.UTF-8"})

    def processes(self, process):
        """The guardian and the real process, or what there is."""
        own = tools.program(process.pid)
        return [process.pid] + [pid for pid in tools.children(process.pid) if tools.program(pid) == own]

    # MARK: Figures

    def first_frame(self):
        """Exec to the end of the first frame with both children in it, in ms."""
        process, fifo, _ = self.wamon()
        try:
            text = b""
            for at, data in self.chunks(process.master, 5):
                text += data
                if b"nextjs-server" in text and FRAME_END in text[text.index(b"nextjs-server") :]:
                    return (at - process.began) / 1e6
            raise Late("no frame")
        finally:
            process.end()
            fifo.close()

    def first_of_top(self):
        """Until it is quiet for 20 ms after its heading."""
        with self.top() as process:
            text, last = b"", 0
            while True:
                found = drain(process.master, 0.02)
                if not found and b"COMMAND" in text:
                    return (last - process.began) / 1e6
                for at, data in found:
                    text, last = text + data, at

    def steady(self, process, windows, seconds):
        """(s of processor time in each window, bytes in each one), nothing happening but time."""
        drain(process.master, 3)
        spent, sent = [], []
        for _ in range(windows):
            before = sum(tools.cpu(pid) for pid in self.processes(process))
            sent.append(sum(len(data) for _, data in drain(process.master, seconds)))
            spent.append((sum(tools.cpu(pid) for pid in self.processes(process)) - before) / 1e3)
        return spent, sent

    def memory(self, process):
        return [tools.pss(pid) for pid in self.processes(process)]

    def nothing(self, process, samples):
        """Bytes sent because of a key that means nothing: a frame in which nothing has changed."""
        found = []
        for _ in range(samples):
            drain(process.master, 0.1)
            os.write(process.master, b"Q")
            found.append(sum(len(data) for _, data in drain(process.master, 0.05)))
        return found

    def keys(self, process, samples, keys):
        """Key to the end of the frame it brought, in ms; the keys take turns."""
        found = []
        for sample in range(samples):
            drain(process.master, random.uniform(0.04, 0.08))
            pressed = now()
            os.write(process.master, keys[sample % len(keys)])
            text = b""
            for at, data in self.chunks(process.master, 2):
                text += data
                if FRAME_END in text:
                    break
            else:
                raise Late("a key was not answered")
            found.append((at - pressed) / 1e6)
        return found

    def echo(self, samples):
        """The same of a C program that answers at once by nine bytes: the floor."""
        found = []
        with Process([self.bench.child, "echo"], size=SIZE) as process:
            drain(process.master, 0.2)
            for _ in range(samples):
                drain(process.master, random.uniform(0.02, 0.04))
                pressed = now()
                os.write(process.master, b"j")
                for at, _ in self.chunks(process.master, 2):
                    break
                found.append((at - pressed) / 1e6)
        return found

    def storm(self):
        """A child writes RATE lines a second: (lines that are not in the file, lines a second, keys in ms)."""
        process, fifo, folder = self.wamon(api=f"lines {RATE} {SECONDS}")
        try:
            pid = next(pid for _, pid, word in fifo.take(2) if self.runs_lines(pid))
            drain(process.master, 1)
            os.kill(pid, signal.SIGUSR1)
            began, keys, isOpen = now(), [], False
            while now() - began < (SECONDS - 0.5) * 1e9:
                drain(process.master, random.uniform(0.05, 0.1))
                pressed, text = now(), b""
                os.write(process.master, b"?" if not isOpen else b"\x1b")
                for at, data in self.chunks(process.master, 5):
                    text += data
                    # The help's title; it goes away with its frame.
                    if isOpen or (b" Help " in text and FRAME_END in text[text.index(b" Help ") :]):
                        break
                else:
                    raise Late("a key was not answered")
                if not isOpen:
                    keys.append((at - pressed) / 1e6)
                isOpen = not isOpen
            ended = self.done(process, fifo)
            drain(process.master, 2)
            lost = self.missing(folder + "/api-server-out.log")
            return lost, RATE * SECONDS / ((ended - began) / 1e9), keys
        finally:
            process.end()
            fifo.close()

    # MARK: Steps

    def chunks(self, terminal, seconds):
        deadline = now() + int(seconds * 1e9)
        while now() < deadline:
            if select.select([terminal], [], [], (deadline - now()) / 1e9)[0]:
                data = os.read(terminal, 1 << 16)
                yield now(), data

    def done(self, process, fifo):
        """When the last line was written; the terminal is read meanwhile."""
        for _ in range(200):
            drain(process.master, 0.1)
            try:
                return fifo.read(0.001)[0]
            except Late:
                pass
        raise Late("the lines were not written in time")

    def runs_lines(self, pid):
        with open(f"/proc/{pid}/cmdline", "rb") as file:
            return b"lines" in file.read()

    def missing(self, path):
        """How many lines are not there; any line torn or out of order is an error."""
        expected = 0
        with open(path, "rb") as file:
            for line in file:
                number = int(line[:9])
                if number < expected or not line.endswith(b"\n") or b" request served in " not in line:
                    raise ValueError(f"torn or out of order: {line!r}")
                expected = number + 1
        with open(path, "rb") as file:
            return RATE * SECONDS - sum(1 for _ in file)


def frames(bench):
    """Kind → µs of a frame: wamon's own, and drawn from nothing."""
    return json.loads(subprocess.run([bench.frames], capture_output=True, check=True, text=True).stdout)


def crowd(bench, count):
    """Other processes in /proc; they end with this one."""
    return [subprocess.Popen([bench.child, "pause"]) for _ in range(count)]
