"""Every fault, who else is put to it, and what wamon must do."""

from dataclasses import dataclass
from typing import Callable

from soak import doors, looks, past, stalls, terminal

from . import ends, logs, terminals, trees
from .fetch import found
from .supervisors import S6, Runit, Supervisord, Wamon

SUPERVISORS = [S6, Runit, Supervisord]


@dataclass
class Row:
    """`wamon` gives the figure, or raises an AssertionError with it. `best` and `worst` were seen elsewhere before;
    `anchor`, with one of `anchors`, gives (a score, the less the better, and a figure) here and now."""

    name: str
    promise: str
    wamon: Callable
    best: str = ""
    worst: str = ""
    anchor: Callable = None
    anchors: tuple = ()


def of(body, verdict, kind=Wamon):
    """`verdict` makes of what `body` finds the figure, and whether that is enough."""

    def measure():
        with kind() as wamon:
            text, is_enough = verdict(body(wamon))
        assert is_enough, text
        return text

    return measure


def beside(body, say):
    """The same of an anchor: `say` makes of it a score and the figure."""

    def measure(kind):
        with kind() as supervisor:
            return say(body(supervisor))

    return measure


class Blocking(Wamon):
    options = {"log_full": "block"}


def said_full(found):
    runs_on, resumes, missing, lost = found
    text = f"child {'runs on' if runs_on else 'blocked'}, {'resumed' if resumes else 'never logged again'}, {missing} lines lost"
    return (not resumes) * 10**9 + missing, text + (f", {lost} counted" if missing else "")


def anchored_terminal(words):
    left = terminals.left(words)
    return len(left), "left as it was after all" if not left else f"not restored after {' '.join(name for name, _ in left)}"


ROWS = [
    Row(
        "kill -9 the core, start it again", "what is left is found and stopped, none doubled, within 5 s",
        of(ends.doubled, lambda it: (f"{it[0]} doubled, {it[2]} old ones left, 3 new after {it[1]:.2f} s", not it[0] and not it[2] and it[1] < 5)),
        worst="PM2, circus, dinit: every child doubled",
        anchor=beside(ends.doubled, lambda it: (it[0], f"{it[0]} of 3 doubled")),
    ),
    Row(
        "kill -9 of core and guardian: children in sessions of their own, orphans, without environment", "the same",
        doors.killed_with_its_guardian,
    ),
    Row(
        "kill -9 of a core that has the screen", "the guardian kills what is left at once, the screen is given back",
        lambda: f"all children gone after {ends.hosting() * 1000:.0f} ms, screen given back",
    ),
    Row(
        "log disk full for 3 s, then freed", "child runs on, loss counted and said, logging resumes by itself",
        of(logs.full, lambda it: (said_full(it)[1], it[0] and it[1] and 0 < it[2] == it[3])),
        worst="PM2: never logs again", anchor=beside(logs.full, said_full),
    ),
    Row(
        "the same with log_full: block", "child waits, 0 lost",
        of(logs.full, lambda it: (said_full(it)[1], not it[0] and it[1] and it[2] == 0), Blocking),
    ),
    Row(
        "log folder removed", "made again, no child affected",
        of(logs.removed, lambda it: (f"{'made again' if it[0] else 'not made again'}, {it[1]} affected", it == (True, 0))),
        best="nobody makes it again", worst="PM2: exits",
        anchor=beside(logs.removed, lambda it: (it[1] * 2 + (not it[0]), f"{'made' if it[0] else 'not made'} again, {it[1]} affected")),
    ),
    Row(
        "ulimit -n 64, 50 children", "a clear error for each it cannot start, the core lives and recovers",
        of(trees.told_and_freed, lambda it: (f"{it[0]} up, {it[1]} said why; a stop {it[2] * 1000:.0f} ms; others took the places", it[2] < 1)),
        worst="PM2, circus: die",
        anchor=beside(trees.descriptors, lambda it: (50 - it[0] + 100 * (not it[1]), f"{it[0]} up" + ("" if it[1] else ", died"))),
    ),
    Row(
        "grandchildren left after a stop: plain / setsid / double fork", "0/0/0",
        of(trees.grandchildren, lambda it: ("/".join(map(str, it)), not sum(it))),
        best="PM2: 0/0/3 of 3", worst="most: 3/3/3 of 3",
        anchor=beside(trees.grandchildren, lambda it: (sum(it), "/".join(map(str, it)) + " of 1")),
    ),
    Row(
        "the root dies by kill -9, its tree holds the port", "leftovers gone before the relaunch",
        of(trees.port, lambda it: (f"{it} of 4 relaunches failed", it == 0)),
        anchor=beside(trees.port, lambda it: (it, f"{it} of 4 relaunches failed")),
    ),
    Row(
        "zombies under PID 1, of 50 orphans", "0",
        of(trees.zombies, lambda it: (str(it), it == 0)),
        worst="PM2, monit: 50", anchor=beside(trees.zombies, lambda it: (it, str(it))),
    ),
    Row(
        "a child ignores its stop signal, 3 s", "≤ 3.1 s",
        of(ends.stubborn, lambda it: (f"{it:.2f} s", 3 <= it <= 3.1)),
        worst="3.78 s", anchor=beside(ends.stubborn, lambda it: (it, f"{it:.2f} s")),
    ),
    Row(
        "SIGTERM to the core", "all graceful, exit 0",
        of(ends.graceful, lambda it: (f"{it[0]}/5 graceful, exit {it[1]}, {it[2]:.2f} s", it[0] == 5 and it[1] == 0)),
        worst="monit: 0/5", anchor=beside(ends.graceful, lambda it: (5 - it[0], f"{it[0]}/5, exit {it[1]}")),
    ),
    Row(
        "a second SIGTERM, a child hears nothing", "at once",
        of(ends.second_signal, lambda it: (f"{it[0] * 1000:.0f} ms, exit {it[1]}", it[0] < 0.5 and it[1] == 0)),
    ),
    Row(
        "10,000 garbage messages and 200 idle clients", "no growth, others served",
        doors.hostile_clients, best="dinit: unharmed", worst="monit: blocks 5 s; PM2: +37 MB",
    ),
    Row(
        "stop in a crash storm of 20", "stays stopped",
        of(ends.again_after_stop, lambda it: (f"{it} of 5 started again", it == 0)),
        worst="supervisord: starts it again", anchor=beside(ends.again_after_stop, lambda it: (it, f"{it} of 5 started again")),
    ),
    Row(
        "a burst before exit, a partial last line, UTF-8 cut over reads", "every byte kept",
        of(logs.burst, lambda it: (f"{it} bytes lost", it == 0)),
        worst="PM2: up to a third", anchor=beside(logs.burst, lambda it: (it, f"{it} bytes lost")),
    ),
    Row(
        "terminal: INT TERM HUP QUIT SEGV TSTP", "restored after every one", terminal.terminal_signals,
        best="htop: all but HUP", worst="btop: not after TERM HUP QUIT SEGV",
        anchor=lambda program: anchored_terminal([found(program), *(["--utf-force"] if program == "btop" else [])]),
        anchors=("htop", "btop"),
    ),
    Row(
        "TERM unset, unknown, dumb and known; LANG unset; 0×0 to 300×80", "runs in all",
        lambda: looks.matrix(langs=("C.UTF-8", None), sizes=[(80, 24), (1, 1), (0, 0)]),
        worst="each anchor dies of at least one",
    ),
    Row("a storm of sizes, 1×1 to 300×80", "runs on and answers", lambda: looks.resize_storm(5)),
    Row("a terminal that nobody reads for 5 s", "restarts p95 ≤ 10 ms, or as before", lambda: stalls.unread_terminal(5)),
    Row("log disk stalled for 5 s", "restarts as fast as ever (p95 ≤ 10 ms, or as before), loss counted", lambda: stalls.stalled_disk(5)),
    Row(
        "who reads wamon's output (docker logs) stalled for 30 s", "restarts p95 ≤ 10 ms or as before, files whole, loss announced",
        lambda: stalls.unread_output(30),
    ),
    Row("a search over 1 GB of log", "restarts p95 ≤ 10 ms, or as beside any busy process", lambda: past.old_output(is_all=False)),
    Row(
        "another user, another HOME, no HOME", "attaches, or says why not; never a second fleet", doors.strangers,
        worst="a second fleet",
    ),
]
