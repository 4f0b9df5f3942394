"""``reckoner init``: a house to begin with, made from the program alone."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from reckoner.reports.cli.say import say


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog='Example: reckoner init office --kind mayor --area "West Exampleshire"')(init)


_ASKED = {
    "area": "Area",
    "force": "Police force",
    "name": "Name of the office",
    "body": "What the body is called",
    "holder": "Who holds the office",
    "address": "Postal address, lines separated by commas",
    "email": "Email address",
    "website": "Website",
    "primary": "Main colour",
    "accent": "Second colour",
}


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new folder, or an empty one.")],
    kind: Annotated[
        str | None,
        typer.Option(help="police-and-crime-commissioner, mayor or policing-and-crime-board."),
    ] = None,
    area: Annotated[str | None, typer.Option(help="The area, such as Exampleshire.")] = None,
    force: Annotated[str | None, typer.Option(help="The police force.")] = None,
    name: Annotated[str | None, typer.Option(help="The office's full name.")] = None,
    body: Annotated[str | None, typer.Option(help="What the body is called in sentences.")] = None,
    holder: Annotated[str | None, typer.Option(help="Who holds the office.")] = None,
    address: Annotated[str | None, typer.Option(help="Lines of the address, with commas between.")] = None,
    email: Annotated[str | None, typer.Option(help="The office's email address.")] = None,
    website: Annotated[str | None, typer.Option(help="Its website, beginning with https://.")] = None,
    primary: Annotated[str | None, typer.Option(help="The colour of headings, such as #12436D.")] = None,
    accent: Annotated[str | None, typer.Option(help="A second colour, such as #801650.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing; what isn't given is an example.")] = False,
) -> None:
    """Begin an office's folder: settings, sample figures, and first editions of all four kinds of document.

    It asks for what isn't given, if there is somebody at a terminal. Nothing is ever overwritten, and the
    folder is there whole or not at all.
    """
    from reckoner.reports.drafts.safe import safe_of
    from reckoner.reports.starters.begin import begin_house, filled, require_empty
    from reckoner.reports.starters.profile import profile_names, read_profile
    from reckoner.reports.starters.values import answers, date_values, office_values

    given = {
        "area": area, "force": force, "name": name, "body": body, "holder": holder, "address": address,
        "email": email, "website": website, "primary": primary, "accent": accent,
    }  # fmt: skip
    told = {key: value for key, value in given.items() if value}
    require_empty(folder.absolute())
    office, told = (
        _asked(kind, told) if not yes and sys.stdin.isatty() else (kind or profile_names()[0], told)
    )
    profile = read_profile(office)
    values = office_values(answers(office, profile, told)) | date_values(date.today())
    begin_house(folder.absolute(), filled("house", values), _look)
    if before := safe_of(folder).set_aside():
        say(f"A house stood in {folder} before; what was noted of its history is now in {before}.")
    for line in _next(folder, profile.what):
        say(line)


def _asked(kind: str | None, told: dict[str, str]) -> tuple[str, dict[str, str]]:
    """The kind of office and the answers, asked for where they weren't given."""
    from reckoner.reports.starters.profile import profile_names, read_profile
    from reckoner.reports.starters.values import answers

    kinds = profile_names()
    office = kind or typer.prompt(f"Kind of office ({', '.join(kinds)})", default=kinds[0])
    profile = read_profile(office)
    for key, question in _ASKED.items():
        if key not in told:
            told[key] = typer.prompt(question, default=answers(office, profile, told)[key])
    return office, told


def _look(root: Path) -> None:
    """Raises SettingsError where what was told makes no house: a colour that can't be read, an address."""
    from reckoner.reports.settings.house import read_house
    from reckoner.reports.settings.publication import publication_names

    house = read_house(root)
    for name in publication_names(root):
        house.publication(name)


def _next(folder: Path, kind: str) -> list[str]:
    there = "" if folder.absolute() == Path.cwd() else f"cd {folder} && "
    return [
        f"Begun in {folder}: the folder of {kind}. Its figures are invented samples.",
        "Next:",
        f"  1. {there}reckoner build --all      makes the first four documents",
        "  2. reckoner doctor                what is still missing",
        "  3. office.yaml                    correct the people, colours and addresses",
        "  4. reckoner new module NAME --from FILE    the office's own figures in place of the samples",
    ]
