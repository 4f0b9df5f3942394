"""Offices for the tests: schedules as an office would write them, and a runner with a clock to set."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from reckoner.reports.schedule.hooks import Hooks, Made, Proof, Step
from reckoner.reports.schedule.notices import Notice
from reckoner.reports.schedule.plans import Plans, plans_of
from reckoner.reports.schedule.run import Policy, Run
from reckoner.reports.schedule.runner import Reconciled, Runner, Stop
from reckoner.reports.settings.schedules import Schedule, Schedules

FIRST = "first working day of the month at 07:00"


def monthly(when: str = FIRST, **more: Any) -> dict[str, Any]:
    """A newsletter for the previous month."""
    return {"name": "newsletter", "publication": "newsletter", "for": "previous month", "when": when, **more}


def paper(when: str = "12 clear days before panel_meeting at 08:00", **more: Any) -> dict[str, Any]:
    """A paper for each meeting."""
    return {"name": "paper", "publication": "panel-paper", "for": "current meeting", "when": when, **more}


def meeting(key: str, day: str, **more: Any) -> dict[str, Any]:
    """A meeting of the Panel."""
    return {"id": key, "name": "Panel", "date": date.fromisoformat(day), **more}


def office(*schedules: dict[str, Any], **more: Any) -> Plans:
    """The plans of an office with these schedules; meetings and calendar by name."""
    return plans_of(Schedules.model_validate({"schedules": list(schedules), **more}))


def at(text: str) -> datetime:
    """An instant on London's wall, such as "2026-03-02 07:00"."""
    from zoneinfo import ZoneInfo

    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/London")).astimezone(UTC)


@dataclass(repr=False)
class Desk:
    """A runner with a clock that the test sets, and all that it was heard to do."""

    engine: Engine
    now: datetime
    trouble: list[Exception] = field(default_factory=list)
    proof_trouble: list[Exception] = field(default_factory=list)
    notify_trouble: list[Exception] = field(default_factory=list)
    built: list[tuple[str, str]] = field(default_factory=list)
    proofs: list[Proof] = field(default_factory=list)
    told: list[Notice] = field(default_factory=list)
    moves: list[tuple[str, str]] = field(default_factory=list)
    log: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    policy: Policy = field(default_factory=Policy)
    owner: str = "desk"
    stop: Stop = field(default_factory=Stop)

    def runner(self) -> Runner:
        hooks = Hooks(self.build, lambda: self.now, self.note, self.prove, self.tell, moved=self.move)
        return Runner(self.engine, hooks, self.policy, self.owner, self.stop)

    def look(self, plans: Plans, at_: datetime | None = None) -> Reconciled:
        """Reconcile, at another time if one is given."""
        self.now = at_ or self.now
        return self.runner().reconcile(plans)

    def build(self, publication: str, edition: str, step: Step, /) -> Made:
        step(1, "read settings")
        if self.trouble:
            raise self.trouble.pop(0)
        step(8, "keep")
        self.built.append((publication, edition))
        return Made(Path("draft-001"), f"{len(self.built):064}", fit=True)

    def prove(self, asked: Proof) -> None:
        if self.proof_trouble:
            raise self.proof_trouble.pop(0)
        self.proofs.append(asked)

    def tell(self, notice: Notice) -> None:
        if self.notify_trouble:
            raise self.notify_trouble.pop(0)
        self.told.append(notice)

    def move(self, run: Run, _schedule: Schedule, new: str) -> None:
        self.moves.append((run.edition, new))

    def note(self, event: str, /, **fields: Any) -> None:
        self.log.append((event, fields))

    def state(self, publication: str, edition: str) -> Run:
        run = self.runner().runs.get((publication, edition))
        assert run is not None, (publication, edition)
        return run

    def kinds(self) -> list[str]:
        return [notice.kind for notice in self.told]


def hours(count: float) -> timedelta:
    """So many hours."""
    return timedelta(hours=count)
