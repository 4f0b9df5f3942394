"""For administrators: the desk's own rows, filtered and leafed through, or as a table for a spreadsheet."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from starlette.responses import Response

from reckoner.reports.desk import audit
from reckoner.reports.desk.audit import NOBODY, PAGE, Asked
from reckoner.reports.desk.call import Call, Route
from reckoner.reports.desk.times import Times
from reckoner.reports.errors import UsageError
from reckoner.reports.figures.ledger import write_csv

_NAMES = ("who", "what", "words", "first", "last")


def listed(call: Call) -> Response:
    """One page of rows, newest first."""
    asked, page = _asked(call), _page(call)
    found, count = audit.rows(call.desk, asked, page)
    pages = max(1, -(-count // PAGE))
    given = {name: call.asked(name)[:200] for name in _NAMES if call.asked(name)}
    return call.page(
        "audit.html.jinja", rows=found, count=count, page=page, pages=pages, given=given,
        filter=urlencode(given), kinds=audit.kinds(call.desk), people=audit.people(call.desk),
        nobody=NOBODY, times=Times.of(call.desk),
    )  # fmt: skip


def table(call: Call) -> Response:
    """The same rows as CSV, the oldest first; text that a spreadsheet would run is quoted."""
    rows = [
        (each.at.isoformat(timespec="seconds"), each.person, each.what, each.about, each.address)
        for each in audit.every(call.desk, _asked(call))
    ]
    call.desk.note(call.who.person.id, "took the audit rows", f"{len(rows)} rows", call.address)
    content = write_csv(("at", "person", "what", "about", "address"), rows)
    headers = {"Content-Disposition": 'attachment; filename="audit.csv"'}
    return Response(content, media_type="text/csv; charset=utf-8", headers=headers)


def _asked(call: Call) -> Asked:
    return Asked(
        call.asked("who")[:80], call.asked("what")[:80], call.asked("words")[:200],
        _day(call, "first"), _day(call, "last"),
    )  # fmt: skip


def _day(call: Call, name: str) -> date | None:
    given = call.asked(name)
    if not given:
        return None
    try:
        found = date.fromisoformat(given)
    except ValueError:
        found = date.min
    if not 2000 <= found.year <= 2100:
        raise UsageError(f"{given[:20]!r} is not a day", todo="Write it as 2026-02-14.")
    return found


def _page(call: Call) -> int:
    given = call.asked("page") or "1"
    if not given.isascii() or not given.isdecimal() or not 1 <= int(given[:9]) <= 10**6:
        raise UsageError(f"{given[:20]!r} is no page", todo="Leave it out, and leaf from there.")
    return int(given[:9])


ROUTES = (
    Route("GET", "/audit", "administer", listed),
    Route("GET", "/audit/rows.csv", "administer", table),
)
