"""Specs that tests draw, built in few words."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from reckoner.charts.spec import ChartSpec, Kind, Point, Series
from reckoner.reports.figures.figure import Figure
from reckoner.reports.figures.language import load_language
from reckoner.reports.figures.measure import State
from reckoner.reports.figures.unit import COUNT, Unit
from reckoner.reports.figures.wording import Wording
from reckoner.reports.periods.period import Period

WORDING = Wording(load_language("en"))


def figure(value: object, unit: Unit = COUNT, period: str = "") -> Figure:
    """A figure from a source called "kept"."""
    when = Period.parse(period) if period else None
    return Figure(Decimal(str(value)), unit, "crimes.solved", when, ("kept",), noun="crimes solved")


def point(where: str, value: object = None, unit: Unit = COUNT, state: State = "known") -> Point:
    """A point: ``where`` is a written period, or a category's label."""
    try:
        period = Period.parse(where)
    except ValueError:
        return Point(None, where, None if value is None else figure(value, unit), state)
    known = None if value is None else figure(value, unit, where)
    return Point(period, WORDING.period(period), known, state)


def series(name: str, unit: Unit = COUNT, /, **values: object) -> Series:
    """A series with its points by name: ``_2024=76``, ``Arrests=5``; None is missing, "c" is held back."""
    return Series(name, tuple(_point(where, value, unit) for where, value in values.items()))


def _point(where: str, value: object, unit: Unit) -> Point:
    where = where.removeprefix("_").replace("_to_", "..").replace("_", "-")
    if value == "c":
        return point(where, None, unit, "suppressed")
    return point(where, value, unit, "missing" if value is None else "known")


def spec(kind: Kind, *of: Series, unit: Unit = COUNT, **more: object) -> ChartSpec:
    """A spec of that kind; any field can be given."""
    made = ChartSpec("example", kind, ("A finding",), "What is measured", of, unit, "Source: the example")
    return replace(made, **more)  # type: ignore[arg-type]
