"""What the clock made and told: each run with its history, each notice, and another try."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import select
from starlette.responses import Response

from reckoner.reports.desk.call import Call, Route
from reckoner.reports.desk.times import Times
from reckoner.reports.errors import UsageError
from reckoner.reports.schedule.notices import Notice, Outbox
from reckoner.reports.schedule.releases import approval_of
from reckoner.reports.schedule.run import Key, Policy
from reckoner.reports.schedule.runs import Runs
from reckoner.reports.schedule.tables import notices, reading
from reckoner.reports.schedule.troubles import Trouble, of_runs
from reckoner.reports.webhooks.state import HookState, states, troubles

_MOST = 100


def listed(call: Call) -> Response:
    """Every run, the last due first; notices, the newest first."""
    found = sorted(_runs(call).all().values(), key=lambda run: run.due, reverse=True)
    plans = call.desk.plans
    return call.page(
        "schedule.html.jinja", runs=found[:_MOST], more=max(0, len(found) - _MOST), plans=plans,
        notices=_notices(call)[:_MOST], times=Times.of(call.desk),
        webhooks=hooks(call),
        waiting=Outbox(call.desk.engine, Policy()).unsent(),
    )  # fmt: skip


def run(call: Call) -> Response:
    """One run: how it stands, what was told of it, and all that the history says of its edition."""
    key = _key(call)
    found = _runs(call).get(key)
    rows = [row for row in call.desk.history.rows() if row.draft.rpartition("/")[0] == "/".join(key)]
    told = [each for each in _notices(call) if (each["publication"], each["edition"]) == key]
    if found is None and not rows and not told:
        raise UsageError(
            f"the schedule knows nothing of {'/'.join(key)[:80]!r}", todo="Take one from the list of runs."
        )
    return call.page("run.html.jinja", key=key, run=found, rows=rows, notices=told, times=Times.of(call.desk))


def again(call: Call) -> Response:
    """Let the clock try anew what it gave up, or what waits for its next try."""
    key = _key(call)
    if not _runs(call).put_back(key, call.desk.clock()):
        raise UsageError(
            f"nothing of {' '.join(key)[:80]} waits to be tried again", todo="Look how it stands."
        )
    call.desk.note(call.who.person.id, "asked again", "/".join(key), call.address)
    return call.go(
        f"/schedule/{'/'.join(key)}", "The clock tries it again at its next look, within a minute."
    )


def failing(call: Call) -> list[Trouble]:
    """What the clock could not make, as long as somebody should know."""
    runs, rows = _runs(call).all(), call.desk.history.rows()
    approved = [key for key in runs if approval_of(rows, key) is not None]
    found = of_runs(runs, call.desk.plans, call.desk.clock(), approved)
    return [*found, *troubles(hooks(call))]


def hooks(call: Call) -> list[HookState]:
    """How each webhook of the office stands."""
    names = call.desk.house.office.webhooks
    return states(call.desk.engine, names) if names else []


def _key(call: Call) -> Key:
    return call.path["publication"], call.path["edition"]


def _runs(call: Call) -> Runs:
    return Runs(call.desk.engine, Policy())


def _notices(call: Call) -> list[dict[str, Any]]:
    """Every notice, the newest first, with its subject."""
    with reading(call.desk.engine) as connection:
        rows = connection.execute(select(notices).order_by(notices.c.posted_at.desc())).mappings().all()
    return [_told(dict(row)) for row in rows]


def _told(row: dict[str, Any]) -> dict[str, Any]:
    row["people"] = tuple(json.loads(row["people"]))
    notice = Notice(**{name: row[name] for name in Notice.__dataclass_fields__})
    return {**row, "subject": notice.subject}


ROUTES = (
    Route("GET", "/schedule", "read", listed),
    Route("GET", "/schedule/{publication}/{edition}", "read", run),
    Route("POST", "/schedule/{publication}/{edition}/again", "write", again),
)
