"""Checking any document: its numbers are read in the process that reads files, and worked out again."""

from __future__ import annotations

from markupsafe import Markup
from starlette.responses import Response

from reckoner.reports.desk.call import Call, Route
from reckoner.reports.desk.examining import examine
from reckoner.reports.errors import UsageError
from reckoner.reports.recall.published import names_out


def form(call: Call) -> Response:
    """Where a document is dropped."""
    return call.page("check.html.jinja", report=None, marked="", out=_out(call))


def check(call: Call) -> Response:
    """The findings, marked where they stand. Nothing of the document is kept."""
    given = call.files.get("document")
    if given is None or not given.content:
        raise UsageError("no document came with the form", todo="Choose a file, then send the form again.")
    draft = call.value("draft", 200)
    held_to = call.desk.draft(draft) if draft else None
    told, page = examine(call.desk, given.name, given.content, held_to)
    marked = Markup(page)  # every text of the document is escaped in it
    return call.page("check.html.jinja", report=told, marked=marked, out=_out(call))


def _out(call: Call) -> list[str]:
    """The drafts that are out, whose figures a document can be held to."""
    return sorted(names_out(call.desk.history.rows()).values())


ROUTES = (
    Route("GET", "/check", "read", form),
    Route("POST", "/check", "read", check),
)
