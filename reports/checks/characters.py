"""No braces of a placeholder are left over, and no character hides or turns round what is read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from reckoner.reports.checks.page import Page
from reckoner.reports.findings import Finding

RULES = ("left-over-braces", "hidden-character")
_BRACES = re.compile(r"\{\{|\}\}")
# Unicode's embeddings, overrides and isolates (UAX 9): they show "21" where "12" is written.
_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def find(page: Page) -> Iterator[Finding]:
    """Findings of this check."""
    for block in (*page.blocks, *page.attributes):
        if found := _BRACES.search(block.text):
            quote = block.text[max(0, found.start() - 40) : found.end() + 40]
            what = "braces of a placeholder are left over"
            yield Finding("error", "left-over-braces", what, block.where, quote)
        for letter in sorted({letter for letter in block.text if _hides(letter)}):
            what = f"there is a character that nobody sees (U+{ord(letter):04X})"
            yield Finding("error", "hidden-character", what, block.where, todo="Take it out of the source.")


def _hides(letter: str) -> bool:
    return letter in _TURNS or unicodedata.category(letter) in ("Cc", "Cs")
