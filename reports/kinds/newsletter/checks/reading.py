"""The mail's HTML read back: its elements with their styles, by day and by night."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from reckoner.reports.markup import Element, MarkupReader

_NIGHT = re.compile(r"@media \(prefers-color-scheme: dark\)\s*\{((?:[^{}]*\{[^{}]*\})*)\s*\}")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_STYLE = re.compile(r"<!--.*?-->|<style[^>]*>(.*?)</style>", re.DOTALL)
Styles = Mapping[str, str]


@dataclass
class Piece:
    """A stretch of text and the elements around it, outermost first."""

    text: str
    around: tuple[Element, ...]

    @property
    def hidden(self) -> bool:
        """Whether no reader sees it."""
        return any(is_hidden(element) for element in self.around)


@dataclass
class MailPage:
    """What a mail holds, in reading order. ``night`` are the rules for dark screens."""

    pieces: list[Piece] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)
    night: list[tuple[str, Styles]] = field(default_factory=list)


def read_mail(html: str) -> MailPage:
    """Read a mail. Comments for old Outlook are passed over."""
    reader = _Reader()
    reader.read(html)
    reader.page.night = list(_night_rules(html))
    return reader.page


def text_in(page: MailPage, wanted: str) -> Iterator[tuple[Element, str]]:
    """Each element with that tag, with the text inside it."""
    for element in page.elements:
        if element.tag == wanted:
            inside = (p.text for p in page.pieces if any(around is element for around in p.around))
            yield element, " ".join("".join(inside).split())


def style_of(element: Element) -> Styles:
    """An element's own style, as it is by day."""
    return declarations(element.attributes.get("style", ""))


def is_hidden(element: Element) -> bool:
    """Whether no reader sees what an element holds."""
    return element.tag in ("style", "script", "title", "head") or style_of(element).get("display") == "none"


@cache
def declarations(text: str) -> Styles:
    """The declarations of a style, later ones winning."""
    pairs = (part.partition(":") for part in text.split(";") if ":" in part)
    return {
        name.strip().lower(): value.strip().removesuffix("!important").strip() for name, _, value in pairs
    }


def _night_rules(html: str) -> Iterator[tuple[str, Styles]]:
    for sheet in _STYLE.finditer(html):
        for block in _NIGHT.finditer(sheet[1] or ""):
            for rule in _RULE.finditer(block[1]):
                for selector in rule[1].split(","):
                    yield selector.strip(), declarations(rule[2])


class _Reader(MarkupReader):
    def __init__(self) -> None:
        super().__init__()
        self.page = MailPage()

    def started(self, element: Element) -> None:
        self.page.elements.append(element)

    def text(self, data: str) -> None:
        if data.strip():
            self.page.pieces.append(Piece(data, tuple(self.open)))
