"""What a column of a received sheet holds, judged by all its cells and by its header."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal

from reckoner.reports.sources.cell import Refused
from reckoner.reports.sources.given import (
    EmptyCell,
    ErrorCell,
    FormulaCell,
    MergedCell,
    PercentCell,
    RaisedCell,
    Raw,
)
from reckoner.reports.sources.mapping import said
from reckoner.reports.sources.reading import can_be, is_value, read_as
from reckoner.reports.sources.regions import Header, Region
from reckoner.reports.sources.schema import ColumnType
from reckoner.reports.sources.sums import is_total

_TIME_WORDS = re.compile(r"\b(month|period|year|quarter|date|week ending)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Guess:
    """A form for the cells of a column, the type of its values, and a doubt about the whole column."""

    form: str
    type: ColumnType
    doubt: str = ""


def guess(region: Region, column: int) -> Guess:
    """The form and the type of a column."""
    cells = [region.grid.at(row, column) for row in region.rows]
    held = [
        cell
        for cell in cells
        if cell is not None and not isinstance(cell, EmptyCell | ErrorCell | FormulaCell | MergedCell)
    ]
    header = said(region.heading(column))
    return (
        _time(held, header, is_first=column == region.left) or _number(held, header) or Guess("text", "text")
    )


def _time(cells: Sequence[Raw], header: str, *, is_first: bool) -> Guess | None:
    dated = [cell for cell in cells if not is_total(cell.text if isinstance(cell, RaisedCell) else cell)]
    if not dated or (all(isinstance(c, int | float) for c in dated) and not _TIME_WORDS.search(header)):
        return None
    if not (is_first or _TIME_WORDS.search(header) or all(isinstance(cell, date) for cell in dated)):
        return None
    if _all(dated, "month"):
        return Guess("month", "month")
    if _all(dated, "date, month first") and not all(isinstance(cell, date) for cell in dated):
        if not _all(dated, "date"):
            return Guess("date, month first", "date", "the month stands first, as in America")
        if _all(dated, "month, month first"):
            return Guess("date", "date", AMBIGUOUS)
    if _all(dated, "date"):
        return Guess("date", "date")
    if _all(dated, "period"):
        return Guess("period", "period")
    months = sum(can_be(cell, "month") for cell in dated)
    return Guess("month", "month") if months * 2 > len(dated) else None  # those that are none are refused


AMBIGUOUS = "days, or months with the month first?"


def _all(cells: Sequence[Raw], form: str) -> bool:
    return all(can_be(cell, form) for cell in cells)


def _number(cells: Sequence[Raw], header: str) -> Guess | None:
    values = [cell for cell in cells if is_value(cell)]
    if not values or len(values) * 2 < len(cells):
        return None
    held = [cell for cell in values if not _missing(cell)]
    for applies, form, kind in _KINDS:
        if held and all(applies(cell) for cell in held):
            return Guess(form, kind)
    if held and all(isinstance(cell, time | timedelta) for cell in held):
        return _clock(held, header)
    return _plain(held, header)


def _missing(cell: Raw) -> bool:
    try:
        return read_as(cell, "number").is_missing
    except Refused:
        return False


def _clock(cells: Sequence[Raw], header: str) -> Guess:
    """Clock times; without seconds they were typed as minutes and seconds, which sheets take for hours."""
    hours = re.search(r"h:mm|hh:mm|hours", header, re.IGNORECASE)
    if not hours and all(can_be(cell, "minutes as hours") for cell in cells):
        return Guess("minutes as hours", "duration")
    return Guess("clock time", "duration")


def _plain(cells: Sequence[Raw], header: str) -> Guess:
    texts = [cell for cell in cells if isinstance(cell, str)]
    numbers = [Decimal(read_as(cell, "number").text) for cell in cells if can_be(cell, "number")]
    whole = all(number == number.to_integral_value() for number in numbers)
    if "£" in header or any("£" in text for text in texts):
        return Guess("number", "money")
    if "%" in header or "per cent" in header.lower():
        return Guess("percent", "percent")
    if re.search(r"\bseconds\b|\(s(ecs?)?\)", header, re.IGNORECASE) and whole:
        return Guess("seconds", "duration")
    if not whole:
        return Guess("number", "decimal")
    return Guess("number", "count" if all(number >= 0 for number in numbers) else "integer")


def _text_like(pattern: str) -> Callable[[Raw], bool]:
    return lambda cell: isinstance(cell, str) and re.fullmatch(pattern, cell.strip()) is not None


def _is_percent(cell: Raw) -> bool:
    return isinstance(cell, PercentCell) or _text_like(r".*\d\s*%.{0,6}")(cell)


_KINDS: tuple[tuple[Callable[[Raw], bool], str, ColumnType], ...] = (
    (_text_like(r".*\d\s*%.{0,6}"), "percent", "percent"),
    (_is_percent, "percent cell", "percent"),
    (_text_like(r"\d{1,4}:[0-5]\d"), "minutes:seconds", "duration"),
)


def name_of(header: Header) -> str:
    """A header as a name: ``101 calls / Abandoned %`` is calls_101_abandoned_percent."""
    words = " ".join(header).replace("%", " percent ").replace("£", " pounds ")
    letters = unicodedata.normalize("NFKD", words.replace("'", "").replace("’", ""))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    parts = re.sub(r"[^a-z0-9]+", " ", plain.lower()).split()
    first = next((n for n, part in enumerate(parts) if part[0].isalpha()), None)
    if first is None:
        return "_".join(["column", *parts])
    return "_".join([parts[first], *parts[:first], *parts[first + 1 :]])
