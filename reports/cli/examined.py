"""One thing that the doctor looked at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from reckoner.reports.errors import Fault

State = Literal["good", "poor", "bad"]


@dataclass(frozen=True)
class Examined:
    """One thing examined: ``good``, ``poor`` (works, but look at it) or ``bad``."""

    what: str
    state: State
    said: str
    todo: str = ""


def bad(what: str, faults: Iterable[Fault]) -> Iterator[Examined]:
    """Each fault as something bad."""
    for fault in faults:
        where = f"{fault.where}: " if fault.where else ""
        yield Examined(what, "bad", f"{where}{fault.what}", fault.todo or "")
