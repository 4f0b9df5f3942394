"""Reminders of what is still to come: a week before it is due, on the day and the day after, then each week.

Weeks are of five working days. Whoever owes several things gets one mail that lists them, when
the first of them reaches one of these days. What is owed is read from the words each time, so that what has
come in asks for nothing any more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from reckoner.reports.content.due import Due
from reckoner.reports.periods.holidays import BeyondKnownHolidays
from reckoner.reports.periods.workcalendar import WorkCalendar
from reckoner.reports.periods.workdays import nth
from reckoner.reports.schedule.notices import Notice

_WEEK = 5  # working days


def reminders(due: Iterable[Due], calendar: WorkCalendar) -> Iterator[Notice]:
    """One notice to each person, told once for each of its days."""
    owed: dict[str, list[tuple[date, Due]]] = defaultdict(list)
    for each in due:
        day = _told_on(each, calendar)
        if each.role and day:
            owed[each.awaited.figure.person].append((day, each))
    for person, found in owed.items():
        yield _notice(person, max(day for day, _ in found), [each for _, each in found])


def _told_on(due: Due, calendar: WorkCalendar) -> date | None:
    """The last day on which somebody was to hear of it; None where that is still ahead."""
    by, weeks = due.awaited.figure.by, -(due.days or 0) // _WEEK
    try:
        if due.is_overdue:
            return nth(by, weeks * _WEEK, calendar.works) if weeks else by + timedelta(days=1)
        if due.days == 0:
            return by
        is_soon = due.days is not None and due.days <= _WEEK
        return nth(by, _WEEK, calendar.works, back=True) if is_soon else None
    except BeyondKnownHolidays:
        return by


def _notice(person: str, day: date, found: Sequence[Due]) -> Notice:
    """The notice; it is of an edition where all is owed to one."""
    editions: dict[tuple[str, str], list[Due]] = defaultdict(list)
    for each in found:
        editions[each.awaited.publication, each.awaited.edition].append(each)
    lines = []
    for key, owed in editions.items():
        lines += [f"To come from you for {' '.join(filter(None, key))}:", ""]
        for each in owed:
            figure = each.awaited.figure
            lines.append(f"- {figure.what}, by {_day(figure.by)}: {each.left()}")
            lines.append(f"  It is waited for in {each.awaited.where}.")
        lines.append("")
    publication, edition = next(iter(editions)) if len(editions) == 1 else ("", "")
    lines.append("No draft can be approved before it is there.")
    lines.append(
        " ".join(filter(None, ("All that is still to come: reckoner missing", publication, edition)))
    )
    return Notice("awaited", publication, edition, "", "\n".join(lines), f"{person} {day}", (person,))


def _day(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"
