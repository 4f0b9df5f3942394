"""What publication.yaml may say of a report alone."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from reckoner.reports.settings.colour import READABLE, Colour, contrast, nearest_readable
from reckoner.reports.settings.form import Wrong
from reckoner.reports.settings.yaml import Settings


def _readable(colour: str) -> str:
    if contrast(colour, "#FFFFFF") < READABLE:
        better = nearest_readable(colour, ["#FFFFFF"])
        raise Wrong(
            f"white letters on {colour} can't be read well", todo=f'Darker by as much as needed: "{better}".'
        )
    return colour


PartColour = Annotated[Colour, AfterValidator(_readable)]


class ReportOptions(Settings):
    """``colours`` are those that its parts may have; ``page_for_each_part`` makes a web page of each part."""

    colours: dict[str, PartColour] = Field(default_factory=dict)
    page_for_each_part: bool = False
