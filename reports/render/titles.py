"""Titles over several lines: the last takes its share of the words, so that none stands alone, and no line
ends within a word."""

from __future__ import annotations

import re
from html import unescape
from itertools import accumulate

from markupsafe import Markup, escape

_PIECE = re.compile(r"<[^>]*>|&\w+;|&#\d+;|.", re.DOTALL)
_HYPHENED = re.compile(r"\w+(?:-\w+)+(?![^<]*>)")
_PART = re.compile(r"(?<=[?!:,]) ")
_SPACE, _KEPT = " ", "\N{NO-BREAK SPACE}"


def balanced(title: str, line: int) -> Markup:
    """A title whose last words keep together, where it takes more than one line of ``line`` characters.

    They are as many as come nearest to an equal share, and fewer than a line holds: WeasyPrint knows no
    `text-wrap`.
    """
    pieces = _PIECE.findall(str(escape(title)))
    after = _characters_after(pieces)
    spaces = [place for place, piece in enumerate(pieces) if piece == _SPACE and after[place] < line * 0.9]
    length = after[0] + 1 if pieces else 0
    if length <= line or not spaces:
        return Markup("".join(pieces))
    share = length / -(-length // line)
    break_at = min(spaces, key=lambda place: abs(after[place] - share))
    kept = (_KEPT if piece == _SPACE and place > break_at else piece for place, piece in enumerate(pieces))
    return Markup("".join(kept))


def whole_words(title: str) -> Markup:
    """A title in which no line ends at the hyphen of a word, such as "fly-tipping"."""
    return Markup(_HYPHENED.sub(r'<span class="kept">\g<0></span>', str(escape(title))))


def by_sense(title: Markup) -> Markup:
    """A title that is parted where its sense is, after a mark, before it is anywhere else."""
    parts = _PART.split(title)
    if len(parts) == 1:
        return title
    return Markup(" ".join(f'<span class="sense">{part}</span>' for part in parts))


def _characters_after(pieces: list[str]) -> list[int]:
    """For each piece how many characters a reader sees after it."""
    seen = [0 if piece.startswith("<") else len(unescape(piece)) for piece in pieces]
    return list(accumulate(seen[:0:-1], initial=0))[::-1] if seen else []
