"""A finding: the passage, what it states, what that comes to, and why; and how much was understood."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]
SURE = {"error": "certain", "warning": "likely", "note": "worth a look"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not agree. ``quote`` is the passage as it stands in the document; ``stated``
    the number in question as written; ``computed`` what it comes to; ``line`` and ``page`` count from 1;
    ``mark`` where in the quote the number stands; ``cell`` the names of row and column of one in a table,
    ``table`` and ``row`` their numbers. ``place`` is where that is in words, unless
    its line is one of the file."""

    severity: Severity
    rule: str
    quote: str
    stated: str
    computed: str
    because: str
    line: int | None = None
    page: int | None = None
    file: str = ""
    mark: tuple[int, int] | None = None
    cell: str = ""
    table: int | None = None
    row: int | None = None
    place: str = ""

    @property
    def sure(self) -> str:
        """How sure the checker is, in a word."""
        return SURE[self.severity]

    @property
    def where(self) -> str:
        """The place in words: "page 3, table 2, row 4", "sheet Crime, row 7", "line 12"."""
        if self.place:
            return self.place
        return f"line {self.line}" if self.line is not None else ""

    @property
    def file_line(self) -> int | None:
        """The line of the file, where it is a file of lines."""
        return None if self.place else self.line

    @property
    def key(self) -> str:
        """A short name, the same for the same words: for dismissing it."""
        told = "\n".join((self.rule, self.stated, " ".join(self.quote.split())))
        return hashlib.sha256(told.encode()).hexdigest()[:7]


@dataclass(frozen=True, slots=True)
class Working:
    """A claim as it was worked out: its kind, the passage, the sum, and whether that is what is stated."""

    kind: str
    quote: str
    formula: str
    verdict: str
    line: int | None = None
    page: int | None = None
    file: str = ""
    place: str = ""

    @property
    def where(self) -> str:
        """The place in words."""
        return self.place or (f"line {self.line}" if self.line is not None else "")


@dataclass(frozen=True, slots=True)
class Checked:
    """How many numbers were read and how many claims were worked out, so that silence means something."""

    numbers: int = 0
    claims: int = 0

    def __add__(self, other: Checked) -> Checked:
        return Checked(self.numbers + other.numbers, self.claims + other.claims)
