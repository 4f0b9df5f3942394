"""Figures: every measure and fact searched, one with its values and rows, and a figure of a draft."""

from __future__ import annotations

from functools import partial

from starlette.responses import Response

from reckoner.reports.compose.wording import wording_of
from reckoner.reports.content.tocome import CONTENT
from reckoner.reports.desk.call import Call, Route
from reckoner.reports.desk.held import stamp_of
from reckoner.reports.desk.listing import listing
from reckoner.reports.desk.measures import library_of, listed, measure_of, searched, values_of
from reckoner.reports.desk.pages.drafts import by_place, seen
from reckoner.reports.desk.spots import figure_spot, rows_of
from reckoner.reports.desk.standing import all_standing
from reckoner.reports.drafts.kept import Kept
from reckoner.reports.errors import ReckonerError, UsageError
from reckoner.reports.figures.catalogue import Fact
from reckoner.reports.modules.library import DATA, Library
from reckoner.reports.recall.published import names_out
from reckoner.reports.recall.where import Where, where

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
        where=_printed(call, name),
    )  # fmt: skip


def _printed(call: Call, name: str) -> Where:
    """Where it is printed; every edition's words are read for that, so once for each change of theirs."""
    house, rows = call.desk.house, call.desk.history.rows()
    parts = stamp_of(*(house.root / each for each in (CONTENT, DATA)))
    stamp = house.stamp, parts, rows[-1].hash if rows else ""
    return house.held.get(("where", name), stamp, lambda: where(house, name, rows))


def of_draft(call: Call) -> Response:
    """A draft's figures; or what its ledger says of a number as it is printed, or of one of its rows."""
    kept = seen(call)
    rows = rows_of(kept)
    printed, number = call.asked("printed")[:200], call.asked("number")[:20]
    if not printed and not number:
        return call.page("draft_figures.html.jinja", kept=kept, **listing(rows, call.asked))
    hits = [row for row in rows if (row["printed"] == printed if printed else row["number"] == number)]
    if not hits:
        raise UsageError(f"{kept.name} prints no such figure", todo="Open the draft and click on a number.")
    names = {(row["name"], row["period"]) for row in hits}
    others = [row for row in rows if (row["name"], row["period"]) in names and row not in hits]
    catalogue = library_of(call.desk).catalogue
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
