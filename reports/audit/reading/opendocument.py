"""What texts and sheets of OpenDocument share: their styles, and the words of a paragraph (part 3, 6.1)."""

from __future__ import annotations

import re

from reckoner.reports.audit.reading.package import Attributes, Package
from reckoner.reports.audit.reading.writing import Writing

CONTENT = "content.xml"
_MOST_SPACES = 100
_RAISED = re.compile(r"super|[1-9][0-9]*%? ")


class Styles:
    """The names of styles that raise what is written, and of those that hide a table."""

    skipped: frozenset[str] = frozenset({"body", "scripts"})

    def __init__(self) -> None:
        self.raised: set[str] = set()
        self.hidden: set[str] = set()
        self._style = ""

    def start(self, name: str, given: Attributes) -> None:
        """An element begins."""
        if name == "style":
            self._style = given.get("name", "")
            if given.get("parent-style-name") in self.raised:
                self.raised.add(self._style)
        elif name == "text-properties" and _RAISED.match(given.get("text-position", "")):
            self.raised.add(self._style)
        elif name == "table-properties" and given.get("display") == "false":
            self.hidden.add(self._style)

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """Text."""


def styles_of(package: Package) -> Styles:
    """The styles of a file, its common ones first."""
    styles = Styles()
    for part in ("styles.xml", CONTENT):
        if part in package.names:
            package.read(part, styles)
    return styles


class Words:
    """Follows the words of paragraphs into a writing."""

    def __init__(self, writing: Writing, styles: Styles) -> None:
        self.writing, self._styles = writing, styles
        self._spans: list[bool] = []
        self.speaking = 0

    def start(self, name: str, given: Attributes) -> None:
        """An element begins."""
        match name:
            case "p" | "h":
                self.speaking += 1
            case "span":
                self._spans.append(given.get("style-name") in self._styles.raised)
            case "s":
                self.writing.say(" " * min(int(given.get("c", "1")), _MOST_SPACES))
            case "tab" | "line-break":
                self.writing.say(" ")

    def end(self, name: str) -> None:
        """An element ends."""
        if name == "span" and self._spans:
            self._spans.pop()
        elif name in ("p", "h"):
            self.speaking -= 1

    def text(self, text: str) -> None:
        """Text."""
        if self.speaking:
            self.writing.say(text, any(self._spans))
