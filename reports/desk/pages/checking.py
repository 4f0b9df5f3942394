"""Checking any document: its numbers are read in the process that reads files, and worked out again."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path

from markupsafe import Markup
from starlette.responses import Response

from reckoner.reports.desk.call import Call, Route
from reckoner.reports.desk.jobs import WORKER
from reckoner.reports.desk.received import plain_name
from reckoner.reports.errors import UsageError
from reckoner.reports.recall.published import names_out
from reckoner.reports.schedule.building import work

_LIMIT = timedelta(minutes=3)
_LEDGER = "figures.csv"


def form(call: Call) -> Response:
    """Where a document is dropped."""
    return call.page("check.html.jinja", report=None, marked="", out=_out(call))


def check(call: Call) -> Response:
    """The findings, marked where they stand. Nothing of the document is kept."""
    given = call.files.get("document")
    if given is None or not given.content:
        raise UsageError("no document came with the form", todo="Choose a file, then send the form again.")
    draft = call.value("draft", 200)
    ledger = _ledger(call, draft) if draft else b""
    with tempfile.TemporaryDirectory(prefix="reckoner-check-") as folder:
        document, known, page = (Path(folder, *name) for name in _names(plain_name(given.name)))
        document.parent.mkdir()
        document.write_bytes(given.content)
        known.write_bytes(ledger)
        told = work(WORKER, ("check", str(call.desk.root), str(document), str(known), str(page)), _LIMIT, _on)
        marked = Markup(page.read_text("utf-8"))  # every text of the document is escaped in it
    return call.page("check.html.jinja", report=told, marked=marked, out=_out(call))


def _names(name: str) -> tuple[tuple[str, ...], ...]:
    return ("document", name), ("known.csv",), ("page.html",)


def _on(_number: int, _name: str) -> None:
    """Nobody follows it: the answer comes when it is there."""


def _ledger(call: Call, draft: str) -> bytes:
    kept = call.desk.draft(draft)
    if _LEDGER not in kept.plain:
        raise UsageError(f"{kept.name} has no ledger", todo="Choose another draft to compare with.")
    return kept.read(_LEDGER)


def _out(call: Call) -> list[str]:
    """The drafts that are out, whose figures a document can be held to."""
    return sorted(names_out(call.desk.history.rows()).values())


ROUTES = (
    Route("GET", "/check", "read", form),
    Route("POST", "/check", "read", check),
)
