"""A container that is treated badly."""

import pathlib
import re
import signal
import socket
import subprocess
import threading
import time

from engine import MARK, Container, application, docker

CHATTER = """#!/usr/bin/env node
let n = 0;
setInterval(() => { let text = ''; for (let i = 0; i < 50; i++) text += `line ${++n} of a long story ${'that is told '.repeat(15)}\\n`;
  process.stdout.write(text); }, 10);
"""
TALKER = """module.exports={apps:[{name:'chatter',script:'./chatter.js',out_file:'./logs/chatter.log',merge_logs:true},
  {name:'quiet',script:'sleep',args:'1000'}]}"""


class Receiver:
    """A syslog server that does not read while it is told so: then Docker does not read the container's output."""

    def __init__(self):
        self.server = socket.create_server(("127.0.0.1", 0))
        # Or the kernel would hold half of what comes.
        self.server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.port = self.server.getsockname()[1]
        self.reads = threading.Event()
        self.reads.set()
        self.text = bytearray()
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        connection, _ = self.server.accept()
        while True:
            self.reads.wait()
            try:
                came = connection.recv(1 << 16)
            except OSError:
                return
            if not came:
                return
            self.text += came


def numbers(one):
    return [int(word) for word in re.findall(r"line (\d+) of", one.exec("cat", "/app/logs/chatter.log"))]


def logs_stalled():
    """Whoever reads the container's output stalls for 30 s: children unaffected, the loss is announced."""
    application("talker", TALKER, {"chatter.js": CHATTER})
    receiver = Receiver()
    options = ["--log-driver", "syslog", "--log-opt", f"syslog-address=tcp://127.0.0.1:{receiver.port}"]
    with Container(f"{MARK}-talker", *options) as one:
        one.online()
        time.sleep(2)
        receiver.reads.clear()
        time.sleep(10)
        before = len(numbers(one))
        began = time.monotonic()
        one.exec("wamon", "restart", "quiet")
        restart = time.monotonic() - began
        time.sleep(20)
        rate = (len(numbers(one)) - before) / (time.monotonic() - began)
        receiver.reads.set()
        _, announced = one.until(lambda: re.search(rb"(\d+ lines of output were not shown[^\n]*)", bytes(receiver.text)), 20)
        said = announced.group(1).decode()
        found = numbers(one)
        assert found == list(range(1, len(found) + 1)), "the log file misses lines"
        assert rate > 1500, f"the child wrote {rate:.0f} lines/s meanwhile"
        assert restart < 3, f"a restart meanwhile took {restart:.1f} s"
        return f"30 s: the child wrote {rate:.0f} lines/s all the while, 0 of {len(found)} lines missing in its file, a restart {restart:.2f} s, then: `{said.strip()}`"


def logs_reader_stopped():
    """`docker logs -f` stopped for 30 s."""
    application("talker", TALKER, {"chatter.js": CHATTER})
    with Container(f"{MARK}-talker") as one:
        one.online()
        reader = subprocess.Popen(["docker", "logs", "-f", one.name], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        try:
            reader.stdout.read(1000)
            reader.send_signal(signal.SIGSTOP)
            before, began = len(numbers(one)), time.monotonic()
            time.sleep(30)
            found = numbers(one)
            rate = (len(found) - before) / (time.monotonic() - began)
            assert rate > 1500 and found == list(range(1, len(found) + 1)), f"{rate:.0f} lines/s"
            return f"30 s: {rate:.0f} lines/s all the while, 0 missing in the file"
        finally:
            reader.kill()
            reader.wait()


def out_of_memory():
    """The kernel kills a child for the container's limit: PID 1 lives, and says so."""
    with Container(f"{MARK}-app", "--memory", "200m", "--memory-swap", "200m", "-e", "NODE_OPTIONS=--max-old-space-size=64") as one:
        before = one.online()[1]
        one.get(5001, "/leak")
        took, _ = one.until(lambda: one.fleet().get("api-server", {}).get("pid", 0) not in (0, before["api-server"]["pid"]), 60)
        told = one.exec("wamon", "describe", "api-server", "--no-color")
        assert "oom" in told.lower() or "out of memory" in told.lower() or "want of memory" in told.lower(), told
        assert one.inspect(".State.Running") and one.inspect(".RestartCount") == 0
        return f"killed at 200M by the kernel, back after {took:.1f} s, told as such"


def logs_full():
    """The log volume is full: the child goes on, the loss is told, logging resumes when it is freed."""
    application("talker", TALKER, {"chatter.js": CHATTER})
    with Container(f"{MARK}-talker", "--tmpfs", "/app/logs:uid=1000,size=8m") as one:
        one.online()
        one.until(lambda: one.exec("sh", "-c", "df /app/logs | tail -1").split()[4] == "100%", 20)
        before = one.fleet()["chatter"]["pid"]
        time.sleep(3)
        one.exec("sh", "-c", ": > /app/logs/chatter.log")
        took, _ = one.until(lambda: "lost" in one.exec("cat", "/app/logs/chatter.log"), 10)
        assert one.fleet()["chatter"]["pid"] == before
        line = next(line for line in one.exec("cat", "/app/logs/chatter.log").splitlines() if "lost" in line)
        return f"resumed {took:.1f} s after it was freed: `{line}`"


def storm_stopped():
    """`docker stop` in a crash storm of 20 apps."""
    text = "module.exports={apps:Array.from({length:20},(_,i)=>({name:'a'+i,script:'./dies.sh',max_restarts:1e6}))}"
    application("storm", text, {"dies.sh": "#!/bin/sh\nsleep 0.05\nexit 1\n"})
    with Container(f"{MARK}-storm") as one:
        time.sleep(8)
        began = time.monotonic()
        one.fleet()
        status = time.monotonic() - began
        began = time.monotonic()
        docker("stop", one.name)
        took, code = time.monotonic() - began, one.inspect(".State.ExitCode")
        assert code == 0 and took < 5, f"exit {code} after {took:.1f} s"
        return f"jlist {status * 1000:.0f} ms (docker exec included), stopped in {took:.2f} s with 0"


def bad_files():
    """No file, a broken file, a folder that is not readable: one sentence, its own exit code, no traceback."""
    application("broken", "module.exports={apps:[{name:'a',script:'a.js',max_restarts:'many'}]}", {"a.js": ""})
    found = []
    for image, options in [("app", ["-w", "/tmp"]), ("broken", []), ("app", ["-w", "/tmp", "-e", "WAMON_HOME=/proc/x"])]:
        with Container(f"{MARK}-{image}", *options) as one:
            one.until(lambda: not one.inspect(".State.Running"), 20)
            code, said = one.inspect(".State.ExitCode"), one.logs().strip().splitlines()
            assert code in (1, 2) and 1 <= len(said) <= 3, f"{code}: {said}"
            found.append(f"{code} `{said[0]}`")
    return "; ".join(found)


TESTS = [logs_stalled, logs_reader_stopped, out_of_memory, logs_full, storm_stopped, bad_files]
