"""A text with digits that is a name and no figure, as an edition or the whole house lists it."""

from __future__ import annotations

from pydantic import Field, field_validator

from reckoner.reports.settings.form import Wrong
from reckoner.reports.settings.yaml import Settings


class NotFigure(Settings):
    """Text with digits that is a name and not a figure, and why."""

    text: str
    reason: str = Field(min_length=3)

    @field_validator("text")
    @classmethod
    def _has_digits(cls, text: str) -> str:
        if not any(character.isdigit() for character in text):
            raise Wrong("it holds no digit, so it needs no entry", todo="Take this entry out.")
        return text
