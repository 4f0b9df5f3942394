"""``reckoner missing``: which figures are still to come, from whom and by when."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reckoner.reports.cli.clock import today
from reckoner.reports.cli.options import CURRENT, Format, FormatOption, HouseOption
from reckoner.reports.cli.say import say

if TYPE_CHECKING:
    from reckoner.reports.content.due import Due


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog="Examples: reckoner missing | reckoner missing panel-paper 2026-02 --json")(missing)


def missing(
    publication: Annotated[
        str | None, typer.Argument(help="Only those of this publication, such as panel-paper.")
    ] = None,
    edition: Annotated[str | None, typer.Argument(help="Only those of this edition.")] = None,
    house: HouseOption = CURRENT,
    form: FormatOption = Format.text,
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
) -> None:
    """List the figures that words still wait for ({{ to_come ... }}): what is overdue first, then by date."""
    from reckoner.reports.content.due import due_in
    from reckoner.reports.settings.house import read_house

    settings = read_house(house.resolve())
    calendar = settings.schedules.calendar.work_calendar()
    found = [
        each
        for each in due_in(settings.root, settings.office, calendar, today(settings))
        if publication in (None, each.awaited.publication) and edition in (None, each.awaited.edition)
    ]
    if as_json or form is Format.json:
        typer.echo(json.dumps([_as_data(each) for each in found], indent=1, ensure_ascii=False))
        return
    for each in found:
        say(each.line())
        say(f"  {each.awaited.where}")
    late = sum(each.is_overdue for each in found)
    say(f"{len(found)} still to come, {late} overdue." if found else "Nothing is still to come.")


def _as_data(each: Due) -> dict[str, Any]:
    awaited = each.awaited
    return {
        "publication": awaited.publication,
        "edition": awaited.edition,
        "what": awaited.figure.what,
        "from": awaited.figure.person,
        "role": each.role,
        "by": awaited.figure.by.isoformat(),
        "working_days_left": each.days,
        "overdue": each.is_overdue,
        "file": awaited.where.path,
        "line": awaited.where.line,
    }
