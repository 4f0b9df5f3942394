"""How an action stands on the day of a document, and what changed since the meeting before it.

A document knows what happened before its own day. The time since the last meeting begins with that meeting's
day, so that what it decided is news in the next document.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from reckoner.reports.actions.record import Action, StepEntry
from reckoner.reports.settings.schedules import Meeting

Stands = Literal["open", "overdue", "done", "withdrawn"]


@dataclass(frozen=True)
class Standing:
    """An action as it stands: ``by`` is its present date, ``news`` are the steps since the last meeting,
    ``closed`` is the day when it was done or withdrawn.
    """

    action: Action
    state: Stands
    by: date
    is_new: bool
    news: tuple[StepEntry, ...] = ()
    closed: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether something is left to do."""
        return self.state in ("open", "overdue")

    def closed_at(self, meetings: Iterable[Meeting]) -> Meeting | None:
        """The meeting that hears of its end: the first one of its series on that day or later."""
        return None if self.closed is None else _first_from(meetings, self.action.meeting.series, self.closed)


@dataclass(frozen=True)
class Followed:
    """What a document of a day has to say: ``since`` is the day of the meeting before, if there was one."""

    dated: date
    since: date | None
    every: tuple[Standing, ...]

    @property
    def standings(self) -> tuple[Standing, ...]:
        """Those that are open, or were until the last meeting."""
        return tuple(
            each
            for each in self.every
            if each.is_open or self.since is None or (each.closed is not None and each.closed >= self.since)
        )

    def count(self, *states: Stands) -> int:
        """How many stand so."""
        return sum(each.state in states for each in self.standings)


def follow(
    actions: Sequence[Action],
    meetings: Sequence[Meeting],
    dated: date,
    series: str | None = None,
    due: date | None = None,
) -> Followed:
    """The actions of earlier meetings, those of the oldest first, as a document of a day has them.

    ``series`` keeps those of one body; ``due`` is the day on which a date is not over, where that is another.
    """
    held = [each for each in meetings if not each.cancelled and each.series == (series or each.series)]
    since = max((each.date for each in held if each.date < dated), default=None)
    mine = [each for each in actions if series is None or each.meeting.series == series]
    standings = [stand(each, dated, since, due or dated) for each in mine if each.meeting.date < dated]
    return Followed(dated, since, tuple(sorted(standings, key=lambda each: each.action.meeting.date)))


def stand(action: Action, dated: date, since: date | None, due: date) -> Standing:
    """How one action stands on a day."""
    known = [step for step in action.entry.history if step.on < dated]
    news = tuple(step for step in known if since is None or step.on >= since)
    by = date_after(action, known)
    state: Stands = "open"
    closed = None
    for step in known:
        if step.state is not None:
            state, closed = step.state, None if step.state == "open" else step.on
    if state == "open" and by < due:
        state = "overdue"
    is_new = since is None or action.meeting.date >= since
    return Standing(action, state, by, is_new, news, closed)


def date_after(action: Action, steps: Sequence[StepEntry]) -> date:
    """The date to do it by, after some steps."""
    moved = [step.by for step in steps if step.by is not None]
    return moved[-1] if moved else action.entry.by


def _first_from(meetings: Iterable[Meeting], series: str, day: date) -> Meeting | None:
    held = [each for each in meetings if not each.cancelled and each.series == series and each.date >= day]
    return min(held, key=lambda each: each.date, default=None)
