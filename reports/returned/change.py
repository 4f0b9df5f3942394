"""A change that somebody made, as it is shown and as it would be put into the words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from reckoner.reports.returned.token import Tokens
from reckoner.reports.word.line import Stamp

Kind = Literal["words", "split", "joined", "added", "removed", "moved", "figure", "unplaced"]
KIND_WORDS: dict[Kind, str] = {
    "words": "words",
    "split": "a paragraph was split",
    "joined": "paragraphs were joined",
    "added": "added",
    "removed": "taken out",
    "moved": "moved",
    "figure": "figure",
    "unplaced": "words without a place",
}
Fate = Literal["overtyped", "made vague", "deleted", "copied", "moved", "kept"]


@dataclass(frozen=True, slots=True)
class FigureChange:
    """What became of a figure: its placeholder, what it printed, what stands there now."""

    fate: Fate
    placeholder: str
    old: str
    new: str = ""

    @property
    def asks(self) -> bool:
        """Whether somebody has to say what is wrong: the source, the wording, or the editor."""
        return self.fate in ("overtyped", "made vague")


@dataclass(frozen=True, slots=True)
class Span:
    """Where a change belongs: lines ``first`` to ``last`` of the sent file, tokens ``start`` to ``end``.

    The tokens count through those lines with a break between two of them.
    """

    first: int
    last: int
    start: int
    end: int


@dataclass(slots=True)
class Change:
    """One change. ``file`` is the file of words it belongs to; without one nobody wrote those words.

    ``tokens`` are what shall stand there; ``worded`` the same where an overtyped figure is to become words.
    """

    kind: Kind
    place: str
    old: str
    new: str
    stamp: Stamp
    file: str = ""
    span: Span | None = None
    tokens: Tokens = ()
    worded: Tokens = ()
    figures: tuple[FigureChange, ...] = ()
    numbers: tuple[str, ...] = ()
    why: str = ""
    number: int = 0
    after: int = -1  # the line of the sent file that an added line follows
    line_kind: str = ""
    level: int = 0
    typed: Tokens = ()  # an added line as it came
    goes: Span | None = None  # the line that a moved one came from
    above: tuple[Tokens, ...] = ()  # lines that were added between that line and this one
    above_kind: str = ""  # what the last of them is
    notes: list[str] = field(default_factory=list)

    @property
    def asks(self) -> bool:
        """Whether it only puts a question: a figure was typed over and nothing else."""
        return any(figure.asks for figure in self.figures)
