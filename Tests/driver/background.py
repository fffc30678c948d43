"""A core in the background, in a home of its own, and its verbs."""

import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile
import time

from .processes import WAMON, descriptors, environ, everybody, parent, pss


class Core:
    """A core in the background, in a home of its own; not started yet where `start` is False."""

    def __init__(self, apps, files=None, start=True, folder=None):
        self.folder = pathlib.Path(folder or tempfile.mkdtemp(prefix="wamon-soak-"))
        for name, text in (files or {}).items():
            (self.folder / name).write_text(text)
            (self.folder / name).chmod(0o755)
        self.rewrite(apps)
        self.environment = {**os.environ, "WAMON_HOME": str(self.folder / "home"), "HOME": str(self.folder)}
        if start:
            try:
                self.wamon("start")
            except AssertionError:
                self.end()
                raise

    def rewrite(self, apps):
        (self.folder / "ecosystem.json").write_text(json.dumps({"apps": apps}))

    def wamon(self, *words, code=0, environment=None):
        done = subprocess.run(
            [WAMON, *words], env=environment or self.environment, cwd=self.folder, capture_output=True, text=True, timeout=120
        )
        assert code is None or done.returncode == code, f"wamon {' '.join(words)}: {done.returncode} {done.stderr}"
        return done.stdout

    @property
    def pid(self):
        return int((self.folder / "home" / "lock").read_text())

    @property
    def guardian(self):
        return parent(self.pid)

    def pids(self):
        return [int(word) for word in self.wamon("pid").split() if int(word) > 0]

    def pss(self):
        return pss(self.pid)

    def settled(self):
        """PSS after a rest and a few questions: a core gives code back, too, and takes it up when it is needed."""
        for _ in range(20):
            self.wamon("status")
        time.sleep(4)
        for _ in range(5):
            self.wamon("status")
        return self.pss()

    def descriptors(self):
        return descriptors(self.pid)

    def connect(self):
        client = socket.socket(socket.AF_UNIX)
        client.connect(str(self.folder / "home" / "wamon.sock"))
        return client

    def end(self):
        subprocess.run([WAMON, "kill"], env=self.environment, cwd=self.folder, capture_output=True)
        ours = lambda: [pid for pid in everybody() if str(self.folder) in environ(pid)]  # noqa: E731
        deadline = time.monotonic() + 5
        while (left := ours()) and time.monotonic() < deadline:
            time.sleep(0.02)
        for pid in left:
            os.kill(pid, signal.SIGKILL)
        shutil.rmtree(self.folder, ignore_errors=True)
        assert not left, f"left behind: {left}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.end()
