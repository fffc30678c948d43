"""Apps to supervise: entries of an ecosystem file, and the few lines some of them run."""

import re
import sys


def app(name, words, **fields):
    return {"name": name, "script": words[0], "args": list(words[1:]), "interpreter": "none", **fields}


def shell(name, code, *words, **fields):
    return app(name, ["/bin/sh", "-c", code, *words], **fields)


def python(name, code, *words, **fields):
    return app(name, [sys.executable, "-u", "-c", code, *[str(word) for word in words]], **fields)


def sleepers(count=2):
    return [app(f"app{index}", ["/bin/sleep", "100000"]) for index in range(count)]


CHATTER = "n=0; while :; do n=$((n+1)); echo line $n of a long story; sleep 0.01; done"

# So many numbered lines, a hundred times a second; how far it is, in a file of its own.
COUNT = r"""
import os, sys, time
number = 0
progress = os.open(sys.argv[2], os.O_WRONLY | os.O_CREAT, 0o644) if len(sys.argv) > 2 else None
while True:
    sys.stdout.write("".join("%08d a line as long as such lines usually are\n" % n for n in range(number, number + int(sys.argv[1]))))
    sys.stdout.flush()
    number += int(sys.argv[1])
    if progress: os.pwrite(progress, b"%012d" % number, 0)
    time.sleep(0.01)
"""

# Ends with 0 when it is asked to, by SIGINT or SIGTERM, and leaves a mark.
GRACEFUL = """
import os, signal, sys, time
def end(*_):
    time.sleep(0.2)
    os.write(os.open(sys.argv[1], os.O_WRONLY | os.O_APPEND | os.O_CREAT), b"x")
    os._exit(0)
for number in (signal.SIGINT, signal.SIGTERM): signal.signal(number, end)
print("up", flush=True)
while True: time.sleep(1)
"""

# Hears neither of the two.
DEAF = "trap '' INT TERM HUP; echo up; while :; do sleep 0.2; done"

# A daemon by the book, with nothing left in its environment; its root stays, or leaves it behind.
DAEMON = r"""
import os, signal, sys, time
if os.fork() == 0:
    os.setsid()
    if os.fork(): os._exit(0)
    os.chdir("/")
    os.closerange(0, 1024)
    os.open("/dev/null", os.O_RDWR)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP): signal.signal(number, signal.SIG_IGN)
    os.execve("/bin/sleep", [sys.argv[1], "1000"], {})
print("up", flush=True)
time.sleep(0.2)
if sys.argv[2] == "leave": os._exit(0)
time.sleep(1000)
"""


def balance(text):
    """What COUNT's lines in a log come to: (lines, lines it says were lost, lines that are not there)."""
    kept = lost = missing = expected = 0
    for line in text.split(b"\n"):
        if notice := re.search(rb"\bwamon\W+(\d+) lines? (?:lost|of output w)", line):
            lost += int(notice[1])
        elif found := re.fullmatch(rb".*?(\d{8}) a line as long .* are", line):
            missing += int(found[1]) - expected
            kept, expected = kept + 1, int(found[1]) + 1
    return kept, lost, missing
