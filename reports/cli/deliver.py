"""``reckoner deliver``: carry a draft out on a channel."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from reckoner.reports.cli.identity import system_user
from reckoner.reports.cli.options import CURRENT, HouseOption
from reckoner.reports.cli.say import say
from reckoner.reports.errors import UsageError

if TYPE_CHECKING:
    from reckoner.reports.delivery.deliver import Delivered, Order
    from reckoner.reports.delivery.foresee import Foreseen
    from reckoner.reports.delivery.payload import Payload
    from reckoner.reports.delivery.seen import Seen
    from reckoner.reports.settings.house import House


class Outcome(StrEnum):
    """What became of a delivery that was never confirmed."""

    arrived = "arrived"
    not_arrived = "not-arrived"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        epilog="Examples: reckoner deliver --test shelf | "
        "reckoner deliver panel-paper/2025-11/draft-003 --to shelf --dry-run | "
        'reckoner deliver panel-paper/2025-11 --to reviewers --settle arrived --reason "Ann has it"'
    )(deliver)


def deliver(
    draft: Annotated[
        str, typer.Argument(help="Such as panel-paper/2025-11/draft-003; an edition stands for its newest.")
    ] = "",
    to: Annotated[str, typer.Option("--to", metavar="CHANNEL", help="A channel of office.yaml.")] = "",
    test: Annotated[
        str, typer.Option("--test", metavar="CHANNEL", help="Try a channel; no draft is sent.")
    ] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would go to whom; send nothing.")
    ] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Once more, where what was delivered is gone.")
    ] = False,
    outcome: Annotated[
        Outcome | None, typer.Option("--settle", help="Say what became of a delivery that is open.")
    ] = None,
    reason: Annotated[str, typer.Option("--reason", help="How you know, for --settle.")] = "",
    house: HouseOption = CURRENT,
) -> int:
    """Carry a draft out: a proof to the office's own people, an approved draft to where it belongs.

    What is there already is not sent again. Exits with 1 where what was delivered has changed or is gone.
    """
    from reckoner.reports.delivery.deliver import deliver as carry
    from reckoner.reports.delivery.deliver import settle
    from reckoner.reports.delivery.foresee import foresee
    from reckoner.reports.settings.house import read_house

    at_home = read_house(house.resolve())
    if test:
        return _try(at_home, test, draft or to)
    if not (draft and to):
        todo = "Write: reckoner deliver DRAFT --to CHANNEL, or reckoner deliver --test CHANNEL"
        raise UsageError("a delivery needs a draft and a channel", todo=todo)
    order = _order(at_home, draft, to, again=again, dry_run=dry_run)
    if dry_run:
        _preview(order, foresee(order))
    elif outcome is not None:
        if not reason.strip():
            raise UsageError("--settle needs --reason", todo="Say how you know.")
        settle(order, outcome.value, reason)
        say(f"{order.kept.name} on {to}: recorded as {outcome.value}.")
    else:
        return _told(order, carry(order))
    return 0


def _order(at_home: House, draft: str, to: str, *, again: bool, dry_run: bool) -> Order:
    from reckoner.reports.delivery.deliver import SYSTEM, Order
    from reckoner.reports.drafts.approval import Identity, identify
    from reckoner.reports.drafts.kept import find_draft, read_draft
    from reckoner.reports.render.pdf.stamp import stamp

    kept, user, now = read_draft(find_draft(at_home.output, draft)), system_user(), datetime.now(UTC)
    who = Identity(SYSTEM, user) if dry_run else identify(at_home.office, user)  # anybody may look ahead
    held = at_home.schedules.held(now) or ""
    return Order(at_home, kept, to, who, now, held=held, stamp=stamp, again=again)


def _try(at_home: House, channel: str, other: str) -> int:
    """Say what a delivery on a channel would do, once it was reached; or everything that keeps it."""
    from reckoner.reports.delivery.look import try_out

    if other:
        raise UsageError(
            "--test tries a channel without a draft", todo=f"Write: reckoner deliver --test {channel}"
        )
    said, faults = try_out(at_home, channel, datetime.now(UTC))
    for fault in faults:
        for line in fault.lines():
            say(line)
    say(f"{channel} can't be used as it is." if faults else f"{channel} works: {said}. Nothing was sent.")
    return int(bool(faults))


def _told(order: Order, done: Delivered) -> int:
    """Say what became of a delivery; 1 where a person has to look."""
    name, again = order.kept.name, f"reckoner deliver {order.kept.name} --to {order.channel} --again"
    if done.draft not in ("", name):
        say(f"{name} has the same bytes as {done.draft}, which went to {order.channel}:")
        name = done.draft
    match done.state:
        case "new":
            say(f"{name} is now: {done.where}")
        case "there":
            say(f"{name} was there already, as it was delivered: {done.where}")
        case "unseen":
            say(f"{name} was {done.where} at {done.at}, as the history says; nobody can look there.")
            say(f"  To send it once more: {again}")
        case "gone":
            say(f"{name} was delivered at {done.at} and is not there any more: {done.where}")
            say("  Somebody sent, moved or deleted it, or its disk is not connected. Find out which.")
            say(f"  To deliver it once more: {again}")
        case "changed":
            say(f"{name} was delivered at {done.at} and has changed since: {done.where}")
            say(f"  {done.how}")
            say("  Find out who changed it, and move it away. To deliver it once more then:")
            say(f"  {again}")
    return int(done.state in ("gone", "changed"))


def _preview(order: Order, seen: Foreseen) -> None:
    payload = seen.payload
    say(f"{payload.name} to {order.channel}, as a {payload.purpose}. Nothing is sent.")
    say(f"goes to:   {seen.destination}")
    for line in _as_files(payload) if seen.mail is None else _as_mail(payload, seen.mail):
        say(line)
    say(f"so far:    {_earlier(seen)}")


def _as_files(payload: Payload) -> Iterator[str]:
    for name, raw in payload.files.items():
        yield f"carries:   {name}, {len(raw):,} bytes"
    for name, why in payload.left.items():
        yield f"stays:     {name}: {why}"


def _as_mail(payload: Payload, mail: Seen) -> Iterator[str]:
    yield f"addressed: {', '.join(payload.to) or 'to nobody yet'}"
    yield f"from:      {mail.sender}"
    yield f"subject:   {mail.subject}"
    for part in mail.parts:
        yield f"carries:   {part.kind}{f', {part.name}' if part.name else ''}, {len(part.content):,} bytes"


def _earlier(seen: Foreseen) -> str:
    row = seen.earlier.row
    if row is None:
        return "nothing of it was delivered there"
    words = {
        "open": "a delivery was begun and never confirmed",
        "arrived": "it was delivered",
        "failed": "a try failed",
    }
    return f"{words[seen.earlier.state]} at {row.at}"
