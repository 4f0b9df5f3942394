"""Drafts to read: how one stands, its pages and files, findings, figures, changes, and what was said."""

from __future__ import annotations

import csv
import io
import mimetypes
from collections.abc import Mapping

from starlette.responses import Response

from reckoner.reports.compare.drafts import compare
from reckoner.reports.desk import comments
from reckoner.reports.desk.call import Call, Route
from reckoner.reports.drafts.kept import Kept, find_draft, read_draft
from reckoner.reports.drafts.makers import makers
from reckoner.reports.drafts.state import state_of
from reckoner.reports.errors import UsageError

_POLICY = (
    "sandbox allow-same-origin; default-src 'none'; style-src 'unsafe-inline'; "
    "img-src 'self' data:; font-src data:"
)
_MOST_LINES = 40


def listed(call: Call) -> Response:
    """Every draft, newest edition first."""
    rows = call.desk.history.rows()
    found = [(kept, state_of(kept, rows)) for kept in reversed(call.desk.drafts())]
    return call.page("drafts.html.jinja", found=found)


def named(call: Call) -> Kept:
    """The draft that the address names. Raises UsageError where there is none."""
    path = call.path
    return call.desk.draft(f"{path['publication']}/{path['edition']}/{path['draft']}")


def draft(call: Call) -> Response:
    """One draft, all that a person reads before saying yes."""
    kept, rows = named(call), call.desk.history.rows()
    pages = [path.name for path in sorted(kept.folder.glob("*.html"))]
    pdfs = [path.name for path in sorted(kept.folder.glob("*.pdf"))]
    return call.page(
        "draft.html.jinja",
        kept=kept,
        stands=state_of(kept, rows),
        made=makers(kept, rows),
        mine=[row for row in rows if row.draft == kept.name],
        pages=pages,
        pdfs=pdfs,
        figures=_figures(kept),
        changes=_changes(call, kept),
        comments=comments.of_draft(call.desk, kept.name),
        askable=[
            each
            for each in call.desk.house.office.people
            if "approve" in each.rights(kept.manifest.publication) and each.id != call.who.person.id
        ],
    )


def _figures(kept: Kept) -> list[dict[str, str]]:
    if "figures.csv" not in kept.plain:
        return []
    return list(csv.DictReader(io.StringIO(kept.read("figures.csv").decode())))


def _changes(call: Call, kept: Kept) -> Mapping[str, list[str]]:
    """What changed since the draft that is out, and since the one before: lines by its name."""
    rows = call.desk.history.rows()
    out = [row.draft for row in rows if row.what == "delivered" and row.draft.startswith(f"{kept.edition}/")]
    number = int(kept.folder.name.rpartition("-")[2])
    before = [f"{kept.edition}/draft-{number - 1:03d}"] if number > 1 else []
    found: dict[str, list[str]] = {}
    for name in dict.fromkeys([*out[-1:], *before]):
        if name == kept.name:
            continue
        try:
            old = read_draft(find_draft(call.desk.house.output, name))
        except UsageError:
            continue
        found[name] = list(compare(old, kept).lines())[:_MOST_LINES]
    return found


def file(call: Call) -> Response:
    """A file of a draft as it lies there; a page of it can run nothing and reach nothing."""
    return file_of(named(call), call.path["name"])


def file_of(kept: Kept, name: str) -> Response:
    """A file of a draft. Raises UsageError where it has none of that name."""
    if name not in kept.hashes:
        raise UsageError(f"{kept.name} has no file {name}", todo="Open the draft and take a link from there.")
    content = kept.read(name)
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    text = "; charset=utf-8" if kind.startswith("text/") else ""
    return Response(content, media_type=f"{kind}{text}", headers={"Content-Security-Policy": _POLICY})


def comment(call: Call) -> Response:
    """Say something about a draft, or about a place in it."""
    kept, text = named(call), call.value("text", 5000)
    if not text:
        raise UsageError("the comment is empty", todo="Go back and write it.")
    comments.add(call.desk, kept.name, call.value("anchor", 200), call.who.person.id, text)
    return call.go(f"/drafts/{kept.name}#comments", "Your comment is kept.")


def settle(call: Call) -> Response:
    """Mark a comment as dealt with."""
    kept = named(call)
    comments.settle(call.desk, kept.name, call.value("comment", 20), call.who.person.id)
    return call.go(f"/drafts/{kept.name}#comments", "The comment is settled.")


_ONE = "/drafts/{publication}/{edition}/{draft}"
ROUTES = (
    Route("GET", "/drafts", "read", listed),
    Route("GET", _ONE, "read", draft),
    Route("GET", _ONE + "/files/{name:path}", "read", file),
    Route("POST", _ONE + "/comments", "read", comment),
    Route("POST", _ONE + "/comments/settle", "read", settle),
)
