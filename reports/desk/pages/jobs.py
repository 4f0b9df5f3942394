"""Work in hand: how far a build, a correction or a try of data is, what came of it, and its end on demand."""

from __future__ import annotations

from starlette.responses import Response

from reckoner.reports.build import STEPS
from reckoner.reports.desk.call import Call, Route
from reckoner.reports.desk.jobs import Job
from reckoner.reports.desk.times import Times

_STEPS = {"build": len(STEPS), "correction": len(STEPS), "trial": 2}


def listed(call: Call) -> Response:
    """The last pieces of work."""
    return call.page("jobs.html.jinja", jobs=call.desk.jobs.newest(), times=Times.of(call.desk))


def job(call: Call) -> Response:
    """One piece of work."""
    found = call.desk.jobs.get(call.path["job"])
    return call.page(
        "job.html.jinja", job=found, times=Times.of(call.desk), steps=_STEPS.get(found.kind, 1),
        draft=_draft(found),
    )  # fmt: skip


def cancel(call: Call) -> Response:
    """End it; nothing of it is kept."""
    number = call.path["job"]
    call.desk.jobs.cancel(number, call.who.person.id)
    call.desk.note(call.who.person.id, "cancelled", f"job {number}", call.address)
    return call.go(f"/jobs/{number}", "It is being ended; nothing of it will be kept.")


def _draft(found: Job) -> str:
    """The draft that it made, by its name."""
    if "made" not in found.result:
        return ""
    return "/".join(str(found.result["made"][0]).split("/")[-3:])


ROUTES = (
    Route("GET", "/jobs", "read", listed),
    Route("GET", "/jobs/{job}", "read", job),
    Route("POST", "/jobs/{job}/cancel", "take or write", cancel),
)
