"""A period in words: "October 2025", "April to September 2025", "2023/24"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from reckoner.reports.periods.period import Period

YearStyle = Literal["2023/24", "2023 to 2024"]


@dataclass(frozen=True, slots=True)
class CalendarWords:
    """What a language calls its months (January first), days of the week (Monday first) and "to"."""

    months: tuple[str, ...]
    short_months: tuple[str, ...]
    weekdays: tuple[str, ...]
    to: str


def label_day(day: date, words: CalendarWords) -> str:
    """A date without ordinals: "4 May 2024"."""
    return f"{day.day} {words.months[day.month - 1]} {day.year}"


def label_period(period: Period, words: CalendarWords, years: YearStyle = "2023/24") -> str:
    """The period in words; ``years`` says how a financial year is written."""
    start, last = period.start, period.last
    match period.shape:
        case "day":
            return label_day(start, words)
        case "year":
            return str(start.year)
        case "financial year" if years == "2023/24":
            return f"{start.year}/{last.year % 100:02}"
        case "financial year":
            return f"{start.year} {words.to} {last.year}"
        case "month":
            return f"{words.months[start.month - 1]} {start.year}"
    if period.month_count is None:
        return _range(_day_parts(start, words), _day_parts(last, words), words.to)
    return _range(_month_parts(start, words), _month_parts(last, words), words.to)


def short_label(period: Period, words: CalendarWords) -> str:
    """For an axis or a narrow column: "Oct 2025", "Apr to Sep 2025"; years as they are."""
    short = CalendarWords(words.short_months, words.short_months, words.weekdays, words.to)
    return label_period(period, short)


def _month_parts(day: date, words: CalendarWords) -> list[str]:
    return [words.months[day.month - 1], str(day.year)]


def _day_parts(day: date, words: CalendarWords) -> list[str]:
    return [str(day.day), *_month_parts(day, words)]


def _range(first: list[str], last: list[str], to: str) -> str:
    """Both ends; what they end with alike is said once: "4 to 6 May 2024"."""
    kept = len(first)
    while kept > 1 and first[kept - 1] == last[kept - 1]:
        kept -= 1
    return f"{' '.join(first[:kept])} {to} {' '.join(last)}"
