"""Times in text: years, financial years, months, spans of months, days, and "last year"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

from reckoner.reports.audit.language.token import Token
from reckoner.reports.audit.language.vocabulary import MONTHS, ONES, TENS, WEEKDAYS

Shape: TypeAlias = Literal["day", "month", "months", "year", "financial year", "relative"]
_DASHES = ("-", "–", "—", "/")
_YEARS = range(1900, 2100)


@dataclass(frozen=True, slots=True)
class When:
    """``order`` compares two times of one scale (years since 0, or years from now when relative);
    ``months`` is how many months it holds, where that can be told; ``weekday`` is the one named."""

    shape: Shape
    order: float
    months: int | None = None
    day: tuple[int | None, int, int] | None = None
    weekday: int | None = None
    text: str = ""

    @property
    def is_relative(self) -> bool:
        """It says where it lies from now, not in the calendar."""
        return self.shape == "relative"

    @property
    def is_part_year(self) -> bool:
        """Some months, and fewer than a year's."""
        return self.months is not None and 1 <= self.months < 12

    @property
    def is_whole_year(self) -> bool:
        """A calendar or a financial year."""
        return self.shape in ("year", "financial year")


def between(first: When, last: When) -> When:
    """The span from the first time to the last."""
    months = None
    if first.shape == last.shape == "month" and first.day and last.day:
        months = _span(first.day[1], first.day[0] or None, last.day[1], last.day[0] or None)[1]
    return When("months", first.order, months, text=f"{first.text} to {last.text}")


def weekday_of(year: int, month: int, day: int) -> int | None:
    """The day of the week, Monday 0, or None where there is no such day."""
    try:
        return date(year, month, day).weekday()
    except ValueError:
        return None


def find_when(tokens: list[Token], at: int) -> tuple[When, int] | None:
    """The time that starts at a token, and the index after it."""
    token = tokens[at]
    ago = _ago(tokens, at)
    if ago:
        return ago
    if token.kind == "number":
        return _numeric_day(tokens, at) or _day_month(tokens, at, None) or _years(tokens, at)
    if token.kind != "word":
        return None
    if token.lower in ("q", "quarter"):
        return _quarter(tokens, at)
    if token.lower in WEEKDAYS:
        return _weekday(tokens, at)
    if token.lower in MONTHS and token.text[0].isupper():
        return _months(tokens, at)
    return _relative(tokens, at)


def _ago(tokens: list[Token], at: int) -> tuple[When, int] | None:
    """ "Five years ago", "10 years earlier"."""
    if at + 2 >= len(tokens) or tokens[at + 1].lower not in ("years", "months", "weeks"):
        return None
    count = ONES.get(tokens[at].lower) or TENS.get(tokens[at].lower)
    if tokens[at].is_digits and len(tokens[at].text) < 4:
        count = Decimal(tokens[at].text)
    if count is None or tokens[at + 2].lower not in ("ago", "earlier", "before", "previously"):
        return None
    return When("relative", -float(count), text=_text(tokens, at, at + 3)), at + 3


def _text(tokens: list[Token], start: int, end: int) -> str:
    return " ".join(token.text for token in tokens[start:end])


def _year_at(tokens: list[Token], at: int) -> int | None:
    if at < len(tokens) and tokens[at].is_digits and len(tokens[at].text) == 4:
        year = int(tokens[at].text)
        return year if year in _YEARS else None
    return None


def _years(tokens: list[Token], at: int) -> tuple[When, int] | None:
    year = _year_at(tokens, at)
    short = tokens[at].is_digits and len(tokens[at].text) == 2
    if year is None and not short:
        return None
    after = at + 1
    if after + 1 < len(tokens) and tokens[after].text in _DASHES and tokens[after + 1].is_digits:
        slash = tokens[after].text == "/"
        spaced = not (tokens[after].glued and tokens[after + 1].glued)
        first = year if year is not None else 2000 + int(tokens[at].text)
        second = tokens[after + 1].text
        next_one = len(second) == 1 and slash and year is not None and int(second) == (first + 1) % 10
        two = len(second) in (2, 4) and int(second[-2:]) == (first + 1) % 100
        if (two or next_one) and not spaced and (year or slash):
            return When("financial year", first + 0.25, 12, text=_text(tokens, at, after + 2)), after + 2
        if year is not None and len(second) in (2, 4) and _is_later(first, second):
            span = (int(second) if len(second) == 4 else first // 100 * 100 + int(second)) - first
            return When("months", first, span * 12 + 12, text=_text(tokens, at, after + 2)), after + 2
    if year is None:
        return None
    return When("year", year, 12, text=tokens[at].text), after


def _quarter(tokens: list[Token], at: int) -> tuple[When, int] | None:
    """ "Q2 2014", "Quarter 1 2014"."""
    number = tokens[at + 1] if at + 1 < len(tokens) else None
    if number is None or number.text not in ("1", "2", "3", "4"):
        return None
    year = _year_at(tokens, at + 2)
    end = at + 2 + (year is not None)
    return When("months", (year or 0) + (int(number.text) - 1) / 4, 3, text=_text(tokens, at, end)), end


def _is_later(first: int, second: str) -> bool:
    last = int(second) if len(second) == 4 else first // 100 * 100 + int(second)
    return first < last < first + 60


def _weekday(tokens: list[Token], at: int) -> tuple[When, int] | None:
    after = at + 1
    while after < len(tokens) and tokens[after].lower in (",", "the", "."):
        after += 1
    if after >= len(tokens):
        return None
    weekday = WEEKDAYS[tokens[at].lower]
    if tokens[after].kind == "number":
        return _day_month(tokens, after, weekday, at)
    if tokens[after].lower in MONTHS and after + 1 < len(tokens) and tokens[after + 1].is_digits:
        return _month_day(tokens, after, weekday, at)
    return None


def _day_month(
    tokens: list[Token], at: int, weekday: int | None, start: int | None = None
) -> tuple[When, int] | None:
    """ "4 May 2024", "31st March"; of "4 to 6 May" the first day is left to stand alone."""
    start = at if start is None else start
    if not tokens[at].is_digits or not 1 <= int(tokens[at].text[:4]) <= 31 or len(tokens[at].text) > 2:
        return None
    after = at + 1
    if after < len(tokens) and tokens[after].lower in ("st", "nd", "rd", "th") and tokens[after].glued:
        after += 1
    if after < len(tokens) and tokens[after].lower == "of":
        after += 1
    if after >= len(tokens) or tokens[after].lower not in MONTHS or not tokens[after].text[0].isupper():
        return None
    month = MONTHS[tokens[after].lower]
    return _dated(tokens, start, after + 1, month, int(tokens[at].text), weekday)


def _month_day(tokens: list[Token], at: int, weekday: int | None, start: int) -> tuple[When, int] | None:
    """ "Tuesday, November 28th" and "November 28, 2017"."""
    after = at + 1
    if after >= len(tokens) or not tokens[after].is_digits or len(tokens[after].text) > 2:
        return None
    day, month = int(tokens[after].text), MONTHS[tokens[at].lower]
    after += 1
    if after < len(tokens) and tokens[after].lower in ("st", "nd", "rd", "th") and tokens[after].glued:
        after += 1
    return _dated(tokens, start, after, month, day, weekday) if 1 <= day <= 31 else None


def _dated(
    tokens: list[Token], start: int, after: int, month: int, day: int, weekday: int | None
) -> tuple[When, int]:
    comma = 1 if after < len(tokens) and tokens[after].text in (",", ".") else 0
    year = _year_at(tokens, after + comma)
    if year is not None:
        after += comma + 1
    order = (year or 0) + (month - 1) / 12 + day / 372
    return When("day", order, None, (year, month, day), weekday, _text(tokens, start, after)), after


def _months(tokens: list[Token], at: int) -> tuple[When, int] | None:
    """ "Oct 2025", "Jan-Oct 2025", "April to September 2025", "September"."""
    first, after = MONTHS[tokens[at].lower], at + 1
    if tokens[at].lower in ("may", "mar", "march") and at + 1 < len(tokens) and tokens[at].lower == "may":
        follows = tokens[at + 1]
        if follows.kind == "word" and follows.lower not in ("to", "and", "this", "last", "the"):
            return None
    if after < len(tokens) and tokens[after].text == ".":
        after += 1 if after + 1 < len(tokens) and _year_at(tokens, after + 1) else 0
    first_year = _year_at(tokens, after)
    after += first_year is not None
    joined = after + 1 < len(tokens) and (tokens[after].text in _DASHES or tokens[after].lower == "to")
    if joined and tokens[after + 1].lower in MONTHS:
        last = MONTHS[tokens[after + 1].lower]
        year = _year_at(tokens, after + 2)
        end = after + 2 + (year is not None)
        return When("months", *_span(first, first_year, last, year), text=_text(tokens, at, end)), end
    if (
        first_year is None
        and after < len(tokens)
        and tokens[after].is_digits
        and len(tokens[after].text) <= 2
    ):
        dated = _month_day(tokens, at, None, at)
        if dated:
            return dated
    order = (first_year or 0) + (first - 1) / 12
    return When("month", order, 1, (first_year, first, 1), text=_text(tokens, at, after)), after


def _span(first: int, first_year: int | None, last: int, year: int | None) -> tuple[float, int]:
    """Order and number of months from a first to a last month."""
    if first_year is not None and year is not None:
        months = (year - first_year) * 12 + last - first + 1
    else:
        months = (last - first) % 12 + 1
    start = first_year if first_year is not None else (year or 0) - (1 if year and last < first else 0)
    return start + (first - 1) / 12, months


def _numeric_day(tokens: list[Token], at: int) -> tuple[When, int] | None:
    """ "01/04/25", "1.4.2025" and "2025-04-01"."""
    part = tokens[at : at + 5]
    if len(part) < 5 or any(not token.glued for token in part[1:]):
        return None
    if part[1].text not in ("/", "-") or part[3].text != part[1].text:
        return None
    if not (part[0].is_digits and part[2].is_digits and part[4].is_digits):
        return None
    texts = [part[0].text, part[2].text, part[4].text]
    if max(map(len, texts)) > 4:
        return None
    numbers = [int(text) for text in texts]
    if len(texts[0]) == 4:
        numbers.reverse()
    day, month, year = numbers
    year += 2000 if year < 100 else 0
    if not (1 <= day <= 31 and 1 <= month <= 12 and year in _YEARS):
        return None
    return When(
        "day", year + (month - 1) / 12 + day / 372, None, (year, month, day), text=_text(tokens, at, at + 5)
    ), at + 5


_RELATIVE = {
    "last": -1.0,
    "previous": -1.0,
    "preceding": -1.0,
    "prior": -1.0,
    "this": 0.0,
    "current": 0.0,
    "next": 1.0,
}
_SPANS = ("year", "month", "quarter", "year's", "month's", "quarter's", "financial", "period")


def _relative(tokens: list[Token], at: int) -> tuple[When, int] | None:
    word = tokens[at].lower
    follows = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    if word in _RELATIVE and follows in _SPANS:
        end = at + 2
        if follows == "financial" and end < len(tokens) and tokens[end].lower == "year":
            end += 1
        return When("relative", _RELATIVE[word], text=_text(tokens, at, end)), end
    ended = at + 2 < len(tokens) and tokens[at + 2].lower in ("ago", "earlier", "before", "previously")
    if ended and word == "a" and follows in ("month", "week", "quarter", "decade"):
        return When("relative", -1.0, text=_text(tokens, at, at + 3)), at + 3
    if word == "same" and follows in ("period", "time", "months", "month", "quarter"):
        return When("relative", -1.0, text=_text(tokens, at, at + 2)), at + 2
    if word in ("year", "month", "week", "decade") and follows in ("before", "earlier", "ago", "previously"):
        return When("relative", -1.0, text=_text(tokens, at, at + 2)), at + 2
    if word in ("now", "currently", "today"):
        return When("relative", 0.0, text=tokens[at].text), at + 1
    return None
