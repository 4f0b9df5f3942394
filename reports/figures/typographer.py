"""Apostrophes and quotes as printers set them, in words that come from settings and not from Markdown."""

from __future__ import annotations

import re

from reckoner.reports.figures.printed import Sentence

_OPENING = re.compile(r"""(^|[\s(\[{–—/-])(["'])(?=\S)""")
_OPEN, _CLOSED = {"'": "‘", '"': "“"}, {"'": "’", '"': "”"}
_ELIDED = re.compile(r"(?<![^\s(])'(?=\d\ds?\b)")


def typographic(words: str) -> str:
    """The words with curly quotes: 'the year's "best" month' and the '90s come out as they should."""
    words = _ELIDED.sub("’", words)
    words = _OPENING.sub(lambda match: match[1] + _OPEN[match[2]], words)
    return re.sub(r"""["']""", lambda match: _CLOSED[match[0]], words)


def typographic_sentence(sentence: Sentence) -> Sentence:
    """The same of a sentence: a quote right before a figure opens, one right after it closes."""
    return tuple(
        _beside(part, place > 0, place + 1 < len(sentence)) if isinstance(part, str) else part
        for place, part in enumerate(sentence)
    )


def _beside(words: str, follows: bool, leads: bool) -> str:
    """The words as they come out with a figure before or after them."""
    start, stop = int(follows), -1 if leads else None
    return typographic(f"{'0' * follows}{words}{'0' * leads}")[start:stop]
