"""The mail's HTML read back: its elements with their styles, by day and by night."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {"meta", "link", "img", "br", "hr", "input", "col", "wbr"}
_NIGHT = re.compile(r"@media \(prefers-color-scheme: dark\)\s*\{((?:[^{}]*\{[^{}]*\})*)\s*\}")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_STYLE = re.compile(r"<!--.*?-->|<style[^>]*>(.*?)</style>", re.DOTALL)
Styles = dict[str, str]


@dataclass
class Element:
    """An open element: its tag, classes, attributes, and its own style by day."""

    tag: str
    classes: frozenset[str]
    attributes: dict[str, str]
    style: Styles
    hidden: bool = False


@dataclass
class Piece:
    """A stretch of text and the elements around it, outermost first."""

    text: str
    around: tuple[Element, ...]

    @property
    def hidden(self) -> bool:
        """Whether no reader sees it."""
        return any(element.hidden for element in self.around)


@dataclass
class MailPage:
    """What a mail holds, in reading order. ``night`` are the rules for dark screens."""

    pieces: list[Piece] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)
    night: list[tuple[str, Styles]] = field(default_factory=list)


def read_mail(html: str) -> MailPage:
    """Read a mail. Comments for old Outlook are passed over."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.page.night = list(_night_rules(html))
    return reader.page


def text_in(page: MailPage, wanted: str) -> Iterator[tuple[Element, str]]:
    """Each element with that tag, with the text inside it."""
    for element in page.elements:
        if element.tag == wanted:
            inside = (p.text for p in page.pieces if any(around is element for around in p.around))
            yield element, " ".join("".join(inside).split())


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


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = MailPage()
        self.open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        style = declarations(given.get("style", ""))
        hidden = tag in ("style", "script", "title", "head") or style.get("display") == "none"
        element = Element(tag, frozenset(given.get("class", "").split()), given, style, hidden)
        self.page.elements.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if any(element.tag == tag for element in self.open):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.page.pieces.append(Piece(data, tuple(self.open)))
