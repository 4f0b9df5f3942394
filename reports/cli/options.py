"""Options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

HouseOption = Annotated[
    Path,
    typer.Option(
        "--house", metavar="DIR", help="The folder that holds the office's settings, data and words."
    ),
]
PublicationArgument = Annotated[str, typer.Argument(help="The kind of document, such as panel-paper.")]


class Format(StrEnum):
    """How a list is printed."""

    text = "text"
    json = "json"


FormatOption = Annotated[Format, typer.Option("--format", help="How to print the list.")]
CURRENT = Path()
