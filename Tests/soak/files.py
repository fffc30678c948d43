"""The files of the logs under somebody's hands."""

import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time

from driver.apps import COUNT, GRACEFUL, python
from driver.background import Core
from driver.processes import Skipped, is_alive, read, until


def folder_becomes_a_file():
    """Where a log was there is a FIFO, a link, a folder; where its folder was, a file: refused aloud, then it goes on."""
    with Core([python("count", COUNT, 5)]) as core:
        logs = core.folder / "home" / "logs"
        path = logs / "count-out.log"
        until("lines", lambda: len(read(path)) > 5000)
        said = lambda since: (core.folder / "home" / "wamon.log").read_text()[since:]  # noqa: E731
        here = lambda: len(said(0))  # noqa: E731
        for make in (os.mkfifo, lambda path: os.symlink("/etc/passwd", path), os.mkdir):
            since = here()
            os.rename(path, f"{path}.aside")
            make(path)
            until("a word of it", lambda: "count" in said(since), 5)
            time.sleep(0.5)
            (os.rmdir if path.is_dir() and not path.is_symlink() else os.unlink)(path)
            until("it to go on", lambda: len(read(path)) > 5000, 5)
        since = here()
        shutil.rmtree(logs)
        logs.write_text("")
        until("a word of it", lambda: "count" in said(since), 5)
        logs.unlink()
        until("it to go on", lambda: len(read(path)) > 5000, 5)
        return "FIFO, link, folder, file: told of, then went on"


def reopened():
    """Log files are renamed away, then SIGUSR2, 20 times: every line is there, in order."""
    code = "import time\nfor n in range(3000): print(n, flush=True); time.sleep(0.001)\ntime.sleep(1000)"
    with Core([python("count", code)]) as core:
        log, parts = core.folder / "home" / "logs" / "count-out.log", []
        for part in range(20):
            time.sleep(0.1)
            if log.exists():
                parts.append(core.folder / f"part{part}")
                log.rename(parts[-1])
                os.kill(core.guardian if part % 2 else core.pid, signal.SIGUSR2)
        until("the last line", lambda: b"2999\n" in read(log))
        text = b"".join(map(read, [*parts, log]))
        assert text == b"".join(b"%d\n" % n for n in range(3000)), "lines are missing or out of order"
        return f"{len(parts)} files, all 3000 lines in order"


def left_on_a_frozen_disk():
    """Asked to end while the disk of the logs stands still: the children end well at once, wamon once the disk moves."""
    if os.geteuid() != 0 or not shutil.which("fsfreeze"):
        raise Skipped("needs root and fsfreeze")
    folder = pathlib.Path(tempfile.mkdtemp(prefix="wamon-soak-"))
    image, place = folder / "image", folder / "disk"
    place.mkdir()
    try:
        with open(image, "wb") as file:
            file.truncate(64 << 20)
        for words in (["mkfs.ext4", "-q", "-F", image], ["mount", "-o", "loop", image, place]):
            done = subprocess.run(words, capture_output=True, text=True)
            if done.returncode != 0:
                raise Skipped(f"no disk to freeze: {done.stderr.strip()}")
        try:
            return left_while_frozen(folder, place)
        finally:
            subprocess.run(["fsfreeze", "-u", place], capture_output=True)
            subprocess.run(["umount", "-l", place])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def left_while_frozen(folder, place):
    mark = folder / "graceful"
    apps = [python(f"g{n}", GRACEFUL, mark, out_file=f"{place}/g{n}.log") for n in range(2)]
    with Core([*apps, python("count", COUNT, 100, out_file=f"{place}/count.log")]) as core:
        until("lines", lambda: len(read(place / "count.log")) > 5000)
        until("the others", lambda: all(b"up" in read(place / f"g{n}.log") for n in range(2)))
        pids, pid = core.pids(), core.pid
        subprocess.run(["fsfreeze", "-f", place], check=True)
        time.sleep(0.5)
        began = time.monotonic()
        os.kill(pid, signal.SIGTERM)
        until("the children's end", lambda: not any(map(is_alive, pids)), 5)
        children = time.monotonic() - began
        subprocess.run(["fsfreeze", "-u", place], check=True)
        until("the core's end", lambda: not is_alive(pid), 5)
        assert read(mark) == b"xx", f"graceful: {read(mark)}"
        return f"children gone in {children * 1000:.0f} ms, all gracefully; the core once the disk moved"


TESTS = [folder_becomes_a_file, reopened, left_on_a_frozen_disk]
