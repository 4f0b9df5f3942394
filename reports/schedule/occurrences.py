"""When exactly: the instants that a rule names between two others.

An *anchor* is the day for which something is asked (the 31st, a month's first, a meeting); the day on
which it falls due follows from it by the working calendar. Periods are counted from the anchor, so that
"the 31st, or the next working day" belongs to its own month even where it falls due in the next.

Clock changes: a time that spring leaves out falls due as much later as the clock jumps (01:30 becomes
02:30 BST); of a time that autumn has twice, the first counts. So each day has each of its times once.
"""

from __future__ import annotations

import calendar as months
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from reckoner.reports.periods.holidays import BeyondKnownHolidays
from reckoner.reports.periods.period import Period
from reckoner.reports.periods.workcalendar import WorkCalendar
from reckoner.reports.periods.workdays import clear_days_before, nth, nth_of, on_or_after, on_or_before
from reckoner.reports.schedule.cron import Cron
from reckoner.reports.schedule.when import (
    LAST,
    EachDay,
    FromMeeting,
    MonthDay,
    Rule,
    Weekday,
    When,
    WorkingDay,
)
from reckoner.reports.settings.schedules import Meeting

# How far a due day can lie from its anchor: "the 31st, or the next working day" over Christmas and a closure.
_SPREAD = timedelta(days=45)
_FORESIGHT = timedelta(days=120)
_MOST_KEPT = 10_000


@dataclass(frozen=True)
class Dates:
    """What a rule is asked against: working days, meetings, and the clock on the wall."""

    work: WorkCalendar
    meetings: tuple[Meeting, ...]
    zone: ZoneInfo
    _due: dict[tuple[Rule, date | None, date | None], tuple[tuple[Anchor, date | str | None], ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def held(self, series: str) -> tuple[Meeting, ...]:
        """The meetings of a series that will take place, by date."""
        kept = (m for m in self.meetings if m.series == series and not m.cancelled)
        return tuple(sorted(kept, key=lambda m: (m.date, m.id)))

    def called_off(self, key: str) -> str:
        """Why the meeting with that id won't take place; empty where it will, or there is none."""
        return next((meeting.cancelled for meeting in self.meetings if meeting.id == key), "")

    def due_days(self, rule: Rule, first: date, last: date) -> tuple[tuple[Anchor, date | str | None], ...]:
        """Each anchor of a rule with its due day, or why that can't be told; of meetings all.

        They are kept: thousands of schedules share a few rules.
        """
        key = (rule, None, None) if isinstance(rule, FromMeeting) else (rule, first, last)
        if key not in self._due:
            if len(self._due) > _MOST_KEPT:  # a clock that runs for years asks for other days each day
                self._due.clear()
            anchors = _anchors(rule, self, first, last)
            self._due[key] = tuple((anchor, _told(rule, anchor, self.work)) for anchor in anchors)
        return self._due[key]

    def day(self, instant: datetime) -> date:
        """The office's date at an instant."""
        return instant.astimezone(self.zone).date()


@dataclass(frozen=True)
class Anchor:
    """The day for which something is asked, and the meeting where it is one."""

    day: date
    meeting: Meeting | None = None


@dataclass(frozen=True)
class Occurrence:
    """An instant (UTC) and its anchor."""

    due: datetime
    anchor: Anchor


@dataclass(frozen=True)
class Unknown:
    """An anchor whose day can't be told, because the bank holidays around it aren't known."""

    anchor: Anchor
    reason: str


def occurrences(when: When, dates: Dates, start: datetime, end: datetime) -> Iterator[Occurrence | Unknown]:
    """What falls due from ``start`` up to, but not including, ``end``, in the order of anchors."""
    first, last = dates.day(start), dates.day(end)
    for anchor, day in dates.due_days(when.rule, first - _SPREAD, last + _SPREAD):
        if isinstance(day, str):
            foresight = _FORESIGHT if anchor.meeting else timedelta()
            if first <= anchor.day < last + foresight:
                yield Unknown(anchor, day)
        elif day is not None and first <= day <= last:
            for at in when.times:
                due = instant(day, at, dates.zone)
                if start <= due < end:
                    yield Occurrence(due, anchor)


def _told(rule: Rule, anchor: Anchor, work: WorkCalendar) -> date | str | None:
    try:
        return due_day(rule, anchor, work)
    except BeyondKnownHolidays as problem:
        return problem.what
    except ValueError as problem:
        return str(problem)


def of_anchor(when: When, dates: Dates, anchor: Anchor) -> datetime | None:
    """When the rule falls due for one anchor. Raises BeyondKnownHolidays."""
    day = due_day(when.rule, anchor, dates.work)
    return instant(day, when.times[0], dates.zone) if day else None


def instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The instant of a time on the wall, in UTC; exactly one for each."""
    # fold=0: the first of two in autumn; in spring the offset of before, which is the jump later.
    return datetime.combine(day, at, zone).astimezone(UTC)


def due_day(rule: Rule, anchor: Anchor, work: WorkCalendar) -> date | None:
    """The day on which the rule falls due for an anchor; None where that day is no working day.

    Raises BeyondKnownHolidays, or ValueError where the office never works.
    """
    match rule:
        case WorkingDay():
            return nth_of(Period.months(anchor.day.year, anchor.day.month), rule.nth, work.works)
        case MonthDay(otherwise="next"):
            return on_or_after(anchor.day, work.works)
        case MonthDay(otherwise="before"):
            return on_or_before(anchor.day, work.works)
        case EachDay(working=True):
            return anchor.day if work.works(anchor.day) else None
        case FromMeeting():
            return _from_meeting(rule, anchor.day, work)
    return anchor.day


def _from_meeting(rule: FromMeeting, day: date, work: WorkCalendar) -> date:
    if rule.unit == "clear":
        return clear_days_before(day, rule.count, work.counts, work.works)
    if rule.unit == "working":
        return nth(day, rule.count, work.works, back=not rule.after)
    return day + timedelta(days=rule.count if rule.after else -rule.count)


def _anchors(rule: Rule, dates: Dates, first: date, last: date) -> Iterator[Anchor]:
    if isinstance(rule, FromMeeting):
        yield from (Anchor(meeting.date, meeting) for meeting in dates.held(rule.series))
    elif isinstance(rule, EachDay):
        yield from (Anchor(day) for day in _days(first, last) if day.weekday() in rule.weekdays)
    elif isinstance(rule, Cron):
        yield from (Anchor(day) for day in _days(first, last) if _is_in(rule, day))
    else:
        for year, month in _months(first, last):
            if rule.month in (None, month):
                yield Anchor(_month_anchor(rule, year, month))


def _month_anchor(rule: WorkingDay | Weekday | MonthDay, year: int, month: int) -> date:
    starts_on, length = months.monthrange(year, month)
    if isinstance(rule, WorkingDay):
        return date(year, month, 1)
    if isinstance(rule, MonthDay):
        return date(year, month, length if rule.day == LAST else min(rule.day, length))
    if rule.nth == LAST:
        ends_on = (starts_on + length - 1) % 7
        return date(year, month, length - (ends_on - rule.weekday) % 7)
    return date(year, month, 1 + (rule.weekday - starts_on) % 7 + 7 * (rule.nth - 1))


def _is_in(rule: Cron, day: date) -> bool:
    return day.day in rule.days and day.month in rule.months and day.weekday() in rule.weekdays


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += timedelta(days=1)


def _months(first: date, last: date) -> Iterator[tuple[int, int]]:
    for count in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        yield count // 12, count % 12 + 1
