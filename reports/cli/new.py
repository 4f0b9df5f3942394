"""``reckoner new``: begin the next edition."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from reckoner.reports.cli.options import CURRENT, HouseOption, PublicationArgument
from reckoner.reports.cli.say import say

if TYPE_CHECKING:
    from reckoner.reports.rollover.carry import CarryOver
    from reckoner.reports.rollover.edition import NewEdition


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog="Example: reckoner new newsletter 2026-03 --dry-run")(new)


def new(
    publication: PublicationArgument,
    edition: Annotated[
        str | None, typer.Argument(help="The new one, such as 2026-03; without it, the one after the last.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be written, and stop.")] = False,
    house: HouseOption = CURRENT,
) -> None:
    """Begin the next edition from the last: its words, its periods moved on, every file to be read."""
    from reckoner.reports.compose.wording import wording_of
    from reckoner.reports.kinds.registry import kind_of
    from reckoner.reports.settings.house import read_house

    settings = read_house(house.resolve())
    calendar = wording_of(settings).language.calendar
    meant = settings.publication(publication)
    begun = kind_of(meant).begin(settings, meant, edition, calendar)
    if not dry_run:
        begun.write()
    for line in _told(begun, publication, dry_run=dry_run):
        say(line)


def _told(begun: NewEdition, publication: str, *, dry_run: bool) -> Iterator[str]:
    key = begun.after.key
    yield from (f"{begun.shown}/{name}" for name in begun.files)
    yield f"{publication} {key}, begun from {begun.after.last}" + (
        ": nothing is written." if dry_run else "."
    )
    for file in begun.carried:
        yield from _periods(file)
    yield from _kept(begun)
    if dry_run:
        return
    yield "Next:"
    yield "  1. Read each file. Write what is new, and take its line `check:` out: no draft is fit before."
    yield f"  2. reckoner figures {publication} {key}    what each name prints now, and of which period"
    yield f"  3. reckoner build {publication} {key}"


def _periods(file: CarryOver) -> Iterator[str]:
    for move in file.moves:
        change = f"{move.old} -> {move.new}" if move.new != move.old else f"{move.old}, as before"
        doubt = "" if move.known else ": its form doesn't tell how it moves; look at it"
        doubt = ": its figures have no such period" if move.once else doubt
        yield f"period {move.name} in {file.name}: {change}{doubt}"


def _kept(begun: NewEdition) -> Iterator[str]:
    """What was carried over as it is and may no longer hold."""
    for file in begun.carried:
        if file.by_hand:
            yield f"periods written out in {file.name}, as before: {', '.join(file.by_hand)}"
    if begun.charts:
        yield f"periods written out in charts.yaml, as before: {', '.join(begun.charts)}"
    for file in begun.carried:
        if file.names:
            yield f"not_figures in {file.name}, as before: {'; '.join(file.names)}"
    if begun.naming_year:
        yield f"the words name the last edition's year: {', '.join(begun.naming_year)}"
    if begun.left_out:
        yield f"not carried over: {', '.join(begun.left_out)}"
