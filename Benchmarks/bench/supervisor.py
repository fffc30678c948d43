"""The core without a screen (CoreBench) beside a C loop of fork and wait (ref.c)."""

import os
import random
import re
import signal
import subprocess
import time

from . import tools
from .tools import Fifo, Process


class Supervisor:
    def __init__(self, bench):
        self.bench = bench

    # MARK: Starting either of the two

    def core(self, count, *child, limit=0):
        home = self.bench.folder("home")
        return Process([self.bench.core, str(count), home, str(limit), self.bench.child, *child])

    def ref(self, count, *child):
        return Process([self.bench.ref, str(count), self.bench.child, *child])

    # MARK: Figures

    def restart(self, samples, make):
        """Death of a child to the first instruction of the next one, in ms."""
        fifo, found = Fifo(self.bench.folder("fifo")), []
        with make(2, "stay", fifo.path):
            pids = [pid for _, pid, _ in fifo.take(2)]
            for sample in range(samples):
                time.sleep(random.uniform(0.01, 0.03))
                killed = tools.now()
                os.kill(pids[sample % 2], signal.SIGKILL)
                at, pids[sample % 2], _ = fifo.read()
                found.append((at - killed) / 1e6)
        fifo.close()
        return found

    def start(self, count, make):
        """Exec of the supervisor to the last child's first instruction, in ms."""
        fifo = Fifo(self.bench.folder("fifo"))
        with make(count, "stay", fifo.path) as process:
            last = max(at for at, _, _ in fifo.take(count))
            found = (last - process.began) / 1e6
        fifo.close()
        return found

    def idle(self, count, make, windows, seconds, fill=0, settle=2.5, **options):
        """(ms of processor time in each window, MB of PSS)."""
        fifo = Fifo(self.bench.folder("fifo"))
        verb = ("fill", str(fill)) if fill else ("stay",)
        with make(count, *verb, fifo.path, **options) as process:
            fifo.take(count, 60)
            time.sleep(settle)
            found = []
            for _ in range(windows):
                before = tools.cpu(process.pid)
                time.sleep(seconds)
                found.append(tools.cpu(process.pid) - before)
            memory = tools.pss(process.pid)
        fifo.close()
        return found, memory

    def request(self, samples):
        """A restart asked for to the new child's first instruction, in ms."""
        fifo, found = Fifo(self.bench.folder("fifo")), []
        with self.core(2, "stay", fifo.path) as process:
            fifo.take(2)
            for sample in range(samples):
                time.sleep(random.uniform(0.01, 0.03))
                os.write(process.input, b"%d\n" % (sample % 2))
                asked = int(os.read(process.output, 64))
                found.append((fifo.read()[0] - asked) / 1e6)
        fifo.close()
        return found

    def memory(self, rounds):
        """Crossing of the limit to the stop signal, in s: leaking child, leaking grandchild."""
        running, found = [], {}
        for kind in ("root", "grandchild"):
            fifo = Fifo(self.bench.folder("fifo-" + kind))
            running.append((kind, fifo, self.core(1, "leak", "42000000", kind, fifo.path, limit=40_000_000)))
            found[kind] = []
        for _ in range(rounds):
            for kind, fifo, _ in running:
                over = fifo.read()
                told = fifo.read()
                assert (over[2], told[2]) == ("over", "told"), (over, told)
                found[kind].append((told[0] - over[0]) / 1e9)
        for _, fifo, process in running:
            process.end()
            fifo.close()
        return found


ROUND = re.compile(r"cat (\d+) MB/s; plain (\d+) \(([\d.]+)\), lost (-?\d+); stamped (\d+) \(([\d.]+)\), lost (-?\d+)")


def logs(bench, megabytes, rounds):
    """LogBench: [(cat MB/s, plain MB/s, ratio, lost, stamped MB/s, ratio, lost)] by round."""
    text = subprocess.run(
        [bench.logs, str(megabytes), str(rounds), bench.folder("logs")], stdout=subprocess.PIPE, text=True, check=True
    ).stdout
    return [tuple(float(word) for word in match.groups()) for match in ROUND.finditer(text)]
