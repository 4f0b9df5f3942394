"""What the runner is given: how to build, how to send proofs and notices, how to tell the time and the log.

Each is a plain function, so that the real ones, small ones and those of a rehearsal fit alike.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Protocol

from reckoner.reports.schedule.notices import Notice
from reckoner.reports.schedule.plans import Plans
from reckoner.reports.schedule.run import Key, Policy, Run
from reckoner.reports.schedule.troubles import Trouble
from reckoner.reports.settings.schedules import Schedule

Step = Callable[[int, str], None]


@dataclass(frozen=True)
class Made:
    """A draft as it was kept. ``fit`` is False where a finding forbids approval."""

    folder: Path
    digest: str
    fit: bool

    @property
    def name(self) -> str:
        """What people call it: draft-001."""
        return self.folder.name


@dataclass(frozen=True)
class Proof:
    """A draft that is to go to the office's own people, marked as not approved.

    The hook that carries it may be called again for the same ``digest`` after a crash: it must claim,
    send and confirm, and send nothing twice.
    """

    publication: str
    edition: str
    draft: str
    digest: str
    channels: tuple[str, ...]
    people: tuple[str, ...]


class Build(Protocol):
    """Makes one draft; ``step`` is to be called as each step begins, the last of all before keeping."""

    def __call__(self, publication: str, edition: str, step: Step, /) -> Made: ...


class Log(Protocol):
    """Takes one event with its fields."""

    def __call__(self, event: str, /, **fields: Any) -> None: ...


def _nothing(*_: object) -> None:
    """For what is not connected."""


@dataclass(frozen=True)
class Hooks:
    """The hands of the runner. ``settled`` says whether an edition has all that a deadline asks for.

    ``moved`` hears of a made edition whose day has changed, so that an approval can be looked at again.
    ``release`` carries out what people have approved, and gives the notices about it. ``approved`` says which
    editions have a draft that somebody stands by, ``next_release`` when a release that failed is tried again,
    and ``failing`` what else is wrong in the house. ``awaited`` gives reminders of figures still to come.
    """

    build: Build
    clock: Callable[[], datetime]
    log: Log
    proof: Callable[[Proof], None] = _nothing
    notify: Callable[[Notice], None] = _nothing
    settled: Callable[[Run, str], bool] = lambda run, _deadline: run.state == "done"
    moved: Callable[[Run, Schedule, str], None] = _nothing
    release: Callable[[Plans, Mapping[Key, Run], Policy], Iterable[Notice]] = lambda *_: ()
    approved: Callable[[Mapping[Key, Run]], Iterable[Key]] = lambda _: ()
    next_release: Callable[[Plans, Mapping[Key, Run], Policy], datetime | None] = lambda *_: None
    failing: Callable[[Plans, Mapping[Key, Run]], Iterable[Trouble]] = lambda *_: ()
    awaited: Callable[[Plans], Iterable[Notice]] = lambda _: ()


def now_utc() -> datetime:
    """The machine's clock."""
    return datetime.now(UTC)


def json_line(event: str, /, **fields: Any) -> None:
    """Log one event as a line of JSON on the standard error stream."""
    line = {"at": f"{now_utc():%Y-%m-%dT%H:%M:%SZ}", "event": event, **fields}
    sys.stderr.write(json.dumps(line, ensure_ascii=False, default=_plain) + "\n")
    sys.stderr.flush()


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
