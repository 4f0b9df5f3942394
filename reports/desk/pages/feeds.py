"""A person's own link: made and ended by them, and what their calendar and feed reader get there."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from http import HTTPStatus

from starlette.responses import PlainTextResponse, Response

from reckoner.reports.desk.call import Call, Route
from reckoner.reports.desk.feeds import atom
from reckoner.reports.errors import UsageError
from reckoner.reports.schedule.ahead import ahead
from reckoner.reports.schedule.feed import feed
from reckoner.reports.schedule.plans import read_plans
from reckoner.reports.settings.office import Office

_AHEAD = timedelta(days=366)


def make(call: Call) -> Response:
    """Make a link, in place of the one before; it is on the next page and nowhere else."""
    secret = call.desk.feeds.make(call.who.person.id)
    call.desk.note(call.who.person.id, "feed link made", "", call.address)
    return call.page("feed_made.html.jinja", address=f"{call.origin}/feeds/{secret}")


def end(call: Call) -> Response:
    """End the link."""
    if not call.desk.feeds.end(call.who.person.id):
        raise UsageError("you have no such link", todo="Make one on Your sign-in.")
    call.desk.note(call.who.person.id, "feed link ended", "", call.address)
    return call.go("/you", "Your link shows nothing any more.")


def calendar(call: Call) -> Response:
    """What is due in the coming year: drafts, deadlines, meetings."""
    if not _is_somebody_s(call):
        return _nobody_s()
    plans, now, office = read_plans(call.desk.root), call.desk.clock(), call.desk.office
    found = ahead(plans, now, now + _AHEAD)
    content = feed(plans, found, now, f"{office.short_name}: documents", _domain(office))
    return Response(content, media_type="text/calendar; charset=utf-8")


def events(call: Call) -> Response:
    """What happened, the newest first; nothing anew where a reader has it already."""
    if not _is_somebody_s(call):
        return _nobody_s()
    office, rows = call.desk.office, call.desk.history.rows()
    title = f"{office.short_name}: what happened"
    content = atom(rows, call.origin, _domain(office), title, call.desk.clock())
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    status = HTTPStatus.NOT_MODIFIED if call.headers.get("if-none-match") == tag and rows else HTTPStatus.OK
    body = content if status == HTTPStatus.OK else b""
    return Response(body, status, {"ETag": tag}, "application/atom+xml")


def _is_somebody_s(call: Call) -> bool:
    """Whether the link is that of somebody who may sign in still."""
    person = call.desk.feeds.find(call.path["secret"])
    known = call.desk.house.office.person(person) if person else None
    return known is not None and known.id not in call.desk.accounts.disabled()


def _nobody_s() -> Response:
    return PlainTextResponse("This link shows nothing, or nothing any more.", HTTPStatus.NOT_FOUND)


def _domain(office: Office) -> str:
    return office.contacts.website.removeprefix("https://").split("/")[0]


ROUTES = (
    Route("POST", "/you/feeds", "read", make),
    Route("POST", "/you/feeds/revoke", "read", end),
    Route("GET", "/feeds/{secret}/calendar.ics", "", calendar),
    Route("GET", "/feeds/{secret}/events.atom", "", events),
)
