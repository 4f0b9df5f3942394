"""Measures and facts as the desk, its interface for programs and an assistant show them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reckoner.reports.compose.wording import wording_of
from reckoner.reports.desk.desk import Desk
from reckoner.reports.errors import UsageError
from reckoner.reports.figures.catalogue import Fact, UnknownName
from reckoner.reports.figures.figure import Figure
from reckoner.reports.figures.measure import Measure
from reckoner.reports.figures.printed import plain
from reckoner.reports.figures.wording import Wording
from reckoner.reports.figures.working import working
from reckoner.reports.modules.library import Library
from reckoner.reports.periods.period import Period


@dataclass(frozen=True)
class Listed:
    """A measure or fact with its newest value; ``why`` says why there is none."""

    name: str
    what: str
    value: str
    period: str
    unit: str
    source: str
    why: str = ""


@dataclass(frozen=True)
class Value:
    """A value of a series: as printed, how it came about, and the rows where it was read."""

    period: str
    printed: str
    how: str
    places: tuple[str, ...]


def library_of(desk: Desk) -> Library:
    """Every measure and fact of the house. Raises InputError with every fault of its data."""
    return desk.shelf.load(desk.root, under=desk.house.office.small_numbers.under)


def searched(desk: Desk, asked: str) -> tuple[list[Listed], int]:
    """Every measure and fact whose words hold what is asked for, and how many there are in all."""
    words = asked.lower().split()
    library, wording = library_of(desk), wording_of(desk.house)
    found = [listed(item, library, wording) for item in library.catalogue]
    return [each for each in found if all(word in _text(each) for word in words)], len(found)


def measure_of(library: Library, name: str) -> Measure | Fact:
    """A measure or fact by its name. Raises UsageError with the nearest."""
    try:
        return library.catalogue.find(name)
    except UnknownName as problem:
        raise UsageError(str(problem)[:300], todo="Search for it under Figures.") from None


def _text(each: Listed) -> str:
    return f"{each.name} {each.what} {each.source} {each.unit} {each.value}".lower()


def listed(item: Measure | Fact, library: Library, wording: Wording) -> Listed:
    """A measure or fact as a list shows it."""
    found, why = _newest(item)
    if isinstance(item, Fact):
        origins, what, unit = item.figure.origins, item.figure.noun, item.figure.unit
    else:
        origins, what, unit = item.origins, item.definition or item.noun, item.unit
    source = "; ".join(dict.fromkeys(library.citations[origin] for origin in origins))
    value = wording.word(found).text if found is not None else ""
    period = wording.period(found.period) if found is not None and found.period else ""
    return Listed(item.name, what, value, period, unit.name, source, why)


def _newest(item: Measure | Fact) -> tuple[Figure | None, str]:
    """The newest value that is known, or why there is none."""
    if isinstance(item, Fact):
        return item.figure, ""
    known = [period for period in item.periods if item.state_at(period) == "known"]
    return _at(item, known[-1]) if known else (None, "no value is known")


def _at(item: Measure, period: Period) -> tuple[Figure | None, str]:
    try:
        return item.at(period), ""
    except ValueError as problem:
        return None, str(problem)


def values_of(item: Measure | Fact, library: Library, wording: Wording) -> Iterator[Value]:
    """Each value, the newest first."""
    if isinstance(item, Fact):
        yield _value(item.figure, wording, ())
        return
    for period in reversed(item.periods):
        state = item.state_at(period)
        found, why = _at(item, period) if state == "known" else (None, item.mark_at(period) or state)
        if found is None:
            yield Value(wording.period(period), why, "", ())
        else:
            yield _value(found, wording, tuple(_places(item.name, period, found.value, library)))


def _value(found: Figure, wording: Wording, places: tuple[str, ...]) -> Value:
    period = wording.period(found.period) if found.period else ""
    return Value(period, wording.word(found).text, plain(working(found, wording)), places)


def _places(name: str, period: Period, value: Decimal, library: Library) -> Iterator[str]:
    """The rows of the module's tables that hold this value for this period."""
    module = name.split(".")[0]
    for key, loaded in library.tables.items():
        if key.split(".")[0] == module:
            table = loaded.table
            for number, row in enumerate(table.rows):
                if period in [cell for cell in row if isinstance(cell, Period)] and value in _numbers(row):
                    yield str(table.place(number))


def _numbers(row: tuple[object, ...]) -> list[Decimal]:
    return [Decimal(cell) for cell in row if isinstance(cell, int | Decimal) and not isinstance(cell, bool)]
