"""Measures and facts: searched, one with its values, one value, and where it is printed."""

from __future__ import annotations

from pydantic import Field

from reckoner.reports.compose.wording import wording_of
from reckoner.reports.desk import measures
from reckoner.reports.desk.api.models import Given, Line, Listing, Model, Nothing, Paged, part_of
from reckoner.reports.desk.api.operation import Asked, Missing, Operation, found
from reckoner.reports.desk.measures import library_of, listed, measure_of, searched, values_of
from reckoner.reports.figures.catalogue import Fact
from reckoner.reports.figures.measure import Measure
from reckoner.reports.recall.where import where


class MeasureSummary(Model):
    """A measure or fact with its newest value as printed; ``why`` says why there is none."""

    name: str
    what: str
    value: str
    period: str
    unit: str
    source: str
    why: str


class Measures(Listing[MeasureSummary]):
    """Measures and facts, in the order of the data."""


class Value(Model):
    """A value as it is printed, how it came about, and the rows where it was read."""

    period: str
    printed: str
    how: str
    places: tuple[str, ...]


class MeasureDetail(MeasureSummary):
    """A measure or fact with every value, the newest first."""

    values: tuple[Value, ...]


class NamedAt(Model):
    """A line of words that names it."""

    edition: str
    state: str
    where: str
    placeholder: str
    now: str


class PrintedAt(Model):
    """A delivered draft that prints it; ``differs`` says that it would print something else now."""

    draft: str
    on: str
    name: str
    period: str
    printed: str
    now: str
    differs: bool
    places: tuple[str, ...]


class PrintedPlaces(Model):
    """Where a measure is named in words, and where it was printed."""

    named: tuple[NamedAt, ...]
    delivered: tuple[PrintedAt, ...]


class Search(Paged):
    """Words that name, definition, source, unit or value hold; every one must."""

    search: Line = ""


class Period(Given):
    """A period as it is printed, such as October 2025."""

    period: Line = Field(min_length=1)


def listing(asked: Asked, given: Search) -> Measures:
    """Every measure and fact whose words hold what is searched for."""
    known = [_summary(each) for each in searched(asked.desk, given.search)[0]]
    return part_of(known, given, lambda each: each.name, Measures)


def one(asked: Asked, _given: Nothing) -> MeasureDetail:
    """A measure or fact with every value."""
    library, wording = library_of(asked.desk), wording_of(asked.desk.house)
    item = _item(asked)
    told = _summary(listed(item, library, wording)).model_dump()
    return MeasureDetail(**told, values=tuple(_value(each) for each in values_of(item, library, wording)))


def value(asked: Asked, given: Period) -> Value:
    """The value of a period."""
    for each in one(asked, Nothing()).values:
        if each.period.casefold() == given.period.casefold():
            return each
    known = ", ".join(each.period for each in one(asked, Nothing()).values[:3])
    what = f"{asked.path['name'][:80]} has no value for {given.period[:80]!r}"
    raise Missing(what, todo=f"Its newest periods are {known}.")


def printed(asked: Asked, _given: Nothing) -> PrintedPlaces:
    """Where a measure is named in words, and in which delivered drafts it was printed."""
    _item(asked)
    seen = where(asked.desk.house, asked.path["name"], asked.desk.history.rows())
    return PrintedPlaces(
        named=tuple(
            NamedAt(**each.__dict__) for each in seen.named if asked.sees(each.edition.split("/")[0])
        ),
        delivered=tuple(
            PrintedAt(
                draft=each.draft, on=each.on, name=each.name, period=each.period, printed=each.printed,
                now=each.now, differs=each.differs, places=tuple(spot.line() for spot in each.spots),
            )
            for each in seen.delivered
            if asked.sees(each.draft.split("/")[0])
        ),
    )  # fmt: skip


def _item(asked: Asked) -> Measure | Fact:
    return found(lambda: measure_of(library_of(asked.desk), asked.path["name"]))


def _summary(each: measures.Listed) -> MeasureSummary:
    return MeasureSummary(**each.__dict__)


def _value(each: measures.Value) -> Value:
    return Value(**each.__dict__)


OPERATIONS = (
    Operation("searchMeasures", "GET", "/measures", "read", listing, Measures, Search),
    Operation("getMeasure", "GET", "/measures/{name}", "read", one, MeasureDetail),
    Operation("getValue", "GET", "/measures/{name}/value", "read", value, Value, Period),
    Operation("getPrinted", "GET", "/measures/{name}/printed", "read", printed, PrintedPlaces),
)
