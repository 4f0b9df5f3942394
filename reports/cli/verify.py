"""``reckoner verify``: prove the history and every file; take a history over, or note whose it is."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from reckoner.reports.cli.identity import system_user
from reckoner.reports.cli.options import CURRENT, Format, FormatOption, HouseOption
from reckoner.reports.cli.say import say
from reckoner.reports.errors import UsageError

if TYPE_CHECKING:
    from reckoner.reports.drafts.proof import ChainCheck
    from reckoner.reports.settings.house import House


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        epilog="Examples: reckoner verify --house /srv/office | "
        'reckoner verify --adopt --reason "The service moved to another machine"'
    )(verify)


def verify(
    head: Annotated[
        str, typer.Option("--head", help="The hash of a row, noted earlier, that must still be there.")
    ] = "",
    adopt: Annotated[
        bool, typer.Option("--adopt", help="Take the history over as it is, on record; needs --reason.")
    ] = False,
    reason: Annotated[str, typer.Option("--reason", help="Why, for --adopt.")] = "",
    trust: Annotated[
        str, typer.Option("--trust", metavar="KEY", help="Note on this machine that the history is KEY's.")
    ] = "",
    house: HouseOption = CURRENT,
    form: FormatOption = Format.text,
) -> int:
    """Prove that no row of the history and no byte of a draft or of a delivered copy has changed.

    Exits with 1 where one has.
    """
    from reckoner.reports.drafts.history import history_of
    from reckoner.reports.drafts.proof import prove
    from reckoner.reports.settings.house import read_house

    at_home = read_house(house.resolve())
    if adopt or reason:
        _adopt(at_home, adopt, reason)
    if trust:
        row = history_of(at_home).trust(trust)
        say(f"Noted on this machine: the history is the key {row.key}'s, up to row {row.number}.")
    proved = prove(at_home.output, history_of(at_home), head, at_home)
    if form is Format.json:
        typer.echo(json.dumps(asdict(proved), indent=1))
    else:
        _print(proved)
    return int(bool(proved.wrong))


def _print(proved: ChainCheck) -> None:
    for fault in proved.wrong:
        first, *rest = fault.lines()
        say(f"wrong: {first}")
        for line in rest:
            say(line)
    for note in proved.notes:
        say(f"note: {note}")
    sound = "sound rows" if proved.wrong else "rows"
    looked = f"{proved.drafts} drafts, {proved.files} files, {proved.copies} delivered copies"
    say(f"{proved.rows} {sound}, {looked}.")
    if proved.rows:
        say(f"Last row: {proved.head}")
        say(f"Signed by: {proved.key or 'nobody'}")


def _adopt(house: House, adopt: bool, reason: str) -> None:
    from reckoner.reports.drafts.history import Act, history_of

    if not (adopt and len(reason.strip()) >= 10):
        raise UsageError(
            "--adopt needs --reason, of ten letters or more, and the other way round",
            todo='Such as: reckoner verify --adopt --reason "The service moved to another machine"',
        )
    user = system_user()
    person = next((each.id for each in house.office.people if each.user == user), "")
    act = Act("adopted", "", "", person, user, datetime.now(UTC), {"reason": reason})
    row = history_of(house).adopt(act)
    say(f"Row {row.number} says that you took the history over. It is signed by the key {row.key}.")
