"""Publications and their editions, each with its newest draft, and building one on demand."""

from __future__ import annotations

from starlette.responses import Response

from reckoner.reports.desk.call import Call, Route
from reckoner.reports.desk.making import begin_build, begin_correction
from reckoner.reports.desk.publishing import shown
from reckoner.reports.drafts.approval import Identity
from reckoner.reports.settings.publication import publication_names


def listed(call: Call) -> Response:
    """Every publication of the house."""
    rows = call.desk.history.rows()
    found = [shown(call.desk, name, rows) for name in publication_names(call.desk.root)]
    return call.page("publications.html.jinja", found=found)


def publication(call: Call) -> Response:
    """One publication: its editions, and a form that builds one."""
    found = shown(call.desk, _named(call), call.desk.history.rows())
    return call.page("publication.html.jinja", found=found, wanted=call.asked("edition"))


def build(call: Call) -> Response:
    """Build an edition in a process of its own; the page of the job shows how far it is."""
    again = bool(call.value("again", 10))
    number = begin_build(call.desk, _who(call), _named(call), call.value("edition", 80), again, call.address)
    return call.go(f"/jobs/{number}")


def correct(call: Call) -> Response:
    """Draft the correction of what is out; its reason is printed."""
    name, edition, reason = _named(call), call.value("edition", 80), call.value("reason", 1000)
    return call.go(f"/jobs/{begin_correction(call.desk, _who(call), name, edition, reason, call.address)}")


def _who(call: Call) -> Identity:
    return Identity(call.who.person, call.who.user, call.who.how)


def _named(call: Call) -> str:
    """The publication of the address. Raises UsageError where there is none."""
    name = call.path["publication"]
    call.desk.house.publication(name)
    return name


ROUTES = (
    Route("GET", "/publications", "read", listed),
    Route("GET", "/publications/{publication}", "read", publication),
    Route("POST", "/publications/{publication}/build", "write", build),
    Route("POST", "/publications/{publication}/correct", "write", correct),
)
