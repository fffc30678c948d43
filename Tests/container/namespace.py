"""PID 1 in a PID namespace of its own: what can be tried where no engine runs."""

import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time

from engine import WAMON, Skipped


class Namespace:
    """`wamon run` as its process 1, on apps in a folder of its own."""

    def __init__(self, apps):
        if os.geteuid() != 0 or subprocess.run(["unshare", "-pf", "true"], capture_output=True).returncode != 0:
            raise Skipped("no PID namespace can be made here")
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="wamon-pid1-"))
        (self.folder / "ecosystem.json").write_text(json.dumps({"apps": apps}))
        environment = {**os.environ, "WAMON_HOME": str(self.folder / "home")}
        words = ["unshare", "--pid", "--fork", "--mount-proc", "--kill-child", str(WAMON), "run"]
        self.out = open(self.folder / "out", "w+")
        self.outer = subprocess.Popen(words, cwd=self.folder, env=environment, stdout=self.out, stderr=self.out)
        self.until(lambda: "online" in self.said() or "errored" in self.said())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.outer.poll() is None:
            self.outer.kill()
            self.outer.wait()
        self.out.close()
        shutil.rmtree(self.folder)

    def said(self):
        return (self.folder / "out").read_text()

    @staticmethod
    def children(pid):
        return [int(word) for word in pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    @property
    def first(self):
        return self.children(self.outer.pid)[0]

    def until(self, what, limit=15):
        began = time.monotonic()
        while not what():
            assert time.monotonic() - began < limit, self.said()
            time.sleep(0.02)
        return time.monotonic() - began


def namespace_stop():
    """SIGTERM to PID 1, which has no default action there: all are told, exit 0."""
    script = "trap 'echo told; exit 0' INT; while :; do sleep 0.1; done"
    with Namespace([{"name": "polite", "script": "sh", "args": ["-c", script]}]) as one:
        assert "NSpid:" in (status := pathlib.Path(f"/proc/{one.first}/status").read_text())
        assert next(line for line in status.splitlines() if line.startswith("NSpid:")).split()[-1] == "1"
        began = time.monotonic()
        os.kill(one.first, signal.SIGTERM)
        code = one.outer.wait(20)
        assert code == 0 and "told" in one.said(), f"{code}: {one.said()}"
        return f"exit 0 after {time.monotonic() - began:.2f} s, the child was told"


def namespace_errored():
    """An app beyond saving: 70."""
    with Namespace([{"name": "broken", "script": "false", "max_restarts": 3, "restart_delay": 10}]) as one:
        code = one.outer.wait(20)
        assert code == 70, f"{code}: {one.said()}"
        return "exit 70"


def namespace_zombies():
    """What loses its parent is PID 1's to reap."""
    script = "for i in 1 2 3 4 5 6 7 8 9 10; do (setsid sh -c 'sleep 0.2 & sleep 0.1' &); done; exec sleep 600"
    with Namespace([{"name": "parent", "script": "sh", "args": ["-c", script]}]) as one:
        time.sleep(1.5)
        states = [pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] for pid in one.children(one.first)]
        assert "Z" not in states and len(states) == 1, states
        os.kill(one.first, signal.SIGTERM)
        assert one.outer.wait(20) == 0
        return "20 orphans, 0 zombies, exit 0"


TESTS = [namespace_stop, namespace_errored, namespace_zombies]
