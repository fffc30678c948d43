"""Hooks whose receiver is well, down, slow, or answers 500, while 50 children crash: nobody waits for them, their queue
is bounded, and every crash has been told of or is counted as dropped."""

import http.server
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import time

from driver.processes import WAMON, percentile

CHILDREN, SECONDS, DELAY = 50, 15, 0.5

MORTAL = """
echo "start $(date +%s%N)" >>"$TIMES"
sleep 0.$((20 + $$ % 30))
echo "end $(date +%s%N)" >>"$TIMES"
exit 1
"""


class Receiver:
    """An address where reports are sent; answers as it is told to."""

    def __init__(self, way):
        told, asked = self.told, self.asked = [], []
        self.server = None
        self.port = 1  # nobody listens there
        if way == "down":
            return

        class Answer(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                report = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                asked.append(report)
                if way == "slow":
                    time.sleep(3)
                if way == "well":
                    told.append(report)
                try:
                    self.send_response(204 if way == "well" else 500)
                    self.end_headers()
                except OSError:
                    pass

            def log_message(self, *words):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        if self.server:
            self.server.shutdown()
            self.server.server_close()


def threads(pid):
    return [pathlib.Path(f"/proc/{pid}/task/{task}/comm").read_text().strip() for task in os.listdir(f"/proc/{pid}/task")]


def storm(way):
    """One storm; gives back how late the restarts were in ms, the core's memory in MB, and what became of the crashes."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="wamon-soak-hooks-"))
    receiver = Receiver(way) if way else None
    hook = {"on": "crash", "post": f"http://127.0.0.1:{receiver.port}/alert", "timeout": "1s"} if way else None
    if way == "program":
        hook = {"on": "crash", "run": ["sh", "-c", "cat >/dev/null; sleep 1000"], "timeout": "1s"}
    app = {"script": "./mortal.sh", "restart_delay": int(DELAY * 1000), "max_restarts": 100000}
    apps = [{**app, "name": f"app{n:02}", "env": {"TIMES": f"times{n}"}} for n in range(CHILDREN)]
    (folder / "mortal.sh").write_text("#!/bin/sh" + MORTAL)
    (folder / "mortal.sh").chmod(0o755)
    (folder / "ecosystem.json").write_text(json.dumps({"apps": apps, "wamon": {"hooks": [hook] if hook else []}}))
    environment = {**os.environ, "WAMON_HOME": str(folder / "home"), "LANG": "C.UTF-8"}
    log = open(folder / "log", "wb")
    core = subprocess.Popen([WAMON, "run"], cwd=folder, env=environment, stdout=log, stderr=log)
    try:
        time.sleep(SECONDS)
        rollup = pathlib.Path(f"/proc/{core.pid}/smaps_rollup").read_text()
        memory = int(re.search(r"Pss:\s+(\d+)", rollup).group(1)) / 1024
        workers = threads(core.pid).count("hook")
        assert workers <= 4, f"{workers} threads that wait for a hook"
        began = time.monotonic()
        core.send_signal(signal.SIGTERM)
        assert core.wait(15) == 0, "the exit code"
        end = time.monotonic() - began
        text = (folder / "log").read_text()
        late = []
        for number in range(CHILDREN):
            lines = [line.split() for line in (folder / f"times{number}").read_text().splitlines()]
            pairs = zip(lines, lines[1:])
            late += [(int(b[1]) - int(a[1])) / 1e6 - DELAY * 1000 for a, b in pairs if a[0] == "end" and b[0] == "start"]
        crashes = len(re.findall(r"exited code 1 .*restart in", text))
        dropped = sum(int(count.replace(",", "")) for count in re.findall(r"([\d,]+) events? did not reach", text))
        complaints = len(re.findall(r"hook .* failed: ", text))
        told = sum(1 + report.get("alike", 0) for report in receiver.told) if receiver else 0
        return {"late": late, "memory": memory, "crashes": crashes, "dropped": dropped, "told": told, "end": end,
                "complaints": complaints}
    finally:
        core.kill()
        core.wait()
        if receiver:
            receiver.close()
        shutil.rmtree(folder, ignore_errors=True)


def hooks():
    """A receiver that is well, down, slow, answers 500, or a program that hangs, in a storm of 50."""
    bare = storm(None)
    median = percentile(bare["late"], 0.5)
    words = [f"without {median:.1f} ms late, {bare['memory']:.1f} MB"]
    for way in ("well", "down", "slow", "broken", "program"):
        seen = storm(way)
        late, lost = percentile(seen["late"], 0.5), seen["crashes"] - seen["told"] - seen["dropped"]
        words.append(
            f"{way} {late:.1f} ms, {seen['memory']:.1f} MB, {seen['crashes']} crashes:"
            f" {seen['told']} told, {seen['dropped']} dropped, end {seen['end']:.1f} s"
        )
        # How well one can measure in a storm: the machine's own noise, and no more.
        assert late < median * 2 + 20, words
        assert seen["memory"] < bare["memory"] + 8, words
        assert lost == 0, words
        assert seen["complaints"] <= 2, words
    return "; ".join(words)


TESTS = [hooks]
