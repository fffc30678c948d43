"""The anchors out of Debian's packages: unpacked below .build, so that no daemon of theirs begins to run.

s6 finds its parts in /usr/bin only; it has no daemon, and is installed as the other tools are (make faults)."""

import shutil
import subprocess

from driver.processes import ROOT

ANCHORS = ROOT / ".build" / "anchors"
PACKAGES = ["runit", "supervisor", "htop", "btop"]
PROBES = ["runsvdir", "supervisord", "htop", "btop"]


def fetch():
    """Downloads and unpacks what is missing; what a machine does not offer stays missing."""
    if all((ANCHORS / "usr/bin" / probe).exists() for probe in PROBES) or not shutil.which("apt-get"):
        return
    archives = ANCHORS / "archives"
    archives.mkdir(parents=True, exist_ok=True)
    for package in PACKAGES:
        # Each by itself: one that has another name elsewhere takes none of the others with it.
        subprocess.run(["apt-get", "-q", "download", package], cwd=archives, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for archive in archives.glob("*.deb"):
        subprocess.run(["dpkg", "-x", archive, ANCHORS], check=True)


def found(program):
    """Its path, of those that were unpacked or of those that are installed; None of neither."""
    path = ANCHORS / "usr/bin" / program
    return str(path) if path.exists() else shutil.which(program)
