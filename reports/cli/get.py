"""``reckoner drafts get``: a draft's files, for whoever is to read them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from reckoner.reports.cli.drafts import DraftArgument, drafts
from reckoner.reports.cli.options import CURRENT, UNSEEN, HouseOption
from reckoner.reports.cli.outgoing import put
from reckoner.reports.cli.say import say


def register() -> None:
    """Add the command."""
    drafts.command(epilog="Example: reckoner drafts get panel-paper/2025-11/draft-003 --to reading")(get)


def get(
    draft: DraftArgument,
    to: Annotated[
        Path,
        typer.Option("--to", metavar="DIR", help="Where to make a folder of the draft's name.", **UNSEEN),
    ] = CURRENT,
    house: HouseOption = CURRENT,
) -> int:
    """Write a copy of a draft's files to a folder of yours, to read them. What is there stays as it is.

    Exits with 1 where a file is not as it was kept.
    """
    from reckoner.reports.drafts.kept import find_draft, read_draft
    from reckoner.reports.settings.house import read_house

    kept = read_draft(find_draft(read_house(house.resolve()).output, draft))
    folder = to / kept.name.replace("/", "-")
    for name in kept.plain:
        put(folder / name, kept.read(name), fresh=True)
    for what in kept.damage:
        say(f"wrong: {what}")
    for name in sorted(name for name in kept.plain if name.endswith((".html", ".pdf", ".eml"))):
        if "/" not in name:
            say(str(folder / name))
    return int(bool(kept.damage))
