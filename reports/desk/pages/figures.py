"""Figures: every measure and fact searched, one with its values and rows, and a figure of a draft."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from starlette.responses import Response

from reckoner.reports.compose.wording import wording_of
from reckoner.reports.content.tocome import CONTENT
from reckoner.reports.desk.call import Call, Route
from reckoner.reports.desk.held import stamp_of
from reckoner.reports.desk.pages.drafts import by_place, named
from reckoner.reports.desk.spots import figure_spot, rows_of
from reckoner.reports.desk.standing import all_standing
from reckoner.reports.drafts.kept import Kept
from reckoner.reports.errors import ReckonerError, UsageError
from reckoner.reports.figures.catalogue import Fact, UnknownName
from reckoner.reports.figures.figure import Figure
from reckoner.reports.figures.measure import Measure
from reckoner.reports.figures.printed import plain
from reckoner.reports.figures.wording import Wording
from reckoner.reports.figures.working import working
from reckoner.reports.modules.library import DATA, Library
from reckoner.reports.periods.period import Period
from reckoner.reports.recall.published import names_out
from reckoner.reports.recall.where import Where, where

_MOST = 100


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


def search(call: Call) -> Response:
    """Every name whose words hold what is asked for."""
    words = call.asked("search")[:200].lower().split()
    library, wording = _library(call), wording_of(call.desk.house)
    found = [_listed(item, library, wording) for item in library.catalogue]
    hits = [each for each in found if all(word in _text(each) for word in words)]
    return call.page(
        "figures.html.jinja",
        hits=hits[:_MOST],
        count=len(hits),
        total=len(found),
        asked=call.asked("search")[:200],
    )


def figure(call: Call) -> Response:
    """One measure or fact: its values, the rows of its table, its source, and where it is printed."""
    library, house = _library(call), call.desk.house
    name = call.path["name"]
    try:
        item = library.catalogue.find(name)
    except UnknownName as problem:
        raise UsageError(str(problem)[:300], todo="Search for it under Figures.") from None
    wording = wording_of(house)
    origins = item.figure.origins if isinstance(item, Fact) else item.origins
    return call.page(
        "figure.html.jinja", item=item, is_fact=isinstance(item, Fact),
        listed=_listed(item, library, wording),
        values=list(_values(item, library, wording)), table=_table(name, library),
        origins=[library.origins[origin].origin for origin in origins],
        where=_printed(call, name),
    )  # fmt: skip


def _printed(call: Call, name: str) -> Where:
    """Where it is printed; every edition's words are read for that, so once for each change of theirs."""
    house, rows = call.desk.house, call.desk.history.rows()
    parts = stamp_of(*(house.root / each for each in (CONTENT, DATA)))
    stamp = house.stamp, parts, rows[-1].hash if rows else ""
    return house.held.get(("where", name), stamp, lambda: where(house, name, rows))


def of_draft(call: Call) -> Response:
    """What a draft's ledger says of a number as it is printed, or of one of its rows."""
    kept = named(call)
    rows = rows_of(kept)
    if not rows:
        raise UsageError(f"{kept.name} has no ledger", todo="Build it again.")
    printed, number = call.asked("printed")[:200], call.asked("number")[:20]
    hits = [row for row in rows if (row["printed"] == printed if printed else row["number"] == number)]
    if not hits:
        raise UsageError(f"{kept.name} prints no such figure", todo="Open the draft and click on a number.")
    names = {(row["name"], row["period"]) for row in hits}
    others = [row for row in rows if (row["name"], row["period"]) in names and row not in hits]
    catalogue = _library(call).catalogue
    known = {row["name"]: _base(row["name"]) for row in hits if _base(row["name"]) in catalogue}
    return call.page(
        "draft_figure.html.jinja", kept=kept, hits=hits, others=others, known=known, printed=printed,
        said=by_place(call, kept), spot_of=figure_spot, past=_past(call, kept, {row["name"] for row in hits}),
    )  # fmt: skip


def _past(call: Call, kept: Kept, names: set[str]) -> list[tuple[str, str, str]]:
    """What other drafts of the edition, and editions that are out, printed for the same names."""
    desk = call.desk
    out = names_out(desk.history.rows()).values()
    own = f"{kept.manifest.publication}/"
    found = []
    for standing in all_standing(desk, desk.history.rows()):
        other = standing.kept
        if other is None or other.name == kept.name:
            continue
        if other.edition == kept.edition or (other.name in out and other.name.startswith(own)):
            rows = desk.held.get(("ledger", other.name), other.digest, partial(_ledger, other))
            found += [(other.name, row["period"], row["printed"]) for row in rows if row["name"] in names]
    return list(dict.fromkeys(found))


def _ledger(kept: Kept) -> list[dict[str, str]]:
    try:
        return rows_of(kept)
    except ReckonerError:
        return []


def _base(name: str) -> str:
    """The measure of a figure's name: "crimes_solved.solved" of "crimes_solved.solved.percent_change"."""
    return ".".join(name.split(",")[0].split(".")[:2])


def _library(call: Call) -> Library:
    return call.desk.shelf.library(call.desk.house.office.small_numbers.under)


def _text(each: Listed) -> str:
    return f"{each.name} {each.what} {each.source} {each.unit} {each.value}".lower()


def _listed(item: Measure | Fact, library: Library, wording: Wording) -> Listed:
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


def _values(item: Measure | Fact, library: Library, wording: Wording) -> Iterator[Value]:
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


def _table(name: str, library: Library) -> str:
    """The tables of the figure's module, as part of an address."""
    module = name.split(".")[0]
    return module if any(each.split(".")[0] == module for each in library.tables) else ""


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


_ONE = "/drafts/{publication}/{edition}/{draft}"
ROUTES = (
    Route("GET", "/figures", "read", search),
    Route("GET", "/figures/{name}", "read", figure),
    Route("GET", _ONE + "/figures", "read", of_draft),
)
