"""What readers should never meet: names of the program's insides, straight quotes, skipped headings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reckoner.reports.checks.page import Page, around
from reckoner.reports.findings import Finding

RULES = ("machine-name", "straight-quote", "heading-order")
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+")
_MACHINE = re.compile(
    r"(?<![\w/])(?:[\w.-]+\.(?:ya?ml|csv|jinja|jsonl?|py|toml)|[a-z][a-z0-9]*(?:\.[a-z0-9_]+)*_[a-z0-9_.]*[a-z0-9])\b"
)
_STRAIGHT = re.compile(r"['\"]")


def find(page: Page) -> Iterator[Finding]:
    """Findings of this check in what was read of a page."""
    attributes = [(each.where, each.text) for each in page.attributes]
    for where, text in (*page.texts, *attributes):
        yield from _machine_names(where, text)
        yield from _straight_quotes(where, text)
    yield from _skipped(page.headings)


def _machine_names(where: str, text: str) -> Iterator[Finding]:
    for match in _MACHINE.finditer(_ADDRESS.sub(" ", text)):
        what = f"readers meet {match[0]!r}, a name that only this program knows"
        todo = "Say it in words. What only the office needs to know of a source belongs in its `notes`."
        yield Finding("error", "machine-name", what, where, around(text, match[0]), todo)


def _straight_quotes(where: str, text: str) -> Iterator[Finding]:
    if match := _STRAIGHT.search(_ADDRESS.sub(" ", text)):
        what = f"a straight {match[0]} stands where readers expect a curly one"
        todo = "Write ’ for an apostrophe, and ‘ ’ or “ ” around words."
        yield Finding("warning", "straight-quote", what, where, around(text, match[0]), todo)


def _skipped(headings: list[tuple[int, str, str]]) -> Iterator[Finding]:
    """A heading more than one level below the one before it, in this part or in the one before."""
    level = 0
    for found, where, text in headings:
        if found > level + 1:
            what = (
                f"a heading of level {found} follows one of level {level}"
                if level
                else (f"the first heading is of level {found}")
            )
            todo = "Readers who move by headings take a skipped level for a missing heading: go down by one."
            yield Finding("error", "heading-order", what, where, text[:60], todo)
        level = found
