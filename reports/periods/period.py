"""A stretch of time: half-open inside, written both ways outside.

Written forms (``Period.parse`` reads them, ``str`` writes them):

==================  ===========================================
``2024-05-04``      a day
``2026-02``         a month
``2025-Q3``         a calendar quarter, July to September 2025
``2025-26-Q2``      a financial quarter, July to September 2025
``2025``            a calendar year
``2023-24``         a financial year, 1 April 2023 to 31 March 2024
``2011/12``         the same for years whose short form would be a month
``A..B``            from the start of A to the end of B
==================  ===========================================

The financial year of a police body starts on 1 April (Police Reform and Social Responsibility
Act 2011 s.102(1), "financial year").
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Literal

FINANCIAL_YEAR_STARTS = 4

Shape = Literal["day", "month", "quarter", "year", "financial year", "span"]

_FORMS = (
    "write a month as 2026-02, a quarter as 2025-Q3, a calendar year as 2025, "
    "a financial year as 2023-24, a span as 2025-01..2025-10"
)
_YEARS = range(1900, 2200)


def months_later(day: date, months: int) -> date:
    """The same day so many months on, back where negative; the month's last day where it has fewer."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _months_on(year: int, month: int, months: int) -> date:
    return months_later(date(year, month, 1), months)


@dataclass(frozen=True, order=True)
class Period:
    """The days from ``start`` up to, but not including, ``end``. Equal when the days are equal.

    Raises ValueError where it would be empty or leave the years 1900 to 2199.
    """

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.start >= self.end:
            raise ValueError(f"a period must end after it starts: {self.start} to {self.end}")
        if self.start.year not in _YEARS or self.last.year not in _YEARS:
            raise ValueError(f"a period must lie within 1900 to 2199: {self.start} to {self.end}")

    @classmethod
    def day(cls, day: date) -> Period:
        """One day."""
        if day.year not in _YEARS:
            raise ValueError(f"a day must lie within 1900 to 2199: {day}")
        return cls(day, day + timedelta(days=1))

    @classmethod
    def months(cls, year: int, month: int, count: int = 1) -> Period:
        """``count`` whole months from the first of the month given."""
        if not 1 <= month <= 12:
            raise ValueError(f"there is no month {month}; {_FORMS}")
        return cls(date(year, month, 1), _months_on(year, month, count))

    @classmethod
    def year(cls, year: int) -> Period:
        """A calendar year."""
        return cls.months(year, 1, 12)

    @classmethod
    def financial_year(cls, year: int) -> Period:
        """The financial year that starts in April of the year given."""
        return cls.months(year, FINANCIAL_YEAR_STARTS, 12)

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read one of the written forms. Raises ValueError that names the forms."""
        first, dots, last = text.partition("..")
        if not dots:
            return cls._parse_one(text.strip())
        begin, finish = cls._parse_one(first.strip()), cls._parse_one(last.strip())
        if finish.start < begin.start or finish.end < begin.end:
            raise ValueError(f"{text[:40]!r} ends before it starts")
        return cls(begin.start, finish.end)

    @classmethod
    def _parse_one(cls, text: str) -> Period:
        for pattern, make in _PARSERS:
            if match := pattern.fullmatch(text):
                try:
                    return make(*(int(part) for part in match.groups()))
                except ValueError as error:
                    todo = "" if "; " in str(error) else f"; {_FORMS}"
                    raise ValueError(f"{text[:40]!r} is not a period: {error}{todo}") from None
        raise ValueError(f"{text[:40]!r} is not a period; {_FORMS}")

    @property
    def last(self) -> date:
        """The last day, for display."""
        return self.end - timedelta(days=1)

    @cached_property
    def month_count(self) -> int | None:
        """How many whole months it holds, or None where it does not consist of whole months."""
        if self.start.day != 1 or self.end.day != 1:
            return None
        return (self.end.year - self.start.year) * 12 + self.end.month - self.start.month

    @cached_property
    def shape(self) -> Shape:
        """What kind of period its days make."""
        months = self.month_count
        if (self.end - self.start).days == 1:
            return "day"
        if months == 1:
            return "month"
        if months == 3 and self.start.month % 3 == 1:
            return "quarter"
        if months == 12 and self.start.month == 1:
            return "year"
        if months == 12 and self.start.month == FINANCIAL_YEAR_STARTS:
            return "financial year"
        return "span"

    @property
    def is_whole_year(self) -> bool:
        """A year from any day to the eve of its return."""
        return self.month_count == 12 or (
            self.month_count is None and _years_back(self.start, -1) == self.end
        )

    @property
    def in_months(self) -> str:
        """As written; a quarter by its months, since an office's year may have quarters of its own."""
        return f"{self.start:%Y-%m}..{self.last:%Y-%m}" if self.shape == "quarter" else str(self)

    def __str__(self) -> str:
        start, last = self.start, self.last
        match self.shape:
            case "day":
                return start.isoformat()
            case "month":
                return f"{start:%Y-%m}"
            case "quarter":
                return f"{start.year}-Q{(start.month + 2) // 3}"
            case "year":
                return f"{start.year}"
            case "financial year":
                # 2011-12 would read back as December 2011.
                joint = "/" if 1 <= last.year % 100 <= 12 else "-"
                return f"{start.year}{joint}{last.year % 100:02}"
        if self.month_count is not None:
            return f"{start:%Y-%m}..{last:%Y-%m}"
        return f"{start.isoformat()}..{last.isoformat()}"

    def __contains__(self, other: date | Period) -> bool:
        if isinstance(other, Period):
            return self.start <= other.start and other.end <= self.end
        return self.start <= other < self.end

    def overlaps(self, other: Period) -> bool:
        """Whether they share a day."""
        return self.start < other.end and other.start < self.end

    def each_month(self) -> Iterator[Period]:
        """Its whole months in order. Raises ValueError where it isn't made of whole months."""
        if self.month_count is None:
            raise ValueError(f"{self} is not made of whole months")
        for offset in range(self.month_count):
            first = _months_on(self.start.year, self.start.month, offset)
            yield Period.months(first.year, first.month)

    def years_earlier(self, years: int = 1) -> Period:
        """The same days of an earlier year; 29 February becomes 28 February where there is none.

        Whole months stay whole months: February 2025 becomes all 29 days of February 2024.
        """
        if self.month_count is not None:
            return self.shifted(-12 * years)
        return Period(_years_back(self.start, years), _years_back(self.last, years) + timedelta(days=1))

    def shifted(self, months: int) -> Period:
        """The period that many months later (earlier if negative). Whole months only."""
        if self.month_count is None:
            raise ValueError(f"{self} is not made of whole months")
        first = _months_on(self.start.year, self.start.month, months)
        return Period.months(first.year, first.month, self.month_count)

    def comparable_with(self, other: Period) -> bool:
        """Whether amounts of the two may be compared: as many months, or days, or the same days of a year.

        A part year is never comparable with a whole one.
        """
        if self.month_count is not None and other.month_count is not None:
            return self.month_count == other.month_count
        if self.is_whole_year or other.is_whole_year:
            return self.is_whole_year and other.is_whole_year
        early, late = sorted((self, other))
        if late.years_earlier(late.start.year - early.start.year) == early:
            return True
        return self.end - self.start == other.end - other.start


def financial_year_of(day: date) -> Period:
    """The financial year that holds the day."""
    return Period.financial_year(day.year if day.month >= FINANCIAL_YEAR_STARTS else day.year - 1)


def _years_back(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def _financial(first: int, last: int) -> Period:
    if (first + 1) % 100 != last:
        raise ValueError(f"a financial year ends one year after it starts: {first}/{(first + 1) % 100:02}")
    return Period.financial_year(first)


def _quarter(year: int, quarter: int) -> Period:
    return Period.months(year, quarter * 3 - 2, 3)


def _financial_quarter(first: int, last: int, quarter: int) -> Period:
    begins = _months_on(_financial(first, last).start.year, FINANCIAL_YEAR_STARTS, (quarter - 1) * 3)
    return Period.months(begins.year, begins.month, 3)


def _month_or_year(year: int, second: int) -> Period:
    # 2011-12 would be both a month and a financial year; a month is what ISO 8601 says.
    return Period.months(year, second) if 1 <= second <= 12 else _financial(year, second)


_PARSERS = tuple(
    (re.compile(pattern, re.ASCII), make)
    for pattern, make in (
        (r"(\d{4})-(\d\d)-(\d\d)", lambda y, m, d: Period.day(date(y, m, d))),
        (r"(\d{4})-(\d\d)", _month_or_year),
        (r"(\d{4})/(\d\d)", _financial),
        (r"(\d{4})-Q([1-4])", _quarter),
        (r"(\d{4})[-/](\d\d)-Q([1-4])", _financial_quarter),
        (r"(\d{4})", Period.year),
    )
)
