"""``reckoner correct``: open a draft that supersedes a delivered one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from reckoner.reports.cli.build import note_kept, print_built, recording
from reckoner.reports.cli.clock import today
from reckoner.reports.cli.identity import system_user
from reckoner.reports.cli.interrupted import keeping
from reckoner.reports.cli.options import CURRENT, HouseOption
from reckoner.reports.cli.say import say

if TYPE_CHECKING:
    from reckoner.reports.settings.house import House


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        epilog='Example: reckoner correct panel-paper/2025-11 --reason "The October figure was revised"',
    )(correct)


def correct(
    edition: Annotated[str, typer.Argument(help="A delivered edition, such as panel-paper/2025-11.")],
    reason: Annotated[str, typer.Option("--reason", help="What was wrong and why; it is printed.")],
    house: HouseOption = CURRENT,
) -> int:
    """Build a corrected draft of a delivered edition: put the data or words right first.

    The draft prints a note of correction with each figure as it was and is. The delivered one stays.
    """
    from reckoner.reports.settings.house import read_house

    return draft_correction(read_house(house.resolve()), edition, reason)


def draft_correction(at_home: House, edition: str, reason: str) -> int:
    """Draft one correction, record it and say so; gives 1 where the draft is unfit. Raises ReckonerError."""
    from reckoner.reports.build import STEPS
    from reckoner.reports.drafts.approval import identify
    from reckoner.reports.recall.correcting import Correcting, correct

    who, root = identify(at_home.office, system_user()), at_home.root
    asked = Correcting(at_home, edition, reason, who, datetime.now(UTC), today(at_home))
    with keeping() as held:
        heard = held.heard_by(lambda _number, _name: None, len(STEPS))
        done = correct(asked, heard, recording(root), lambda built: note_kept(root, built, held))
        say(f"{done.draft} supersedes {done.delivered}, which stays as it is.")
        for change in done.changes:
            say(f"  {change.line()}")
        for each in done.others:
            say(f"look at {each.line()}")
    print_built(done.built)
    return int(done.built.is_unfit)
