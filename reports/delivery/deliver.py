"""Claim, then send, then confirm. What may have arrived goes to a person, never to a blind retry."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from reckoner.reports.delivery.channel import Channel
from reckoner.reports.delivery.claim import Claim, arrival, claim_on, is_alive, is_settling, marks
from reckoner.reports.delivery.failure import Changed, Undelivered, UnderWay
from reckoner.reports.delivery.marks import Stamp
from reckoner.reports.delivery.payload import Payload, notice, proof, release
from reckoner.reports.delivery.registry import addresses, channel_of, sender_of, settings_of
from reckoner.reports.drafts.approval import Identity, approved
from reckoner.reports.drafts.copies import copy_at
from reckoner.reports.drafts.history import Act, History, Row, history_of
from reckoner.reports.drafts.kept import Kept, find_draft, read_draft
from reckoner.reports.errors import ReckonerError, UsageError
from reckoner.reports.settings.channels import AnyChannel
from reckoner.reports.settings.house import House
from reckoner.reports.settings.office import Person

SYSTEM = Person.model_construct(id="reckoner", role="the scheduler", email="")


@dataclass(frozen=True)
class Delivered:
    """Where it is, and what a look there said.

    ``new``: it was carried there now. ``there``: it was there already, and was read. ``gone``: the history
    says that it arrived, and it isn't there any more. ``changed``: something else lies there, as ``how``
    says. ``unseen``: the history says that it arrived, and nobody can look. ``draft`` is the name under which
    these bytes were delivered: two drafts with the same bytes are delivered once.
    """

    where: str
    state: Literal["new", "there", "gone", "changed", "unseen"]
    at: str = ""
    how: str = ""
    draft: str = ""

    @property
    def is_new(self) -> bool:
        """Whether it was carried there now."""
        return self.state == "new"


@dataclass(frozen=True)
class Order:
    """A delivery to be made: what, on which channel, by whom, when.

    ``held`` is why a release waits for the monitoring officer, if it does; ``stamp`` marks a proof's PDF.
    ``again`` carries out once more what had arrived and is gone.
    """

    house: House
    kept: Kept
    channel: str
    who: Identity
    now: datetime
    held: str = ""
    stamp: Stamp | None = None
    again: bool = False

    @property
    def settings(self) -> AnyChannel:
        """The channel's settings."""
        return settings_of(self.house, self.channel)

    @property
    def history(self) -> History:
        """The history of the house."""
        return history_of(self.house)


def deliver(order: Order) -> Delivered:
    """Carry a draft out on a channel, once. What the history says is there already is looked at.

    Raises SettingsError where the channel's files or folder on this machine can't be used, before anything
    is claimed; UsageError where it may not go, or where an earlier try was never confirmed and can't be
    looked for; UnderWay where somebody else is at it; Undelivered where it did not arrive; InputError where
    a byte has changed.
    """
    rows = order.history.rows()
    payload = payload_of(order, rows)
    earlier = claim_on(rows, payload, order.channel)
    channel = channel_of(order.house, order.settings)
    channel.check()
    if earlier.state == "arrived" and earlier.row is not None:
        stands = _still_there(_as_delivered(order, payload, earlier.row), channel, earlier.row)
        if not (order.again and stands.state in ("gone", "unseen")):
            return stands
    if earlier.state == "open" and earlier.row is not None:
        begun = _as_delivered(order, payload, earlier.row)
        if found := _settled_by_looking(order, begun, channel, earlier):
            return found
    claimed = _record(
        order, payload, "claimed", marks(payload, order.channel), _guard(order, payload, earlier)
    )
    return _send(order, payload, channel, claimed)


def payload_of(order: Order, rows: Sequence[Row]) -> Payload:
    """What goes out: for release channels only an approved draft, read and hashed now."""
    settings = order.settings
    sender, to = sender_of(order.house, settings), addresses(order.house, settings.people)
    if settings.takes == "proof":
        return proof(order.kept, sender, to, order.now, order.stamp)
    return release(approved(order.kept, rows, order.house.office, order.held), sender, to, order.now)


def _as_delivered(order: Order, payload: Payload, row: Row) -> Payload:
    """The payload under the name in the history: another draft may have had the same bytes."""
    if row.draft == payload.name:
        return payload
    try:
        other = read_draft(find_draft(order.house.output, row.draft))
        return payload_of(replace(order, kept=other), order.history.rows())
    except ReckonerError:
        return replace(payload, name=row.draft)


def _still_there(payload: Payload, channel: Channel, row: Row) -> Delivered:
    """How a payload that arrived stands now. Raises Undelivered where the look fails."""
    told = str(row.details.get("where", ""))
    if not channel.looks:
        return Delivered(told, "unseen", row.at, draft=row.draft)
    try:
        where = channel.find(payload)
    except Changed as problem:
        return Delivered(told, "changed", row.at, problem.how, row.draft)
    return Delivered(where or told, "there" if where else "gone", row.at, draft=row.draft)


def _settled_by_looking(order: Order, payload: Payload, channel: Channel, earlier: Claim) -> Delivered | None:
    """An open claim: look whether it arrived. None where it certainly did not and may be sent again."""
    row = earlier.row
    assert row is not None
    begun = f"a delivery of {payload.name} to {order.channel} was begun at {row.at}"
    if is_alive(row, order.now, order.settings.seconds):
        raise UnderWay(f"{begun} and is under way", todo="Wait for it, then look again.")
    if not channel.looks:
        todo = (
            "Ask whether it arrived, then say so: "
            f"reckoner deliver {payload.name} --to {order.channel} --settle arrived (or not-arrived)"
        )
        raise UsageError(f"{begun} and never confirmed: it may have arrived", todo=todo)
    if is_settling(row, order.now):
        raise UnderWay(f"{begun} and may still be arriving", todo="Try again in a minute.")
    same = _same_claim(order, payload, row)
    try:
        where = channel.find(payload)
    except Undelivered as problem:
        # A look that fails is a try like any other: whoever comes next waits its time.
        _record(order, payload, "unsure", {**_told(order, payload, ""), **_why(problem)}, same)
        raise
    if where is None:
        return None
    _record(order, payload, arrival(payload), _told(order, payload, where), same)
    return Delivered(where, "there", draft=payload.name)


def _send(order: Order, payload: Payload, channel: Channel, claimed: Row) -> Delivered:
    mine = _same_claim(order, payload, claimed)
    try:
        where = channel.send(payload)
    except Undelivered as problem:
        what = "unsure" if problem.unsure else "failed"
        _record(order, payload, what, {**_told(order, payload, ""), **_why(problem)}, mine)
        raise
    except Exception:
        # Our own fault, and nobody is at work on it any more: the next try looks, or asks.
        why = {"reason": "the program failed", "permanent": False}
        _record(order, payload, "unsure", {**_told(order, payload, ""), **why}, mine)
        raise
    _record(order, payload, arrival(payload), _told(order, payload, where), mine)
    return Delivered(where, "new", draft=payload.name)


def _told(order: Order, payload: Payload, where: str) -> dict[str, object]:
    said: dict[str, object] = {"channel": order.channel, "purpose": payload.purpose, "where": where}
    if payload.purpose == "release" and (copy := copy_at(order.house.root, where)):
        said["copy"] = copy  # verify looks at it again
    return said


def _why(problem: Undelivered) -> dict[str, object]:
    return {"reason": problem.what, "permanent": problem.permanent}


def _guard(order: Order, payload: Payload, earlier: Claim) -> Callable[[Sequence[Row]], None]:
    """Seen under the history's lock: nobody else has moved, and a release is still approved."""

    def look(rows: Sequence[Row]) -> None:
        if claim_on(rows, payload, order.channel) != earlier:
            what = f"somebody else is delivering {payload.name} to {order.channel}"
            raise UnderWay(what, todo="Wait for it, then look again.")
        if payload.purpose == "release":
            approved(order.kept, rows, order.house.office, order.held)

    return look


def _same_claim(order: Order, payload: Payload, claimed: Row) -> Callable[[Sequence[Row]], None]:
    def look(rows: Sequence[Row]) -> None:
        found = claim_on(rows, payload, order.channel)
        if found.row != claimed:
            raise UnderWay(f"somebody else has settled {payload.name} on {order.channel}")

    return look


def settle(order: Order, outcome: Literal["arrived", "not-arrived"], reason: str) -> None:
    """A person's word on an open claim. Raises UsageError where there is none."""
    rows = order.history.rows()
    payload = Payload(order.settings.takes, order.kept.name, order.kept.digest, "", "", "", (), order.now)
    open_claim = claim_on(rows, payload, order.channel)
    if open_claim.state != "open" or open_claim.row is None:
        raise UsageError(f"no delivery of {payload.name} to {order.channel} is open")
    payload = replace(payload, name=open_claim.row.draft)
    if is_alive(open_claim.row, order.now, order.settings.seconds):
        raise UsageError(f"the delivery of {payload.name} to {order.channel} is under way")
    what = arrival(payload) if outcome == "arrived" else "failed"
    details = {**_told(order, payload, "as a person said"), "reason": reason, "settled": True}
    _record(order, payload, what, details, _same_claim(order, payload, open_claim.row))


def _record(
    order: Order,
    payload: Payload,
    what: str,
    details: dict[str, object],
    guard: Callable[[Sequence[Row]], None],
) -> Row:
    who = order.who
    act = Act(what, payload.name, payload.digest, who.person.id, who.user, order.now, details)
    return order.history.append(act, guard)


def notify(
    house: House, name: str, subject: str, text: str, people: tuple[str, ...], now: datetime
) -> str | None:
    """Send a short mail to people by their ids, on the first channel for notices that takes it.

    None where office.yaml names none. It may arrive twice where the machine dies in between. Raises what the
    first channel raised where none takes it: Undelivered or SettingsError.
    """
    problems: list[ReckonerError] = []
    for channel in house.office.notices if people else ():
        settings = settings_of(house, channel)
        payload = notice(name, subject, text, sender_of(house, settings), addresses(house, people), now)
        try:
            return channel_of(house, settings).send(payload)
        except ReckonerError as problem:
            problems.append(problem)
    if problems:
        raise problems[0]
    return None
