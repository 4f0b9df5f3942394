"""Publications and their editions, each with its newest draft, and building one on demand."""

from __future__ import annotations

from starlette.responses import Response

from reckoner.reports.compose.wording import wording_of
from reckoner.reports.desk.call import Call, Route
from reckoner.reports.desk.making import begin_build, begin_correction
from reckoner.reports.desk.publishing import shown
from reckoner.reports.kinds.registry import kind_of
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
    number = begin_build(
        call.desk, call.who.identity, _named(call), call.value("edition", 80), again, call.address
    )
    return call.go(f"/jobs/{number}")


def begin(call: Call) -> Response:
    """Begin an edition from the last one, as ``reckoner new`` does; every file is then to be read anew."""
    house, name = call.desk.house, _named(call)
    key, calendar = call.value("edition", 80).strip(), wording_of(house).language.calendar
    begun = kind_of(house.publication(name)).begin(house, house.publication(name), key or None, calendar)
    begun.write()
    call.desk.note(call.who.person.id, "edition begun", begun.shown, call.address)
    edition = begun.folder.name
    return call.go(f"/write/{name}/{edition}", f"{name} {edition} is begun. Read each of its files.")


def correct(call: Call) -> Response:
    """Draft the correction of what is out; its reason is printed."""
    name, edition, reason = _named(call), call.value("edition", 80), call.value("reason", 1000)
    return call.go(
        f"/jobs/{begin_correction(call.desk, call.who.identity, name, edition, reason, call.address)}"
    )


def _named(call: Call) -> str:
    """The publication of the address. Raises UsageError where there is none."""
    name = call.path["publication"]
    call.desk.house.publication(name)
    return name


ROUTES = (
    Route("GET", "/publications", "read", listed),
    Route("GET", "/publications/{publication}", "read", publication),
    Route("POST", "/publications/{publication}/build", "write", build),
    Route("POST", "/publications/{publication}/begin", "write", begin),
    Route("POST", "/publications/{publication}/correct", "write", correct),
)
