"""One cell of a received sheet, read in the form that its mapping names: the value, its marks, and any doubt.

What comes out is written as our own CSV files write it, so that a column's type then reads it strictly.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

from reckoner.reports.periods.period import Period
from reckoner.reports.sources.cell import EMPTY, Refused, exact
from reckoner.reports.sources.given import (
    EmptyCell,
    ErrorCell,
    FormulaCell,
    MergedCell,
    PercentCell,
    RaisedCell,
    Raw,
)
from reckoner.reports.sources.numerals import number_hint, parse_number, tidy
from reckoner.reports.sources.shorthand import BESIDE, MISSING

FORMS: Final = (
    "month", "month, month first", "period", "date", "date, month first", "text",
    "number", "percent", "percent cell",
    "minutes:seconds", "minutes as hours", "clock time", "seconds",
)  # fmt: skip
TIMES: Final = frozenset(("month", "month, month first", "period", "date", "date, month first"))
NUMBERS: Final = frozenset(("number", "percent", "percent cell", "seconds"))

_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_BESIDE_END = re.compile(
    r"(.*?)\s*(\[[a-z]{1,4}\]|\([a-z]\)|(?<=[\d%])\s?[rpe]|[*†‡§#]+|[⁰¹²³⁴⁵⁶⁷⁸⁹]+)", re.DOTALL
)
_ALONE = re.compile(
    r"\[[a-z]{1,4}\]|\([a-z]\)|[-–—:*]|\.{1,3}|…|n/?a|not available|not applicable|none|nil", re.I
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = re.compile(r"([a-z]{3,9})\.?[-\s/,']{1,2}(\d{4}|\d\d)", re.IGNORECASE)
_DAY = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d\d)")

STANDARD: Final[Mapping[str, str]] = {f"[{name}]": name for name in (*MISSING, *BESIDE)}
"""Marks that mean one thing everywhere."""
LIKELY: Final[Mapping[str, str]] = {
    "(r)": "r", "r": "r", "(p)": "p", "p": "p", "(e)": "e", "e": "e", "(c)": "c", "(x)": "x", "(z)": "z",
    "..": "x", "...": "x", "…": "x", "not available": "x", "not applicable": "z", "": "x",
}  # fmt: skip
"""What other marks mostly mean; a person is asked about them."""


@dataclass(frozen=True)
class Reading:
    """What a cell comes to: its text as our CSV files write it, its marks as given, and what is doubtful.

    ``is_missing`` says that the mark stands in place of a value.
    """

    text: str
    marks: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    is_missing: bool = False


_LONGEST = 60
"""Letters that a cell with a number may have, marks included."""


def split_marks(text: str) -> tuple[str, tuple[str, ...]]:
    """A text and the marks at its end; raised digits are given as ``^1``."""
    marks: list[str] = []
    while (match := _BESIDE_END.fullmatch(text.strip())) and match[1].strip():
        mark = match[2].strip()
        raised = mark.translate(_RAISED)
        marks.insert(0, f"^{raised}" if raised != mark else mark)
        text = match[1]
    return text.strip(), tuple(marks)


def is_value(cell: Raw | None) -> bool:
    """Whether a cell holds a number, a time, a date or the mark of a missing value, and not words."""
    if cell is None or isinstance(cell, MergedCell):
        return False
    text = cell.text if isinstance(cell, RaisedCell) else cell
    if not isinstance(text, str):
        return True
    if len(text) > _LONGEST:
        return False
    plain, _ = split_marks(tidy(text))
    if _ALONE.fullmatch(tidy(text)):
        return True
    return _number(plain.removesuffix("%").strip())[0] is not None or bool(
        re.fullmatch(r"\d{1,4}:\d\d", plain)
    )


def can_be(cell: Raw | None, form: str) -> bool:
    """Whether a cell can be read in a form, and holds something."""
    try:
        return bool(read_as(cell, form).text)
    except Refused:
        return False


def read_as(cell: Raw | None, form: str) -> Reading:
    """A cell in the form named. Raises Refused where it can't be that."""
    if cell is None:
        return Reading("", ("",), (), is_missing=True)
    _refuse_odd(cell)
    if form == "text":
        return _text(cell)
    marks: tuple[str, ...] = ()
    if isinstance(cell, RaisedCell):
        marks = (f"^{cell.raised.strip()}",)
        cell = cell.text
    if isinstance(cell, str):
        text = tidy(cell)
        if len(text) > _LONGEST:
            raise Refused(f"it is {text[:_LONGEST]!r}..., which is too long for a value")
        if not marks and _ALONE.fullmatch(text) and form not in TIMES:
            return Reading("", ("-" if text in "–—" else text.lower(),), (), is_missing=True)
        plain, more = split_marks(text)
        cell, marks = plain, (*more, *marks)
    value, doubt = _READERS[form](cell)
    return Reading(value, marks, (doubt,) if doubt else ())


def _refuse_odd(cell: Raw) -> None:
    match cell:
        case FormulaCell():
            raise Refused(
                f"it holds a formula that was never worked out (={cell.formula.removeprefix('=')})",
                "Open the file in a spreadsheet, save it there, and take that copy in.",
            )
        case EmptyCell():
            raise Refused(f"it shows {cell.shown[:40]!r}, but the cell holds no value", EMPTY)
        case ErrorCell():
            raise Refused(f"it shows an error ({cell.text})", "Ask its sender to mend the formula.")
        case MergedCell():
            raise Refused(f"it is part of the merged cells {cell.range}", "Ask for a value in each cell.")
        case bool():
            raise Refused(f"it is {str(cell).upper()}, which is neither a number nor a text")


def _text(cell: Raw) -> Reading:
    if isinstance(cell, RaisedCell):
        return Reading(tidy(cell.text), (f"^{cell.raised.strip()}",))
    if isinstance(cell, str):
        text = tidy(cell)
        match = re.fullmatch(r"(.*[^\dmM])([⁰¹²³⁴⁵⁶⁷⁸⁹]+)", text)
        return Reading(match[1].strip(), (f"^{match[2].translate(_RAISED)}",)) if match else Reading(text)
    if isinstance(cell, float):
        return Reading(_plainly(exact(cell)))
    return Reading(str(cell))


def _number(text: str) -> tuple[Decimal | None, str]:
    """The number that a text writes in any way that can mean but one, and what is doubtful in it."""
    doubt, plain = "", text
    if match := re.fullmatch(r"\((£?[\d.,  ]+)\)", plain):
        plain, doubt = f"-{match[1]}", "brackets read as a minus"
    plain = re.sub(r"^([-+–−]?)\s?£\s?(?=[\d.])", r"\1", plain)
    if plain[:1] in "–−" and plain[1:2].isdigit():
        plain, doubt = f"-{plain[1:]}", "a dash read as a minus"
    if re.fullmatch(r"[-+]?\d{1,3}( \d{3})+(\.\d+)?", plain):
        plain, doubt = plain.replace(" ", ""), "blanks read as parting thousands"
    value = parse_number(plain)
    if value is not None and re.match(r"[-+]?0\d", plain):
        doubt = "it begins with 0: a code?"
    return value, doubt


def _as_number(cell: Raw) -> tuple[str, str]:
    if isinstance(cell, PercentCell):
        raise Refused("it is a percent cell, where plain numbers were", _UNIT)
    if isinstance(cell, str):
        value, doubt = _number(cell)
        if value is None:
            what = f"it is {cell[:60]!r}, which is not a number"
            raise Refused(
                what, (number_hint(cell) or "Ask its sender.").split(", or take")[0].rstrip(".") + "."
            )
        return f"{value:f}", doubt
    if isinstance(cell, int | float | Decimal):
        return _plainly(exact(cell) if isinstance(cell, float) else Decimal(cell)), ""
    raise Refused(f"it is {cell}, which is not a number", _UNIT)


_UNIT = "If the column has another unit now, run the same command with --map."


def _as_percent(cell: Raw) -> tuple[str, str]:
    if isinstance(cell, PercentCell):
        raise Refused("it is a percent cell, where percentages were plain numbers or texts", _UNIT)
    return _as_number(cell.removesuffix("%").rstrip() if isinstance(cell, str) else cell)


def _as_percent_cell(cell: Raw) -> tuple[str, str]:
    if isinstance(cell, PercentCell):
        return f"{(exact(cell.fraction) * 100).normalize() + 0:f}", ""
    if isinstance(cell, str) and cell.endswith("%"):
        return _as_percent(cell)
    raise Refused(f"it is {str(cell)[:40]}, where percent cells were", _UNIT)


def _as_minutes(cell: Raw) -> tuple[str, str]:
    if isinstance(cell, str) and re.fullmatch(r"\d{1,4}:[0-5]\d", cell):
        return cell, ""
    raise Refused(f"it is {str(cell)[:40]!r}, which is not minutes and seconds", _UNIT)


def _seconds_of(cell: Raw) -> int:
    if isinstance(cell, datetime) or not isinstance(cell, time | timedelta):
        raise Refused(f"it is {str(cell)[:40]!r}, where clock times were", _UNIT)
    if isinstance(cell, time):
        cell = timedelta(hours=cell.hour, minutes=cell.minute, seconds=cell.second)
    return round(cell.total_seconds())


def _as_typed_minutes(cell: Raw) -> tuple[str, str]:
    seconds = _seconds_of(cell)
    if seconds % 60:
        raise Refused(f"it is {cell}: its seconds say that it is no minutes typed as hours", _UNIT)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}", _TYPED


_TYPED = "minutes and seconds, which the sheet keeps as hours and minutes?"


def _plainly(number: Decimal) -> str:
    return f"{number.to_integral_value() if number == number.to_integral_value() else number:f}"


def _as_clock(cell: Raw) -> tuple[str, str]:
    seconds = _seconds_of(cell)
    return f"{seconds // 60:02}:{seconds % 60:02}", ""


def _as_seconds(cell: Raw) -> tuple[str, str]:
    value, doubt = _as_number(cell)
    seconds = Decimal(value)
    if seconds != seconds.to_integral_value():
        raise Refused(f"it is {value}, where a whole number of seconds is expected", _UNIT)
    return f"{int(seconds) // 60:02}:{int(seconds) % 60:02}", doubt


def _as_month(cell: Raw) -> tuple[str, str]:
    if isinstance(cell, date):
        if cell.day != 1 or (isinstance(cell, datetime) and cell.time() != time()):
            raise Refused(f"it is {cell:%d/%m/%Y}, which is not the first of a month")
        return f"{cell.year}-{cell.month:02}", ""
    if not isinstance(cell, str):
        raise Refused(f"it is {cell}, which is not a month")
    if re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", cell):
        return cell, ""
    if (match := _MONTH.fullmatch(cell)) and match[1][:3].lower() in _MONTHS:
        year = int(match[2]) + (2000 if len(match[2]) == 2 else 0)
        doubt = "a month and a year, or a day that a spreadsheet altered?" if len(match[2]) == 2 else ""
        return f"{year}-{_MONTHS.index(match[1][:3].lower()) + 1:02}", doubt
    if match := _DAY.fullmatch(cell):
        day = date.fromisoformat(_as_date(cell)[0])
        return _as_month(day)
    raise Refused(f"it is {cell[:60]!r}, which is not a month", "Ask for it as 2025-10 or Oct 2025.")


def _as_period(cell: Raw) -> tuple[str, str]:
    if isinstance(cell, int | float):
        cell = f"{cell:.0f}"
    try:
        return str(Period.parse(str(cell))), ""
    except ValueError:
        return _as_month(cell)


def _as_date(cell: Raw) -> tuple[str, str]:
    return _day(cell, day_first=True)


def _as_us_date(cell: Raw) -> tuple[str, str]:
    return _day(cell, day_first=False)


def _day(cell: Raw, *, day_first: bool) -> tuple[str, str]:
    if isinstance(cell, date):
        return f"{cell:%Y-%m-%d}", ""
    match = _DAY.fullmatch(cell) if isinstance(cell, str) else None
    try:
        if match:
            first, second, year = (int(part) for part in match.groups())
            day, month = (first, second) if day_first else (second, first)
            return date(year + 2000 if year < 100 else year, month, day).isoformat(), ""
        return date.fromisoformat(str(cell)).isoformat(), ""
    except ValueError:
        raise Refused(f"it is {str(cell)[:60]!r}, which is not a date") from None


def _as_us_month(cell: Raw) -> tuple[str, str]:
    return _as_month(date.fromisoformat(_as_us_date(cell)[0]))


_READERS: dict[str, Callable[[Raw], tuple[str, str]]] = {
    "month": _as_month,
    "month, month first": _as_us_month,
    "period": _as_period,
    "date": _as_date,
    "date, month first": _as_us_date,
    "number": _as_number,
    "percent": _as_percent,
    "percent cell": _as_percent_cell,
    "minutes:seconds": _as_minutes,
    "minutes as hours": _as_typed_minutes,
    "clock time": _as_clock,
    "seconds": _as_seconds,
}
