"""The calendar of a year: what falls due and by when, meetings, days off, and what went out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from starlette.responses import Response

from reckoner.reports.desk.call import Call, Route
from reckoner.reports.desk.times import Times
from reckoner.reports.errors import UsageError
from reckoner.reports.periods.holidays import bank_holidays
from reckoner.reports.periods.period import Period
from reckoner.reports.schedule.ahead import ahead, held_at
from reckoner.reports.schedule.plans import Plans

_MONTH = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class Event:
    """Something on a day: its kind as a tag, what it is, its time or nothing, and where to read more."""

    day: date
    kind: str
    what: str
    at: str = ""
    link: str = ""
    note: str = ""


def year(call: Call) -> Response:
    """Twelve months from the one that is asked for, or from this one."""
    times, plans = Times.of(call.desk), call.desk.plans
    start = _start(call.asked("from"), times.today)
    span = Period.months(start.year, start.month, 12)
    events = sorted(_events(call, plans, times, span), key=lambda each: (each.day, each.at, each.what))
    months = [
        (first, list(found)) for first, found in groupby(events, key=lambda each: each.day.replace(day=1))
    ]
    found = ahead(plans, *_instants(plans, span))
    return call.page(
        "calendar.html.jinja", months=months, times=times, start=start, paused=plans.paused,
        unknown=[(plan.name, each.anchor.day, each.reason) for plan, each in found.unknown],
        before=start.replace(year=start.year - 1), after=start.replace(year=start.year + 1),
    )  # fmt: skip


def _start(asked: str, today: date) -> date:
    if not asked:
        return today.replace(day=1)
    match = _MONTH.fullmatch(asked)
    if match is None or int(match[1]) in (2000, 2099):
        raise UsageError(f"{asked[:20]!r} is not a month", todo="Write it as 2026-02.")
    return date(int(match[1]), int(match[2]), 1)


def _instants(plans: Plans, span: Period) -> tuple[datetime, datetime]:
    first, last = (
        datetime(day.year, day.month, 1, tzinfo=plans.dates.zone) for day in (span.start, span.end)
    )
    return first, last


def _events(call: Call, plans: Plans, times: Times, span: Period) -> Iterator[Event]:
    yield from (each for each in _due(plans, times, span) if each.day in span)
    for meeting in plans.dates.meetings:
        if meeting.date in span:
            off = f"cancelled: {meeting.cancelled}" if meeting.cancelled else ""
            assumed = "the day is assumed" if meeting.date_assumed else ""
            yield Event(meeting.date, "meeting", f"{meeting.name} ({meeting.id})", note=off or assumed)
    yield from _off(plans, span)
    for row in call.desk.history.rows():
        day = plans.dates.day(row.instant)
        if row.what in ("delivered", "withdrawn") and day in span:
            at = f"{row.instant.astimezone(plans.dates.zone):%H:%M}"
            yield Event(
                day, row.what, row.draft, at, f"/drafts/{row.draft}", str(row.details.get("channel", ""))
            )


def _due(plans: Plans, times: Times, span: Period) -> Iterator[Event]:
    for task in ahead(plans, *_instants(plans, span)).tasks:
        publication, edition = task.key
        link, what = f"/publications/{publication}?edition={edition}", f"{publication} {edition}"
        local = task.due.astimezone(plans.dates.zone)
        held = held_at(plans, task.due) or ""
        note = f"release is held: {held}" if held else ""
        yield Event(local.date(), "made", what, f"{local:%H:%M}", link, note)
        for name, due in task.deadlines:
            when = due.astimezone(plans.dates.zone)
            left = times.left(when.date()) if due > times.now else ""
            yield Event(when.date(), f"{name} by", what, f"{when:%H:%M}", link, left)
        for name, reason in task.untold:
            yield Event(local.date(), f"{name} by", what, "", link, f"not known yet: {reason}")


def _off(plans: Plans, span: Period) -> Iterator[Event]:
    for day, name in bank_holidays(plans.calendar.nation).days.items():
        if day in span:
            yield Event(day, "bank holiday", name)
    for closure in plans.dates.work.closures:
        if closure.days.overlaps(span):
            last = closure.days.end - timedelta(days=1)
            until = f"to {last.day} {last:%B}" if last != closure.days.start else ""
            yield Event(max(closure.days.start, span.start), "closed", closure.reason, note=until)
    for entry in plans.calendar.pre_election:
        held = plans.dates.work.pre_election(entry.poll, entry.from_)
        if held.start in span:
            yield Event(held.start, "held back", f"publicity, before the {entry.name}")
        if entry.poll in span:
            yield Event(entry.poll, "poll", entry.name)


ROUTES = (Route("GET", "/calendar", "read", year),)
