"""One cell: what a file holds becomes the value that its column declares, or is refused with a reason.

Nothing is guessed. A date that a spreadsheet may have altered, a clock time where a duration is meant
and a fraction where a percentage is meant are refused unless the column says what they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from reckoner.reports.periods.period import Period
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
from reckoner.reports.sources.schema import WHOLE_TYPES, Column
from reckoner.reports.sources.value import Value


class Refused(ValueError):
    """A cell can't be used; ``todo`` says what to do about it."""

    def __init__(self, what: str, todo: str | None = None) -> None:
        super().__init__(what)
        self.todo = todo


_MINUTES = re.compile(r"(\d{1,4}):([0-5]\d)")
_BRITISH_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d\d)")
_WHOLE_FLOATS = 2**53


def read_cell(raw: Raw | None, column: Column) -> Value:
    """The value of a cell. Raises Refused."""
    if raw is None:
        raw = ""
    if isinstance(raw, str):
        raw = tidy(raw)
        if raw in column.markers:
            return None
        if raw in column.zeros:
            return 0 if column.type in WHOLE_TYPES else Decimal(0)
        if not raw:
            raise Refused(
                f"{column.name} is blank", "Fill it in, or declare `may_be_missing: true` for the column."
            )
    _refuse_odd(raw, column)
    value = _READERS[column.type](raw, column)
    if isinstance(value, (int, Decimal)) and (limit := column.outside(value)):
        raise Refused(f"{column.name} is {value}, {limit}")
    return value


EMPTY = "Open the file in a spreadsheet, type that cell again and save it."


def _refuse_odd(raw: Raw, column: Column) -> None:
    """Raise Refused for a cell that holds no value of its own."""
    what, todo = "", "Take the file in with `reckoner take MODULE FILE --map`, which keeps the two apart."
    match raw:
        case ErrorCell():
            what, todo = f"shows an error ({raw.text})", "Mend the formula."
        case FormulaCell():
            what = f"holds a formula that was never worked out (={raw.formula.removeprefix('=')})"
            todo = "Open the file in a spreadsheet and save it there; then its cells hold values."
        case EmptyCell():
            what, todo = f"shows {raw.shown[:40]!r}, but the cell holds no value", EMPTY
        case RaisedCell():
            what = f"is {raw.text[:40]!r} with a raised {raw.raised[:20]!r}, which looks like a note mark"
        case MergedCell():
            what = f"is part of the merged cells {raw.range}"
            todo = "Unmerge them and fill in each cell."
        case bool():
            raise Refused(f"{column.name} is {str(raw).upper()}, which is neither a number nor a text")
    if what:
        raise Refused(f"{column.name} {what}", todo)


def exact(number: float) -> Decimal:
    """The decimal that a float stands for: the shortest that reads back as the same float.

    Raises Refused where it isn't a number, or is so large that floats skip whole numbers.
    """
    value = Decimal(repr(float(number)))
    if not value.is_finite():
        raise Refused(f"{number} is not a number")
    if abs(value) >= _WHOLE_FLOATS:
        raise Refused(f"{number!r} is too large for a spreadsheet to hold exactly", "Give it as text.")
    return value


def _text(raw: Raw, column: Column) -> str:
    if isinstance(raw, str):
        return raw
    if isinstance(raw, (int, float, Decimal)):
        number = exact(raw) if isinstance(raw, float) else Decimal(raw)
        return f"{number.to_integral_value() if number == number.to_integral_value() else number:f}"
    raise Refused(f"{column.name} is {_kind(raw)}, where text is expected", "Format the cell as text.")


def _number_from_text(text: str, column: Column) -> Decimal:
    plain = re.sub(r"^([-+]?)£(?=\d)", r"\1", text) if column.type == "money" else text
    value = parse_number(plain)
    if value is None:
        raise Refused(f"{column.name} is {text[:60]!r}, which is not a number", number_hint(text))
    return value


def _number(raw: Raw, column: Column) -> int | Decimal:
    if isinstance(raw, str):
        value = _number_from_text(raw, column)
    elif isinstance(raw, PercentCell):
        raise Refused(
            f"{column.name} is a percent cell, where a plain number is expected", "Format it as a number."
        )
    elif isinstance(raw, (int, float, Decimal)):
        value = exact(raw) if isinstance(raw, float) else Decimal(raw)
    else:
        raise Refused(f"{column.name} is {_kind(raw)}, where a number is expected", "Format it as a number.")
    if not value.is_finite():
        raise Refused(f"{column.name} is {value}, which is not a number")
    if column.type not in WHOLE_TYPES:
        return value
    if value != value.to_integral_value():
        raise Refused(f"{column.name} is {value}, where a whole number is expected")
    return int(value)


def _percent(raw: Raw, column: Column) -> Decimal:
    fraction = column.cell == "fraction"
    if isinstance(raw, PercentCell):
        if not fraction:
            raise Refused(
                f"{column.name} is a percent cell ({_shown(raw)}, kept as {exact(raw.fraction)})",
                "Declare `cell: fraction` for the column, or write the percentages as plain numbers.",
            )
        return _times_hundred(raw.fraction)
    if isinstance(raw, str):
        if fraction and not raw.endswith("%"):
            raise Refused(
                f"{column.name} is the text {raw!r} in a column of percent cells", "Write it with a %."
            )
        return Decimal(_number(raw.removesuffix("%").rstrip(), column))
    value = Decimal(_number(raw, column))
    if not fraction:
        return value
    if abs(value) > 1:
        raise Refused(
            f"{column.name} is {value} in a column of fractions: {value}% or {value * 100}%?",
            "Format the cell as a percentage.",
        )
    return value * 100


def _times_hundred(fraction: float) -> Decimal:
    return (exact(fraction) * 100).normalize() + 0


def _duration(raw: Raw, column: Column) -> int:
    if isinstance(raw, str):
        match = _MINUTES.fullmatch(raw)
        if match is None:
            raise Refused(
                f"{column.name} is {raw[:60]!r}, which is not a duration",
                "Write minutes and seconds as 01:30.",
            )
        return int(match[1]) * 60 + int(match[2])
    if isinstance(raw, (time, timedelta)):
        return _clock_cell(raw, column)
    if isinstance(raw, (int, float, Decimal)) and column.cell == "seconds":
        return int(_number(raw, column))
    raise Refused(
        f"{column.name} is {_kind(raw)}, where a duration is expected",
        "Write it as text in minutes and seconds (01:30); declare `cell: seconds` for a number of seconds.",
    )


def _clock_cell(raw: time | timedelta, column: Column) -> int:
    """Seconds of a clock time, which spreadsheets make of 01:30 whatever was meant."""
    if isinstance(raw, time):
        raw = timedelta(hours=raw.hour, minutes=raw.minute, seconds=raw.second, microseconds=raw.microsecond)
    seconds = round(raw.total_seconds())
    hours, minutes = seconds // 3600, seconds // 60 % 60
    if column.cell == "time":
        return seconds
    if column.cell == "minutes as hours":
        if seconds % 60:
            raise Refused(f"{column.name} has seconds ({raw}): it can't be minutes taken for hours")
        return seconds // 60
    raise Refused(
        f"{column.name} is a clock time: {hours} h {minutes:02} min, or {hours} min {minutes:02} s?",
        "Declare `cell: time` or `cell: minutes as hours` for the column, or write it as text.",
    )


def _day_of(raw: Raw, column: Column) -> date:
    if isinstance(raw, datetime):
        if raw.time() != time():
            raise Refused(f"{column.name} is {raw}, a date with a time of day", "Give the date alone.")
        return raw.date()
    if isinstance(raw, date):
        return raw
    if not isinstance(raw, str):
        raise Refused(f"{column.name} is {_kind(raw)}, where a date is expected", _DATE_HINT)
    match = _BRITISH_DAY.fullmatch(raw)
    try:
        if match:
            day, month, year = (int(part) for part in match.groups())
            return date(year + 2000 if len(match[3]) == 2 else year, month, day)
        if re.fullmatch(r"\d{4}-\d\d-\d\d", raw):
            return date.fromisoformat(raw)
    except ValueError:
        raise Refused(f"{column.name} is {raw!r}: there is no such day", _DATE_HINT) from None
    raise Refused(f"{column.name} is {raw[:60]!r}, which is not a date", _DATE_HINT)


_DATE_HINT = "Write it as 28/11/2025 or 2025-11-28."
_MONTH_HINT = "Write the month as 2025-04, or as its first day (01/04/2025)."


def _month(raw: Raw, column: Column) -> Period:
    if isinstance(raw, str) and re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", raw):
        return _period_text(raw, column)
    try:
        day = _day_of(raw, column)
    except Refused as refused:
        raise Refused(str(refused).replace("not a date", "not a month"), _MONTH_HINT) from None
    if day.day != 1:
        raise Refused(f"{column.name} is {day:%d/%m/%Y}, which is not the first of a month", _MONTH_HINT)
    return _of_period(lambda: Period.months(day.year, day.month), column)


def _period(raw: Raw, column: Column) -> Period:
    if isinstance(raw, (date, datetime)):
        raise Refused(
            f"{column.name} is a date cell ({raw:%d/%m/%Y}): a day, a month or a year?",
            "Declare `type: month` or `type: date`, or write the period as text.",
        )
    return _period_text(_text(raw, column), column)


def _period_text(text: str, column: Column) -> Period:
    altered = re.fullmatch(r"[A-Za-z]{3}-\d\d|\d\d-[A-Za-z]{3}|\d{5}", text)
    return _of_period(
        lambda: Period.parse(text), column, " (a spreadsheet may have altered it)" if altered else ""
    )


def _of_period(make: Callable[[], Period], column: Column, blame: str = "") -> Period:
    try:
        return make()
    except ValueError as problem:
        what, _, forms = str(problem).partition("; ")
        raise Refused(
            f"{column.name}: {what}{blame}", f"{forms[:1].upper()}{forms[1:]}." if forms else None
        ) from None


def _kind(raw: Raw) -> str:
    match raw:
        case PercentCell():
            return f"a percent cell ({_shown(raw)})"
        case datetime():
            return f"the date and time {raw}"
        case date():
            return f"the date {raw:%d/%m/%Y}"
        case time() | timedelta():
            return f"the clock time {raw}"
        case int() | float() | Decimal():
            return f"the number {raw}"
    return f"{str(raw)[:60]!r}"


def _shown(raw: PercentCell) -> str:
    return f"{_times_hundred(raw.fraction):f}%"


_READERS: dict[str, Callable[[Raw, Column], Value]] = {
    "period": _period,
    "month": _month,
    "date": _day_of,
    "text": _text,
    "code": _text,
    "percent": _percent,
    "duration": _duration,
    **dict.fromkeys(
        ("count", "integer", "decimal", "points", "money", "hours", "fte", "people", "posts"), _number
    ),
}
