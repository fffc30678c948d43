"""The doors of a core in the background, attacked and starved: each prints its figure."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from driver.apps import sleepers
from driver.background import Core
from driver.processes import WAMON, ancestors, environ, everybody, is_alive, until


ASKER = """
import json, signal, socket, sys, time
# Whoever began this in the background had it ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)
client = socket.socket(socket.AF_UNIX)
client.connect(sys.argv[1])
file = client.makefile("rwb")
file.write(b'{"wamon":1}\\n')
number, times = 0, []
sys.stdin.close()
try:
    while True:
        number += 1
        began = time.monotonic()
        file.write(json.dumps({"id": number, "snapshot": {"brief": True}}).encode() + b"\\n")
        file.flush()
        while json.loads(file.readline()).get("id") != number:
            pass
        times.append((time.monotonic() - began) * 1000)
        time.sleep(0.01)
except KeyboardInterrupt:
    print(json.dumps(times))
"""


class Asker:
    """A well-behaved client, a process of its own: a brief snapshot every 10 ms, all the time."""

    def __init__(self, core):
        words = [sys.executable, "-c", ASKER, str(core.folder / "home" / "wamon.sock")]
        self.process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
        time.sleep(0.3)

    def worst(self):
        self.process.send_signal(signal.SIGINT)
        self.times = json.loads(self.process.communicate(timeout=20)[0])
        assert len(self.times) > 20, f"{len(self.times)} answers only"
        return max(self.times)


def hostile_clients():
    """10,000 random messages and 200 idle clients: memory as before after 10 s, everybody else served."""
    with Core(sleepers(2)) as core:
        before, descriptors = core.settled(), core.descriptors()
        asker = Asker(core)
        idle = [core.connect() for _ in range(200)]
        dice = random.Random(7)
        for number in range(10_000):
            client = core.connect()
            try:
                client.sendall(dice.randbytes(dice.choice([1, 7, 100, 1000, 4096])) + (b"\n" if number % 2 else b""))
            except OSError:
                pass
            client.close()
        worst = asker.worst()
        for client in idle:
            client.close()
        time.sleep(5)
        growth = core.settled() - before
        assert growth <= 1, f"PSS grew by {growth:.2f} MB from {before:.1f}"
        assert core.descriptors() <= descriptors, "descriptors are left open"
        assert worst <= 50, f"another client waited {worst:.0f} ms"
        return f"PSS {before:.1f} MB {growth:+.2f}, another client's longest wait {worst:.1f} ms of {len(asker.times)}"


def stalled_log_reader():
    """A reader of the log that stops while a child writes 1 GiB: nothing lost, nothing kept, nobody else waits."""
    lines = 10_485_760
    script = f"sleep 8\nyes {'x' * 101} | head -n {lines}\necho the end\nexec sleep 100000\n"
    with Core([{"name": "loud", "script": "./loud.sh"}], {"loud.sh": script}) as core:
        before = core.settled()
        asker = Asker(core)
        reader = subprocess.Popen(
            [WAMON, "logs", "loud", "--lines", "0", "--raw"], env=core.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        path = core.folder / "home" / "logs" / "loud-out.log"
        size = lines * 102 + 8
        until("the whole log", lambda: path.exists() and path.stat().st_size >= size, 180)
        assert path.stat().st_size == size, f"{path.stat().st_size} bytes instead of {size}"
        worst = asker.worst()
        time.sleep(5)
        growth = core.settled() - before
        count, last = 0, b""
        while not last.endswith(b"the end\n"):
            last = reader.stdout.read1(1 << 20)
            assert last, "the reader ended"
            count += last.count(b"\n")
        reader.send_signal(signal.SIGINT)
        reader.wait(5)
        assert count == lines + 1, f"{count} lines of {lines + 1}"
        assert growth <= 1, f"PSS grew by {growth:.2f} MB from {before:.1f}"
        assert worst <= 50, f"another client waited {worst:.0f} ms"
        return f"{count} lines, PSS {before:.1f} MB {growth:+.2f}, another client's longest wait {worst:.1f} ms"


def stop_in_a_storm():
    """50 crash in a loop, 10 of them are stopped: none of those starts again in 20 s."""
    apps = [
        {"name": f"app{index}", "script": "./dies.sh", "args": f"{index}", "restart_delay": 20, "max_restarts": 1000000}
        for index in range(50)
    ]
    with Core(apps, {"dies.sh": 'echo x >>"starts.$1"\nexit 1\n'}) as core:
        time.sleep(2)
        names = [f"app{index}" for index in range(10)]
        began = time.monotonic()
        core.wamon("stop", *names)
        took = time.monotonic() - began
        starts = lambda index: (core.folder / f"starts.{index}").stat().st_size  # noqa: E731
        stopped, others = [starts(index) for index in range(10)], starts(20)
        time.sleep(20)
        again = sum(starts(index) != stopped[index] for index in range(10))
        assert again == 0, f"{again} of the stopped were started again"
        assert starts(20) > others, "the others do not crash any more"
        return f"stopped in {took * 1000:.0f} ms, 0 of 10 started again in 20 s; another one did {(starts(20) - others) // 2} times"


def two_starts_at_once():
    """Two `wamon start` at the same instant, 50 times: one core, each child once."""
    with Core(sleepers(3), start=False) as core:
        for number in range(50):
            both = [
                subprocess.Popen([WAMON, "start"], env=core.environment, cwd=core.folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
                for _ in range(2)
            ]
            for one in both:
                error = one.communicate(timeout=60)[1]
                assert one.returncode == 0, f"round {number}: {error.decode()}"
            ours = [pid for pid in everybody() if str(core.folder) in environ(pid)]
            cores = [pid for pid in ours if "wamon" in os.path.basename(os.readlink(f"/proc/{pid}/exe"))]
            assert sorted(cores) == sorted([core.pid, core.guardian]), f"round {number}: cores {cores}"
            assert sorted(set(ours) - set(cores)) == sorted(core.pids()), f"round {number}: children {ours}"
            core.wamon("kill")
        return "50 times one core, no child twice"


def killed_with_its_guardian():
    """kill -9 of core and guardian with 4 children, then `wamon start`: none of the old, 4 new, all of it told."""
    kinds = {
        "plain": "exec sleep 100000",
        "session": "setsid sleep 100000 & exec sleep 100000",
        "orphan": "(sleep 100000 &) ; exec sleep 100000",
        "nameless": "exec env -i sleep 100000",
    }
    apps = [{"name": name, "script": f"./{name}.sh"} for name in kinds]
    with Core(apps, {f"{name}.sh": text + "\n" for name, text in kinds.items()}) as core:
        time.sleep(0.5)
        family = [pid for pid in everybody() if core.pid in ancestors(pid)]
        old = core.pids()
        guardian, pid = core.guardian, core.pid
        os.kill(guardian, signal.SIGKILL)
        os.kill(pid, signal.SIGKILL)
        until("the core's end", lambda: not is_alive(pid))
        assert all(is_alive(one) for one in old)
        began = time.monotonic()
        core.wamon("start")
        took = time.monotonic() - began
        left = [one for one in family if is_alive(one)]
        new = core.pids()
        assert not left, f"of the old are left: {left}"
        assert len(new) == 4 and not set(new) & set(old), f"{old} became {new}"
        assert took <= 5, f"{took:.1f} s"
        log = (core.folder / "home" / "wamon.log").read_text()
        missing = [name for name in kinds if name not in log]
        assert not missing, f"not told of {missing}"
        return f"{len(family)} processes stopped, 4 new ones after {took:.2f} s"


def refused(words, environment, folder, **who):
    """What is said, in one line, with 1 or 3."""
    try:
        done = subprocess.run([WAMON, *words], env=environment, cwd=folder, capture_output=True, text=True, timeout=5, **who)
    except subprocess.TimeoutExpired:
        raise AssertionError("a second fleet of the same file") from None
    assert done.returncode in (1, 3) and len(done.stderr.splitlines()) == 1, f"{done.returncode}: {done.stderr}"
    return done.stderr.strip()


NOBODY = {"user": "nobody", "group": "nogroup", "extra_groups": []}


def strangers():
    """Another user, another HOME, none at all: attached, or told why not; never a second fleet."""
    with Core(sleepers(1)) as core:
        core.folder.chmod(0o755)
        old, cores = core.pids(), lambda: [pid for pid in everybody() if str(core.folder) in environ(pid)]
        count = len(cores())
        bare = {key: value for key, value in core.environment.items() if key not in ("HOME", "WAMON_HOME")}
        named = {**bare, "WAMON_HOME": core.environment["WAMON_HOME"]}
        assert "app0" in core.wamon("status", environment=named), "without HOME"
        assert "app0" in core.wamon("status", environment={**named, "HOME": "/nowhere"}), "another HOME"
        elsewhere = tempfile.mkdtemp(prefix="wamon-soak-")
        try:
            assert "already" in refused(["run"], {**bare, "HOME": elsewhere}, core.folder)
        finally:
            shutil.rmtree(elsewhere, ignore_errors=True)
        said = "another HOME, no HOME: attached; another home: told of the core there is"
        if os.geteuid() == 0:
            assert "belongs to root" in refused(["status"], named, "/", **NOBODY)
            assert "Permission denied" in refused(["run"], named, core.folder, **NOBODY)
            said += "; a stranger: told whose it is"
        assert core.pids() == old and len(cores()) == count
    return said + (f"; {roots()}" if os.geteuid() == 0 else "; other users: skipped, needs root")


def roots():
    """root comes to a core of somebody else's, as by `docker exec -u root`."""
    with Core(sleepers(1), start=False) as core:
        shutil.chown(core.folder, NOBODY["user"], NOBODY["group"])
        subprocess.run([WAMON, "start"], env=core.environment, cwd=core.folder, check=True, capture_output=True, **NOBODY)
        assert os.stat(f"/proc/{core.pid}").st_uid, "it runs as root"
        assert "app0" in core.wamon("status"), "root does not attach"
        assert "already" in refused(["run"], core.environment, core.folder)
        core.wamon("restart", "app0")
        assert os.stat(f"/proc/{core.pids()[0]}").st_uid, "the child is root's now"
    return "root: attached to another user's core, its children stay that user's"


def stopped_for_90_seconds():
    """`stop all` under `run`: exit code 70 after 90 s."""
    with Core(sleepers(2), start=False) as core:
        run = subprocess.Popen([WAMON, "run"], env=core.environment, cwd=core.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        until("it is up", lambda: (core.folder / "home" / "lock").exists() and len(core.wamon("pid", code=None).split()) == 2)
        core.wamon("stop", "all")
        began = time.monotonic()
        out = run.communicate(timeout=120)[0]
        took = time.monotonic() - began
        assert run.returncode == 70, f"{run.returncode}: {out}"
        assert 88 <= took <= 93, f"after {took:.1f} s"
        said = [line for line in out.splitlines() if "70" in line]
        return f"70 after {took:.1f} s: {said[0] if said else out!r}"


TESTS = [
    hostile_clients,
    stalled_log_reader,
    stop_in_a_storm,
    two_starts_at_once,
    killed_with_its_guardian,
    strangers,
    stopped_for_90_seconds,
]
