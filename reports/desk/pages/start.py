"""The start page: what waits for whoever is signed in, what is out, what failed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.responses import Response

from reckoner.reports.desk.call import Call, Route
from reckoner.reports.desk.sessions import Session
from reckoner.reports.drafts.history import Row
from reckoner.reports.drafts.kept import Kept
from reckoner.reports.drafts.state import DraftState, state_of


@dataclass(frozen=True)
class Waiting:
    """The newest draft of an edition, how it stands, and what its reader is to do."""

    kept: Kept
    stands: DraftState
    todo: str


def start(call: Call) -> Response:
    """What there is to do."""
    rows = call.desk.history.rows()
    newest = {kept.edition: kept for kept in call.desk.drafts()}
    found = [_waiting(kept, rows, call.who) for kept in newest.values()]
    waits = [each for each in found if each.todo]
    others = [each for each in found if not each.todo]
    return call.page("start.html.jinja", waits=waits, others=others, recent=list(reversed(rows[-8:])))


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
