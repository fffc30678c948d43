"""deploy/stack.yaml on a swarm of one node: the engine replaces a task that is unhealthy."""

import pathlib
import re
import tempfile
import time

from engine import MARK, ROOT, Container, Skipped, application, call, docker
from healthy import FILE


def stack_text():
    """The file as it is, but with the image made here, quicker probes and no published ports."""
    text = (ROOT / "deploy" / "stack.yaml").read_text()
    for pattern, new in [
        (r"image: wa-manager", f"image: {MARK}-stacked"), (r"interval: \S+", "interval: 1s"), (r"timeout: \S+", "timeout: 5s"),
        (r"start_period: \S+", "start_period: 3s"), (r"delay: \S+", "delay: 1s"), (r"    ports:\n(      .*\n)+", ""),
    ]:
        text, count = re.subn(pattern, new, text)
        assert count, f"deploy/stack.yaml has no {pattern}"
    return text.replace("    image:", "    environment:\n      PATH: /app/bin:/usr/local/bin:/usr/bin:/bin\n    image:")


def tasks():
    lines = docker("stack", "ps", "wamontest", "--no-trunc", "--format", "{{.ID}}|{{.DesiredState}}|{{.CurrentState}}|{{.Error}}", check=False)
    return [line.split("|") for line in lines.splitlines()]


def containers():
    return docker("ps", "-q", "--filter", f"ancestor={MARK}-stacked").split()


def until(what, limit):
    began = time.monotonic()
    while True:
        found = what()
        if found:
            return time.monotonic() - began, found
        assert time.monotonic() - began < limit, f"not within {limit} s: {tasks()}"
        time.sleep(0.2)


def swarm_replaces():
    """An unhealthy task is stopped and another one started."""
    if docker("info", "--format", "{{.Swarm.LocalNodeState}}").strip() != "inactive":
        raise Skipped("this engine is in a swarm of somebody's")
    application("stacked", FILE % ("none", "{errored:true}"))
    try:
        docker("swarm", "init", "--advertise-addr", "127.0.0.1", "--listen-addr", "127.0.0.1:27377")
    except AssertionError as error:
        raise Skipped(f"no swarm can be made here: {error}")
    file = pathlib.Path(tempfile.mktemp(suffix=".yaml"))
    try:
        file.write_text(stack_text())
        docker("stack", "deploy", "--resolve-image", "never", "-c", file, "wamontest")

        def healthy(but=None):
            for name in containers():
                if name != but and docker("inspect", "-f", "{{.State.Health.Status}}", name, check=False).strip() == "healthy":
                    return name

        up, first = until(healthy, 60)
        docker("exec", first, "node", "-e", "require('http').get('http://127.0.0.1:5001/sick')")
        took, second = until(lambda: healthy(first), 90)
        old = [task for task in tasks() if task[1] == "Shutdown"]
        assert len(old) == 1, tasks()
        code = docker("inspect", "-f", "{{.State.ExitCode}}", first).strip()
        assert code == "0", f"the old one ended with {code}"
        return f"healthy {up:.1f} s after the deploy; sick, then another one healthy {took:.1f} s later (the old task: {old[0][2].split()[0]}, exit 0)"
    finally:
        file.unlink(missing_ok=True)
        docker("stack", "rm", "wamontest", check=False)
        for _ in range(100):
            if not docker("ps", "-aq", "--filter", "label=com.docker.stack.namespace=wamontest", check=False).split():
                break
            time.sleep(0.3)
        docker("volume", "rm", "wamontest_logs", check=False)
        docker("swarm", "leave", "--force", check=False)


TESTS = [swarm_replaces]
