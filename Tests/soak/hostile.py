"""Hostile files and surroundings: a sentence and an exit code, never a crash, never a half-started fleet."""

import os
import subprocess

from driver.apps import app, shell, sleepers
from driver.background import Core
from driver.processes import WAMON, until

NAMES = [
    "../../../escaped", "/tmp/wamon-soak-absolute", "..", ".", "a\x1b[2J\x1b[31mred", "two\nlines", "tab\there", "bell\x07",
    "x" * 300, "ж" * 200, "\u202eabc", "e\u0301" * 40, "🦀" * 30, " ",
]


def hostile_names():
    """Names with slashes, escape sequences, line feeds: refused in a sentence, or all their files are in the logs' folder."""
    good = []
    for name in NAMES:
        with Core([shell(name, "echo up; exec sleep 1000")], start=False) as core:
            done = refused(core)
            if done is None:
                good.append(name)
            assert done is None or not any(letter in done for letter in "\x1b\x07\u202e"), f"{name[:20]!r}: {done!r}"
    with Core([*sleepers(1), *[shell(name, "echo up; exec sleep 1000") for name in good]]) as core:
        until("all of them", lambda: len(core.pids()) == len(good) + 1)
        until("their logs", lambda: len(os.listdir(core.folder / "home" / "logs")) >= len(good))
        assert sorted(os.listdir(core.folder)) == ["ecosystem.json", "home"], os.listdir(core.folder)
        table = core.wamon("status")
        assert not any(letter in table for letter in "\x07\u202e") and "\x1b[2J" not in table, f"{table!r}"
    return f"refused {len(NAMES) - len(good)} of {len(NAMES)}; the others run, all their files in the folder of the logs"


def refused(core, **environment):
    """What is said to `wamon start`, with 1, 2 or 3; None where it starts."""
    variables = {key: value for key, value in {**core.environment, **environment}.items() if value is not None}
    done = subprocess.run([WAMON, "start"], env=variables, cwd=core.folder, capture_output=True, text=True, timeout=20)
    if done.returncode == 0:
        return None
    assert done.returncode in (1, 2, 3) and done.stderr.strip() and "Fatal" not in done.stderr, f"{done.returncode}: {done.stderr!r}"
    return done.stderr.strip()


def hostile_programs():
    """What cannot be run says why and harms nobody."""
    apps = [
        *sleepers(1), app("empty", ["./empty"]), app("interp", ["./interp"]), app("binary", ["./binary"]),
        app("long", ["/bin/true", "x" * 300_000]),
    ]
    files = {"empty": "", "interp": "#!/no/such/interpreter\n", "binary": "\x7fELF rubbish"}
    with Core(apps, files, start=False) as core:
        said = refused(core)
        if said is None:
            until("the good one", lambda: len(core.pids()) == 1)
            said = "the good one runs, the others say why in their states"
        return said.replace("\n", " / ")[:300]


def hostile_surroundings():
    """A WAMON_HOME that cannot be, counts beyond reason: refused in a sentence."""
    places = {
        "a file": {"WAMON_HOME": "/etc/passwd"},
        "under a file": {"WAMON_HOME": "/etc/passwd/x"}, "in /proc": {"WAMON_HOME": "/proc/x"},
        "a long one": {"WAMON_HOME": "/tmp/" + "x" * 5000},
    }
    with Core(sleepers(1), start=False) as core:
        started = [name for name, environment in places.items() if refused(core, **environment) is None]
    for count in (10**9, -(10**9)):
        with Core([sleepers(1)[0] | {"instances": count}], start=False) as core:
            started += [str(count)] if refused(core) is None else []
    assert not started, f"started all the same: {started}"
    return f"{len(places) + 2} of {len(places) + 2} refused"


TESTS = [hostile_names, hostile_programs, hostile_surroundings]
