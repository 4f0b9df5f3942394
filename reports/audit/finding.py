"""A finding: the passage, what it states, what that comes to, and why; and how much was understood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]
SURE = {"error": "certain", "warning": "likely", "note": "worth a look"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not agree. ``quote`` is the passage as it stands in the document; ``stated``
    the number in question as written; ``computed`` what it comes to; ``line`` and ``page`` count from 1;
    ``mark`` where in the quote the number stands; ``cell`` the row and column of one in a table."""

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

    @property
    def sure(self) -> str:
        """How sure the checker is, in a word."""
        return SURE[self.severity]

    @property
    def where(self) -> str:
        """The place in words: "page 3", "line 12"."""
        if self.page is not None:
            return f"page {self.page}"
        return f"line {self.line}" if self.line is not None else ""


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


@dataclass(frozen=True, slots=True)
class Checked:
    """How many numbers were read and how many claims were worked out, so that silence means something."""

    numbers: int = 0
    claims: int = 0

    def __add__(self, other: Checked) -> Checked:
        return Checked(self.numbers + other.numbers, self.claims + other.claims)
