"""The image itself, and what PID 1 owes its container."""

import pathlib
import re
import shutil
import statistics
import tempfile
import time

from engine import MARK, Container, application, base, call, docker, installed, need, runtime
from viewers import Viewer

FIGURES = {}


def prepare():
    began = time.monotonic()
    base()
    FIGURES["base"] = time.monotonic() - began
    out, FIGURES["bytes"] = installed()
    try:
        began = time.monotonic()
        runtime(out)
        application("app")
        FIGURES["build"] = time.monotonic() - began
    finally:
        shutil.rmtree(out)


def image_builds():
    """From the Dockerfile's runtime stage; what wamon adds is at most 20 MB."""
    added = FIGURES["bytes"] / 1e6
    assert added <= 20, f"wamon adds {added:.1f} MB, 20 wanted"
    whole, under = (int(docker("image", "inspect", "-f", "{{.Size}}", name)) / 1e6 for name in (f"{MARK}-runtime", f"{MARK}-base"))
    return f"wamon's files {added:.2f} MB (20 wanted), the image {whole:.0f} MB of which the base {under:.0f}; built in {FIGURES['build']:.0f} s"


def pid_one():
    """Both children up, PID 1 is wamon and not root; its PSS every second of a minute that nobody disturbs, and after a visit."""
    with Container(f"{MARK}-app", "--no-healthcheck") as one:

        def memory():
            rollup = pathlib.Path(f"/proc/{one.pid}/smaps_rollup").read_text()
            return [int(re.search(word + r":\s+(\d+)", rollup).group(1)) / 1024 for word in ("Pss", "Private_Dirty")]

        time.sleep(30)
        samples = []
        for _ in range(60):
            samples.append(memory())
            time.sleep(1)
        pss, dirty = (statistics.median(column) for column in zip(*samples))
        most, _ = max(samples)
        one.online()
        time.sleep(25)
        visited, _ = memory()
        user, first = one.exec("sh", "-c", "id -un; tr '\\0' ' ' </proc/1/cmdline").split("\n")[:2]
        assert user == "node" and first.startswith("wamon run"), f"{user}, {first}"
        figure = f"PSS {pss:.1f} MB (median, 9 wanted), {dirty:.1f} of it written to, at most {most:.1f} just after a check, {visited:.1f} after a visit"
        assert pss <= 9, figure
        return f"PID 1 is `{first.strip()}` as {user}, two children, a minute: {figure}"


def stop_graceful():
    """`docker stop`: every child is told, exit 0."""
    with Container(f"{MARK}-app", "--restart", "unless-stopped") as one:
        one.online()
        began = time.monotonic()
        docker("stop", one.name)
        took = time.monotonic() - began
        code, told = one.inspect(".State.ExitCode"), one.logs()
        assert code == 0, f"exit code {code}"
        assert "closing" in told, "the API was not told"
        assert not one.inspect(".State.OOMKilled")
        return f"{took:.2f} s, exit 0, the API said `closing`"


def stop_stubborn():
    """A child that ignores its signal has its kill_timeout, then it is killed; still exit 0."""
    text = "module.exports={apps:[{name:'deaf',script:'./deaf.sh',kill_timeout:3000}]}"
    application("deaf", text, {"deaf.sh": "#!/bin/sh\ntrap '' INT TERM\nwhile :; do sleep 1; done\n"})
    with Container(f"{MARK}-deaf") as one:
        one.online(1)
        began = time.monotonic()
        docker("stop", one.name)
        took, code = time.monotonic() - began, one.inspect(".State.ExitCode")
        assert code == 0 and took < 4.5, f"{took:.1f} s, exit code {code}"
        return f"{took:.2f} s with a kill_timeout of 3 s, exit 0"


def zombies():
    """Orphans of a `docker exec` are PID 1's to reap."""
    with Container(f"{MARK}-app") as one:
        one.online()
        one.exec("sh", "-c", "for i in 1 2 3 4 5 6 7 8 9 10; do (for j in 1 2 3 4 5; do sleep 0.3 & done); done")
        time.sleep(1.5)
        left = one.processes()
        zombies = [line for line in left if line[1].startswith("Z")]
        asleep = [line for line in left if "sleep" in line[2]]
        assert not zombies and not asleep, f"{zombies} {asleep}"
        return "50 orphans, 0 zombies"


def memory_limit():
    """The container's limit is the machine's memory on the screen and in the protocol."""
    with Container(f"{MARK}-app", "--memory", "512m") as one:
        one.online()
        viewer = Viewer(one)
        viewer.see("api-server", "512M")
        found = re.search(r"[\d.]+M / 512M", str(viewer.screen))
        viewer.leave()
        assert found, "no 512M in the head of the screen"
        return f"the screen says {found.group(0)}"


def read_only():
    """A root file system that cannot be written, /run/wamon and the logs in memory."""
    options = ["--read-only", "--tmpfs", "/run/wamon:uid=1000,gid=1000,mode=0700", "--tmpfs", "/app/logs:uid=1000,gid=1000"]
    options += ["--cap-drop", "ALL", "--security-opt", "no-new-privileges"]
    with Container(f"{MARK}-app", *options) as one:
        took, _ = one.online()
        log = one.exec("cat", "/app/logs/api-out.log")
        assert "listening" in log, log
        docker("stop", one.name)
        assert one.inspect(".State.ExitCode") == 0
        return f"both online after {took:.1f} s without a single capability, logs written, stopped with 0"


def strange_uid():
    """A uid no passwd knows, as some clusters give."""
    options = ["-u", "12345:0", "--tmpfs", "/run/wamon:uid=12345,mode=0700", "--tmpfs", "/app/logs:uid=12345"]
    with Container(f"{MARK}-app", *options) as one:
        one.online()
        table = one.exec("wamon", "status")
        assert "api-server" in table, table
        docker("stop", one.name)
        assert one.inspect(".State.ExitCode") == 0
    one = Container(f"{MARK}-app", "-u", "12345:0")
    with one:
        one.until(lambda: not one.inspect(".State.Running"), 20)
        said, code = one.logs().strip(), one.inspect(".State.ExitCode")
        assert code == 1 and said.startswith("wamon: ") and len(said.splitlines()) == 1, f"{code}: {said}"
    return f"runs with its own /run/wamon; without one exit 1: {said}"


def again_and_again():
    """Killed and started ten times: the folder of the last life never stands in the way, nothing is doubled."""
    with Container(f"{MARK}-app") as one:
        slowest = 0
        for _ in range(10):
            slowest = max(slowest, one.online()[0])
            servers = [line for line in one.processes() if "server/index.js" in line[2]]
            assert len(servers) == 1, servers
            docker("kill", one.name)
            docker("start", one.name)
        took, _ = one.online()
        return f"10 kills, both online again after at most {max(slowest, took):.1f} s, no process twice"


def few_processes():
    """`--pids-limit` too small for the second child: said, tried again, nobody else harmed."""
    with Container(f"{MARK}-app", "--pids-limit", "13") as one:
        one.until(lambda: one.fleet().get("api-server"), 30)
        time.sleep(5)
        assert one.inspect(".State.Running") or one.inspect(".State.ExitCode") == 70, one.inspect(".State")
        return f"running {one.inspect('.State.Running')}, exit code {one.inspect('.State.ExitCode')}"


def frozen():
    """`docker pause` for 15 s: nobody is restarted for it."""
    with Container(f"{MARK}-app") as one:
        before = {name: app["pid"] for name, app in one.online()[1].items()}
        docker("pause", one.name)
        time.sleep(15)
        docker("unpause", one.name)
        time.sleep(3)
        after = {name: app["pid"] for name, app in one.fleet().items()}
        assert before == after, f"{before} {after}"
        return "15 s, the same two processes afterwards"


def small_root():
    """A root with nothing but a shell and wamon: musl systems have no other C library than theirs."""
    need("busybox-static:busybox")
    folder = pathlib.Path(tempfile.mkdtemp(prefix="wamon-root-"))
    busybox = shutil.which("busybox")
    out, _ = installed()
    try:
        (folder / "bin").mkdir(parents=True)
        shutil.copy(busybox, folder / "bin" / "busybox")
        shutil.copy(out / "out" / "usr" / "local" / "bin" / "wamon", folder / "bin" / "wamon")
        call("tar", "-C", folder, "-cf", out / "root.tar", ".")
        docker("import", "--change", f"LABEL {MARK}=1", out / "root.tar", f"{MARK}-small")
    finally:
        shutil.rmtree(folder)
        shutil.rmtree(out)
    said = call("docker", "run", "--rm", "--label", f"{MARK}=1", f"{MARK}-small", "/bin/wamon", "--version", check=False).strip()
    return f"wamon says {said!r}" if said else "without a GNU C library wamon does not start, as docs/container.md says"


TESTS = [image_builds, pid_one, stop_graceful, stop_stubborn, zombies, memory_limit, read_only, strange_uid]
TESTS += [again_and_again, few_processes, frozen, small_root]
