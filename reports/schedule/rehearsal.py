"""A year played with a frozen clock: the real runner, a store in memory, and a build that makes nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, delete

from reckoner.reports.schedule.hooks import Hooks, Made, Step
from reckoner.reports.schedule.notices import Notice
from reckoner.reports.schedule.plans import Plans
from reckoner.reports.schedule.runner import Runner
from reckoner.reports.schedule.tables import metadata, open_store, transaction

# As far as the agenda looks ahead, less a little.
_NO_ALARM = timedelta(days=35)


@dataclass(frozen=True)
class Rehearsal:
    """Something that would have happened: a draft made, an edition left out, a notice sent."""

    at: datetime
    event: str
    publication: str
    edition: str
    text: str = ""


@dataclass
class _Stage:
    now: datetime
    end: datetime
    start: datetime
    played: list[Rehearsal] = field(default_factory=list)

    def log(self, event: str, /, **fields: Any) -> None:
        if event == "made" and fields["due"] >= self.start:
            self.played.append(Rehearsal(self.now, "made", fields["publication"], fields["edition"]))

    def hear(self, notice: Notice) -> None:
        if notice.kind != "ready":
            self.played.append(
                Rehearsal(self.now, notice.kind, notice.publication, notice.edition, notice.text)
            )


def rehearse(plans: Plans, year: int) -> list[Rehearsal]:
    """All that would happen in a calendar year of the office's, in order. Not for two threads at once."""
    zone = plans.dates.zone
    start, end = (datetime(y, 1, 1, tzinfo=zone).astimezone(UTC) for y in (year, year + 1))
    stage = _Stage(start, end, start)
    hooks = Hooks(_build, lambda: stage.now, stage.log, notify=stage.hear)
    runner = Runner(_empty_store(), hooks, owner="rehearsal")
    while stage.now < end:
        alarm = runner.reconcile(plans).alarm
        stage.now = min(alarm or end, stage.now + _NO_ALARM)
    return stage.played


def _empty_store() -> Engine:
    store = _store()
    with transaction(store) as connection:
        for table in metadata.sorted_tables:
            connection.execute(delete(table))
    return store


@cache
def _store() -> Engine:
    """One for all rehearsals of a process: SQLAlchemy compiles each statement once for an engine."""
    return open_store("sqlite://")


def _build(_publication: str, _edition: str, _step: Step, /) -> Made:
    return Made(Path("draft-001"), "0" * 64, fit=True)
