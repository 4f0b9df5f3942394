"""What front matter of every kind is made of."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, model_validator

from reckoner.reports.settings.form import Wrong, form
from reckoner.reports.settings.typographer import typographic
from reckoner.reports.settings.yaml import Settings

_PLAIN = re.compile(r"\w[\w .()+-]*\.[A-Za-z]+")
_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".tif", ".tiff", ".heic", ".heif", ".svg")


def _without_braces(text: str) -> str:
    if "{{" in text or "}}" in text:
        raise Wrong(
            "it can't hold a placeholder: it also names the file and the window",
            todo="Write it in plain words, and put the figure into the text.",
        )
    return typographic(text)


def _words(value: object) -> object:
    """A single word stands for a list of one; numbers written without quotes are words here."""
    items = value if isinstance(value, list) else [value]
    return tuple(str(item) if isinstance(item, (int, Decimal)) else item for item in items)


PlainText = Annotated[str, AfterValidator(_without_braces)]
PeriodName = Annotated[
    str, form(r"[a-z][a-z0-9_]*", "a name for a period: small letters, digits and _ only", "year_to_date")
]
Words = Annotated[tuple[str, ...], BeforeValidator(_words)]


def _picture(name: str) -> str:
    if not _PLAIN.fullmatch(name):
        raise ValueError(f"{name!r} is not a file's name; put the picture into `pictures` beside the words")
    if not name.lower().endswith(_PICTURES):
        raise ValueError(
            f"{name!r} is not a picture that can be read; save it as JPEG or PNG, a drawing as SVG"
        )
    return name


class PictureFront(Settings):
    """A picture: a file in the folder ``pictures`` beside the words. Alt text and credit are asked for.

    ``decoration`` says that it tells readers nothing: then it has no alt text, and is passed over in silence.
    ``focus`` is the side that stays in view where there is room for a part of it.
    """

    file: Annotated[str, AfterValidator(_picture)]
    alt: PlainText = ""
    caption: PlainText = ""
    credit: PlainText = ""
    decoration: bool = False
    focus: Literal["left", "centre", "right"] = "centre"

    @model_validator(mode="after")
    def _decoration_says_nothing(self) -> PictureFront:
        if self.decoration and (self.alt or self.caption):
            raise Wrong(
                "a picture that is decoration has no alt text and no caption",
                todo="Take `decoration` out if the picture tells readers something, or else the words.",
            )
        return self

    @property
    def lacks_words(self) -> bool:
        """Whether nothing says what it shows, though it shows something."""
        return not self.decoration and not self.alt.strip()
