"""When, in an office's words or cron's, as frozen values. The whole language stands on this page.

====================================================  ==================================================
``first working day of the month at 07:00``           first to fifteenth, or last; ``of June`` for one month
``last Friday``, ``second Monday of March``           first to fourth, or last
``the 5th``, ``5 June``, ``the last day``             a month that is shorter has it on its last day
``the 5th, or the next working day``                  also ``or the working day before``
``every Monday``, ``every working day``               also ``every day``
``12 clear days before panel_meeting at 08:00``       also ``working days`` and ``days``, ``after``
``on the day of panel_meeting``
``cron: 30 7 * * mon-fri``                            days of the week by name only
====================================================  ==================================================

Without ``at`` it is 07:00. Times are those on the office's clock.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from typing import Literal

from reckoner.reports.schedule.cron import Cron, parse_cron

FORMS = (
    "write `first working day of the month at 07:00`, `last Friday`, `the 5th, or the next working day`, "
    "`5 June`, `every Monday`, `12 clear days before panel_meeting at 08:00` or `cron: 0 7 * * mon`"
)
USUAL_TIME = time(7)
LAST = -1

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth",
)  # fmt: skip
_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class WorkingDay:
    """The nth (or last) working day of each month, or of one."""

    nth: int
    month: int | None


@dataclass(frozen=True, slots=True)
class Weekday:
    """The nth (or last) Monday, Tuesday ... of each month, or of one; Monday is 0."""

    nth: int
    weekday: int
    month: int | None


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A day by its number, or the last one; moved where nobody works on it and ``otherwise`` says so."""

    day: int
    month: int | None
    otherwise: Literal["", "next", "before"]


@dataclass(frozen=True, slots=True)
class EachDay:
    """Every one of these days of the week; with ``working``, only those on which the office works."""

    weekdays: frozenset[int]
    working: bool


@dataclass(frozen=True, slots=True)
class FromMeeting:
    """So many days before (or after) each meeting of a series; zero is its own day."""

    series: str
    count: int
    unit: Literal["clear", "working", "calendar"]
    after: bool


Rule = WorkingDay | Weekday | MonthDay | EachDay | FromMeeting | Cron


@dataclass(frozen=True, slots=True)
class When:
    """A rule for days, and the times of day on each."""

    text: str
    rule: Rule
    times: tuple[time, ...]

    @property
    def series(self) -> str | None:
        """The meetings from which it counts, or None."""
        return self.rule.series if isinstance(self.rule, FromMeeting) else None


def parse_when(text: str) -> When:
    """Read one of the forms. Raises ValueError that names them, or says what can't be."""
    plain = " ".join(text.split())
    if plain.lower().startswith("cron:"):
        rule, times = parse_cron(plain[len("cron:") :].strip().lower())
        return When(plain, rule, times)
    days, _, clock = plain.lower().partition(" at ")
    days = days.removesuffix(",")
    at = _clock(clock) if clock else USUAL_TIME
    for pattern, make in _PATTERNS:
        if match := pattern.fullmatch(days):
            return When(plain, make(*match.groups()), (at,))
    raise ValueError(f"{text[:60]!r} is not a time that is known here; {FORMS}")


def _clock(text: str) -> time:
    match = re.fullmatch(r"([01][0-9]|2[0-3]):([0-5][0-9])", text, re.ASCII)
    if match is None:
        raise ValueError(f"{text[:20]!r} is not a time of day; write 07:00 or 16:30")
    return time(int(match[1]), int(match[2]))


def _month(name: str | None) -> int | None:
    return MONTHS.index(name) + 1 if name in MONTHS else None


def _nth(word: str) -> int:
    return LAST if word == "last" else _ORDINALS.index(word) + 1


def _working_day(word: str, month: str | None) -> WorkingDay:
    return WorkingDay(_nth(word), _month(month))


def _weekday(word: str, name: str, month: str | None) -> Weekday:
    if _nth(word) > 4:
        raise ValueError(f"not every month has a {word} {name.title()}; write `last {name.title()}`")
    return Weekday(_nth(word), WEEKDAYS.index(name), _month(month))


def _month_day(day: str, month: str | None, way: str | None) -> MonthDay:
    number, found = int(day), _month(month)
    if not 1 <= number <= (_LONGEST[found - 1] if found else 31):
        raise ValueError(f"there is no day {number} in {month.title() if found and month else 'a month'}")
    return MonthDay(number, found, _otherwise(way))


def _last_day(month: str | None, way: str | None) -> MonthDay:
    return MonthDay(LAST, _month(month), _otherwise(way))


def _otherwise(way: str | None) -> Literal["", "next", "before"]:
    if way is None:
        return ""
    return "next" if "next" in way else "before"


def _each(what: str) -> EachDay:
    every = frozenset(range(7))
    return EachDay(frozenset({WEEKDAYS.index(what)}) if what in WEEKDAYS else every, what == "working day")


def _from_meeting(count: str, unit: str | None, side: str, series: str) -> FromMeeting:
    kind: Literal["clear", "working", "calendar"] = (
        "clear" if unit == "clear" else "working" if unit == "working" else "calendar"
    )
    if kind == "clear" and side == "after":
        raise ValueError("clear days run up to a meeting; write `working days after`")
    return FromMeeting(series, int(count), kind, side == "after")


def _day_of_meeting(series: str) -> FromMeeting:
    return FromMeeting(series, 0, "calendar", after=False)


_MONTH = rf"(?: of (?:the|each|every) month| (?:of|in) ({'|'.join(MONTHS)}))?"
_ORDINAL = rf"({'|'.join(_ORDINALS)}|last)"
_OR_ELSE = r"(?:, or (the next working day|the working day before))?"
_DAY = rf"({'|'.join(WEEKDAYS)})"
_PATTERNS: tuple[tuple[re.Pattern[str], Callable[..., Rule]], ...] = tuple(
    (re.compile(pattern, re.ASCII), make)
    for pattern, make in (
        (rf"(?:the )?{_ORDINAL} working day{_MONTH}", _working_day),
        (rf"(?:the )?{_ORDINAL} {_DAY}{_MONTH}", _weekday),
        (rf"the ([0-9]{{1,2}})(?:st|nd|rd|th){_MONTH}{_OR_ELSE}", _month_day),
        (rf"([0-9]{{1,2}}) ({'|'.join(MONTHS)}){_OR_ELSE}", _month_day),
        (rf"the last day{_MONTH}{_OR_ELSE}", _last_day),
        (rf"every ({'|'.join(WEEKDAYS)}|working day|day)", _each),
        (r"([0-9]{1,3}) (?:(clear|working) )?days? (before|after) ([a-z][a-z0-9_]*)", _from_meeting),
        (r"on the day of ([a-z][a-z0-9_]*)", _day_of_meeting),
    )
)
