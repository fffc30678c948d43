"""How long from a child's death to the first instruction of the next one."""

import os
import signal
import time

from .apps import app
from .processes import ROOT, compiled, percentile
from bench.tools import Fifo


class Restarts:
    """A child that is killed again and again; it tells over a FIFO in `folder` (Benchmarks/child.c)."""

    def __init__(self, folder):
        child = compiled(ROOT / "Benchmarks" / "child.c", f"{folder}/child", "-static")
        self.fifo = Fifo(str(folder))
        self.app = app("mortal", [child, "stay", self.fifo.path], max_restarts=1000000, min_uptime=0, restart_delay=0)
        self.pid = None

    def go_on(self, seconds, meanwhile=lambda pause: time.sleep(pause)):
        """Milliseconds of each; `meanwhile` is what is done between them, for about so many seconds."""
        if self.pid is None:
            self.pid = self.fifo.read()[1]
        times, deadline = [], time.monotonic() + seconds
        while time.monotonic() < deadline:
            meanwhile(0.02)
            killed = time.monotonic_ns()
            os.kill(self.pid, signal.SIGKILL)
            at, self.pid, _ = self.fifo.read()
            times.append((at - killed) / 1e6)
        return times

    def end(self):
        self.fifo.close()


def figures(times):
    return f"median {percentile(times, .5):.1f}, p95 {percentile(times, .95):.1f} ms of {len(times)}"


def are_on_time(times, before):
    """The p95 is within 10 ms. Where others keep the machine so busy that it was not before either, it is not above what
    it was by half. Gives the figures."""
    late, usual = percentile(times, 0.95), percentile(before, 0.95)
    said = f"restarts {figures(times)}" + (f" (p95 {usual:.1f} before)" if late > 10 else "")
    assert late <= max(10, usual * 1.5), f"{said}; before that {figures(before)}"
    return said
