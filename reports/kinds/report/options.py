"""What publication.yaml may say of a report alone."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from reports.settings.colour import COLOUR, READABLE, contrast
from reports.settings.yaml import Settings


def _readable(colour: str) -> str:
    if not COLOUR.fullmatch(colour):
        raise ValueError(f"{colour!r} is not a colour; write it like #12436D")
    if contrast(colour, "#FFFFFF") < READABLE:
        raise ValueError(f"white letters on {colour} can't be read well: choose a darker one")
    return colour


PartColour = Annotated[str, AfterValidator(_readable)]


class ReportOptions(Settings):
    """``colours`` are those that its parts may have; ``page_for_each_part`` makes a web page of each part."""

    colours: dict[str, PartColour] = Field(default_factory=dict)
    page_for_each_part: bool = False
