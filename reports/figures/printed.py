"""A figure as it stands on the page, and the sentences that hold such figures."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NoReturn

from reckoner.reports.figures.figure import Figure


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure with the text it was printed as. Only the wording makes one.

    ``rounded`` is the value at the printed precision, in the figure's unit. Like the figure it refuses to
    become text by the way (``~`` or ``join`` in a template): then nobody could tell it from typed digits.
    """

    figure: Figure
    text: str
    rounded: Decimal

    def _refuse(self, *_: object) -> NoReturn:
        raise TypeError(f"the figure {self.figure.name} can't be joined to text: print it by itself")

    __str__ = __format__ = __html__ = _refuse


@dataclass(frozen=True, slots=True)
class Gap:
    """The mark where a figure will stand and doesn't yet: ``text`` is what is seen, brackets included."""

    text: str


Part = str | Printed | Gap
Sentence = tuple[Part, ...]


def plain(sentence: Sentence) -> str:
    """The sentence as text."""
    return "".join(part if isinstance(part, str) else part.text for part in sentence)


def unparted(words: str) -> str:
    """Words that no line may end between, such as a telephone number."""
    return words.replace(" ", "\N{NO-BREAK SPACE}")


def printed_in(sentence: Sentence) -> tuple[Printed, ...]:
    """The figures of a sentence in order."""
    return tuple(part for part in sentence if isinstance(part, Printed))
