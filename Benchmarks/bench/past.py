"""Old output out of a file (PastBench) beside tac, head and grep."""

import json
import os
import subprocess
import time


def write_log(path, megabytes):
    """Numbered lines, one of them another."""
    number = size = 0
    hidden = False
    with open(path, "wb") as file:
        while size < megabytes << 20:
            rows = []
            for _ in range(10000):
                number += 1
                rows.append(f"request {number} GET /api/v1/items/{number % 977} 200 in {number % 83} ms, cache miss {number * 7919 % 10007}\n")
            text = "".join(rows)
            if not hidden and size > (megabytes << 20) // 3:
                hidden, text = True, text + "the Needle in the haystack\n"
            size += len(text)
            file.write(text.encode())
    return path


def timed(words, **more):
    began = time.monotonic()
    subprocess.run(words, stdout=subprocess.DEVNULL, env={**os.environ, "LC_ALL": "C"}, **more)
    return (time.monotonic() - began) * 1000


def ask(bench, log, pattern):
    return json.loads(subprocess.run([bench.past, log, pattern], capture_output=True, check=True, text=True).stdout)


def page(bench, log):
    """(ms to the newest page, ms of tac)"""
    return ask(bench, log, "Needle")["page"], timed(f"tac '{log}' | head -n 1000", shell=True)


def search(bench, log, pattern):
    """(MB/s of the search, MB/s of grep)"""
    own = ask(bench, log, pattern)
    options = ["-c", "-E"] + ([] if any(letter.isupper() for letter in pattern) else ["-i"])
    size = own["bytes"] / 1e6
    return size / own["end"] * 1000, size / timed(["grep", *options, pattern, log]) * 1000
