"""What a program that has the terminal leaves of it when it is ended by a signal."""

import os
import re
import signal
import time

from driver.onscreen import Wamon
from driver.processes import children, command

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGSEGV, signal.SIGTSTP)


def left(words):
    """Which signals leave something set in the terminal: [(name, what)]."""
    return [(number.name[3:], what) for number in SIGNALS if (what := after(words, number))]


def after(words, number):
    """What one signal leaves: modes of the screen, or of the line; None of it where all is as before."""
    bash = ["--norc", "--noprofile", "+o", "emacs", "-i"]
    with Wamon([], shell=bash) as terminal:
        terminal.see("ready>")
        terminal.type(f"ulimit -c 0; stty sane; XDG_CONFIG_HOME=. {' '.join(words)}\n")
        terminal.read(1.5)
        program = next(pid for pid in children(terminal.pid) if words[0] in command(pid))
        os.kill(program, number)
        deadline = time.monotonic() + 3
        while "ready>" not in str(terminal.screen).rstrip().split("\n")[-1] and time.monotonic() < deadline:
            terminal.read(0.05)
        terminal.read(0.3)
        found = terminal.screen.left_behind()
        terminal.type("\nstty -a >now\n")
        terminal.read(0.5)
        now = terminal.folder / "now"
        found += re.findall(r"-(?:echo|icanon|isig|opost|icrnl)\b", now.read_text()) if now.exists() else ["no prompt"]
        if os.path.exists(f"/proc/{program}"):
            os.kill(program, signal.SIGKILL)
        terminal.read(0.2)
        terminal.type("\x15exit 0\nexit 0\n")
        terminal.wait()
        return found or None
