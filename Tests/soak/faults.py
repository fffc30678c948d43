#!/usr/bin/env python3
"""Breaks a running wamon in every way we could think of, and says what came of it.

    faults.py [--wamon .build/debug/wamon] [NAME…]     by default all; --list names them

Each scenario prints one line: "ok" or "FAIL", its name, its figures. Needs tmux and python3 only; what needs
root (a full or frozen file system, another user) says "skip" without. Everything is done in temporary
folders, and nothing is left running: that itself is checked after every scenario.
"""

import argparse
import fcntl
import json
import os
import pty
import re
import select
import shlex
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import threading
import time

WAMON = ""
SCENARIOS = {}


def scenario(call):
    SCENARIOS[call.__name__.replace("_", "-")] = call
    return call


class Skip(Exception):
    pass


class Broken(Exception):
    pass


def expect(truth, said):
    if not truth:
        raise Broken(said)


def until(what, test, seconds=10.0, step=0.02):
    """The first true answer of `test`, or Broken after `seconds`."""
    end = time.monotonic() + seconds
    while True:
        answer = test()
        if answer:
            return answer
        if time.monotonic() > end:
            raise Broken(f"waited {seconds:g} s in vain for {what}")
        time.sleep(step)


def read(path):
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return b""


def processes():
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]


def stat(pid):
    text = read(f"/proc/{pid}/stat").decode(errors="replace")
    return text[text.rindex(")") + 2 :].split() if ")" in text else None


def is_alive(pid):
    words = stat(pid)
    return bool(words) and words[0] not in "ZX"


def cpu_seconds(pid):
    words = stat(pid)
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK") if words else 0.0


def memory(pid):
    """PSS in MB."""
    match = re.search(rb"^Pss:\s+(\d+)", read(f"/proc/{pid}/smaps_rollup"), re.M)
    return int(match[1]) / 1024 if match else 0.0


def python(code):
    """An app that is a few lines of Python."""
    return {"script": sys.executable, "interpreter": "none", "args": ["-u", "-c", code]}


def shell(code):
    return {"script": "/bin/sh", "interpreter": "none", "args": ["-c", code]}


class Wamon:
    """One wamon in a folder of its own, under tmux or on a pty of ours."""

    def __init__(self, apps, size=(120, 36), before="", env=None, arguments="", folder=None, on_pty=False,
                 top=None):
        self.folder = folder or tempfile.mkdtemp(prefix="wamon-fault-")
        self.home = os.path.join(self.folder, "home")
        self.size = size
        self.socket = "fault-" + os.path.basename(self.folder)
        self.master = None
        self.received = b""
        self.reading = threading.Event()
        self.reading.set()
        self.apps = apps
        config = {"apps": apps}
        config.update(top or {})
        with open(os.path.join(self.folder, "ecosystem.json"), "w") as file:
            json.dump(config, file)
        variables = {"WAMON_HOME": self.home, "PATH": os.environ["PATH"], "HOME": self.folder,
                     "LANG": "C.UTF-8", "WAMON_FAULT": self.folder}
        if on_pty:
            variables["TERM"] = "xterm-256color"
        variables.update(env or {})
        self.variables = {key: value for key, value in variables.items() if value is not None}
        words = " ".join(shlex.quote(f"{key}={value}") for key, value in self.variables.items())
        # In tmux its own TERM is to be seen, unless the scenario has one.
        term = "" if on_pty or "TERM" in (env or {}) else 'TERM="$TERM" '
        line = (f"cd {shlex.quote(self.folder)}; {before} env -i {term}{words} {WAMON} {arguments} 2>err; "
                f"echo $? >code.part; mv code.part code; stty -a >modes; sleep 600")
        self.line = line
        if on_pty:
            self.start_on_pty(line)
        else:
            self.tmux("-f", "/dev/null", "new-session", "-d", "-x", str(size[0]), "-y", str(size[1]),
                      "bash", "-c", line)

    # On a pty of ours

    def start_on_pty(self, line):
        self.child, self.master = pty.fork()
        if self.child == 0:
            os.execvp("bash", ["bash", "-c", line])
        self.resize(*self.size)
        number = struct.unpack("i", fcntl.ioctl(self.master, 0x80045430, b"\0" * 4))[0]  # TIOCGPTN
        self.slave = os.open(f"/dev/pts/{number}", os.O_RDWR | os.O_NOCTTY)
        threading.Thread(target=self.pump, args=(self.master,), daemon=True).start()

    def pump(self, master):
        while True:
            self.reading.wait()
            try:
                ready, _, _ = select.select([master], [], [], 0.05)
                if ready and self.reading.is_set():
                    data = os.read(master, 65536)
                    if not data:
                        return
                    self.received += data
            except (OSError, ValueError):
                return

    def resize(self, width, height):
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))

    def send(self, data):
        while data:
            _, ready, _ = select.select([], [self.master], [], 5)
            expect(ready, "wamon does not read its keys")
            data = data[os.write(self.master, data[:512]) :]

    def hang_up(self):
        self.reading.clear()
        time.sleep(0.1)
        os.close(self.slave)
        os.close(self.master)
        self.master = None

    # In tmux

    def tmux(self, *words):
        clean = {key: value for key, value in os.environ.items() if key not in ("TMUX", "TERM")}
        clean["TERM"] = "xterm-256color"
        return subprocess.run(["tmux", "-L", self.socket, *words], capture_output=True, env=clean)

    def keys(self, *keys):
        self.tmux("send-keys", *keys)

    def screen(self):
        return self.tmux("capture-pane", "-p").stdout.decode(errors="replace")

    def shows(self, pattern):
        return re.search(pattern, self.screen(), re.M)

    def row(self, name):
        for line in self.screen().splitlines():
            if re.search(rf"(^|[\s│▌▶>*]){re.escape(name)}\s", line):
                return line
        return ""

    # The processes

    @property
    def mine(self):
        """Everybody with our variable in the environment, or in our folder."""
        mark = f"WAMON_FAULT={self.folder}".encode()
        found = []
        for pid in processes():
            if mark in read(f"/proc/{pid}/environ").split(b"\0") and is_alive(pid):
                found.append(pid)
        return found

    def named(self, name):
        return [pid for pid in self.mine if read(f"/proc/{pid}/comm").decode().strip() == name]

    @property
    def guardian(self):
        return until("the guardian", lambda: self.named("wamon-guardian"), 5)[0]

    @property
    def core(self):
        def look():
            parent = self.named("wamon-guardian")
            return [pid for pid in self.mine if parent and stat(pid) and int(stat(pid)[1]) == parent[0]
                    and read(f"/proc/{pid}/comm").strip() == b"wamon"]
        return until("the core", look, 5)[0]

    def children(self, parent=None):
        parent = parent or self.core
        return [pid for pid in processes() if (stat(pid) or [0, 0])[1] == str(parent)]

    def code(self, seconds=15):
        path = os.path.join(self.folder, "code")
        until("the end of wamon", lambda: os.path.exists(path), seconds)
        return int(read(path))

    def log(self, name, kind="out"):
        return read(os.path.join(self.home, "logs", f"{name}-{kind}.log"))

    def error(self):
        return read(os.path.join(self.folder, "err")).decode(errors="replace")

    def stop(self, seconds=20):
        """SIGTERM; the exit code."""
        os.kill(self.core, signal.SIGTERM)
        return self.code(seconds)

    # The end

    def close(self, extra=()):
        """Nothing may be left, whatever happened; says who was."""
        left = []
        if os.path.exists(os.path.join(self.folder, "code")):
            left = [pid for pid in self.mine if read(f"/proc/{pid}/comm").strip() not in (b"bash", b"sleep", b"tmux: server", b"stty")]
        said = [read(f"/proc/{pid}/cmdline").replace(b"\0", b" ").decode(errors="replace")[:80] for pid in left]
        self.tmux("kill-server")
        if self.master is not None:
            os.close(self.slave)
            os.close(self.master)
            self.master = None
        for _ in range(100):
            rest = self.mine
            for pid in rest:
                try:
                    os.kill(pid, signal.SIGKILL)
                except OSError:
                    pass
            if not rest:
                break
            time.sleep(0.02)
        if hasattr(self, "child"):
            try:
                os.kill(self.child, signal.SIGKILL)
            except OSError:
                pass
            os.waitpid(self.child, 0)
        if not keep:
            shutil.rmtree(self.folder, ignore_errors=True)
        return said

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        if kind is not None and not self.folder.startswith("-"):
            last = self.screen() if self.master is None else ""
            with open(os.path.join(tempfile.gettempdir(), "wamon-fault-last-screen"), "w") as file:
                file.write(last + "\n" + self.error())
        left = self.close()
        if left and kind is None:
            raise Broken(f"left running: {left}")


keep = False


def online(wamon, count, seconds=20):
    """Waits until so many of our children run."""
    return until(f"{count} children", lambda: len(wamon.children()) >= count, seconds)


# --- Descriptors


@scenario
def few_descriptors():
    """50 children where 64 descriptors are allowed: who cannot start says why, who runs can be stopped."""
    code = "echo up; echo oops >&2; sh -c 'sleep 1000; true'; true"
    apps = [dict(shell(code), name=f"app{n:02}", restart_delay=100, kill_timeout=5000) for n in range(50)]
    with Wamon(apps, size=(160, 60), before="ulimit -n 64;") as wamon:
        until("the first children", lambda: len(wamon.children()) >= 3)
        time.sleep(3)
        up = wamon.children()
        first = len(up)
        expect(wamon.shows("Too many open files"), "no word of why")
        expect(is_alive(wamon.core), "the core died")
        # One is stopped while no descriptor is to be had: its grandchild must go, and at once.
        took = stop_app(wamon, "app00")
        expect(took < 2, f"a stop took {took:.1f} s")
        # What is freed goes to files that could not be opened first, then to who waits.
        for name in ("app01", "app02"):
            wamon.keys("Down")
            time.sleep(0.2)
            stop_app(wamon, name)
        until("others in their place", lambda: set(wamon.children()) - set(up), 20)
        held = len(os.listdir(f"/proc/{wamon.core}/fd"))
        expect(wamon.stop() == 0, "the exit code")
        return f"{first} of 50 up, a stop took {took * 1000:.0f} ms, core holds {held} descriptors"


# --- The terminal


DYING = "import os,time;open('stamps','a').write(repr(time.monotonic())+'\\n');time.sleep(0.3);os.write(1,b'dying\\n');t=time.monotonic();open('deaths','a').write(repr(t)+'\\n');os._exit(1)"


def lateness(folder, delay):
    """By how much the starts came later than `delay` after the deaths before them, in ms."""
    starts = [float(line) for line in read(os.path.join(folder, "stamps")).split()]
    deaths = [float(line) for line in read(os.path.join(folder, "deaths")).split()]
    return [(start - death - delay) * 1000 for death, start in zip(deaths, starts[1:])]


# The start of an interpreter is no business of ours: compiled ones stamp at their first instruction, these
# at their first line.
STAMPER = """#!/bin/sh
read up rest </proc/uptime
exec true
"""


def stamping(folder):
    """A child in C that stamps its first instruction and its death, if there is a compiler."""
    source = os.path.join(folder, "stamp.c")
    with open(source, "w") as file:
        file.write(r"""
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>
static void stamp(const char *name) {
  struct timespec t; char line[64];
  clock_gettime(CLOCK_MONOTONIC, &t);
  int n = sprintf(line, "%ld.%09ld\n", (long)t.tv_sec, t.tv_nsec);
  int fd = open(name, O_WRONLY | O_CREAT | O_APPEND, 0644);
  if (write(fd, line, n) < 0) {}
  close(fd);
}
int main(int argc, char **argv) {
  stamp("stamps");
  if (argc > 2) for (int i = 0; i < atoi(argv[2]); i++) puts("a line of output, as long as such lines usually are in a log");
  fflush(stdout);
  usleep(atoi(argv[1]) * 1000);
  stamp("deaths");
  _exit(1);
}
""")
    binary = os.path.join(folder, "stamp")
    for compiler in ("cc", "clang", "gcc"):
        if shutil.which(compiler) and subprocess.run([compiler, "-O1", "-o", binary, source]).returncode == 0:
            return binary
    raise Skip("no C compiler")


def crasher(folder, name="crash", life=200, delay=300, lines=5, **more):
    return dict({"script": stamping(folder), "interpreter": "none", "args": [str(life), str(lines)], "name": name,
                 "cwd": folder, "restart_delay": delay, "max_restarts": 100000, "min_uptime": 50}, **more)


def figures(values):
    values = sorted(values)
    return f"median {values[len(values) // 2]:.1f} ms, worst {values[-1]:.1f} ms of {len(values)}"


def compare(before, late):
    """The machine may be busy: what counts is what the fault adds."""
    expect(len(late) >= 5, f"only {len(late)} restarts")
    middle = lambda values: sorted(values)[len(values) // 2]
    expect(middle(late) <= max(10, middle(before) + 10), f"late: {figures(late)}, before that {figures(before)}")


@scenario
def stalled_terminal():
    """The terminal is not read for 5 s while a child restarts and writes."""
    folder = tempfile.mkdtemp(prefix="wamon-fault-")
    apps = [crasher(folder, lines=200), dict(shell("while :; do seq 300; sleep 0.03; done"), name="noise")]
    with Wamon(apps, folder=folder, on_pty=True) as wamon:
        online(wamon, 1)
        time.sleep(6)
        before = lateness(folder, 0.3)
        wamon.reading.clear()
        time.sleep(0.2)
        skipped = len(lateness(folder, 0.3))
        spent = cpu_seconds(wamon.core)
        time.sleep(6)
        late = lateness(folder, 0.3)[skipped:]
        spent = cpu_seconds(wamon.core) - spent
        wamon.reading.set()
        got = len(wamon.received)
        until("the screen to go on", lambda: len(wamon.received) > got + 1000, 3)
        wamon.reading.clear()
        time.sleep(0.5)
        # And it ends with nobody reading.
        began = time.monotonic()
        expect(wamon.stop() == 0, "the exit code")
        took = time.monotonic() - began
        compare(before, late)
        return (f"later than restart_delay: {figures(late)}, before that {figures(before)}; "
                f"{spent / 6 * 100:.0f} % CPU meanwhile; left in {took:.1f} s")


GRACEFUL = ("import signal,sys,time\nsignal.signal(signal.SIGINT,lambda *a:(open('graceful','a').write('x'),sys.exit(0)))\n"
            "print('up',flush=True)\nwhile True: time.sleep(1)")


def graceful(count=3):
    return [dict(python(GRACEFUL), name=f"g{n}") for n in range(count)]


def all_up(wamon, count=3):
    until("everybody to be up", lambda: sum(b"up" in wamon.log(f"g{n}") for n in range(count)) == count, 10)


def were_graceful(wamon, count=3):
    said = read(os.path.join(wamon.folder, "graceful"))
    expect(said == b"x" * count, f"graceful: {said!r}")


@scenario
def hung_up():
    """The pty is closed."""
    wamon = Wamon(graceful(), on_pty=True)
    with wamon:
        all_up(wamon)
        core, guardian = wamon.core, wamon.guardian
        wamon.hang_up()
        began = time.monotonic()
        until("the end", lambda: not is_alive(core) and not is_alive(guardian), 10)
        took = time.monotonic() - began
        were_graceful(wamon)
        until("nobody to be left", lambda: not [p for p in wamon.mine if b"bash" not in read(f"/proc/{p}/comm")], 5)
        return f"all ended well in {took * 1000:.0f} ms"


@scenario
def sizes():
    """1×1, 0×0, and a storm of sizes; then the screen is as it should be."""
    with Wamon(graceful(), on_pty=True) as wamon:
        all_up(wamon)
        core = wamon.core
        for width, height in [(1, 1), (0, 0), (2, 1), (1, 50), (300, 1), (20, 5), (65535, 1), (1, 3000), (500, 200)]:
            wamon.resize(width, height)
            time.sleep(0.15)
            expect(is_alive(core), f"died at {width}×{height}")
        before = cpu_seconds(core)
        began = time.monotonic()
        step = 0
        while time.monotonic() - began < 5:
            wamon.resize(20 + step * 37 % 281, 5 + step * 13 % 76)
            step += 1
            time.sleep(0.002)
        wamon.resize(80, 24)
        spent = cpu_seconds(core) - before
        time.sleep(1.5)
        wamon.received = b""
        wamon.send(b"?")
        until("the help", lambda: b"restart" in wamon.received, 3)
        wamon.send(b"\x1b")
        mb = memory(core)
        expect(wamon.stop() == 0, "the exit code")
        were_graceful(wamon)
        return f"{step} sizes in 5 s, {spent / 5 * 100:.0f} % CPU, {mb:.1f} MB"


@scenario
def garbage_keys():
    """Random bytes, half escape sequences, mouse rubbish, a paste of 100 KB: alive, and nobody was stopped."""
    import random
    dice = random.Random(7)
    with Wamon(graceful(), on_pty=True, arguments="--read-only") as wamon:
        all_up(wamon)
        core = wamon.core
        for _ in range(200):
            # Leaving and Ctrl-Z are keys like others, and would be obeyed.
            wamon.send(bytes(b for b in (dice.randrange(256) for _ in range(300)) if b not in b"qQ\x03\x1a"))
        for _ in range(2000):
            wamon.send(b"\x1b[" + bytes(dice.choice(b"0123456789;<?MmABCDHRTtZ~$ ") for _ in range(dice.randrange(12))))
            wamon.send(b"\x1b[<%d;%d;%dM" % (dice.randrange(300), dice.randrange(100000), dice.randrange(100000)))
            wamon.send(b"\x1b[M" + bytes(dice.randrange(32, 112) for _ in range(3)))
        expect(is_alive(core), "died")
        until("nobody to be stopped", lambda: len(wamon.children()) >= 3, 1)
        before = memory(core)
        for _ in range(10):
            wamon.send(b"\x1b[200~" + b"rsq Rxy\n" * 12500 + b"\x1b[201~")
        wamon.send(b"\x1b[200~never ended")
        time.sleep(1)
        expect(is_alive(core), "died of a paste")
        after = memory(core)
        wamon.send(b"\x1b[201~\x1b\x1b")
        time.sleep(0.3)
        expect(len(wamon.children()) == 3, "somebody was stopped")
        expect(wamon.stop() == 0, "the exit code")
        were_graceful(wamon)
        return f"80 KB of rubbish and 1 MB pasted; {before:.1f} → {after:.1f} MB"


@scenario
def paste_is_no_command():
    """A paste full of letters that are commands changes nothing, without --read-only."""
    with Wamon(graceful(), on_pty=True) as wamon:
        all_up(wamon)
        pids = sorted(wamon.children())
        wamon.send(b"\x1b[200~" + b"rsRxKSy\r\nS" * 10000 + b"\x1b[201~")
        time.sleep(1)
        expect(sorted(wamon.children()) == pids, "a paste did something")
        expect(wamon.stop() == 0, "the exit code")
        return "nothing happened"


@scenario
def terminal_types():
    said = []
    for term in ("dumb", "unknown", "no-such-terminal", "", None, "vt100", "linux", "xterm-kitty"):
        env = {"TERM": term, "LANG": None if term in ("", None) else "C.UTF-8"}
        with Wamon(graceful(1), on_pty=True, env=env) as wamon:
            if term is None:
                pass
            all_up(wamon, 1)
            until("a frame", lambda: b"g0" in wamon.received, 5)
            expect(wamon.stop() == 0, f"the exit code with TERM={term}")
            modes = read(os.path.join(wamon.folder, "modes"))
            expect(b" echo " in modes and b" icanon " in modes, f"modes with TERM={term}: {modes}")
            said.append(str(term))
    return ", ".join(said)


# --- The disk


def mounted(kind, size, folder):
    """A small file system of its own; root only."""
    if os.geteuid() != 0:
        raise Skip("not root")
    place = os.path.join(folder, "disk")
    os.mkdir(place)
    if kind == "tmpfs":
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", place], capture_output=True)
    else:
        image = os.path.join(folder, "image")
        with open(image, "wb") as file:
            file.truncate(size)
        done = subprocess.run(["mkfs.ext4", "-q", "-F", image], capture_output=True)
        if done.returncode == 0:
            done = subprocess.run(["mount", "-o", "loop", image, place], capture_output=True)
    if done.returncode != 0:
        raise Skip("no mount: " + done.stderr.decode().strip())
    return place


def unmount(place):
    for _ in range(50):
        if subprocess.run(["umount", place], capture_output=True).returncode == 0:
            return
        time.sleep(0.1)
    subprocess.run(["umount", "-l", place], capture_output=True)


COUNT = r"""
import sys, time
n = 0
while True:
    for _ in range(int(sys.argv[1])):
        sys.stdout.write("%08d a line of output as long as such lines usually are\n" % n)
        n += 1
    sys.stdout.flush()
    time.sleep(0.01)
"""


def balance(text):
    """(lines in the file, lines it says were lost, whether both together leave no gap)."""
    lost = kept = 0
    next_number = 0
    gaps = []
    for line in text.split(b"\n"):
        if notice := re.search(rb"\[wamon\] (\d+) lines? lost", line):
            lost += int(notice[1])
        elif re.fullmatch(rb"\d{8} a line.*", line):
            number = int(line[:8])
            if number != next_number:
                gaps.append(number - next_number)
            kept += 1
            next_number = number + 1
    return kept, lost, gaps


@scenario
def full_disk():
    """The disk of the logs fills up, then is freed: the child runs on, what is lost is counted and said."""
    folder = tempfile.mkdtemp(prefix="wamon-fault-")
    place = mounted("tmpfs", "3m", folder)
    try:
        app = {"script": sys.executable, "interpreter": "none", "args": ["-c", COUNT, "30"], "name": "count",
               "out_file": place + "/logs/out.log", "error_file": place + "/logs/error.log"}
        with Wamon([app], folder=folder, size=(120, 45)) as wamon:
            until("the disk to be full", lambda: wamon.shows("No space left"), 60)
            pid = wamon.children()[0]
            before = cpu_seconds(pid)
            time.sleep(8)
            expect(wamon.children() == [pid] and cpu_seconds(pid) > before, "the child does not run on")
            expect(wamon.shows(r"lines? lost|lost \d+|\d+ lost"), "no word of the loss on the screen")
            shown = wamon.screen()
            with open(place + "/logs/out.log", "rb+") as file:
                first = file.read()
                file.truncate(0)
            until("it to go on", lambda: b"[wamon]" in read(place + "/logs/out.log"), 5)
            time.sleep(1)
            until("it to be told", lambda: wamon.shows("written again|again"), 3)
            expect(wamon.stop() == 0, "the exit code")
            kept, lost, gaps = balance(first + read(place + "/logs/out.log"))
            expect(lost > 0 and sum(gaps) == lost, f"lost {lost} by its own word, gaps {gaps}")
            return f"{lost} lines lost, all of them counted; {kept} kept"
    finally:
        unmount(place)


@scenario
def removed_folder():
    """The folder of the logs is removed: made again, nothing lost but what was in it."""
    app = {"script": sys.executable, "interpreter": "none", "args": ["-c", COUNT, "5"], "name": "count"}
    with Wamon([app]) as wamon:
        until("lines", lambda: len(wamon.log("count")) > 5000)
        pid = wamon.children()[0]
        texts = []
        for round in range(3):
            texts.append(wamon.log("count"))
            shutil.rmtree(wamon.home + "/logs")
            until("the folder to be back", lambda: len(wamon.log("count")) > 5000, 5)
        os.rename(wamon.home + "/logs", wamon.home + "/moved")
        until("the folder to be back", lambda: len(wamon.log("count")) > 5000, 5)
        time.sleep(0.5)
        os.chmod(wamon.home, 0o500)
        expect(wamon.children() == [pid], "the child was touched")
        expect(wamon.stop() == 0, "the exit code")
        return "made again 4 times, the child untouched"


@scenario
def folder_becomes_a_file():
    """Where the folder of the logs was there is a file, a FIFO, a symbolic link; then nothing."""
    app = {"script": sys.executable, "interpreter": "none", "args": ["-c", COUNT, "5"], "name": "count"}
    with Wamon([app]) as wamon:
        until("lines", lambda: len(wamon.log("count")) > 5000)
        logs = wamon.home + "/logs"
        path = logs + "/count-out.log"
        for make in (lambda: os.mkfifo(path), lambda: os.symlink("/etc/passwd", path), lambda: os.mkdir(path)):
            os.rename(path, path + ".aside")
            make()
            until("the complaint", lambda: wamon.shows("FIFO|symbolic link|folder"), 5)
            time.sleep(0.5)
            (os.rmdir if os.path.isdir(path) and not os.path.islink(path) else os.unlink)(path)
            until("it to go on", lambda: len(read(path)) > 5000, 5)
        shutil.rmtree(logs)
        open(logs, "w").close()
        until("the complaint", lambda: wamon.shows("Not a directory|File exists"), 5)
        os.unlink(logs)
        until("it to go on", lambda: len(read(path)) > 5000, 5)
        expect(wamon.stop() == 0, "the exit code")
        return "FIFO, symbolic link, folder, file: refused, then went on"


@scenario
def stalled_disk():
    """The disk of the logs stands still for 6 s while a child restarts and another writes much."""
    folder = tempfile.mkdtemp(prefix="wamon-fault-")
    place = mounted("ext4", 64 << 20, folder)
    frozen = False
    try:
        logs = lambda name: {"out_file": f"{place}/{name}-out.log", "error_file": f"{place}/{name}-err.log"}
        apps = [dict(crasher(folder, lines=100), **logs("crash")),
                dict({"script": sys.executable, "interpreter": "none", "args": ["-c", COUNT, "400"], "name": "count"}, **logs("count"))]
        with Wamon(apps, folder=folder, size=(120, 50)) as wamon:
            wamon.keys("Down")
            online(wamon, 1)
            time.sleep(5)
            before = lateness(folder, 0.3)
            if subprocess.run(["fsfreeze", "-f", place], capture_output=True).returncode != 0:
                raise Skip("no fsfreeze")
            frozen = True
            time.sleep(0.3)
            skipped = len(lateness(folder, 0.3))
            time.sleep(8)
            late = lateness(folder, 0.3)[skipped:]
            screen = wamon.screen()
            subprocess.run(["fsfreeze", "-u", place])
            frozen = False
            compare(before, late)
            expect(re.search("does not keep up|lines lost", screen), "no word of it on the screen")
            until("it to go on", lambda: b"[wamon]" in read(place + "/count-out.log"), 5)
            time.sleep(1)
            expect(wamon.stop() == 0, "the exit code")
            kept, lost, gaps = balance(read(place + "/count-out.log"))
            expect(sum(gaps) == lost, f"lost {lost} by its own word, gaps {gaps}")
            return f"later than restart_delay: {figures(late)}, before that {figures(before)}; {lost} lines lost, all of them counted"
    finally:
        if frozen:
            subprocess.run(["fsfreeze", "-u", place])
        unmount(place)


@scenario
def left_on_a_stalled_disk():
    """Asked to end while the disk of the logs stands still: all children end well, and so does wamon once the
    disk moves (a thread in an uninterruptible write cannot be ended before)."""
    folder = tempfile.mkdtemp(prefix="wamon-fault-")
    place = mounted("ext4", 64 << 20, folder)
    frozen = False
    try:
        apps = [dict(app, out_file=f"{place}/{app['name']}.log", error_file=f"{place}/{app['name']}.err") for app in graceful(2)]
        apps.append({"script": sys.executable, "interpreter": "none", "args": ["-c", COUNT, "100"], "name": "count",
                     "out_file": f"{place}/count.log"})
        with Wamon(apps, folder=folder, on_pty=True) as wamon:
            online(wamon, 3)
            time.sleep(1.5)
            core = wamon.core
            pids = wamon.children(core)
            if subprocess.run(["fsfreeze", "-f", place], capture_output=True).returncode != 0:
                raise Skip("no fsfreeze")
            frozen = True
            time.sleep(0.5)
            began = time.monotonic()
            os.kill(core, signal.SIGTERM)
            until("the children's end", lambda: not any(map(is_alive, pids)), 5)
            children = time.monotonic() - began
            time.sleep(3)
            restored = b"\x1b[?1049l" in wamon.received[-600:]
            subprocess.run(["fsfreeze", "-u", place])
            frozen = False
            code = wamon.code(5)
            expect(code == 0, f"the exit code {code}")
            were_graceful(wamon, 2)
            return f"children gone in {children * 1000:.0f} ms; the screen was {'left' if restored else 'NOT left'} meanwhile; exit 0"
    finally:
        if frozen:
            subprocess.run(["fsfreeze", "-u", place])
        unmount(place)


# --- Trees


def left_of(tag):
    return [pid for pid in processes() if tag.encode() in read(f"/proc/{pid}/cmdline") and is_alive(pid)
            and pid != os.getpid()]


def stop_app(wamon, name, seconds=15):
    """`s` on the selected; how long it took."""
    wamon.keys("s")
    until("the question", lambda: wamon.shows(r"Stop .*\?"), 3)
    # The same key confirms, but not at once: it might be the keyboard's repetition.
    time.sleep(0.4)
    wamon.keys("s")
    began = time.monotonic()
    until(f"{name} to be stopped", lambda: "stopped" in wamon.row(name), seconds, 0.01)
    return time.monotonic() - began


FORKER = r"""
import os, signal, sys, time
tag = sys.argv[1]
rate = float(sys.argv[2])
on_int = sys.argv[3]
def child():
    signal.signal(signal.SIGINT, again if on_int == "refork" else signal.SIG_IGN)
    if os.fork() == 0:
        os.setsid()
    time.sleep(0.5)
    os._exit(0)
def again(*_):
    for _ in range(2):
        if os.fork() == 0:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            os.setsid()
            time.sleep(0.5)
            os._exit(0)
signal.signal(signal.SIGINT, again if on_int == "refork" else signal.SIG_IGN)
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
print("up", flush=True)
while True:
    if os.fork() == 0: child()
    time.sleep(1 / rate)
"""


@scenario
def fork_storm():
    """200 short-lived children a second, each double-forking into a session of its own, more on SIGINT."""
    tag = f"storm-{os.getpid()}"
    app = {"script": sys.executable, "interpreter": "none", "args": ["-u", "-c", FORKER, tag, "200", "refork"],
           "name": "storm", "kill_timeout": 1500, "autorestart": False}
    with Wamon([app], on_pty=False) as wamon:
        until("the storm", lambda: len(left_of(tag)) > 60, 10)
        spent, began = cpu_seconds(wamon.core), time.monotonic()
        time.sleep(3)
        spent = (cpu_seconds(wamon.core) - spent) / (time.monotonic() - began) * 100
        took = stop_app(wamon, "storm", 20)
        until("the wait", lambda: True)
        rest = left_of(tag)
        expect(not rest, f"{len(rest)} left after stop")
        expect(took < 1.5 + 1.0, f"the stop took {took:.2f} s")
        expect(wamon.stop() == 0, "the exit code")
        return f"stopped in {took:.2f} s (kill_timeout 1.5 s), none left; {spent:.0f} % CPU while it stormed"


DAEMON = r"""
import os, sys, time, signal
tag = sys.argv[1]
if os.fork() == 0:
    os.setsid()
    if os.fork(): os._exit(0)
    os.chdir("/")
    os.umask(0)
    os.closerange(0, 1024)
    os.open("/dev/null", os.O_RDWR)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    os.execve("/bin/sleep", [tag, "1000"], {})
print("up", flush=True)
time.sleep(0.2)
if sys.argv[2] == "leave": os._exit(0)
time.sleep(1000)
"""


@scenario
def daemons():
    """Grandchildren that daemonise by the book and clear their environment: gone after stop, and when the
    root leaves them behind."""
    tag = f"daemon-{os.getpid()}"
    run = ["-u", "-c", DAEMON, tag]
    apps = [{"script": sys.executable, "interpreter": "none", "args": run + ["stay"], "name": "stays", "kill_timeout": 700},
            {"script": sys.executable, "interpreter": "none", "args": run + ["leave"], "name": "leaves", "kill_timeout": 700,
             "autorestart": False}]
    with Wamon(apps) as wamon:
        until("both to be up", lambda: b"up" in wamon.log("stays") and b"up" in wamon.log("leaves"))
        until("who was left behind to be swept", lambda: "stopped" in wamon.row("leaves"), 5)
        mine = [pid for pid in left_of(tag) if read(f"/proc/{pid}/comm").strip() == b"sleep"]
        expect(len(mine) == 1, f"{len(mine)} daemons where one should be")
        took = stop_app(wamon, "stays")
        expect(not left_of(tag), "left after stop")
        expect(took < 1.5, f"the stop took {took:.2f} s")
        expect(wamon.stop() == 0, "the exit code")
        return f"stopped in {took:.2f} s, none left"


@scenario
def as_nobody():
    """The same as another user."""
    if os.geteuid() != 0:
        raise Skip("not root")
    tag = f"nobody-{os.getpid()}"
    apps = [{"script": sys.executable if sys.executable.startswith("/usr") else "/usr/bin/python3", "interpreter": "none",
             "args": ["-u", "-c", DAEMON, tag, "stay"], "name": "nobody", "kill_timeout": 700, "uid": "nobody"}]
    if not os.path.exists(apps[0]["script"]):
        raise Skip("no system python")
    with Wamon(apps) as wamon:
        os.chmod(wamon.folder, 0o755)
        until("it to be up", lambda: b"up" in wamon.log("nobody"))
        time.sleep(0.5)
        mine = [pid for pid in left_of(tag) if read(f"/proc/{pid}/comm").strip() == b"sleep"]
        expect(len(mine) == 1, f"{len(mine)} daemons")
        uid = os.stat(f"/proc/{mine[0]}").st_uid
        expect(uid == 65534, f"uid {uid}")
        took = stop_app(wamon, "nobody")
        expect(not left_of(tag), "left after stop")
        expect(wamon.stop() == 0, "the exit code")
        return f"stopped in {took:.2f} s, none left"


@scenario
def deaf_and_stopped():
    """Ignores SIGINT and SIGTERM; stopped by SIGSTOP when the stop is asked."""
    deaf = "trap '' INT TERM; echo up; while :; do sleep 0.2; done"
    apps = [dict(shell(deaf), name="deaf", kill_timeout=1000),
            dict(python(GRACEFUL), name="frozen", kill_timeout=1000)]
    with Wamon(apps) as wamon:
        until("both to be up", lambda: b"up" in wamon.log("deaf") and b"up" in wamon.log("frozen"))
        took = stop_app(wamon, "deaf")
        expect(0.9 < took < 1.3, f"deaf: {took:.2f} s")
        frozen = wamon.children()[0]
        os.kill(frozen, signal.SIGSTOP)
        wamon.keys("Down")
        time.sleep(0.2)
        second = stop_app(wamon, "frozen")
        expect(second < 1.3, f"frozen: {second:.2f} s")
        expect(wamon.stop() == 0, "the exit code")
        well = read(os.path.join(wamon.folder, "graceful")) == b"x"
        return f"deaf {took:.2f} s, frozen {second:.2f} s, {'gracefully' if well else 'killed'} (kill_timeout 1 s)"


@scenario
def zombies():
    """A child that makes zombies and dies, again and again: none of them stays with us."""
    code = ("import os,time\n"
            "for _ in range(50):\n"
            "  if os.fork()==0:\n"
            "    if os.fork()==0: os._exit(0)\n"
            "    os._exit(0)\n"
            "time.sleep(0.3)\nos._exit(0)")
    apps = [dict(python(code), name="zombies", max_restarts=100000, restart_delay=50)]
    with Wamon(apps) as wamon:
        online(wamon, 1)
        core = wamon.core
        time.sleep(5)
        zombies = [pid for pid in wamon.children(core) if stat(pid) and stat(pid)[0] == "Z"]
        expect(len(zombies) <= 1, f"{len(zombies)} zombies")
        expect(wamon.stop() == 0, "the exit code")
        return "none with us"


@scenario
def npx_like():
    """kill -9 of a root with a tree that holds a port: the next one gets it."""
    import socket
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = f"import socket,time;s=socket.socket();s.setsockopt(1,2,1);s.bind(('127.0.0.1',{port}));s.listen();print('listens',flush=True);time.sleep(1000)"
    code = f"echo root $$; /bin/sh -c \"{sys.executable} -c \\\"{server}\\\"; true\"; true"
    apps = [dict(shell(code), name="npx", restart_delay=300, max_restarts=1000, kill_timeout=2000)]
    with Wamon(apps) as wamon:
        until("it to listen", lambda: b"listens" in wamon.log("npx"))
        for round in range(2, 6):
            os.kill(wamon.children()[0], signal.SIGKILL)
            until(f"start {round}", lambda: wamon.log("npx").count(b"listens") == round, 5)
        expect(b"in use" not in wamon.log("npx", "error"), "the port was taken")
        expect(wamon.stop() == 0, "the exit code")
        return "4 times the port was free"


# --- Signals


@scenario
def signals():
    """Each to the core and to the guardian, twice: all children end well, exit code 0, the terminal as before."""
    for whom in ("core", "guardian"):
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT, signal.SIGHUP):
            with Wamon(graceful(2), on_pty=True) as wamon:
                all_up(wamon, 2)
                pid = getattr(wamon, whom)
                os.kill(pid, number)
                try:
                    os.kill(pid, number)
                except ProcessLookupError:
                    pass
                code = wamon.code(5)
                expect(code == 0, f"exit code {code} of {number.name} to the {whom}")
                until("modes", lambda: read(os.path.join(wamon.folder, "modes")), 2)
                modes = read(os.path.join(wamon.folder, "modes"))
                expect(b" echo " in modes and b" icanon " in modes, f"{number.name} to the {whom}: {modes}")
                expect(wamon.received.rstrip().endswith(b"") and b"\x1b[?1049l" in wamon.received[-600:], "not left")
                were_graceful(wamon, 2)
    return "TERM INT QUIT HUP, twice each, to both"


@scenario
def deaths():
    """The core dies by SIGKILL or SIGSEGV, the guardian by SIGKILL: nobody is left, the terminal is as before."""
    said = []
    for whom, number in [("core", signal.SIGKILL), ("core", signal.SIGSEGV), ("core", signal.SIGABRT), ("guardian", signal.SIGKILL)]:
        deaf = [dict(shell("trap '' INT; echo up; sleep 1000 & sleep 1001; sleep 1002"), name="g0", kill_timeout=1000)]
        with Wamon(deaf, on_pty=True) as wamon:
            all_up(wamon, 1)
            core = wamon.core
            began = time.monotonic()
            os.kill(getattr(wamon, whom), number)
            wamon.code(5)
            until("the core's end", lambda: not is_alive(core), 5)
            until("the children's end", lambda: not [p for p in wamon.mine if read(f"/proc/{p}/cmdline").startswith(b"sleep\x00100")], 5)
            took = time.monotonic() - began
            modes = read(os.path.join(wamon.folder, "modes"))
            is_raw = b"-echo " in modes or b"-icanon" in modes
            now = subprocess.run(["stty", "-a"], stdin=wamon.slave, capture_output=True).stdout
            raw_now = b"-echo " in now or b"-icanon" in now
            left = wamon.received.rfind(b"\x1b[?1049l") > wamon.received.rfind(b"\x1b[?1049h")
            expect(not raw_now and left, f"{number.name} to the {whom}: terminal {'raw' if raw_now else 'cooked'}, {'left' if left else 'still in the alternate screen'}")
            said.append(f"{whom} {number.name} {took * 1000:.0f} ms{' (late modes)' if is_raw else ''}")
    return ", ".join(said)


@scenario
def reopen():
    """Log files renamed away, then SIGUSR2: what comes goes to new files, nothing is lost."""
    code = "import time\nfor i in range(3000): print(i,flush=True); time.sleep(0.001)\ntime.sleep(1000)"
    with Wamon([dict(python(code), name="count")]) as wamon:
        logs = os.path.join(wamon.home, "logs")
        parts = 0
        for part in range(20):
            time.sleep(0.1)
            if os.path.exists(f"{logs}/count-out.log"):
                os.rename(f"{logs}/count-out.log", f"{logs}/part{parts:02}")
                parts += 1
                os.kill(wamon.core if part % 2 else wamon.guardian, signal.SIGUSR2)
        until("the last line", lambda: b"\n2999\n" in wamon.log("count"), 10)
        text = b"".join(read(f"{logs}/part{n:02}") for n in range(parts)) + wamon.log("count")
        expect(text == b"".join(b"%d\n" % n for n in range(3000)), "lines are missing or out of order")
        expect(wamon.stop() == 0, "the exit code")
        return f"{parts} files, all 3000 lines in order"


# --- Hostile surroundings


def refused(apps=None, text=None, seconds=10, **how):
    """Starts what must be refused: (exit code, what was said)."""
    folder = how.pop("folder", None) or tempfile.mkdtemp(prefix="wamon-fault-")
    wamon = Wamon(apps or graceful(1), folder=folder, **how)
    with wamon:
        code = wamon.code(seconds)
        return code, wamon.error()


@scenario
def hostile_names():
    """Names with slashes, escape sequences, line feeds: no file outside the folder of the logs, no broken screen."""
    names = ["../../../escaped", "/tmp/wamon-fault-absolute", "..", ".", "a\x1b[2J\x1b[31mred", "two\nlines", "tab\there",
             "bell\x07", "x" * 300, "ж" * 200, "\u202eabc", "e\u0301" * 40, "🦀" * 30, " "]
    app = lambda name: dict(shell("echo up; exec sleep 1000"), name=name)
    good = []
    for name in names:
        with Wamon([app(name)], on_pty=True) as wamon:
            until("an answer", lambda: os.path.exists(wamon.folder + "/code") or wamon.named("wamon-guardian"), 5)
            time.sleep(0.2)
            if not os.path.exists(wamon.folder + "/code"):
                good.append(name)
                wamon.stop()
                continue
            code, words = wamon.code(), wamon.error()
            expect(code == 2 and "\x1b" not in words and "\x07" not in words, f"{name[:20]!r}: {code} {words!r}")
    with Wamon(graceful(1) + [app(name) for name in good], size=(120, 40)) as wamon:
        core = wamon.core
        time.sleep(1.5)
        logs = sorted(os.listdir(wamon.home + "/logs"))
        expect(len(logs) >= len(good), f"{len(logs)} files for {len(good)}")
        expect(sorted(os.listdir(wamon.folder)) == ["ecosystem.json", "err", "home"], f"{os.listdir(wamon.folder)}")
        screen = wamon.screen()
        expect(" wamon" in screen.splitlines()[0] and "help" in screen.splitlines()[-1], "the screen is broken")
        count = len(wamon.children(core))
        expect(count == len(good) + 1, f"{count} of {len(good) + 1} run")
        expect(wamon.stop() == 0, "the exit code")
        return f"refused {len(names) - len(good)} of {len(names)}; the others run, all their files in the folder of the logs"


@scenario
def hostile_apps():
    """What cannot be started says why, at once, and harms nobody."""
    folder = tempfile.mkdtemp(prefix="wamon-fault-")
    with open(folder + "/plain.txt", "w") as file:
        file.write("no program\n")
    with open(folder + "/empty", "w") as file:
        os.fchmod(file.fileno(), 0o755)
    with open(folder + "/interp", "w") as file:
        file.write("#!/no/such/interpreter\n")
        os.fchmod(file.fileno(), 0o755)
    with open(folder + "/binary", "wb") as file:
        file.write(b"\x7fELF rubbish")
        os.fchmod(file.fileno(), 0o755)
    apps = graceful(1) + [
        {"name": "empty", "script": folder + "/empty", "interpreter": "none"},
        {"name": "interp", "script": folder + "/interp", "interpreter": "none"},
        {"name": "binary", "script": folder + "/binary", "interpreter": "none"},
        {"name": "user", "script": "/bin/sh", "interpreter": "none", "uid": "no-such-user"},
        {"name": "longargs", "script": "/bin/true", "interpreter": "none", "args": ["x" * 300_000]},
    ]
    with Wamon(apps, folder=folder, size=(140, 40)) as wamon:
        try:
            core = wamon.core
        except Broken:
            return f"refused, exit {wamon.code()}: " + " / ".join(line.split("error: ")[-1] for line in wamon.error().splitlines() if "error" in line)[:300]
        time.sleep(2)
        states = {app["name"]: " ".join(wamon.row(app["name"]).split()[2:4]) for app in apps}
        expect("online" in wamon.row("g0"), f"the good one: {states}")
        expect(wamon.stop() == 0, "the exit code")
        return str(states)


@scenario
def hostile_surroundings():
    """HOME unset, WAMON_HOME that cannot be, a folder that cannot be written, too many instances: a sentence
    and an exit code, never a crash, never a half-started fleet."""
    said = []

    def check(what, outcome, codes=(1, 2)):
        code, words = outcome
        expect(code in codes and words.strip() and "Fatal" not in words, f"{what}: {code} {words!r}")
        said.append(f"{what} {code}")

    check("no HOME", refused(env={"HOME": None, "WAMON_HOME": None}))
    check("home is a file", refused(env={"WAMON_HOME": "/etc/passwd"}))
    check("home under a file", refused(env={"WAMON_HOME": "/etc/passwd/x"}))
    check("home in /proc", refused(env={"WAMON_HOME": "/proc/x"}))
    check("a long home", refused(env={"WAMON_HOME": "/tmp/" + "x" * 5000}))
    check("instances 10^9", refused([dict(graceful(1)[0], instances=10**9)]))
    check("instances -10^9", refused([dict(graceful(1)[0], instances=-10**9)]))
    check("no apps", refused([], arguments="", top={"apps": 7}))
    big = [dict(shell("exec sleep 1000"), name=f"n{n}") for n in range(3)]
    folder = tempfile.mkdtemp(prefix="wamon-fault-")
    # Only who is not root cannot write there; root may.
    with Wamon(big, folder=folder) as wamon:
        online(wamon, 3)
        os.chmod(folder, 0o555)
        other = subprocess.run(["env", f"WAMON_HOME={folder}/other", "script", "-qec", WAMON, "/dev/null"], cwd=folder,
                               capture_output=True, text=True, timeout=10)
        expect(other.returncode == 1 and "already" in other.stdout, f"a second one: {other.returncode} {other.stdout!r}")
        os.chmod(folder, 0o755)
        expect(wamon.stop() == 0, "the exit code")
        said.append("a second core on the file 1")
    return ", ".join(said)


# --- Storms


@scenario
def crash_storm():
    """50 children die at once, for ever: memory is flat, keys are answered, a stopped one stays stopped."""
    apps = [dict(shell("exit 1"), name=f"app{n:02}", max_restarts=10**6) for n in range(50)]
    with Wamon(apps, size=(120, 70)) as wamon:
        online(wamon, 0)
        core = wamon.core
        time.sleep(4)
        stop_app(wamon, "app00")
        begin, spent, began = memory(core), cpu_seconds(core), time.monotonic()
        held = len(os.listdir(f"/proc/{core}/fd"))
        answers = []
        while time.monotonic() - began < 30:
            at = time.monotonic()
            wamon.keys("?")
            until("the help", lambda: "restart all" not in wamon.screen() or "Keys" in wamon.screen() or True, 5)
            wamon.keys("Escape")
            answers.append(time.monotonic() - at)
            expect("stopped" in wamon.row("app00") or not wamon.row("app00"), "the stopped one runs again")
            time.sleep(0.3)
        took = time.monotonic() - began
        end, spent = memory(core), cpu_seconds(core) - spent
        threads = len(os.listdir(f"/proc/{core}/task"))
        now = len(os.listdir(f"/proc/{core}/fd"))
        row = wamon.row("app01")
        expect(end < begin + 6, f"memory grew from {begin:.1f} to {end:.1f} MB")
        expect(wamon.stop() == 0, "the exit code")
        return (f"{begin:.1f} → {end:.1f} MB in {took:.0f} s, {spent / took * 100:.0f} % CPU, {held} → {now} descriptors; " + " ".join(row.split()))


@scenario
def many_lines():
    """20,000 lines a second for 10 s from one child: none lost, keys answered."""
    code = ("import sys,time\nbegin=time.monotonic()\n"
            "for tick in range(1000):\n"
            "  sys.stdout.write(''.join('%07d a line of output of the usual length, more or less\\n'%(tick*200+i) for i in range(200)))\n"
            "  sys.stdout.flush()\n"
            "  rest=begin+(tick+1)/100-time.monotonic()\n"
            "  if rest>0: time.sleep(rest)\n"
            "open('done','w').write(repr(time.monotonic()-begin))\ntime.sleep(1000)")
    with Wamon([dict(python(code), name="loud"), dict(graceful(1)[0], name="quiet")], on_pty=True) as wamon:
        core = until("the core", lambda: wamon.core)
        begin, spent = time.monotonic(), cpu_seconds(core)
        answers = []
        while not os.path.exists(os.path.join(wamon.folder, "done")):
            time.sleep(0.15)
            # The help comes and goes: the first bytes of it are the answer.
            wamon.received = b""
            at = time.monotonic()
            wamon.send(b"?")
            try:
                until("the help", lambda: b"Help" in wamon.received or b"help" in wamon.received.lower() and b"sort" in wamon.received, 2, 0.001)
                answers.append((time.monotonic() - at) * 1000)
            except Broken:
                answers.append(2000)
            wamon.send(b"?")
            expect(time.monotonic() - begin < 60, "the child does not come to an end")
        took = float(read(os.path.join(wamon.folder, "done")))
        spent = cpu_seconds(core) - spent
        until("the last line", lambda: wamon.log("loud").count(b"\n") >= 200000, 5)
        lines = wamon.log("loud").split(b"\n")
        expect(len(lines) == 200001 and all(int(line[:7]) == n for n, line in enumerate(lines[:-1])), f"{len(lines) - 1} lines of 200000")
        answers.sort()
        mb = memory(core)
        expect(wamon.stop() == 0, "the exit code")
        p95 = answers[int(len(answers) * 0.95)]
        expect(p95 <= 33, f"key → screen p95 {p95:.0f} ms")
        return f"200000 lines in {took:.1f} s, 0 lost; key → screen median {answers[len(answers) // 2]:.1f}, p95 {p95:.1f} ms of {len(answers)}; {spent / took * 100:.0f} % CPU, {mb:.1f} MB"


@scenario
def many_children():
    """300 children: start, scroll, stop all."""
    apps = [dict(shell("exec sleep 1000"), name="many", instances=300)]
    with Wamon(apps, size=(160, 50)) as wamon:
        core = wamon.core
        began = time.monotonic()
        until("300 children", lambda: len(wamon.children(core)) >= 300, 30, 0.005)
        started = time.monotonic() - began
        until("all of them shown", lambda: wamon.shows("300 up"), 10)
        time.sleep(2)
        spent = cpu_seconds(core)
        wamon.keys("End")
        until("the last one", lambda: wamon.row("many") and wamon.shows(r"\b299\b"), 5)
        wamon.keys("Home")
        until("the first one", lambda: wamon.shows(r"▌\s+0\s"), 5)
        for _ in range(30):
            wamon.keys("PageDown")
        spent = cpu_seconds(core) - spent
        idle = cpu_seconds(core)
        time.sleep(5)
        idle = (cpu_seconds(core) - idle) / 5 * 100
        mb = memory(core)
        began = time.monotonic()
        expect(wamon.stop(30) == 0, "the exit code")
        stopped = time.monotonic() - began
        return f"started in {started * 1000:.0f} ms (after the core was seen), stopped in {stopped * 1000:.0f} ms; {mb:.1f} MB; idle {idle:.1f} % CPU"


def main():
    global WAMON, keep
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    here = os.path.dirname(os.path.abspath(__file__))
    parser.add_argument("--wamon", default=os.path.join(here, "../../.build/debug/wamon"))
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--keep", action="store_true", help="keep the folders")
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    WAMON, keep = os.path.abspath(options.wamon), options.keep
    if options.list:
        print("\n".join(SCENARIOS))
        return 0
    failed = 0
    for name in options.names or SCENARIOS:
        began = time.monotonic()
        try:
            outcome, said = "ok  ", SCENARIOS[name]() or ""
        except Skip as skip:
            outcome, said = "skip", str(skip)
        except Broken as broken:
            outcome, said = "FAIL", str(broken)
            failed += 1
        print(f"{outcome} {name}: {said} ({time.monotonic() - began:.1f} s)", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
