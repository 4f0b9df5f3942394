"""Quotes in sentences that hold figures: one right before a figure opens, one right after it closes."""

from __future__ import annotations

from reckoner.reports.figures.printed import Sentence
from reckoner.reports.settings.typographer import typographic


def typographic_sentence(sentence: Sentence) -> Sentence:
    """The sentence with curly quotes and apostrophes."""
    return tuple(
        _beside(part, place > 0, place + 1 < len(sentence)) if isinstance(part, str) else part
        for place, part in enumerate(sentence)
    )


def _beside(words: str, follows: bool, leads: bool) -> str:
    """The words as they come out with a figure before or after them."""
    start, stop = int(follows), -1 if leads else None
    return typographic(f"{'0' * follows}{words}{'0' * leads}")[start:stop]
