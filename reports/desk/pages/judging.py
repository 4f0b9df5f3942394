"""Approving and rejecting: the same acts as the command's, bound to the hash of what was on the page."""

from __future__ import annotations

import re

from starlette.responses import Response

from reckoner.reports.build import require_no_change
from reckoner.reports.desk import words_kept
from reckoner.reports.desk.call import Call, Route
from reckoner.reports.desk.carrying import turn_down
from reckoner.reports.desk.pages.drafts import as_read
from reckoner.reports.drafts import approval
from reckoner.reports.drafts.approval import Waiver
from reckoner.reports.drafts.history import Row
from reckoner.reports.drafts.kept import Kept
from reckoner.reports.drafts.state import Role
from reckoner.reports.errors import UsageError

_ROLES: dict[str, Role] = {"": "approver", "approver": "approver", "monitoring officer": "monitoring officer"}


def approve(call: Call) -> Response:
    """Approve the very bytes that were read; findings are waived one by one, each with a reason."""
    kept = as_read(call)
    role = _ROLES.get(call.value("role", 40))
    if role is None:
        raise UsageError("there is no such role", todo="Choose one of those on the page.")
    waivers = [
        Waiver(int(match[1]), call.value(name, 500))
        for name in call.form
        if (match := re.fullmatch(r"waive-([1-9][0-9]{0,3})", name)) and call.value(name, 500)
    ]
    require_no_change(call.desk.house, kept, call.desk.history.rows())
    row = approval.approve(
        call.desk.history, kept, call.who.identity, call.desk.house.office, call.desk.clock(),
        role=role, waivers=waivers,
    )  # fmt: skip
    return _done(call, kept, row)


def reject(call: Call) -> Response:
    """Reject a draft, or withdraw its approval, with the reason for its author."""
    kept, reason = as_read(call), call.value("reason", 2000)
    row = turn_down(call.desk, kept, call.who.identity, reason, call.address)
    return call.go(f"/drafts/{kept.name}", f"{kept.name} is {row.what}: row {row.number} of the history.")


def keep_reason(call: Call) -> str:
    """Put a reason aside that came after its session's end; where it comes back."""
    reason = call.value("reason", 2000)
    return words_kept.put_aside(call, {"reason": reason}, "/reject") if reason else ""


def _done(call: Call, kept: Kept, row: Row) -> Response:
    call.desk.note(call.who.person.id, row.what, f"{kept.name} {kept.digest} row {row.number}", call.address)
    return call.go(f"/drafts/{kept.name}", f"{kept.name} is {row.what}: row {row.number} of the history.")


_ONE = "/drafts/{publication}/{edition}/{draft}"
ROUTES = (
    Route("POST", _ONE + "/approve", "approve", approve, fresh=True),
    Route("POST", _ONE + "/reject", "approve", reject, keeps=keep_reason),
)
