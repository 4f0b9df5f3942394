"""Options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

HouseOption = Annotated[
    Path,
    typer.Option(
        "--house", metavar="DIR", readable=False,  # whoever may not read it may have a service that does
        help="The folder that holds the office's settings, data and words.",
    ),
]  # fmt: skip
PublicationArgument = Annotated[str, typer.Argument(help="The kind of document, such as panel-paper.")]


class Format(StrEnum):
    """How a list is printed."""

    text = "text"
    json = "json"


FormatOption = Annotated[Format, typer.Option("--format", help="How to print the list.")]
# For paths of a caller's choosing: where the service reads the command line, it looks at none of them.
UNSEEN: Any = {"readable": False}
CURRENT = Path()
