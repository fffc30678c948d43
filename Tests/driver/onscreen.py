"""wamon on a terminal of ours."""

import fcntl
import json
import os
import pathlib
import pty
import select
import shutil
import signal
import struct
import tempfile
import termios
import time

from .processes import WAMON, command, cpu_seconds, everybody, pss
from .screen import Screen


class Wamon:
    """One wamon that leads a session on a pty; whoever drives it must read, or not.

    `shell`: the arguments of a bash that leads the session instead, with $WAMON in its environment."""

    def __init__(
        self, apps, size=(120, 36), term="xterm-256color", lang="C.UTF-8", files=None, more=None, shell=None, folder=None, words=()
    ):
        self.folder = pathlib.Path(folder or tempfile.mkdtemp(prefix="wamon-soak-"))
        for name, text in (files or {}).items():
            (self.folder / name).write_text(text)
        (self.folder / "ecosystem.json").write_text(json.dumps({"apps": apps}))
        drop = {"TERM", "LANG", "LC_ALL", "LC_CTYPE", "NO_COLOR", "COLORTERM", "COLUMNS", "LINES", "TMUX"}
        environment = {key: value for key, value in os.environ.items() if key not in drop}
        # Neither the settings of whoever runs this, nor what another wamon has remembered.
        own = {"XDG_CONFIG_HOME": str(self.folder / "config"), "XDG_STATE_HOME": str(self.folder / "state")}
        environment.update({"WAMON_HOME": str(self.folder / "home"), **own, **(more or {})})
        environment.update({key: value for key, value in (("TERM", term), ("LANG", lang)) if value})
        self.began = time.monotonic()
        self.pid, self.master = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
            os.chdir(self.folder)
            if shell:
                os.execvpe("bash", ["bash", *shell], {**environment, "WAMON": str(WAMON), "PS1": "ready> "})
            os.execve(WAMON, [str(WAMON), *words], environment)
        self.screen = Screen(*size)
        self.seen = self.undrawn = b""
        self.bytes = 0
        self.code = None

    def read(self, seconds=0.0, draws=True):
        """Reads for so long; gives back what came. Drawing takes time that whatever is measured may need; without, it
        is drawn later."""
        came, deadline = b"", time.monotonic() + seconds
        while True:
            left = max(0, deadline - time.monotonic())
            if not select.select([self.master], [], [], left)[0]:
                break
            try:
                chunk = os.read(self.master, 1 << 16)
            except OSError:
                break
            if not chunk:
                break
            came += chunk
        self.bytes += len(came)
        self.undrawn += came
        if draws:
            self.screen.feed(self.undrawn)
            self.undrawn = b""
        self.seen = (self.seen + came)[-(1 << 20) :]
        return came

    def expect(self, text, limit=15):
        """Reads until the text comes; gives back after how long."""
        began = time.monotonic()
        came = b""
        while text.encode() not in came:
            if time.monotonic() - began > limit:
                raise AssertionError(f"not within {limit} s: {text!r} in {came[-2000:]!r}")
            select.select([self.master], [], [], 0.05)
            came += self.read()
        return time.monotonic() - began

    def see(self, *texts, gone=(), limit=15):
        """Reads until the screen shows one of the texts and none of those gone; gives back after how long."""
        began = time.monotonic()
        while True:
            shown = str(self.screen)
            if any(text in shown for text in texts or [""]) and not any(text in shown for text in gone):
                return time.monotonic() - began
            if time.monotonic() - began > limit:
                raise AssertionError(f"not within {limit} s: {texts} without {gone} in\n{shown}")
            select.select([self.master], [], [], 0.05)
            self.read()

    def type(self, keys):
        data = keys if isinstance(keys, bytes) else keys.encode()
        while data:
            _, ready, _ = select.select([], [self.master], [], 5)
            assert ready, "it does not read its keys"
            data = data[os.write(self.master, data[:512]) :]
            if len(data) > 512:
                self.read()

    def resize(self, width, height):
        self.screen.resize(width, height)
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))

    @property
    def core(self):
        lock = self.folder / "home" / "lock"
        return int(lock.read_text()) if lock.exists() and lock.read_text().strip() else None

    def usage(self):
        """CPU seconds of the core up to now, and its PSS in MB."""
        return cpu_seconds(self.core), pss(self.core)

    def wait(self, limit=20):
        deadline = time.monotonic() + limit
        while self.code is None:
            self.read(0.01)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.code = os.waitstatus_to_exitcode(status)
            assert time.monotonic() < deadline, f"it has not ended within {limit} s"
        return self.code

    def left(self):
        """Processes that were started from its folder and are still there."""
        found = []
        for pid in everybody():
            try:
                if os.readlink(f"/proc/{pid}/cwd").startswith(str(self.folder)):
                    found.append(pid)
            except OSError:
                pass
        return found

    def end(self):
        """SIGTERM; it must end with 0, and nobody may be left."""
        if self.code is None:
            os.kill(self.core or self.pid, signal.SIGTERM)
            self.wait()
        os.close(self.master)
        left = {pid: command(pid) for pid in self.left()}
        for pid in left:
            os.kill(pid, signal.SIGKILL)
        shutil.rmtree(self.folder, ignore_errors=True)
        assert self.code == 0, f"exit code {self.code}"
        assert not left, f"left behind: {left}"

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        try:
            self.end()
        except (AssertionError, OSError):
            # What went wrong first is what is told.
            if kind is None:
                raise
