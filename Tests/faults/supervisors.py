"""Supervisors behind one face: the same fault is done to each of them, and the same is looked at."""

import json
import os
import pathlib
import resource
import shlex
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass

from driver.processes import WAMON, command, environ, everybody, is_alive, parent, read, until

from .fetch import ANCHORS


@dataclass
class Child:
    """What is to be kept running; `timeout`: seconds between its stop signal and SIGKILL."""

    name: str
    words: list
    timeout: float = 10


class Supervisor:
    """One of them in a folder of its own. All that descends from it has the folder's name in its environment, or
    in its arguments by a `tag`, and is gone after `end`."""

    name = ""
    graceful_exit = 0

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="wamon-fault-"))
        self.logs = self.folder / "logs"
        self.process = None
        self.environment = {
            **os.environ, "FAULT": str(self.folder), "HOME": str(self.folder), "LANG": "C.UTF-8",
            "PATH": f"{ANCHORS}/usr/bin:{os.environ['PATH']}",
        }

    # What each does its own way

    def prepare(self, children):
        """Its configuration, once."""

    def words(self):
        """Its command line, in the foreground."""

    def cores(self):
        """Who supervises, and would be killed with it."""
        return [self.process.pid]

    def stop_words(self, name):
        """Stops one and returns when it has."""

    def log(self, name):
        """The file with what it has written."""

    # What is done to all of them

    def start(self, children, wrap=(), limit=None):
        """`wrap`: a command that runs it; `limit`: how many descriptors it may have."""
        self.children, self.wrap, self.limit = children, list(wrap), limit
        self.logs.mkdir(exist_ok=True)
        self.prepare(children)
        self.again()

    def again(self):
        limit = self.limit
        few = (lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))) if limit else None
        self.output = open(self.folder / "output", "ab")
        self.process = subprocess.Popen(
            self.wrap + self.words(), cwd=self.folder, env=self.environment, stdin=subprocess.DEVNULL, stdout=self.output,
            stderr=self.output, preexec_fn=few,
        )

    def stop(self, name, wait=True):
        done = subprocess.Popen(
            self.stop_words(name), cwd=self.folder, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        return done.wait(30) if wait else done

    def kill_core(self):
        for pid in (cores := self.cores()):
            os.kill(pid, signal.SIGKILL)
        self.process.wait(5)
        until("the core's end", lambda: not any(map(is_alive, cores)), 5)

    def tag(self, kind=""):
        return f"{self.folder.name}-{kind}"

    def tagged(self, kind=""):
        return [pid for pid in everybody() if self.tag(kind) in command(pid) and is_alive(pid) and pid not in self.own()]

    def own(self):
        """The processes of the supervisor itself."""
        return self.cores()

    def mine(self):
        return [pid for pid in everybody() if is_alive(pid) and (self.folder.name in environ(pid) or self.folder.name in command(pid))]

    def end(self):
        """Kills all of it; nobody is asked."""
        deadline = time.monotonic() + 10
        while (left := self.mine()) and time.monotonic() < deadline:
            for pid in left:
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    pass
            time.sleep(0.01)
        if self.process:
            self.process.wait(5)
            self.output.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.end()


class Wamon(Supervisor):
    name = "wamon"
    options = {}

    def prepare(self, children):
        self.environment["WAMON_HOME"] = str(self.folder / "home")
        apps = [
            {
                "name": child.name, "script": child.words[0], "args": child.words[1:], "interpreter": "none",
                "kill_timeout": int(child.timeout * 1000), "max_restarts": 10**6, "out_file": str(self.log(child.name)),
                "error_file": str(self.logs / f"{child.name}.error"), **self.options,
            }
            for child in children
        ]
        (self.folder / "ecosystem.json").write_text(json.dumps({"apps": apps}))

    def words(self):
        return [str(WAMON), "run", "--no-auto-exit"]

    def cores(self):
        lock = read(self.folder / "home" / "lock").strip()
        return [self.process.pid] + ([int(lock)] if lock and parent(int(lock)) == self.process.pid else [])

    def stop_words(self, name):
        return [str(WAMON), "stop", name]

    def log(self, name):
        return self.logs / f"{name}.log"

    def verb(self, *words):
        """What a verb prints; an AssertionError where it fails."""
        done = subprocess.run([WAMON, *words], cwd=self.folder, env=self.environment, capture_output=True, text=True, timeout=30)
        assert done.returncode == 0, f"wamon {' '.join(words)}: {done.returncode} {done.stderr}"
        return done.stdout

    def states(self):
        """{name: (status, pid)}"""
        return {one["name"]: (one["pm2_env"]["status"], one["pid"]) for one in json.loads(self.verb("jlist"))}

    def said(self):
        """What it has printed."""
        return read(self.folder / "output").decode(errors="replace")


class Scanned(Supervisor):
    """s6 and runit: a folder of services, each with its logger."""

    logger = ""

    def prepare(self, children):
        for child in children:
            place, log = self.folder / "scan" / child.name, self.logs / child.name
            log.mkdir()
            self.configure(place, log, child)
            script(place / "run", f"cd {shlex.quote(str(self.folder))}\nexec {shlex.join(child.words)}")
            script(place / "log" / "run", f"exec {self.logger} {shlex.quote(str(log))}")

    def configure(self, place, log, child):
        (place / "log").mkdir(parents=True)

    def log(self, name):
        return self.logs / name / "current"

    def own(self):
        mine = [(pid, command(pid)) for pid in self.mine()]
        return [pid for pid, words in mine if any(part in words for part in ("supervise", "runsv", "s6-log", "svlogd"))]


class S6(Scanned):
    name, program, logger = "s6", "s6-svscan", "s6-log -b n0 s268435455"

    def configure(self, place, log, child):
        super().configure(place, log, child)
        (place / "timeout-kill").write_text(f"{int(child.timeout * 1000)}\n")

    def words(self):
        return ["s6-svscan", str(self.folder / "scan")]

    def stop_words(self, name):
        return ["s6-svc", "-wD", "-d", str(self.folder / "scan" / name)]


class Runit(Scanned):
    name, program, logger = "runit", "runsvdir", "svlogd"

    def configure(self, place, log, child):
        super().configure(place, log, child)
        (log / "config").write_text("s0\n")

    def words(self):
        return ["runsvdir", str(self.folder / "scan")]

    def stop_words(self, name):
        timeout = next(child.timeout for child in self.children if child.name == name)
        return ["sv", "-w", str(int(timeout)), "force-stop", str(self.folder / "scan" / name)]


class Supervisord(Supervisor):
    name = program = "supervisord"

    def prepare(self, children):
        self.environment["PYTHONPATH"] = f"{ANCHORS}/usr/lib/python3/dist-packages"
        socket = self.folder / "socket"
        text = f"""[unix_http_server]
file={socket}
[supervisord]
nodaemon=true
logfile={self.folder}/supervisord.log
pidfile={self.folder}/pid
minfds=1
minprocs=1
[rpcinterface:supervisor]
supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface
[supervisorctl]
serverurl=unix://{socket}
"""
        for child in children:
            path = self.folder / f"{child.name}.sh"
            script(path, f"exec {shlex.join(child.words)}")
            text += f"""[program:{child.name}]
command={path}
autorestart=true
startretries=1000000
stopwaitsecs={int(child.timeout)}
redirect_stderr=true
stdout_logfile={self.log(child.name)}
stdout_logfile_maxbytes=0
"""
        (self.folder / "conf").write_text(text)

    def words(self):
        return ["python3", f"{ANCHORS}/usr/bin/supervisord", "-c", str(self.folder / "conf")]

    def stop_words(self, name):
        return ["python3", f"{ANCHORS}/usr/bin/supervisorctl", "-c", str(self.folder / "conf"), "stop", name]

    def log(self, name):
        return self.logs / f"{name}.log"


def script(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
