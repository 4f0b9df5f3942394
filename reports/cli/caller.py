"""On whose behalf this process runs a command: its own user's, or that of a caller of the service."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from reckoner.reports.writer.bundle import Bundle


@dataclass(frozen=True)
class Caller:
    """Somebody whose command the service runs: their user's name is the kernel's word, not their own.

    ``columns`` is the width of their terminal, 0 where nobody watches. ``file`` is the name of the file that
    they sent, in the current folder; ``hand`` gives them one.
    """

    user: str
    house: Path
    columns: int
    file: str
    hand: Callable[[Bundle], object]


_served: list[Caller] = []


def act_for(caller: Caller) -> None:
    """From here on this process runs commands for a caller."""
    _served[:] = [caller]


def current() -> Caller | None:
    """The caller whom this process serves, or None where it is its own user's."""
    return _served[0] if _served else None
