"""Who holds a claim: this process, by a name that no other process has or will have.

Where a name belongs to the same machine, boot and container as ours, we can see whether its process still
lives, and a run whose holder was killed is taken up at once instead of when its lease ends.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from reckoner.reports.drafts.process import boot, host, started

_SEPARATOR = "|"


def this_process() -> str:
    """The name of this process."""
    return _SEPARATOR.join([*_place(), str(os.getpid()), started(os.getpid()) or "?"])


def dead_among(owners: Iterable[str]) -> frozenset[str]:
    """Those whose process is known to have ended."""
    return frozenset(owner for owner in owners if _is_dead(owner))


def _is_dead(owner: str) -> bool:
    *place, pid, began = owner.split(_SEPARATOR) if owner.count(_SEPARATOR) == 4 else ["", "", ""]
    here = _place()
    if place[:1] != here[:1] or not pid.isdecimal():
        return False
    if place != here:
        # The same machine started anew: none of its processes is left. Another container: nobody knows.
        return place[1] != here[1]
    return started(int(pid)) != began


def _place() -> list[str]:
    space = Path("/proc/self/ns/pid")
    return [host(), boot() or "?", str(space.readlink()) if space.is_symlink() else "?"]
