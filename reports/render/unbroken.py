"""What a line of a web page never parts: a number and its unit, and short words joined by a hyphen."""

from __future__ import annotations

import re

_SPACE = "\N{NO-BREAK SPACE}"
# What holds no lines of the page's own, words that may follow a printed whole number, and any tag.
_ASIDE, _WORDS = r"<(head|style|svg)\b.*?</\1>", r"(?P<figure>[\d,]+</data>)?(?P<words>[^<]+)"
_PIECE = re.compile(rf"{_ASIDE}|{_WORDS}|<[^>]*>", re.DOTALL)
_UNITS = "mph|kmh?|days?|weeks?|months?|years?|hours?|minutes?|million|billion|per cent|am|pm|MB|KB"
_BEFORE_UNIT = re.compile(
    rf"(?<=\d) (?=(?:{_UNITS})\b)|(?<=\b[Pp]age) (?=\d)|(?<=\b[Pp]ages) (?=\d)|(?<=\b[Ss]ection) (?=\d)"
)
_PAGES = re.compile(r"(pages\s\d+) (and|to) (\d+)")
# After such a number any word is its unit, but for those that only join.
_NO_UNITS = "per|of|to|in|and|or|out|for|from|by|with|on|at|as|but|is|are|was|were|had|such|divided"
_AFTER_FIGURE = re.compile(rf"^ (?!(?:{_NO_UNITS})\b)(?=[a-z]{{2,12}}\b)")
# One part is as short as "anti", and all is no longer than "self-employed".
_ENDS, _JOINED = r"(?![\w-])", r"[A-Za-z]{1,4}-[A-Za-z]+|[A-Za-z]+-[A-Za-z]{1,4}"
_HYPHENED = re.compile(rf"(?<![\w-])(?=[\w-]{{4,13}}{_ENDS})(?:{_JOINED}){_ENDS}")


def unbroken(page: str) -> str:
    """A page whose lines keep these together."""
    return _PIECE.sub(_kept, page)


def _kept(piece: re.Match[str]) -> str:
    text = piece["words"]
    if text is None:
        return piece[0]
    if piece["figure"]:
        text = _AFTER_FIGURE.sub(_SPACE, text)
    text = _PAGES.sub(rf"\1{_SPACE}\2{_SPACE}\3", _BEFORE_UNIT.sub(_SPACE, text))
    return (piece["figure"] or "") + _HYPHENED.sub(r'<span class="kept">\g<0></span>', text)
