"""``reckoner extract``: the evidence inside a PDF, written out again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

_MOST_MB = 512


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog="Example: reckoner extract panel-paper.pdf --to evidence")(extract)


def extract(
    file: Annotated[Path, typer.Argument(help="A PDF that Reckoner made.")],
    to: Annotated[
        Path | None, typer.Option("--to", metavar="DIR", help="Where to write; by default beside it.")
    ] = None,
) -> None:
    """Write out the ledger and the data files that a PDF carries. Files that are there stay as they are."""
    from reckoner.reports.confined.plainfile import read_file
    from reckoner.reports.errors import InputError, Place, UsageError, WriteError
    from reckoner.reports.render.pdf.extract import extract as read_files

    if not file.exists():
        raise UsageError("there is no such file", Place(str(file)), "Name a PDF.")
    found = read_files(read_file(file, str(file), _MOST_MB), str(file))
    if not found:
        raise InputError("it carries no files", Place(str(file)), "Only PDFs that Reckoner made do.")
    folder = to or file.with_suffix("")
    taken = [name for name in found if (folder / name).exists()]
    if taken:
        raise WriteError(
            f"{taken[0]} is there already", Place(str(folder)), "Name another folder with --to DIR."
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in found.items():
            with (folder / name).open("xb") as new:  # never through a link, nor over what has come meanwhile
                new.write(content)
            typer.echo(f"{folder / name}")
    except OSError as problem:
        raise WriteError(
            f"it could not be written: {problem.strerror}", Place(str(folder)), "Name another."
        ) from None
