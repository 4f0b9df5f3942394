"""Figures: every measure and fact searched, one with its values and rows, and a figure of a draft."""

from __future__ import annotations

import csv
import io

from starlette.responses import Response

from reckoner.reports.compose.wording import wording_of
from reckoner.reports.desk.call import Call, Route
from reckoner.reports.desk.measures import library_of, listed, measure_of, searched, values_of
from reckoner.reports.desk.pages.drafts import named
from reckoner.reports.errors import UsageError
from reckoner.reports.figures.catalogue import Fact
from reckoner.reports.modules.library import Library
from reckoner.reports.recall.where import where

_MOST = 100


def search(call: Call) -> Response:
    """Every name whose words hold what is asked for."""
    asked = call.asked("search")[:200]
    hits, total = searched(call.desk, asked)
    return call.page("figures.html.jinja", hits=hits[:_MOST], count=len(hits), total=total, asked=asked)


def figure(call: Call) -> Response:
    """One measure or fact: its values, the rows of its table, its source, and where it is printed."""
    library, house = library_of(call.desk), call.desk.house
    name = call.path["name"]
    item = measure_of(library, name)
    wording = wording_of(house)
    origins = item.figure.origins if isinstance(item, Fact) else item.origins
    return call.page(
        "figure.html.jinja", item=item, is_fact=isinstance(item, Fact),
        listed=listed(item, library, wording),
        values=list(values_of(item, library, wording)), table=_table(name, library),
        origins=[library.origins[origin].origin for origin in origins],
        where=where(house, name, call.desk.history.rows()),
    )  # fmt: skip


def of_draft(call: Call) -> Response:
    """What a draft's ledger says of a number as it is printed, or of one of its rows."""
    kept = named(call)
    if "figures.csv" not in kept.plain:
        raise UsageError(f"{kept.name} has no ledger", todo="Build it again.")
    rows = list(csv.DictReader(io.StringIO(kept.read("figures.csv").decode())))
    printed, number = call.asked("printed")[:200], call.asked("number")[:20]
    hits = [row for row in rows if (row["printed"] == printed if printed else row["number"] == number)]
    if not hits:
        raise UsageError(f"{kept.name} prints no such figure", todo="Open the draft and click on a number.")
    names = {(row["name"], row["period"]) for row in hits}
    others = [row for row in rows if (row["name"], row["period"]) in names and row not in hits]
    catalogue = library_of(call.desk).catalogue
    known = {row["name"]: _base(row["name"]) for row in hits if _base(row["name"]) in catalogue}
    return call.page(
        "draft_figure.html.jinja", kept=kept, hits=hits, others=others, known=known, printed=printed
    )


def _base(name: str) -> str:
    """The measure of a figure's name: "crimes_solved.solved" of "crimes_solved.solved.percent_change"."""
    return ".".join(name.split(",")[0].split(".")[:2])


def _table(name: str, library: Library) -> str:
    """The tables of the figure's module, as part of an address."""
    module = name.split(".")[0]
    return module if any(each.split(".")[0] == module for each in library.tables) else ""


_ONE = "/drafts/{publication}/{edition}/{draft}"
ROUTES = (
    Route("GET", "/figures", "read", search),
    Route("GET", "/figures/{name}", "read", figure),
    Route("GET", _ONE + "/figures", "read", of_draft),
)
