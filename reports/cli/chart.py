"""``reckoner chart``: draw one chart alone."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from reckoner.reports.cli.options import CURRENT, UNSEEN, HouseOption
from reckoner.reports.cli.outgoing import put


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog="Example: reckoner chart call_handling.half_year 2025-10 --to pictures")(chart)


def chart(
    name: Annotated[str, typer.Argument(help="The chart as editors call it, such as hotspot.shares.")],
    period: Annotated[
        str | None,
        typer.Argument(help="Its latest month, such as 2025-10; without it, the newest edition's."),
    ] = None,
    to: Annotated[
        Path, typer.Option("--to", metavar="DIR", help="Where to write the files.", **UNSEEN)
    ] = CURRENT,
    house: HouseOption = CURRENT,
) -> None:
    """Draw one chart with title and source inside: SVG, PNG and its data; its alt text is printed."""
    from reckoner.reports.compose.single import draw_alone
    from reckoner.reports.errors import UsageError
    from reckoner.reports.figures.printed import plain
    from reckoner.reports.kinds.registry import newest_words
    from reckoner.reports.periods.period import Period
    from reckoner.reports.settings.house import read_house

    try:
        latest = Period.parse(period) if period else None
    except ValueError as problem:
        raise UsageError(str(problem)) from None
    settings = read_house(house.resolve())
    drawing = draw_alone(settings, name, latest, newest_words(settings))
    stem = name.replace(".", "-")
    for ending, content in (("svg", drawing.svg), ("png", drawing.png), ("csv", drawing.csv.encode())):
        put(to / f"{stem}.{ending}", content)
        typer.echo(f"{to / stem}.{ending}")
    typer.echo(plain(drawing.alt))
