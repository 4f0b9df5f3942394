"""``reckoner new``: begin the next edition."""

from __future__ import annotations

from typing import Annotated

import typer

from reports.cli.options import CURRENT, HouseOption, PublicationArgument
from reports.cli.say import say


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog="Example: reckoner new newsletter 2026-03")(new)


def new(
    publication: PublicationArgument,
    edition: Annotated[str, typer.Argument(help="The new one, such as 2026-03.")],
    house: HouseOption = CURRENT,
) -> None:
    """Write the next edition's files: new dates, the last one's structure, the stories in hand."""
    from reports.compose.voice import wording_of
    from reports.content.scaffold import next_letter
    from reports.errors import Place, UsageError, WriteError
    from reports.settings.house import read_house

    root = house.resolve()
    settings = read_house(root)
    if settings.publication(publication).made_from != "letter and stories":
        raise UsageError(
            f"{publication} can't be begun in this way yet", todo="Copy the last edition's folder."
        )
    calendar = wording_of(settings).language.calendar
    for path, text in next_letter(root, publication, edition, calendar).items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        except OSError as problem:
            raise WriteError(f"it could not be written: {problem.strerror}", Place(str(path))) from None
        say(path.relative_to(root).as_posix())
