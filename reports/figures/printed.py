"""A figure as it stands on the page, and the sentences that hold such figures."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from reports.figures.figure import Figure


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure with the text it was printed as. Only the wording makes one.

    ``rounded`` is the value at the printed precision, in the figure's unit.
    """

    figure: Figure
    text: str
    rounded: Decimal


Sentence = tuple[str | Printed, ...]


def plain(sentence: Sentence) -> str:
    """The sentence as text."""
    return "".join(part if isinstance(part, str) else part.text for part in sentence)


def printed_in(sentence: Sentence) -> tuple[Printed, ...]:
    """The figures of a sentence in order."""
    return tuple(part for part in sentence if isinstance(part, Printed))
