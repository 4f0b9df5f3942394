"""No braces of a placeholder are left over, and no character hides or turns round what is read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reckoner.reports.checks.page import Page
from reckoner.reports.findings import Finding

RULES = ("left-over-braces", "hidden-character")
_BRACES = re.compile(r"\{\{|\}\}")
# Controls, halves of a pair, and Unicode's embeddings, overrides and isolates (UAX 9), which show "21" where
# "12" is written.
_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


def find(page: Page) -> Iterator[Finding]:
    """Findings of this check."""
    for block in (*page.blocks, *page.attributes):
        if found := _BRACES.search(block.text):
            quote = block.text[max(0, found.start() - 40) : found.end() + 40]
            what = "braces of a placeholder are left over"
            yield Finding("error", "left-over-braces", what, block.where, quote)
        for letter in sorted(set(_HIDDEN.findall(block.text))):
            what = f"there is a character that nobody sees (U+{ord(letter):04X})"
            yield Finding("error", "hidden-character", what, block.where, todo="Take it out of the source.")
