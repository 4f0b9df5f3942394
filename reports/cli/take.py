"""``reckoner take``: take a new version of a received table in."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reckoner.reports.cli.clock import today
from reckoner.reports.cli.consequences import print_consequences
from reckoner.reports.cli.options import CURRENT, UNSEEN, HouseOption
from reckoner.reports.cli.say import say
from reckoner.reports.errors import Place, UsageError

if TYPE_CHECKING:
    from reckoner.reports.commission.requests import Asked as AskedFor
    from reckoner.reports.sources.database import Source
    from reckoner.reports.sources.proposal import Asked
    from reckoner.reports.sources.take import Receipt, Taken


_NOBODY = "not said"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        epilog="Example: reckoner take crime 2024-05-hertfordshire-street.csv --from data.police.uk. "
        "A force's own sheet: "
        "reckoner take contact 'Contact October.xlsx' --map --from 'Force performance'",
    )(take)


def take(
    module: Annotated[
        str,
        typer.Argument(
            help="The data module, such as recorded_crime; or a table alone that was sent to be filled in."
        ),
    ],
    file: Annotated[
        Path | None,
        typer.Argument(help="The file received; without one, the database is asked.", **UNSEEN),
    ] = None,
    sender: Annotated[str, typer.Option("--from", help="Who sent it.")] = _NOBODY,
    received: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The day it was received; today if not said."),
    ] = None,
    target: Annotated[
        str | None, typer.Option("--as", help="The file in the module that it replaces.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would change.")] = False,
    mapped: Annotated[
        bool, typer.Option("--map", help="Propose how the sheet is read, ask once, and remember it.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="With --map: take it in as proposed, unasked.")] = False,
    sheet: Annotated[str, typer.Option("--sheet", help="With --map: which sheet.")] = "",
    at: Annotated[str, typer.Option("--at", help="With --map: the table's first cell, such as A3.")] = "",
    mark: Annotated[
        list[str] | None, typer.Option("--mark", help="With --map: what a mark means, such as '-=0'.")
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option("--column", help="With --map: where a column stands, such as 'month=A:month'."),
    ] = None,
    house: HouseOption = CURRENT,
) -> None:
    """Check a new version of a table, show what changes, keep the old one and record the new.

    With --dry-run it also lists what changes in each edition, and what is out with the old values.
    """
    from reckoner.reports.modules.taking import take_file, take_from_databases
    from reckoner.reports.settings.house import read_house
    from reckoner.reports.sources.proposal import Asked, asked_columns, asked_marks
    from reckoner.reports.sources.take import Receipt

    root = house.resolve()
    sent = file or Path(module)
    if (asked_for := _commissioned(root, sent)) is not None:
        _take_commissioned(root, asked_for, sent, received, sender, dry_run=dry_run)
        return
    _require_module(module, has_file=file is not None)
    settings = read_house(root)
    office = settings.office
    receipt = Receipt(received.date() if received else today(settings), sender)
    asked = Asked(sheet, at, asked_marks(mark or ()), asked_columns(column or ()))
    _require_map(mapped=mapped, is_needed=yes or asked != Asked(), has_file=file is not None)
    if mapped and file is not None:
        _take_mapped(_Call(root, module, file, receipt, target, dry_run=dry_run, yes=yes), asked)
        return

    def again(house: Path, *, dry_run: bool = False) -> tuple[Taken, ...]:
        if file is None:
            databases = {name: _source(root, each) for name, each in office.databases.items()}
            return take_from_databases(house, module, databases, receipt, table=target, dry_run=dry_run)
        return (take_file(house, module, file, receipt, target=target, dry_run=dry_run),)

    taken = again(root, dry_run=dry_run)
    _print_changes(root, module, taken, again, dry_run=dry_run)
    for one in taken:
        _print_outcome(one, dry_run=dry_run)


def _commissioned(root: Path, sent: Path) -> AskedFor | None:
    """What the file was sent out with, where it was to be filled in; then it finds its own module."""
    from reckoner.reports.commission.requests import asked_by_id
    from reckoner.reports.commission.sheet import id_of

    return asked_by_id(root, id_of(sent)) if sent.is_file() else None


def _take_commissioned(
    root: Path, asked: AskedFor, sent: Path, received: datetime | None, sender: str, *, dry_run: bool
) -> None:
    from reckoner.reports.commission.collecting import collect
    from reckoner.reports.settings.house import read_house
    from reckoner.reports.sources.take import Receipt

    day = received.date() if received else today(read_house(root))
    receipt = Receipt(day, "" if sender == _NOBODY else sender)
    found = collect(root, asked, sent, datetime.now(UTC), receipt, dry_run=dry_run)
    say(f"{sent.name} is {asked.key}, asked for {asked.publication} {asked.edition}.")
    _print_changes(root, found.module, (found.taken,), found.again, dry_run=dry_run)
    _print_outcome(found.taken, dry_run=dry_run)


def _source(root: Path, database: Any) -> Source:
    from reckoner.reports.delivery.secret import read_secret
    from reckoner.reports.sources.database import Source

    def secret() -> str:
        return read_secret(root / database.secret).reveal()

    key = str(root / database.key) if database.key else ""
    return Source(database.address, secret if database.secret else None, key)


def _require_module(module: str, *, has_file: bool) -> None:
    """Raises UsageError for a file alone that holds no id of a table that was asked for."""
    if has_file or not (Path(module).suffix or Path(module).name != module):
        return
    if not Path(module).is_file():
        raise UsageError("there is no such file", Place(module), "Name the file that came back.")
    what = f"there is no module {module!r}, and the file holds no id of a table that was asked for"
    raise UsageError(what, todo="Name the module that it belongs to first: reckoner take MODULE FILE.")


def _require_map(*, mapped: bool, is_needed: bool, has_file: bool) -> None:
    if is_needed and not mapped:
        what = "--yes, --sheet, --at, --mark and --column say how a sheet is mapped"
        raise UsageError(what, todo="Add --map, or leave them out.")
    if mapped and not has_file:
        raise UsageError("--map needs the file that was received", todo="Name it after the module.")


@dataclass(frozen=True)
class _Call:
    """What was asked for with ``--map``."""

    root: Path
    module: str
    file: Path
    receipt: Receipt
    target: str | None
    dry_run: bool
    yes: bool


def _take_mapped(call: _Call, asked: Asked) -> None:
    """Show what would be read, ask once where somebody can answer, and take it in."""
    from reckoner.reports.modules.mapping import carry_out, plan_taking, try_plan
    from reckoner.reports.sources.proposal import lines_of

    plan = plan_taking(call.root, call.module, call.file, call.receipt, asked, target=call.target)
    asks = sys.stdin.isatty() and sys.stdout.isatty() and not call.yes and not call.dry_run
    if asks and plan.proposal.open:
        marks = {mark: _meaning(mark) for mark in plan.proposal.open}
        asked = replace(asked, marks={**asked.marks, **marks})
        plan = plan_taking(call.root, call.module, call.file, call.receipt, asked, target=call.target)
    for line in lines_of(plan.proposal, call.file.name):
        say(line)
    tried = try_plan(call.root, plan, call.file, call.receipt)
    if plan.declaration:
        say(f"data/{call.module}/module.yaml would be written: it describes the table and its measures.")
    _print_changes(
        call.root, call.module, (tried,), lambda house: carry_out(house, plan, call.file, call.receipt),
        dry_run=call.dry_run and not plan.declaration,
    )  # fmt: skip
    if call.dry_run or not (call.yes or (asks and typer.confirm("Take it in so?"))):
        say("Nothing was written. To take it in so, run the same command with --yes.")
        raise typer.Exit(0 if call.dry_run else 1)
    taken = carry_out(call.root, plan, call.file, call.receipt)
    kept = f" The version before is kept as {taken.kept_as}." if taken.kept_as else ""
    say(f"Took in {taken.file}.{kept}")
    say(f"data/{call.module}/mappings.yaml says how it was read; the next version is read in the same way.")


def _meaning(mark: str) -> str:
    """What a person at the terminal says that a mark stands for; asked until it is one of the meanings."""
    from reckoner.reports.sources.mapping import MEANINGS

    known = ", ".join(MEANINGS)
    found = ""
    while found not in MEANINGS:
        found = str(typer.prompt(f"What does {mark!r} stand for: 0, or x for not available? ({known})"))
    return found


def _print_changes(
    root: Path, module: str, taken: Sequence[Taken], again: Callable[[Path], object], *, dry_run: bool
) -> None:
    """What changes in the tables and, where that is only tried, what follows from it."""
    found = [changes for one in taken for changes in one.changes]
    for line in (line for changes in found for line in changes.lines()):
        say(line)
    if dry_run and any(changes.is_any for changes in found):
        print_consequences(root, module, again)


def _print_outcome(taken: Taken, *, dry_run: bool) -> None:
    if taken.written:
        kept = f" The version before is kept as {taken.kept_as}." if taken.kept_as else ""
        say(f"Took in {taken.file}.{kept}")
    elif dry_run:
        say(f"Nothing was written. Run it without --dry-run to take {taken.file} in.")
    else:
        say(f"{taken.file} is what was taken in before; nothing was written.")
