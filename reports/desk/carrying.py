"""Carrying a draft out, and taking back what is out: the acts that the pages and programs share."""

from __future__ import annotations

from reckoner.reports.delivery.deliver import Delivered, Order, deliver
from reckoner.reports.delivery.failure import Undelivered
from reckoner.reports.delivery.registry import settings_of
from reckoner.reports.desk.desk import Desk
from reckoner.reports.drafts.approval import Identity, reject, withdraw
from reckoner.reports.drafts.history import Row
from reckoner.reports.drafts.kept import Kept
from reckoner.reports.errors import UsageError
from reckoner.reports.recall.notice import copies_of, notice_of
from reckoner.reports.render.pdf.stamp import stamp

_SHORTEST = 10


def order_of(desk: Desk, kept: Kept, channel: str, who: Identity, *, again: bool) -> Order:
    """What is to be carried where. Raises UsageError where there is no such channel."""
    house, now = desk.house, desk.clock()
    settings_of(house, channel)
    held = house.schedules.held(now) or ""
    return Order(house, kept, channel, who, now, held=held, stamp=stamp, again=again)


def carry_out(desk: Desk, order: Order, address: str) -> Delivered:
    """Carry it out: a proof to the office's own people, an approved draft to where it belongs.

    Raises what ``deliver`` raises.
    """
    person, what = order.who.person.id, f"{order.kept.name} {order.channel}"
    try:
        done = deliver(order)
    except Undelivered as problem:
        desk.note(person, "not delivered", f"{what}: {problem.what}", address)
        raise
    desk.note(person, f"delivered: {done.state}", what, address)
    return done


def turn_down(desk: Desk, kept: Kept, who: Identity, reason: str, address: str) -> Row:
    """Reject a draft, or withdraw its approval, with the reason for its author. Raises UsageError."""
    if len(reason.strip()) < _SHORTEST:
        raise UsageError("a rejection needs a reason", todo="Say in a sentence what its author is to change.")
    row = reject(desk.history, kept, who, desk.house.office, desk.clock(), reason)
    desk.note(who.person.id, row.what, f"{kept.name} {kept.digest} row {row.number}", address)
    return row


def take_back(
    desk: Desk, kept: Kept, who: Identity, reason: str, address: str
) -> tuple[Row, list[str], list[str]]:
    """Withdraw what is out, for good: the row, the notice for its readers, where copies lie.

    Raises UsageError.
    """
    row = withdraw(desk.history, kept, who, desk.house.office, desk.clock(), reason)
    desk.note(who.person.id, row.what, f"{kept.name} {kept.digest} row {row.number}", address)
    return row, list(notice_of(desk.house, kept, row)), list(copies_of(kept, desk.history.rows()))
