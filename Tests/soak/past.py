"""Old output out of files: a log of 1 GB read and searched by the monitor while its core goes on."""

import pathlib
import shutil
import subprocess
import tempfile

from driver.apps import app
from driver.onscreen import Wamon
from driver.processes import percentile
from driver.restarts import Restarts, are_on_time

SIZE = 1 << 30
FRAME_END = "\x1b[?2026l"
NEEDLE = "the Needle in the haystack"


def write_log(path):
    """1 GB of numbered lines; one line is another, a third from the beginning."""
    number = size = 0
    hidden = False
    with open(path, "wb") as file:
        while size < SIZE:
            rows = []
            for _ in range(10000):
                number += 1
                rows.append(f"request {number} GET /api/v1/items/{number % 977} 200 in {number % 83} ms, cache miss {number * 7919 % 10007}\n")
            text = "".join(rows)
            if not hidden and size > SIZE // 3:
                hidden, text = True, text + NEEDLE + "\n"
            size += len(text)
            file.write(text.encode())


def old_output(is_all=True):
    """A log of 1 GB: its pages within 100 ms, a needle found, a search given up within 50 ms, children on time.

    Without `is_all` only the last of these must hold."""
    work = pathlib.Path(tempfile.mkdtemp(prefix="wamon-soak-past-"))
    restarts = Restarts(work)
    write_log(work / "big.log")
    apps = [
        app("big", ["/bin/sleep", "100000"], out_file=str(work / "big.log")),
        restarts.app,
    ]
    wamon = Wamon(apps, size=(120, 30))
    try:
        times = []
        unseen = lambda pause: wamon.read(pause, draws=False)  # noqa: E731
        wamon.expect("online")
        wamon.read(1)
        # What is there when something else is as busy as a search; the scheduler shares time among sessions.
        busy = subprocess.Popen(["nice", "-n", "10", "sh", "-c", "while :; do :; done"])
        try:
            before = restarts.go_on(2, unseen)
        finally:
            busy.kill()
            busy.wait()
        wamon.type("l")
        tail = wamon.see("request", gone=["STATUS"]) * 1000
        wamon.read(0.5)
        wamon.type("g")
        oldest = wamon.see("request 2 GET /api/v1/items/2 200 in 2 ms") * 1000
        wamon.type("G")
        wamon.read(0.5)
        pages = []
        for _ in range(100):
            wamon.type("\x1b[5~")
            pages.append(wamon.expect(FRAME_END) * 1000)
            wamon.read(0.03)
        wamon.type("G")
        wamon.read(0.5)

        wamon.type("/Needle\r")
        # Shown as found: the search goes on meanwhile.
        found = wamon.see(NEEDLE)
        wamon.read(2)
        wamon.type("\x1b")
        wamon.read(0.2)
        wamon.type("G")
        wamon.read(0.5)

        stopped = []
        for _ in range(5):
            # Line by line, through all of it.
            wamon.type("/[a-z]+ [0-9]+ [a-z]+ [0-9]+x\r")
            wamon.see("Esc stops")
            times += restarts.go_on(0.25, unseen)
            wamon.read()
            assert "Esc stops" in str(wamon.screen), "the search is over already"
            wamon.type("\x1b")
            stopped.append(wamon.see("search stopped", gone=["Esc stops"]) * 1000)
            wamon.type("\x1b")
            wamon.read(0.2)
            wamon.type("G")
            wamon.read(0.3)
        assert not is_all or tail <= 100, f"the tail took {tail:.0f} ms"
        assert not is_all or max(oldest, *pages) <= 100, f"a page took {max(oldest, *pages):.0f} ms"
        assert not is_all or found <= 3, f"the needle took {found:.1f} s"
        assert not is_all or max(stopped) <= 50, f"giving up took {max(stopped):.0f} ms"
        said = are_on_time(times, before)
        return (
            f"1 GB: tail {tail:.0f} ms, oldest page {oldest:.0f} ms, {len(pages)} pages back p95 {percentile(pages, .95):.0f} ms,"
            f" needle {found:.2f} s, given up within {max(stopped):.0f} ms,"
            f" meanwhile {said}"
        )
    finally:
        try:
            wamon.end()
        finally:
            restarts.end()
            shutil.rmtree(work)


TESTS = [old_output]
