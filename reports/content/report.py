"""Front matter that only reports in parts have: their parts, and what an item has beside its words."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field

from reports.settings.yaml import Settings


def _words(value: object) -> object:
    """A single word stands for a list of one; numbers written without quotes are words here."""
    items = value if isinstance(value, list) else [value]
    return tuple(str(item) if isinstance(item, (int, Decimal)) else item for item in items)


Words = Annotated[tuple[str, ...], BeforeValidator(_words)]


class PartEntry(Settings):
    """A part: what sections call it, its title, the line above it, the name of its colour.

    With ``opener`` it begins with a page of its own, whose words a section with ``box: opening`` gives.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    title: str
    colour: str
    over: str = ""
    opener: bool = True


class KeyNumberEntry(Settings):
    """A number pulled out of the text. Both may hold placeholders."""

    figure: str
    words: str


class PictureEntry(Settings):
    """A picture from the folder ``pictures`` beside the words. All but the caption are asked for."""

    file: str = Field(pattern=r"^[A-Za-z0-9][\w.-]*\.(svg|png|jpg|jpeg)$")
    alt: str = ""
    caption: str = ""
    credit: str = ""


class SupplyEntry(Settings):
    """What somebody has yet to bring, in words for the marked place."""

    portrait: str = ""
    signature: str = ""
