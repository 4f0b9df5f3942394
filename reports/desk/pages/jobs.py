"""Work in hand: how far a build, a correction or a try of data is, what came of it, and its end on demand."""

from __future__ import annotations

from starlette.responses import Response

from reckoner.reports.build import STEPS
from reckoner.reports.desk.call import Call, Route
from reckoner.reports.desk.jobs import Job
from reckoner.reports.desk.times import Times
from reckoner.reports.errors import UsageError

_STEPS = {"build": len(STEPS), "correction": len(STEPS), "trial": 2}


def listed(call: Call) -> Response:
    """The last pieces of work."""
    return call.page("jobs.html.jinja", jobs=call.desk.jobs.newest(), times=Times.of(call.desk))


def job(call: Call) -> Response:
    """One piece of work."""
    found = call.desk.jobs.get(call.path["job"])
    return call.page(
        "job.html.jinja", job=found, times=Times.of(call.desk), steps=_STEPS.get(found.kind, 1),
        draft=_draft(found), theirs=_is_theirs(call, found), module=found.about.split()[0],
    )  # fmt: skip


def cancel(call: Call) -> Response:
    """End it; nothing of it is kept."""
    number = call.path["job"]
    if not _is_theirs(call, call.desk.jobs.get(number)):
        raise UsageError("it was begun by somebody else", todo="Ask them, or somebody who may write there.")
    call.desk.jobs.cancel(number, call.who.person.id)
    call.desk.note(call.who.person.id, "cancelled", f"job {number}", call.address)
    return call.go(f"/jobs/{number}", "It is being ended; nothing of it will be kept.")


def _is_theirs(call: Call, found: Job) -> bool:
    """Whether they began it, or may write what it is about."""
    mine = found.person == call.who.person.id
    return mine or call.who.may("take or write", found.about.split("/")[0])


def _draft(found: Job) -> str:
    """The draft that it made, by its name."""
    if "made" not in found.result:
        return ""
    return "/".join(str(found.result["made"][0]).split("/")[-3:])


ROUTES = (
    Route("GET", "/jobs", "read", listed),
    Route("GET", "/jobs/{job}", "read", job),
    Route("POST", "/jobs/{job}/cancel", "read", cancel),
)
