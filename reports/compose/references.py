"""Which modules an edition's words refer to, so that no others need be read."""

from __future__ import annotations

import re

from reports.content.edition import EditionWords

_GROUP = re.compile(r"\{\{\s*(?:chart\s+|table\s+)?([a-z0-9_]+)\.[a-z0-9_]")


def names_in(words: EditionWords) -> frozenset[str]:
    """The groups (modules, or heads of facts) named in the words, headings included."""
    files = (words.file, *(section.file for section in words.sections))
    texts = [file.markdown for file in files] + [section.front.title for section in words.sections]
    return frozenset(group for text in texts for group in _GROUP.findall(text))
