"""What readers should never meet: names of the program's insides, straight quotes, skipped headings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reckoner.reports.checks.page import Page, around
from reckoner.reports.findings import Finding
from reckoner.reports.markup import BLOCKS, HEADINGS, Element, MarkupReader

RULES = ("machine-name", "straight-quote", "heading-order")
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+")
_MACHINE = re.compile(
    r"(?<![\w/])(?:[\w.-]+\.(?:ya?ml|csv|jinja|jsonl?|py|toml)|[a-z][a-z0-9]*(?:\.[a-z0-9_]+)*_[a-z0-9_.]*[a-z0-9])\b"
)
_STRAIGHT = re.compile(r"['\"]")
_AS_TYPED = ("code", "pre", "kbd", "samp")  # whoever writes these means them


def find(html: str, page: Page) -> Iterator[Finding]:
    """Findings of this check in a page and what was read of it."""
    reader = _Reader()
    reader.read(html)
    reader.end()
    attributes = [(each.where, each.text) for each in page.attributes]
    for where, text in (*reader.texts, *attributes):
        yield from _machine_names(where, text)
        yield from _straight_quotes(where, text)
    yield from _skipped(reader.headings)


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


def _is_meant(element: Element) -> bool:
    """Whether its words stand as they are on purpose; a mark of a missing figure is a finding already."""
    return element.tag in _AS_TYPED or "to-come" in element.classes


class _Reader(MarkupReader):
    """All text of a page, block by block, that of sources and the imprint too; and its headings."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[tuple[str, str]] = []
        self.headings: list[tuple[int, str, str]] = []
        self.words, self.where = "", ""

    def started(self, element: Element) -> None:
        if element.tag in BLOCKS:
            self.end()
        if element.tag == "html":  # a document of several pages begins again on each
            self.headings.append((0, "", ""))
        if anchor := element.attributes.get("id"):
            self.where = f"#{anchor}"

    def ended(self, tag: str) -> None:
        words = " ".join(self.words.split())
        if tag in HEADINGS:
            self.headings.append((int(tag[1]), self.where, words))
        if tag in BLOCKS:
            self.end()

    def text(self, data: str) -> None:
        if not self.is_silent and not any(map(_is_meant, self.open)):
            self.words += data

    def end(self) -> None:
        """Keep the block that ends here."""
        if words := " ".join(self.words.split()):
            self.texts.append((self.where, words))
        self.words = ""
