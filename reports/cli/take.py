"""``reckoner take``: take a new version of a received table in."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reckoner.reports.cli.consequences import print_consequences
from reckoner.reports.cli.options import CURRENT, UNSEEN, HouseOption
from reckoner.reports.cli.say import say

if TYPE_CHECKING:
    from reckoner.reports.sources.take import Taken


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        epilog="Example: reckoner take recorded_crime 2024-05-hertfordshire-street.csv --from data.police.uk",
    )(take)


def take(
    module: Annotated[str, typer.Argument(help="The data module, such as recorded_crime.")],
    file: Annotated[
        Path | None,
        typer.Argument(help="The file received; without one, the database is asked.", **UNSEEN),
    ] = None,
    sender: Annotated[str, typer.Option("--from", help="Who sent it.")] = "not said",
    received: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The day it was received; today if not said."),
    ] = None,
    target: Annotated[
        str | None, typer.Option("--as", help="The file in the module that it replaces.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would change.")] = False,
    house: HouseOption = CURRENT,
) -> None:
    """Check a new version of a table, show what changes, keep the old one and record the new.

    With --dry-run it also lists what changes in each edition, and what is out with the old values.
    """
    from reckoner.reports.modules.taking import take_file, take_from_databases
    from reckoner.reports.settings.house import read_house
    from reckoner.reports.sources.take import Receipt

    root = house.resolve()
    office = read_house(root).office
    receipt = Receipt(received.date() if received else date.today(), sender)

    def again(house: Path, *, dry_run: bool = False) -> tuple[Taken, ...]:
        if file is None:
            databases = office.databases
            return take_from_databases(house, module, databases, receipt, table=target, dry_run=dry_run)
        return (take_file(house, module, file, receipt, target=target, dry_run=dry_run),)

    taken = again(root, dry_run=dry_run)
    for line in (line for one in taken for changes in one.changes for line in changes.lines()):
        say(line)
    if dry_run and any(changes.is_any for one in taken for changes in one.changes):
        print_consequences(root, module, again)
    for one in taken:
        _print_outcome(one, dry_run=dry_run)


def _print_outcome(taken: Taken, *, dry_run: bool) -> None:
    if taken.written:
        kept = f" The version before is kept as {taken.kept_as}." if taken.kept_as else ""
        say(f"Took in {taken.file}.{kept}")
    elif dry_run:
        say(f"Nothing was written. Run it without --dry-run to take {taken.file} in.")
    else:
        say(f"{taken.file} is what was taken in before; nothing was written.")
