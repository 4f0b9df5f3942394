"""A table of contents against the headings of the text.

Each entry ("Introduction ..... 3", or an item of "In this edition:") should come back as a heading, in its
words or the first of them. The finding is a warning: an entry may be worded otherwise on purpose.

For: an entry whose heading is shortened or continued; a list of topics that announces no headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reckoner.reports.audit.document import Block, Document, Table
from reckoner.reports.audit.finding import Finding
from reckoner.reports.audit.language.grid import words_of
from reckoner.reports.audit.relations.claim import Claims

_LEADS = re.compile(
    r"(?:in this (?:edition|issue|newsletter|report|update|paper)|(?:table of )?contents)\b[^.]{0,40}:?\s*$",
    re.IGNORECASE,
)
_ENTRY_END = re.compile(r"[\s.…]*[0-9]{1,3}\s*$")
_ENTRY_START = re.compile(r"^\s*(?:[0-9]{1,2}[a-z]?[.)]?|[a-z][.)])\s+")
_ENOUGH = 0.6


def find(document: Document, claims: Claims) -> Iterator[Finding]:
    """Findings of this rule in a document."""
    parts = document.parts
    for at, part in enumerate(parts):
        if not isinstance(part, Block) or len(part.text) > 120 or not _LEADS.search(part.text):
            continue
        entries, after = _entries(document, at + 1)
        if 2 <= len(entries) <= 60:
            claims.count("contents", part.text)
            yield from _missing(document, entries, after)
        return


def _entries(document: Document, start: int) -> tuple[list[tuple[str, int | None, int | None]], int]:
    """The entries' words with their places, and the index of the first part after them."""
    entries: list[tuple[str, int | None, int | None]] = []
    at = start
    parts = document.parts
    in_a_list = at < len(parts) and _is_item(parts[at])
    while at < len(parts) and len(entries) < 80:
        part = parts[at]
        if in_a_list and not _is_item(part):
            break
        if isinstance(part, Table):
            rows = [(next((c for c in row.cells if len(c) > 3), ""), row.line, row.page) for row in part.rows]
            entries += [(text, line, page) for text, line, page in rows if text]
            at += 1
            break
        if len(part.text) > 160 or part.text.rstrip().endswith((".", ":")):
            break
        line, page = part.place(0)
        entries.append((part.text, line, page))
        at += 1
        if len(entries) > 2 and _same(entries[-1][0], entries[0][0]):
            entries.pop()
            at -= 1
            break
    return entries, at


def _is_item(part: Block | Table) -> bool:
    return isinstance(part, Block) and part.kind == "item"


def _plain(text: str) -> str:
    return _ENTRY_START.sub("", _ENTRY_END.sub("", text)).strip().lower()


def _same(first: str, second: str) -> bool:
    return _plain(first) == _plain(second)


def _missing(
    document: Document, entries: list[tuple[str, int | None, int | None]], after: int
) -> Iterator[Finding]:
    """Entries that no short block repeats; none at all where most are missing: then it was no contents."""
    headings = [
        part.text for part in document.parts[after:] if isinstance(part, Block) and len(part.text) < 260
    ]
    headings += [row.text for part in document.parts[after:] if isinstance(part, Table) for row in part.rows]
    known = [words_of(heading[:200]) for heading in headings]
    missing = [entry for entry in entries if not _is_known(entry[0], known)]
    if not missing or len(missing) * 2 >= len(entries):
        return
    for text, line, page in missing:
        because = f"the contents list {len(entries)} items, and no heading in the text has these words."
        stated, found = f"{len(entries)} items listed", f"{len(entries) - len(missing)} headings found"
        yield Finding(
            "warning", "contents", text.strip(), stated, found, because[:1].upper() + because[1:], line, page
        )


def _is_known(entry: str, known: list[frozenset[str]]) -> bool:
    words = words_of(_plain(entry))
    if len(words) < 2:
        return True
    for heading in known:
        shared = len(words & heading)
        if heading and shared >= _ENOUGH * min(len(words), max(len(heading), 3)) and shared > 1:
            return True
    return False
