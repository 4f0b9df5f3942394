"""What a value must look like, in words: a pattern alone tells a person nothing.

``Wrong`` is what a model's validators raise: pydantic takes it for a ValueError, and the reader of the file
finds in it which key is at fault and what to write instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import AfterValidator


class Wrong(ValueError):
    """One mistake in settings, or several: ``path`` leads from the model to the key at fault.

    A message with a path is a whole sentence; one without gets the name of its key in front.
    """

    def __init__(self, what: str, *path: str | int, todo: str | None = None) -> None:
        super().__init__(what)
        self.what, self.path, self.todo = what, path, todo
        self.all: tuple[Wrong, ...] = (self,)

    @classmethod
    def raise_for(cls, found: Iterable[Wrong]) -> None:
        """Raise all that were found together, if any."""
        kept = tuple(found)
        if kept:
            error = cls(kept[0].what, *kept[0].path, todo=kept[0].todo)
            error.all = kept
            raise error


@dataclass(frozen=True)
class Form:
    """What a text must look like: the pattern, what such a text is called, and an example of one."""

    pattern: re.Pattern[str]
    what: str
    example: str

    def __call__(self, text: str) -> str:
        """The text itself. Raises Wrong where it has another form."""
        if not self.pattern.fullmatch(text):
            raise Wrong(f"{text[:60]!r} is not {self.what}", todo=f"Write it like this: {self.example}")
        return text


def form(pattern: str, what: str, example: str) -> AfterValidator:
    """Text of that form, which is called ``what`` where it isn't."""
    return AfterValidator(Form(re.compile(pattern), what, example))
