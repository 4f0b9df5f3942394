"""``reckoner figures``: every name an editor can use, with value, unit, period and source."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from reckoner.reports.cli.options import CURRENT, Format, FormatOption, HouseOption, PublicationArgument
from reckoner.reports.cli.say import complain, say

_WIDEST = 48  # a reason why there is no value may be longer, and pushes nothing but its own line


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog="Example: reckoner figures panel-paper 2025-11 --only hotspot")(figures)


def figures(
    publication: PublicationArgument,
    edition: Annotated[str, typer.Argument(help="The edition whose periods are used, such as 2025-11.")],
    only: Annotated[str, typer.Option(help="Show only names that hold this text.")] = "",
    house: HouseOption = CURRENT,
    form: FormatOption = Format.text,
) -> None:
    """List the names that words may use between {{ and }}, with what each prints in this edition."""
    from reckoner.reports.compose.listing import list_figures
    from reckoner.reports.compose.occasion import occasion_of
    from reckoner.reports.compose.wording import wording_of
    from reckoner.reports.kinds.registry import read_whole
    from reckoner.reports.settings.house import read_house

    settings = read_house(house.resolve())
    meant = settings.publication(publication)
    words = read_whole(settings.root, meant, edition)
    occasion = occasion_of(settings, meant, edition, wording_of(settings))
    rows = [row for row in list_figures(settings, words, occasion) if only in row.name]
    if form is Format.json:
        typer.echo(json.dumps([row.__dict__ for row in rows], indent=1, ensure_ascii=False))
        return
    if not rows and only:
        complain([f"No name holds {only!r}.", f"  All names: reckoner figures {publication} {edition}"])
    widths = [
        max((len(cell) for cell in column if len(cell) <= _WIDEST), default=0)
        for column in zip(*(r.short for r in rows), strict=True)
    ]
    for row in rows:
        line = "  ".join(cell.ljust(width) for cell, width in zip(row.short, widths, strict=True))
        say(f"{line}  {row.source}")
