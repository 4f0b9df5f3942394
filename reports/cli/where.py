"""``reckoner where``: where a measure is or was printed."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from reckoner.reports.cli.options import CURRENT, Format, FormatOption, HouseOption
from reckoner.reports.cli.say import complain, say

if TYPE_CHECKING:
    from reckoner.reports.recall.where import Delivered


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog="Example: reckoner where crimes_solved.solved")(where)


def where(
    name: Annotated[str, typer.Argument(help="A measure, a fact or a module, such as crimes_solved.solved.")],
    house: HouseOption = CURRENT,
    form: FormatOption = Format.text,
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
) -> None:
    """Show where a measure is named in words and was printed in delivered editions, then and now.

    The value now is given only for the same period, unit and base of comparison.
    """
    from reckoner.reports.drafts.history import history_of
    from reckoner.reports.recall.where import where as find
    from reckoner.reports.settings.house import read_house

    at_home = read_house(house.resolve())
    found = find(at_home, name, history_of(at_home).rows())
    if form is Format.json or as_json:
        typer.echo(json.dumps(asdict(found), indent=1, ensure_ascii=False))
        return
    if not found.named and not found.delivered:
        complain([f"Nothing names {name!r}, and nothing that is out printed it."])
        return
    for each in found.named:
        prints = f" prints {each.now}" if each.now else ""
        say(f"{each.edition} ({each.state})  {each.where}: {{{{ {each.placeholder} }}}}{prints}")
    for printed in found.delivered:
        _print(printed)


def _print(printed: Delivered) -> None:
    period = f", {printed.period}" if printed.period else ""
    now = "now not known" if not printed.now else f"now {printed.now}" if printed.differs else "as now"
    say(f"{printed.draft}, delivered {printed.on}: {printed.name}{period} printed {printed.printed}, {now}")
    for spot in printed.spots:
        say(f"  {spot.line()}")
