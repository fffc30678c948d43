"""Trees: what a stop leaves of one, a root that dies alone, zombies, and more children than descriptors."""

import os
import re
import signal
import socket
import sys
import time

from driver.apps import DAEMON
from driver.processes import Skipped, children, parent, read, state, until

from .supervisors import Child

SERVER = """
import socket, sys, time
told = open(sys.argv[2], "a")
server = socket.socket()
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
try:
    server.bind(("127.0.0.1", int(sys.argv[1])))
    server.listen()
except OSError:
    told.write("taken\\n")
    sys.exit(1)
told.write("listens\\n")
told.flush()
time.sleep(1000)
"""

ORPHANS = """
import os, time
for _ in range(50):
    if os.fork() == 0:
        if os.fork() == 0:
            time.sleep(0.3)
            os._exit(0)
        os._exit(0)
while True: time.sleep(1)
"""


def grandchildren(supervisor):
    """Who is left after a stop: (of a plain one, of one in a session of its own, of a daemon)."""
    plain, session, daemon = (supervisor.tag(kind) for kind in ("plain", "session", "daemon"))
    sleep = lambda tag: f"bash -c 'exec -a {tag} sleep 100000' & exec sleep 100000"  # noqa: E731
    supervisor.start([
        Child("plain", ["bash", "-c", sleep(plain)], timeout=2),
        Child("session", ["bash", "-c", f"setsid {sleep(session)}"], timeout=2),
        Child("daemon", [sys.executable, "-u", "-c", DAEMON, daemon, "stay"], timeout=2),
    ])
    until("the trees", lambda: all(supervisor.tagged(kind) for kind in ("plain", "session", "daemon")), 15)
    # Long enough to be up for all of them, and for the daemon to be one.
    time.sleep(1.5)
    for name in ("plain", "session", "daemon"):
        supervisor.stop(name)
    time.sleep(1)
    return tuple(len(supervisor.tagged(kind)) for kind in ("plain", "session", "daemon"))


def port(supervisor, rounds=4):
    """kill -9 of a root whose grandchild holds a port: how many relaunches do not get it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number = probe.getsockname()[1]
    told, root = supervisor.folder / "told", supervisor.folder / "root"
    server = supervisor.folder / "server.py"
    server.write_text(SERVER)
    code = f"echo $$ >{root}.part; mv {root}.part {root}; {sys.executable} {server} {number} {told}; exit 1"
    supervisor.start([Child("npx", ["/bin/sh", "-c", code])])
    until("the server", lambda: b"listens" in read(told), 15)
    time.sleep(1.2)
    for _ in range(rounds):
        before, lines = read(root), read(told).count(b"\n")
        os.kill(int(before), signal.SIGKILL)
        until("the next root", lambda: read(root) != before and read(told).count(b"\n") > lines, 15)
        if read(told).splitlines()[-1] == b"taken":
            # And so will every further one: whoever holds the port lives on.
            return rounds
        time.sleep(1.2)
    return 0


def zombies(supervisor):
    """As PID 1 of a namespace, 50 orphans die: how many zombies stay."""
    if os.geteuid() != 0:
        raise Skipped("needs root, for a PID namespace")
    supervisor.start(
        [Child("orphans", [sys.executable, "-c", ORPHANS, supervisor.tag("child")])],
        wrap=["unshare", "--pid", "--fork", "--kill-child", "--mount-proc"],
    )
    until("the child", lambda: supervisor.tagged("child"), 15)
    time.sleep(2.5)
    first = next(pid for pid in children(supervisor.process.pid))
    inside = {first}
    while more := {pid for pid in map(int, filter(str.isdigit, os.listdir("/proc"))) if parent(pid) in inside} - inside:
        inside |= more
    return sum(state(pid) == "Z" and parent(pid) in supervising(supervisor, inside) for pid in inside)


def supervising(supervisor, inside):
    """Those of a namespace that are no child's: a child's own zombies are its own business."""
    return {pid for pid in inside if supervisor.tag("child") not in read(f"/proc/{pid}/cmdline").decode()}


def descriptors(supervisor, count=50):
    """With 64 descriptors: how many of the children are up after 6 s, and whether it is alive."""
    supervisor.start([Child(f"c{index:02}", ["/bin/sleep", f"100000.{index}"]) for index in range(count)], limit=64)
    time.sleep(6)
    up = [pid for pid in supervisor.mine() if read(f"/proc/{pid}/cmdline").startswith(b"/bin/sleep\x00100000")]
    return len(up), supervisor.process.poll() is None


# What wamon must beyond that


def told_and_freed(wamon, count=50):
    """Every child that does not run says why; once descriptors are free, others run in place of those stopped."""
    up, lives = descriptors(wamon, count)
    assert lives, "the core died"
    states = wamon.states()
    down = [name for name, (_, pid) in states.items() if not pid]
    assert len(down) + up == count, f"{up} up, {len(down)} down"
    said = wamon.said()
    mute = [name for name in down if not re.search(rf"\b{name}\b.*[Tt]oo many open files", said)]
    assert not mute, f"not told why: {mute}; {said[-600:]}"
    running = [name for name, (_, pid) in states.items() if pid]
    began = time.monotonic()
    wamon.stop(running[0])
    took = time.monotonic() - began
    for name in running[1:4]:
        wamon.stop(name)
    wamon.verb("restart", down[0])
    until("another one in place of those stopped", lambda: wamon.states()[down[0]][1], 20)
    return up, len(down), took
