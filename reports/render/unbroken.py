"""What a line of a web page never parts: a number and its unit, and short words joined by a hyphen."""

from __future__ import annotations

import re

_SPACE = "\N{NO-BREAK SPACE}"
# What is no text that a browser wraps, and any tag.
_ASIDE = re.compile(r"(<(?:head|style|svg|title)\b.*?</(?:head|style|svg|title)>|<[^>]*>)", re.DOTALL)
_UNITS = "mph|kmh?|days?|weeks?|months?|years?|hours?|minutes?|million|billion|per cent|am|pm|MB|KB"
_BEFORE_UNIT = re.compile(rf"(?<=\d) (?=(?:{_UNITS})\b)|(?<=\b[Pp]age) (?=\d)|(?<=\b[Pp]ages) (?=\d)")
_PAGES = re.compile(r"(pages\s\d+) (and|to) (\d+)")
# After a printed figure any word is its unit, but for those that only join.
_AFTER_FIGURE = re.compile(
    r"^ (?!(?:per|of|to|in|and|or|out|for|from|by|with|on|at|as|but|is|are|was|were|had|such|divided)\b)(?=[a-z]{2,12}\b)"
)
# One part is as short as "anti", and all is no longer than "self-employed".
_JOINED = re.compile(
    r"(?<![\w-])(?=[\w-]{4,13}(?![\w-]))(?:[A-Za-z]{1,4}-[A-Za-z]+|[A-Za-z]+-[A-Za-z]{1,4})(?![\w-])"
)


def unbroken(page: str) -> str:
    """A page whose lines keep these together."""
    parts = _ASIDE.split(page)
    for at in range(0, len(parts), 2):
        if parts[at].strip():
            parts[at] = _kept(parts[at], after_figure=at > 0 and parts[at - 1] == "</data>")
    return "".join(parts)


def _kept(text: str, *, after_figure: bool) -> str:
    if after_figure:
        text = _AFTER_FIGURE.sub(_SPACE, text)
    text = _PAGES.sub(rf"\1{_SPACE}\2{_SPACE}\3", _BEFORE_UNIT.sub(_SPACE, text))
    return _JOINED.sub(r'<span class="kept">\g<0></span>', text)
