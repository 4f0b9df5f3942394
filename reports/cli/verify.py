"""``reckoner verify``: prove the history and every file."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

import typer

from reports.cli.options import CURRENT, Format, FormatOption, HouseOption
from reports.cli.say import say


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog="Example: reckoner verify --house /srv/office")(verify)


def verify(
    head: Annotated[
        str, typer.Option("--head", help="The hash of a row, noted earlier, that must still be there.")
    ] = "",
    house: HouseOption = CURRENT,
    form: FormatOption = Format.text,
) -> int:
    """Prove that no row of the history and no byte of a draft has changed. Exits with 1 where one has."""
    from reports.drafts.history import history_of
    from reports.drafts.proof import prove
    from reports.settings.house import read_house

    at_home = read_house(house.resolve())
    proved = prove(at_home.output, history_of(at_home), head)
    if form is Format.json:
        typer.echo(json.dumps(asdict(proved), indent=1))
        return int(bool(proved.wrong))
    for what in proved.wrong:
        say(f"wrong: {what}")
    say(f"{proved.rows} rows, {proved.drafts} drafts, {proved.files} files. Last row: {proved.head}")
    return int(bool(proved.wrong))
