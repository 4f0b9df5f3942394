"""What lies ahead: the coming occurrences with their deadlines, and what can't be known of them yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from reckoner.reports.periods.holidays import BeyondKnownHolidays
from reckoner.reports.schedule.due import Task, tasks_of
from reckoner.reports.schedule.occurrences import Unknown
from reckoner.reports.schedule.plans import Plan, Plans


@dataclass(frozen=True)
class Ahead:
    """Tasks in order of time, one for each edition; the first day of each plan that is unknown, and why."""

    tasks: tuple[Task, ...]
    unknown: tuple[tuple[Plan, Unknown], ...]


def ahead(plans: Plans, start: datetime, end: datetime) -> Ahead:
    """What falls due from ``start`` up to, but not including, ``end``."""
    tasks: dict[tuple[str, str], Task] = {}
    unknown: dict[str, tuple[Plan, Unknown]] = {}
    for plan in plans.plans:
        found = sorted(tasks_of(plan, plans, start, end), key=_order)
        for item in found:
            if isinstance(item, Task):
                tasks.setdefault(item.key, item)
            elif item.anchor.day < plans.dates.day(end):
                unknown.setdefault(plan.name, (plan, item))
    in_order = sorted(tasks.values(), key=lambda task: (task.due, task.key))
    return Ahead(tuple(in_order), tuple(unknown.values()))


def _order(item: Task | Unknown) -> str:
    return f"{item.due:%Y-%m-%d %H:%M}" if isinstance(item, Task) else f"{item.anchor.day:%Y-%m-%d}"


def held_at(plans: Plans, instant: datetime) -> str | None:
    """Why a release is held at an instant, or None; days beyond the known holidays say so themselves."""
    try:
        return plans.held(instant) or None
    except BeyondKnownHolidays as problem:
        return problem.what


def shown_instant(plans: Plans, instant: datetime) -> str:
    """An instant on the office's clock, for a list: "Mon 02 Mar 2026 07:00"."""
    return f"{instant.astimezone(plans.dates.zone):%a %d %b %Y %H:%M}"
