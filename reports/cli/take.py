"""``reckoner take``: take a new version of a received table in."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reckoner.reports.cli.consequences import print_consequences
from reckoner.reports.cli.options import CURRENT, UNSEEN, HouseOption
from reckoner.reports.cli.say import say
from reckoner.reports.errors import UsageError

if TYPE_CHECKING:
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
    if (sent := _commissioned(root, module, file)) is not None:
        _take_commissioned(root, sent, received, sender, dry_run=dry_run)
        return
    office = read_house(root).office
    receipt = Receipt(received.date() if received else date.today(), sender)
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
    for line in (line for one in taken for changes in one.changes for line in changes.lines()):
        say(line)
    if dry_run and any(changes.is_any for one in taken for changes in one.changes):
        print_consequences(root, module, again)
    for one in taken:
        _print_outcome(one, dry_run=dry_run)


def _commissioned(root: Path, module: str, file: Path | None) -> Path | None:
    """The file, where it is one that was sent out to be filled in; it finds its own module."""
    from reckoner.reports.commission.requests import asked_by_id
    from reckoner.reports.commission.sheet import id_of

    sent = file or Path(module)
    return sent if sent.is_file() and asked_by_id(root, id_of(sent)) else None


def _take_commissioned(
    root: Path, sent: Path, received: datetime | None, sender: str, *, dry_run: bool
) -> None:
    from reckoner.reports.commission.collecting import collect
    from reckoner.reports.sources.take import Receipt

    day = received.date() if received else date.today()
    receipt = Receipt(day, "" if sender == _NOBODY else sender)
    found = collect(root, sent, datetime.now(UTC), receipt, dry_run=dry_run)
    say(f"{sent.name} is {found.asked.key}, asked for {found.asked.publication} {found.asked.edition}.")
    for line in (line for changes in found.taken.changes for line in changes.lines()):
        say(line)
    if dry_run and any(changes.is_any for changes in found.taken.changes):
        print_consequences(root, found.module, found.again)
    _print_outcome(found.taken, dry_run=dry_run)


def _source(root: Path, database: Any) -> Source:
    from reckoner.reports.delivery.secret import read_secret
    from reckoner.reports.sources.database import Source

    def secret() -> str:
        return read_secret(root / database.secret).reveal()

    key = str(root / database.key) if database.key else ""
    return Source(database.address, secret if database.secret else None, key)


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
    for changes in tried.changes:
        for line in changes.lines():
            say(line)
    if call.dry_run and not plan.declaration and any(changes.is_any for changes in tried.changes):
        print_consequences(
            call.root, call.module, lambda house: carry_out(house, plan, call.file, call.receipt)
        )
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


def _print_outcome(taken: Taken, *, dry_run: bool) -> None:
    if taken.written:
        kept = f" The version before is kept as {taken.kept_as}." if taken.kept_as else ""
        say(f"Took in {taken.file}.{kept}")
    elif dry_run:
        say(f"Nothing was written. Run it without --dry-run to take {taken.file} in.")
    else:
        say(f"{taken.file} is what was taken in before; nothing was written.")
