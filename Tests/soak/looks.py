"""The screen of the release build on a terminal, and what it costs."""

import random
import time

from driver.apps import python, shell, sleepers
from driver.onscreen import Wamon
from driver.processes import percentile

SIZES = [(80, 24), (300, 80), (40, 12), (20, 5), (1, 1), (0, 0)]


def key_latencies(wamon, times):
    """From `?` until the help is there, in milliseconds."""
    found = []
    for _ in range(times):
        wamon.read(0.05)
        wamon.type("?")
        found.append(wamon.expect("Esc closes") * 1000)
        wamon.type("\x1b")
        wamon.read(0.2)
    return found


def matrix(langs=("C.UTF-8", "C", "no_SUCH.UTF-8", None), sizes=SIZES):
    """Every terminal, with and without a locale, at every size: it starts, shows something, ends with 0."""
    terms = ["xterm-256color", "xterm", "screen", "screen-256color", "tmux-256color", "linux", "vt100", "ansi"]
    terms += ["dumb", "no-such-terminal", None]
    firsts = []
    for term in terms:
        for lang in langs:
            for size in sizes:
                wamon = Wamon(sleepers(), size=size, term=term, lang=lang)
                try:
                    if size == (1, 1):
                        wamon.expect("\x1b")
                        firsts.append(time.monotonic() - wamon.began)
                        while not wamon.core:
                            wamon.read(0.01)
                    else:
                        wamon.expect("app0")
                        firsts.append(time.monotonic() - wamon.began)
                except AssertionError as error:
                    raise AssertionError(f"TERM={term} LANG={lang} {size}: {error}")
                finally:
                    wamon.end()
    return f"{len(firsts)} starts, first frame median {percentile(firsts, .5) * 1000:.0f} ms"


def resize_storm(seconds=20):
    """Random sizes, 1x1 to 300x80; then it is drawn at the last one and answers."""
    wamon = Wamon(sleepers())
    try:
        wamon.expect("online")
        dice, count, deadline = random.Random(7), 0, time.monotonic() + seconds
        while time.monotonic() < deadline:
            wamon.resize(dice.randint(1, 300), dice.randint(1, 80))
            wamon.read(0.002)
            count += 1
        wamon.resize(120, 36)
        wamon.expect("app0")
        wamon.type("q")
        wamon.expect("Leave wamon?")
        cpu, memory = wamon.usage()
        return f"{count} sizes in {seconds} s, {cpu:.1f} s of CPU, PSS {memory:.1f} MB"
    finally:
        wamon.end()


def loud_child():
    """20,000 lines a second for 10 s: not a line lost or out of order, keys answered meanwhile."""
    writer = """
import sys, time
began, sent = time.monotonic(), 0
while sent < 200000:
    due = int((time.monotonic() - began) * 20000)
    if due > sent:
        sys.stdout.write("".join(f"line {n} of many that are written here\\n" for n in range(sent, min(due, 200000))))
        sys.stdout.flush()
        sent = min(due, 200000)
    time.sleep(0.002)
time.sleep(100000)
"""
    wamon = Wamon([python("loud", writer)])
    try:
        wamon.see("of many")
        began, latencies = time.monotonic(), []
        while time.monotonic() - began < 10:
            latencies += key_latencies(wamon, 1)
        log = wamon.folder / "home" / "logs" / "loud-out.log"
        deadline = time.monotonic() + 20
        while log.read_bytes().count(b"\n") < 200000 and time.monotonic() < deadline:
            wamon.read(0.1)
        numbers = [int(line.split()[1]) for line in log.read_text().splitlines()]
        assert numbers == list(range(200000)), f"{len(numbers)} lines of 200000, or out of order"
        cpu, memory = wamon.usage()
        p95 = percentile(latencies, 0.95)
        assert p95 <= 33, f"key to screen p95 {p95:.1f} ms, 33 wanted"
        return f"0 of 200000 lines lost, key to screen p95 {p95:.1f} ms, {cpu:.1f} s of CPU, PSS {memory:.1f} MB"
    finally:
        wamon.end()


def crash_storm():
    """50 children that die ten times a second, for 20 s: keys answered, memory flat, all gone at the end."""
    apps = [shell(f"app{index}", "sleep 0.05; exit 1", restart_delay=50, max_restarts=1000000) for index in range(50)]
    wamon = Wamon(apps)
    try:
        wamon.expect("app0")
        wamon.read(3)
        cpu, before = wamon.usage()
        began = time.monotonic()
        latencies = []
        while time.monotonic() - began < 20:
            latencies += key_latencies(wamon, 1)
        took = time.monotonic() - began
        used, after = wamon.usage()
        share = (used - cpu) / took * 100
        assert after < before * 1.5 + 8, f"PSS grew from {before:.1f} to {after:.1f} MB"
        return f"{share:.0f} % CPU, key to screen p95 {percentile(latencies, .95):.1f} ms, PSS {before:.1f} to {after:.1f} MB"
    finally:
        wamon.end()


def idle():
    """Two quiet children, 20 s: what is written to the terminal and what it costs."""
    wamon = Wamon(sleepers())
    try:
        wamon.expect("online")
        wamon.read(5)
        cpu, count = wamon.usage()[0], wamon.bytes
        wamon.read(20)
        used, memory = wamon.usage()
        rate, cost = (wamon.bytes - count) / 20, (used - cpu) * 60 / 20
        keys = percentile(key_latencies(wamon, 20), 0.5)
        return f"{rate:.0f} bytes/s, {cost:.2f} s of CPU per minute, PSS {memory:.1f} MB, key to screen {keys:.1f} ms"
    finally:
        wamon.end()


TESTS = [matrix, resize_storm, loud_child, crash_storm, idle]
