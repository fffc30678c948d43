"""What a terminal has to bear, and is left with: signals, and whatever somebody may type, click or paste."""

import os
import random
import re
import signal
import time

from driver.apps import sleepers as calm
from driver.onscreen import Wamon
from driver.processes import children, parent


def starts(wamon):
    return children(wamon.core)


def terminal_signals():
    """INT TERM HUP QUIT SEGV TSTP to the core, under a shell: everything that was set in the terminal is unset."""
    said = []
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGSEGV, signal.SIGTSTP):
        wamon = Wamon(calm(2), shell=["--norc", "--noprofile", "+o", "emacs", "-i"])
        name = number.name
        try:
            wamon.see("ready>")
            wamon.type("stty -g >before; stty sane; $WAMON; echo code $?; stty -g >after\n")
            wamon.see("app1")
            wamon.read(1)
            assert {1049, 1004, 2004, 1000} <= wamon.screen.modes and 25 not in wamon.screen.modes, wamon.screen.modes
            has_title = wamon.screen.has_kept_title
            began, core = time.monotonic(), wamon.core
            # The job the shell knows is the guardian; it has the screen left, and stops.
            whom = parent(core) if number == signal.SIGTSTP else core
            os.kill(whom, number)
            ended = [f"code {code}" for code in (*range(10), 128 + number)]
            wamon.see(*(["Stopped"] if number == signal.SIGTSTP else ended), gone=["app1"], limit=10)
            took = (time.monotonic() - began) * 1000
            wamon.read(0.5)
            left = wamon.screen.left_behind()
            assert not left, f"{name}: left behind {left}"
            said.append(f"{name[3:]} {took:.0f} ms")
            wamon.type("\nstty -a >now\n")
            wamon.read(0.5)
            now = (wamon.folder / "now").read_text()
            assert not re.search(r"-(echo|icanon|isig|opost|icrnl)\b", now), f"{name}: {now}"
            if number == signal.SIGTSTP:
                assert len(starts(wamon)) >= 2, "children did not go on"
                wamon.type("fg\n")
                wamon.see("app1")
                assert {1049, 1004, 2004} <= wamon.screen.modes, "not back"
                os.kill(core, signal.SIGTERM)
                wamon.see("ready>", gone=["app1"])
                wamon.read(0.5)
                assert not wamon.screen.left_behind(), f"after fg: {wamon.screen.left_behind()}"
            if number == signal.SIGHUP:
                # The fleet goes on in the background.
                assert wamon.core == core and len(starts(wamon)) >= 2, "HUP stopped the children"
                os.kill(core, signal.SIGTERM)
                deadline = time.monotonic() + 5
                while os.path.exists(f"/proc/{core}") and time.monotonic() < deadline:
                    wamon.read(0.05)
            wamon.type("\nexit 0\n")
            wamon.wait()
        except AssertionError:
            # The shell ignores SIGTERM; what it started goes first.
            if core := wamon.core:
                os.kill(core, signal.SIGTERM)
                time.sleep(1)
            os.kill(wamon.pid, signal.SIGKILL)
            raise
        try:
            wamon.end()
        except AssertionError as error:
            raise AssertionError(f"{name}: {error}; {said}") from None
    return ", ".join(said) + (": nothing left behind, title given back" if has_title else ": nothing left behind (no title)")


def garbage():
    """A minute of random keys, mouse reports, broken UTF-8 and pastes of 1 MB in every place and at every size."""
    places = [b"\x1b\x1b", b"l", b"3", b"\r", b"v", b":", b"T", b"?", b"/", b"C", b"e", b"K"]
    dice = random.Random(os.environ.get("WAMON_SEED", "11"))
    wamon = Wamon(calm(3), more={"XDG_CONFIG_HOME": "config"})
    # Keys that act are left out: a paste and a report have them all.
    acting = set(b"rsKxRSqy:\x03\x1a\r\nXdD")
    keys = bytes(byte for byte in range(256) if byte not in acting)
    pasted = sent = 0
    try:
        wamon.see("app0")
        wamon.read(1)
        before, family, core = wamon.usage()[1], starts(wamon), wamon.core
        deadline, round = time.monotonic() + 60, 0
        while time.monotonic() < deadline:
            place = places[round % len(places)]
            round += 1
            wamon.type(place)
            wamon.read(0.02)
            wamon.resize(dice.randint(1, 250), dice.randint(1, 70))
            for _ in range(40):
                kind = dice.randrange(6)
                if kind == 0:
                    data = bytes(dice.choice(keys) for _ in range(dice.randrange(1, 40)))
                elif kind == 1:
                    data = b"\x1b[<%d;%d;%d%s" % (dice.choice([0, 2, 32, 64, 65, 99999]), dice.randrange(300), dice.randrange(90), dice.choice([b"M", b"m"]))
                elif kind == 2:
                    data = b"\x1b[<" + bytes(dice.choice(b"0123456789;-<") for _ in range(dice.randrange(40))) + b"m"
                elif kind == 3:
                    data = b"\x1b[M" + bytes(dice.randrange(33, 127) for _ in range(3))
                elif kind == 4:
                    data = dice.choice([b"\xc3", b"\xe2\x82", b"\xf0\x9f", b"\xff\xfe", b"\xed\xa0\x80", b"\xc0\xaf"])
                else:
                    data = b"\x1b[200~" + dice.choice([b"rsKxRSqy\r", b"S\r", b":stop all\r", b"\xff\xc3("]) * dice.randrange(20) + b"\x1b[201~"
                sent += len(data)
                wamon.type(data)
            if round % 4 == 0:
                big = (dice.choice([b"rsKxRSqy\n", b":stop all\r", b"q\xd0\xaf\xff y"]) * 200000)[: 1 << 20]
                wamon.type(b"\x1b[200~" + big + b"\x1b[201~")
                pasted += len(big)
            # A report that was cut short takes three more characters; then everything is left.
            wamon.type(b"m")
            wamon.read(0.05)
            for _ in range(5):
                wamon.type(b"\x1b")
                wamon.read(0.04)
            assert wamon.core == core and os.waitpid(wamon.pid, os.WNOHANG)[0] == 0, f"round {round}: it is gone"
            assert starts(wamon) == family, f"round {round}, after {place!r}: {family} became {starts(wamon)}"
        after = wamon.usage()[1]
        wamon.resize(120, 36)
        for _ in range(8):
            wamon.type(b"\x1b")
            wamon.read(0.1)
        wamon.type("q")
        wamon.see("Leave wamon?")
        wamon.type("S")
        assert wamon.wait() == 0, f"exit code {wamon.code}"
        wamon.read(0.2)
        left = wamon.screen.left_behind()
        assert not left, f"left behind {left}"
        return f"{round} rounds, {sent // 1024} KB of rubbish, {pasted >> 20} MB pasted; PSS {before:.1f} to {after:.1f} MB; left by q, nothing left behind"
    finally:
        wamon.end()


TESTS = [terminal_signals, garbage]
