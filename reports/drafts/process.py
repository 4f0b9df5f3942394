"""Which process is which on this machine, and whether it still lives: claims name theirs by this."""

from __future__ import annotations

import socket
from pathlib import Path


def host() -> str:
    """The machine's name."""
    return socket.gethostname()


def boot() -> str:
    """What tells this start of the machine from every other; empty where the system doesn't say."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    except OSError:
        return ""


def started(process: int) -> str:
    """When a process began, in ticks since the machine did; empty where it has ended.

    A number may be used again, a number with its start not.
    """
    try:
        text = Path("/proc", str(process), "stat").read_text("ascii", "replace")
    except OSError:
        return ""
    state, *rest = text.rpartition(")")[2].split()
    return "" if state in "ZX" else rest[18]
