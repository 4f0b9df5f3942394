"""``reckoner deliver``: carry a draft out on a channel."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated

import typer

from reports.cli.drafts import DraftArgument
from reports.cli.identity import system_user
from reports.cli.options import CURRENT, HouseOption
from reports.cli.say import say
from reports.errors import UsageError


class Outcome(StrEnum):
    """What became of a delivery that was never confirmed."""

    arrived = "arrived"
    not_arrived = "not-arrived"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        epilog="Examples: reckoner deliver panel-paper/2025-11/draft-003 --to shelf | "
        'reckoner deliver panel-paper/2025-11 --to reviewers --settle arrived --reason "Ann has it"'
    )(deliver)


def deliver(
    draft: DraftArgument,
    to: Annotated[str, typer.Option("--to", metavar="CHANNEL", help="A channel of office.yaml.")],
    outcome: Annotated[
        Outcome | None, typer.Option("--settle", help="Say what became of a delivery that is open.")
    ] = None,
    reason: Annotated[str, typer.Option("--reason", help="How you know, for --settle.")] = "",
    house: HouseOption = CURRENT,
) -> None:
    """Carry a draft out: a proof to the office's own people, an approved draft to where it belongs.

    What is there already is not sent again.
    """
    from reports.delivery.deliver import Order, settle
    from reports.delivery.deliver import deliver as carry
    from reports.drafts.approval import identify
    from reports.drafts.kept import find_draft, read_draft
    from reports.render.pdf.stamp import stamp
    from reports.settings.house import read_house

    at_home = read_house(house.resolve())
    kept = read_draft(find_draft(at_home.output, draft))
    who = identify(at_home.office, system_user())
    held = at_home.schedules.held(datetime.now(UTC)) or ""
    order = Order(at_home, kept, to, who, datetime.now(UTC), held=held, stamp=stamp)
    if outcome is not None:
        if not reason.strip():
            raise UsageError("--settle needs --reason", todo="Say how you know.")
        settle(order, outcome.value, reason)
        say(f"{kept.name} on {to}: recorded as {outcome.value}.")
        return
    done = carry(order)
    say(f"{kept.name} {'is now' if done.is_new else 'was there already'}: {done.where}")
