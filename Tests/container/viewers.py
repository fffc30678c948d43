"""`docker exec -it wa-manager wamon`, from terminals good and bad: attaches, and never hosts a second fleet."""

import fcntl
import os
import pathlib
import pty
import select
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time

from engine import MARK, Container, Skipped, call

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from driver.screen import Screen  # noqa: E402


class Viewer:
    """`docker exec -it` on a pty of this size."""

    def __init__(self, one, *words, options=(), size=(120, 36)):
        self.pid, self.master = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
            os.execvp("docker", ["docker", "exec", "-it", *options, one.name, *(words or ["wamon"])])
        self.screen = Screen(*(size if size[0] else (80, 24)))
        self.code = None

    def read(self, seconds=0.05):
        deadline = time.monotonic() + seconds
        while select.select([self.master], [], [], max(0, deadline - time.monotonic()))[0]:
            try:
                came = os.read(self.master, 1 << 16)
            except OSError:
                came = b""
            if not came:
                _, status = os.waitpid(self.pid, 0)
                self.code = os.waitstatus_to_exitcode(status)
                return
            self.screen.feed(came)

    def see(self, *texts, limit=20):
        began = time.monotonic()
        while not all(text in str(self.screen) for text in texts):
            if time.monotonic() - began > limit or self.code is not None:
                raise AssertionError(f"no {texts} within {limit} s (exit {self.code}) in\n{self.screen}")
            self.read()
        return time.monotonic() - began

    def type(self, keys):
        os.write(self.master, keys.encode())

    def leave(self):
        if self.code is None:
            self.type("q")
            deadline = time.monotonic() + 10
            while self.code is None and time.monotonic() < deadline:
                self.read()
        if self.code is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.master)
        assert self.code == 0, f"it ended with {self.code}:\n{self.screen}"
        assert not self.screen.left_behind(), f"left behind: {self.screen.left_behind()}"


def cores(one):
    """Supervisors in the container, viewers that are left behind included."""
    return [line for line in one.processes() if line[2].split()[0].endswith("wamon")]


def steady(one, before):
    after = {name: app["pid"] for name, app in one.fleet().items()}
    assert after == before, f"children were {before}, are {after}"
    assert len(cores(one)) == 1, f"more than one wamon: {cores(one)}"


def exec_in_tmux():
    """Both children on the screen in tmux; one is restarted by a key; the viewer leaves nothing."""
    if not shutil.which("tmux"):
        raise Skipped("no tmux here")
    with Container(f"{MARK}-app") as one:
        before = {name: app["pid"] for name, app in one.online()[1].items()}
        socket = tempfile.mktemp(prefix="wamon-tmux-")
        tmux = ["tmux", "-S", socket, "-f", "/dev/null"]
        try:
            call(*tmux, "new", "-d", "-s", "one", "-x", "120", "-y", "36", f"docker exec -it {one.name} wamon; exec sleep 60")

            def shown(*texts):
                text = call(*tmux, "capture-pane", "-p", "-t", "one")
                return text if all(word in text for word in texts) else None

            took, _ = one.until(lambda: shown("api-server", "nextjs-server", "online"))
            call(*tmux, "send-keys", "-t", "one", "r")
            one.until(lambda: shown("Restart"), 5)
            time.sleep(0.4)
            call(*tmux, "send-keys", "-t", "one", "r")
            again, _ = one.until(lambda: one.fleet().get("api-server", {}).get("pid", 0) not in (0, before["api-server"]), 20)
            fleet = one.online()[1]
            assert fleet["nextjs-server"]["pid"] == before["nextjs-server"]
            call(*tmux, "send-keys", "-t", "one", "q")
            one.until(lambda: len(cores(one)) == 1, 5)
            steady(one, {name: app["pid"] for name, app in fleet.items()})
            return f"first frame after {took:.2f} s, the API restarted {again:.1f} s after the key, the frontend untouched"
        finally:
            call(*tmux, "kill-server", check=False)


ODD = {
    "no LANG": (["env", "-u", "LANG", "wamon"], [], (120, 36)),
    "no TERM": (["env", "-u", "TERM", "wamon"], [], (120, 36)),
    "TERM=dumb": (["wamon"], ["-e", "TERM=dumb"], (120, 36)),
    "TERM=unheard-of": (["wamon"], ["-e", "TERM=unheard-of"], (120, 36)),
    "-u root": (["wamon"], ["-u", "root"], (120, 36)),
    "-u root, no HOME": (["env", "-u", "HOME", "wamon"], ["-u", "root"], (120, 36)),
    "no HOME": (["env", "-u", "HOME", "wamon"], [], (120, 36)),
    "HOME=/nowhere": (["wamon"], ["-e", "HOME=/nowhere"], (120, 36)),
    "in /": (["wamon"], ["-w", "/"], (120, 36)),
    "0×0": (["wamon"], [], (0, 0)),
    "20×5": (["wamon"], [], (20, 5)),
    "nothing set": (["env", "-i", "WAMON_HOME=/run/wamon", "/usr/local/bin/wamon"], [], (120, 36)),
}


def exec_anyhow():
    """Without LANG, TERM, HOME, a size; as another user: each attaches."""
    with Container(f"{MARK}-app") as one:
        before = {name: app["pid"] for name, app in one.online()[1].items()}
        slowest = 0
        for name, (words, options, size) in ODD.items():
            viewer = Viewer(one, *words, options=options, size=size)
            try:
                slowest = max(slowest, viewer.see("api" if size[0] == 20 else "api-server"))
            except AssertionError as error:
                raise AssertionError(f"{name}: {error}")
            viewer.leave()
            steady(one, before)
        return f"{len(ODD)} ways, first frame after at most {slowest:.2f} s: {', '.join(ODD)}"


def no_second_fleet():
    """Where PID 1's home is not known, nobody hosts: the ecosystem file is taken."""
    with Container(f"{MARK}-app") as one:
        before = {name: app["pid"] for name, app in one.online()[1].items()}
        said = []
        ways = [
            (["wamon", "run"], []), (["env", "-u", "WAMON_HOME", "wamon", "run"], []),
            (["env", "-u", "WAMON_HOME", "wamon", "start"], []), (["env", "-u", "WAMON_HOME", "wamon", "run"], ["-u", "root"]),
            (["env", "-u", "WAMON_HOME", "wamon", "start"], ["-u", "root"]), (["env", "-u", "WAMON_HOME", "-u", "HOME", "wamon", "start"], []),
            (["wamon", "status"], ["-u", "nobody"]), (["wamon", "start"], ["-u", "nobody"]),
        ]
        for words, options in ways:
            done = subprocess.run(["docker", "exec", *options, one.name, *words], capture_output=True, text=True, timeout=60)
            assert done.returncode in (1, 3), f"{words} {options}: {done.returncode} {done.stdout} {done.stderr}"
            said.append(done.stderr.strip().splitlines()[0])
            steady(one, before)
        for words, options in [(["env", "-u", "WAMON_HOME", "wamon"], []), (["env", "-u", "WAMON_HOME", "wamon"], ["-u", "root"])]:
            viewer = Viewer(one, *words, options=options)
            while viewer.code is None:
                viewer.read()
            assert viewer.code == 1, f"{words} {options}: {viewer.code}\n{viewer.screen}"
            os.close(viewer.master)
            steady(one, before)
        return f"{len(ways) + 2} ways refused, for example: {said[1]}"


def viewer_lost():
    """The terminal of a viewer is gone, ten times over (`docker exec` does not end what it started)."""
    with Container(f"{MARK}-app") as one:
        before = {name: app["pid"] for name, app in one.online()[1].items()}
        for _ in range(10):
            viewer = Viewer(one)
            viewer.see("api-server")
            os.kill(viewer.pid, signal.SIGKILL)
            os.waitpid(viewer.pid, 0)
            os.close(viewer.master)
        time.sleep(3)
        after = {name: app["pid"] for name, app in one.fleet().items()}
        assert after == before
        return f"10 viewers lost, children untouched, {len(cores(one)) - 1} viewers still there"


TESTS = [exec_in_tmux, exec_anyhow, no_second_fleet, viewer_lost]
