"""Acts on a draft, each bound to the hash of what the caller read. Approving is not among them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from reckoner.reports.delivery.foresee import foresee
from reckoner.reports.desk.api.drafts import Draft, draft_reply
from reckoner.reports.desk.api.models import Given, Line, Model, Reason
from reckoner.reports.desk.api.operation import Asked, Operation, Reply
from reckoner.reports.desk.carrying import carry_out, order_of, take_back, turn_down


class Rejection(Given):
    """Why, for its author."""

    reason: Reason


class Delivery(Given):
    """Where to carry it. ``again`` carries once more what had arrived and is gone; ``dry_run`` only looks."""

    channel: Line = Field(min_length=1)
    again: bool = False
    dry_run: bool = False


class Delivered(Model):
    """What came of a delivery: "new", "there", "gone", "changed", "unseen", or "foreseen" by a dry run."""

    draft: str
    channel: str
    state: str
    where: str


class Withdrawal(Given):
    """Why readers should no longer rely on it. There is no way back, so ``sure`` must say yes."""

    reason: Reason
    sure: Literal[True]


class Withdrawn(Model):
    """The notice for its readers, and where copies lie that a person has to take away."""

    draft: str
    row: int
    notice: tuple[str, ...]
    copies: tuple[str, ...]


def reject(asked: Asked, given: Rejection) -> Reply:
    """Reject a draft, or withdraw its approval."""
    turn_down(asked.desk, asked.as_read(), asked.who, given.reason, asked.address)
    return draft_reply(asked)


def carry(asked: Asked, given: Delivery) -> Delivered:
    """Carry out a proof, or what a person approved; once more what failed before."""
    kept = asked.as_read()
    order = order_of(asked.desk, kept, given.channel, asked.who, again=given.again)
    if given.dry_run:
        where = foresee(order).destination
        return Delivered(draft=kept.name, channel=given.channel, state="foreseen", where=where)
    done = carry_out(asked.desk, order, asked.address)
    return Delivered(draft=kept.name, channel=given.channel, state=done.state, where=done.where)


def withdraw(asked: Asked, given: Withdrawal) -> Withdrawn:
    """Take back for good what is out."""
    kept, reason = asked.as_read(), " ".join(given.reason.split())
    row, notice, copies = take_back(asked.desk, kept, asked.who, reason, asked.address)
    return Withdrawn(draft=kept.name, row=row.number, notice=tuple(notice), copies=tuple(copies))


_ONE = "/drafts/{publication}/{edition}/{draft}"
OPERATIONS = (
    Operation("reject", "POST", f"{_ONE}/rejection", "reject", reject, Draft, Rejection, bound=True),
    Operation("deliver", "POST", f"{_ONE}/deliveries", "deliver", carry, Delivered, Delivery, bound=True),
    Operation(
        "withdraw", "POST", f"{_ONE}/withdrawal", "withdraw", withdraw, Withdrawn, Withdrawal, bound=True
    ),
)
