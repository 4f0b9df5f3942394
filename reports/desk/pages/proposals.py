"""Words that assistants proposed: what each would change, accepted or refused by whoever may write there."""

from __future__ import annotations

from starlette.responses import Response

from reckoner.reports.desk.call import Call, Route
from reckoner.reports.desk.proposals import Proposal, accept, all_of, difference, get, refuse
from reckoner.reports.errors import ReckonerError

_MOST = 100


def listed(call: Call) -> Response:
    """Every proposal, the newest first."""
    return call.page("proposals.html.jinja", known=all_of(call.desk)[:_MOST])


def one(call: Call) -> Response:
    """What a proposal would change."""
    proposal = get(call.desk, call.path["proposal"])
    try:
        lines, problem = difference(call.desk, proposal), ""
    except ReckonerError as refused:
        lines, problem = [], refused.what
    may = call.who.may("write", proposal.publication)
    return call.page("proposal.html.jinja", proposal=proposal, lines=lines, problem=problem, may=may)


def accepted(call: Call) -> Response:
    """Save the proposed words as one's own and the proposer's."""
    done = accept(call.desk, call.path["proposal"], call.who.person)
    return _done(call, done, f"/write/{done.publication}/{done.edition}/words/{done.file}")


def refused(call: Call) -> Response:
    """Say no, and why."""
    done = refuse(call.desk, call.path["proposal"], call.who.person, call.value("reason", 1000))
    return _done(call, done, "/proposals")


def _done(call: Call, done: Proposal, where: str) -> Response:
    about = f"proposal {done.id} {done.publication}/{done.edition} {done.file}"
    call.desk.note(call.who.person.id, done.state, about, call.address)
    return call.go(where, f"Proposal {done.id} is {done.state}.")


ROUTES = (
    Route("GET", "/proposals", "read", listed),
    Route("GET", "/proposals/{proposal}", "read", one),
    Route("POST", "/proposals/{proposal}/accept", "read", accepted),
    Route("POST", "/proposals/{proposal}/refuse", "read", refused),
)
