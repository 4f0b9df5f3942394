"""``reckoner statutory list``: what the law asks of the office."""

from __future__ import annotations

import typer

from reckoner.reports.cli.options import CURRENT, Format, FormatOption, HouseOption
from reckoner.reports.cli.say import say
from reckoner.reports.errors import Place, SettingsError

NONE = "Write it with a line such as `of: police-and-crime-commissioner` (docs/starting.md)."
_HELP = "What the law asks of the office's publications."
_WHERE = {"report": "in the report", "website": "on the website", "after": "a step after"}


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help=_HELP, epilog="Example: reckoner statutory list", no_args_is_help=True)
    group.command("list", epilog="Example: reckoner statutory list")(list_duties)
    app.add_typer(group, name="statutory")


def list_duties(house: HouseOption = CURRENT, form: FormatOption = Format.text) -> None:
    """Each thing that the law asks of the office: where it has to stand, and the id that `answers:` takes."""
    from reckoner.reports.compose.statutory import CHECKLIST, read_checklist
    from reckoner.reports.settings.house import require_house

    root = house.resolve()
    require_house(root)
    checklist = read_checklist(root)
    if checklist is None:
        raise SettingsError("there is no list of duties", Place(CHECKLIST.as_posix()), NONE)
    if form is Format.json:
        typer.echo(checklist.model_dump_json(indent=1))
        return
    for law in checklist.laws:
        say(law.law)
        for asked in law.requirements:
            say(f"  {asked.id:10} {asked.at} ({_WHERE[asked.where]}): {asked.asks}")
    say(f"For: {', '.join(checklist.publications) or 'no publication; name one under `publications`'}.")
    if checklist.applies:
        say(f"The list applies {checklist.applies}")
    if checklist.checked:
        say(f"It was held against the law on {checklist.checked.isoformat()}. It is not legal advice.")
