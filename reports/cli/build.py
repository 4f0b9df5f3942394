"""``reckoner build``: make a draft."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reports.cli.options import CURRENT, HouseOption, PublicationArgument
from reports.cli.progress import shown

if TYPE_CHECKING:
    from reports.build import Built


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        epilog="Examples: reckoner build panel-paper 2025-11 | reckoner build panel-paper --all",
    )(build)


def build(
    publication: PublicationArgument,
    edition: Annotated[str | None, typer.Argument(help="Which one; without it, the one now due.")] = None,
    house: HouseOption = CURRENT,
    every: Annotated[bool, typer.Option("--all", help="Build every edition that has words.")] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Keep a new draft even where nothing changed.")
    ] = False,
) -> int:
    """Make one draft of an edition and check it. Exits with 1 where a finding is an error."""
    from reports.build import STEPS, build
    from reports.content.edition import edition_keys
    from reports.errors import UsageError

    if every and edition:
        raise UsageError("--all builds every edition, so none may be named", todo="Leave out one of the two.")
    root = house.resolve()
    keys = edition_keys(root / "content", publication) if every else [edition or _due(root, publication)]
    if not keys:
        raise UsageError(
            f"{publication} has no editions", todo=f"Write content/{publication}/EDITION/edition.md."
        )
    worst = 0
    for key in keys:
        with shown(f"{publication} {key}", len(STEPS)) as progress:
            built = build(root, publication, key, again=again, progress=progress)
        _print(built)
        worst = max(worst, int(built.is_unfit))
    return worst


def _due(root: Path, publication: str) -> str:
    from reports.schedule.due import edition_due

    return edition_due(root, publication, date.today())


def _print(built: Built) -> None:
    for finding in built.findings:
        for line in finding.lines():
            typer.echo(line)
    saved = built.saved
    if not saved.is_new:
        typer.echo(f"Nothing changed: same as {saved.name}.")
    errors = sum(finding.severity == "error" for finding in built.findings)
    if errors:
        typer.echo(f"Kept as unfit: {errors} finding{'s' * (errors != 1)} of severity error.")
    folder = _shown(saved.folder)
    for path in sorted(saved.folder.glob("*.html")) + sorted(saved.folder.glob("*.pdf")):
        typer.echo(f"{folder}/{path.name}")


def _shown(path: Path) -> str:
    """The path as a person here would type it."""
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()
