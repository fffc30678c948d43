"""The five drills: what dies, and how long until it serves again, with the customer's own file."""

import json
import os
import re
import signal
import time

from engine import MARK, Container, docker

RESTARTING = ("--restart", "unless-stopped")


def kill(one, pid):
    one.exec("sh", "-c", f"kill -9 {pid}")


def drill_api_dies():
    """kill -9: back after restart_delay, /health 200."""
    with Container(f"{MARK}-app", *RESTARTING) as one:
        before = one.online()[1]
        began = time.time()
        kill(one, before["api-server"]["pid"])
        took = one.answers(5001, "/health") / 1000 - began
        after = one.fleet()
        assert after["nextjs-server"]["pid"] == before["nextjs-server"]["pid"], "the frontend was touched"
        assert after["api-server"]["pm2_env"]["restart_time"] == 1, after["api-server"]["pm2_env"]
        assert 4 <= took <= 7, f"{took:.1f} s with a restart_delay of 4 s"
        return f"/health 200 again {took:.2f} s after kill -9 (restart_delay 4 s), the frontend untouched"


def drill_frontend_dies():
    """kill -9 of npx, which leaves next on the port: it goes before the relaunch."""
    with Container(f"{MARK}-app", *RESTARTING) as one:
        before = one.online()[1]
        one.answers(3000, "/")
        began = time.time()
        kill(one, before["nextjs-server"]["pid"])
        one.until(lambda: not [line for line in one.processes() if "bin/next" in line[2]], 10)
        freed = time.time() - began
        took = one.answers(3000, "/") / 1000 - began
        time.sleep(1)
        servers = [line for line in one.processes() if line[2].endswith("/bin/next start")]
        restarts = one.fleet()["nextjs-server"]["pm2_env"]["restart_time"]
        assert len(servers) == 1, servers
        assert restarts == 1, f"{restarts} restarts: the port was taken"
        assert took <= 7, f"{took:.1f} s"
        return f"next gone after {freed:.2f} s, page 200 again after {took:.2f} s at the first try (restart_delay 4 s)"


def drill_container_dies():
    """PID 1 is killed from outside: Docker starts the container again; `docker kill` is an operator's will to it."""
    with Container(f"{MARK}-app", *RESTARTING) as one:
        one.online()
        began, old = time.time(), one.pid
        os.kill(old, signal.SIGKILL)
        # For a moment the dead one counts as running still.
        one.until(lambda: one.inspect(".RestartCount") == 1 and one.inspect(".State.Pid") not in (0, old), 20)
        api = one.answers(5001, "/health") / 1000 - began
        page = one.answers(3000, "/") / 1000 - began
        servers = [line for line in one.processes() if "server/index.js" in line[2]]
        assert len(servers) == 1, servers
        began = time.time()
        docker("kill", "-s", "KILL", one.name)
        time.sleep(3)
        if one.inspect(".State.Running"):
            word = f"back {one.answers(5001, '/health') / 1000 - began:.1f} s after `docker kill`"
        else:
            began = time.time()
            docker("start", one.name)
            word = "`docker kill` is a stop by hand to this Docker: not restarted; docker start: "
            word += f"{one.answers(5001, '/health') / 1000 - began:.2f} s"
        return f"/health 200 {api:.2f} s, page 200 {page:.2f} s after kill -9 of PID 1; {word}"


def drill_memory_leak():
    """Over max_memory_restart: restarted by wamon, cause memory."""
    with Container(f"{MARK}-app", *RESTARTING) as one:
        before = one.online()[1]
        time.sleep(11)
        began = time.time()
        one.get(5001, "/leak")
        crossed, _ = one.until(lambda: one.fleet()["api-server"]["monit"]["memory"] > 400 << 20, 30)
        one.until(lambda: one.fleet()["api-server"]["pid"] not in (0, before["api-server"]["pid"]), 60)
        took = one.answers(5001, "/health") / 1000 - began
        told = one.exec("wamon", "describe", "api-server", "--no-color")
        assert re.search(r"memory", told.split("exit", 1)[-1]), told
        assert one.inspect(".RestartCount") == 0 and not one.inspect(".State.OOMKilled")
        return f"over 400M {crossed:.1f} s after the leak began, /health 200 again {took - crossed:.2f} s later, cause memory"


def drill_crash_loop():
    """Ten in a row: errored, exit 70, and Docker starts the container anew."""
    since = time.time()
    with Container(f"{MARK}-app", *RESTARTING, "-e", "API_CRASH=1") as one:
        took, _ = one.until(lambda: one.inspect(".RestartCount") >= 1, 120, every=0.2)

        def died():
            # By its id: another one of that name may have been removed in this second.
            own = one.inspect(".Id")
            words = ["--since", str(int(since)), "--until", str(int(time.time()) + 1), "--filter", f"container={own}"]
            found = docker("events", *words, "--filter", "event=die", "--format", "{{json .Actor.Attributes}}")
            return [json.loads(line)["exitCode"] for line in found.splitlines()]

        codes = one.until(died, 10)[1]
        assert codes[:1] == ["70"], f"exit codes {codes}"
        said = next(line for line in reversed(one.logs().splitlines()) if "70" in line)
        again, _ = one.until(lambda: one.inspect(".State.Running") and one.fleet().get("nextjs-server"), 20)
        docker("stop", one.name)
        return f"errored and exit 70 after {took:.1f} s of ten tries 4 s apart, up again {again:.1f} s later; `{said.strip()}`"


TESTS = [drill_api_dies, drill_frontend_dies, drill_container_dies, drill_memory_leak, drill_crash_loop]
