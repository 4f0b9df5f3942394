"""The start page: what waits for whoever is signed in, what is out, what failed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from starlette.responses import Response

from reckoner.reports.desk.call import Call, Route
from reckoner.reports.desk.pages.missing import awaited
from reckoner.reports.desk.pages.runs import failing
from reckoner.reports.desk.sessions import Session
from reckoner.reports.desk.standing import all_standing
from reckoner.reports.desk.times import Times
from reckoner.reports.desk.word_files import editions
from reckoner.reports.drafts.history import Row
from reckoner.reports.drafts.kept import Kept
from reckoner.reports.drafts.state import DraftState, state_of
from reckoner.reports.errors import ReckonerError
from reckoner.reports.schedule.ahead import ahead
from reckoner.reports.schedule.due import Task

Found = TypeVar("Found")
_AHEAD, _MOST = timedelta(days=62), 6


@dataclass(frozen=True)
class Waiting:
    """The newest draft of an edition, how it stands, and what its reader is to do."""

    kept: Kept
    stands: DraftState
    todo: str


def start(call: Call) -> Response:
    """What there is to do, what goes out next, what failed, and what somebody still owes."""
    rows, times = call.desk.history.rows(), Times.of(call.desk)
    newest = {each.name.rpartition("/")[0]: each for each in all_standing(call.desk, rows)}
    found = [_waiting(each.kept, rows, call.who) for each in newest.values() if each.kept]
    troubles = [(each.what, each.since) for each in _heard(lambda: failing(call))]
    troubles += [(f"{each.name}: {each.why}", None) for each in newest.values() if not each.kept]
    owed = _heard(lambda: awaited(call))
    return call.page(
        "start.html.jinja",
        waits=[each for each in found if each.todo],
        others=[each for each in found if not each.todo],
        recent=list(reversed(rows[-8:])),
        ahead=_heard(lambda: _ahead(call, times)),
        troubles=troubles,
        mine=[each for each in owed if each.awaited.figure.person == call.who.person.id],
        late=[each for each in owed if each.is_overdue and call.who.may("write", each.awaited.publication)],
        times=times,
        written=set(_heard(lambda: editions(call.desk))) if call.who.ever_may("write") else set(),
    )


def _ahead(call: Call, times: Times) -> list[Task]:
    """What falls due within two months, the next first."""
    plans = call.desk.plans
    return list(ahead(plans, times.now, times.now + _AHEAD).tasks[:_MOST])


def _heard(ask: Callable[[], Sequence[Found]]) -> Sequence[Found]:
    """What can be told; where settings or words can't be read, their own pages say why."""
    try:
        return ask()
    except ReckonerError:
        return ()


def _waiting(kept: Kept, rows: Sequence[Row], who: Session) -> Waiting:
    stands = state_of(kept, rows)
    return Waiting(kept, stands, _todo(stands, who, kept.manifest.publication))


def _todo(stands: DraftState, who: Session, publication: str) -> str:
    state = stands.state
    if state == "draft":
        return "Read and approve" if who.may("approve", publication) else ""
    if state in ("unfit", "rejected"):
        return "Mend the words or the figures" if who.may("write", publication) else ""
    if state in ("changed", "look again"):
        return "Look at it again" if who.may("approve", publication) else ""
    return ""


ROUTES = (Route("GET", "/", "read", start),)
