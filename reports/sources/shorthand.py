"""The shorthand of official statistics in square brackets: why a value is missing, or of what kind it is.

The list is that of the Analysis Function's guidance on symbols in tables. A mark is kept as it was received
and printed with its key.
"""

from __future__ import annotations

import re
from typing import Final

MISSING: Final = ("c", "x", "z", "low", "w")
"""Marks that stand in place of a value."""
BESIDE: Final = ("b", "e", "f", "p", "r", "u", "ns")
"""Marks that stand beside a value."""

_MARK = re.compile(r"\[([a-z]{1,3})\]")
_BESIDE = re.compile(rf"(.*?)\s*((?:\[(?:{'|'.join(BESIDE)})\]\s*)+)")


def reason_of(text: str) -> str:
    """The mark, where a text is one that stands in place of a value; otherwise nothing."""
    return text if text in {f"[{name}]" for name in MISSING} else ""


def without_marks(text: str) -> tuple[str, str]:
    """A value's text and the marks beside it: ``20 [r]`` is ``20`` and ``[r]``."""
    match = _BESIDE.fullmatch(text)
    if match is None or not match[1]:
        return text, ""
    return match[1], "".join(match[2].split())


def names_in(marks: str) -> tuple[str, ...]:
    """The marks without their brackets: ``[r][p]`` has r and p."""
    return tuple(_MARK.findall(marks))
