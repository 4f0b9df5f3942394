"""A long report for the screen: a web page for each part, with contents, and a way on and back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from reports.booklet import Part
from reports.document import Document
from reports.figures.language import Language
from reports.figures.printed import plain
from reports.render.html import Dresser, Templates

TEMPLATE = "leaf.html.jinja"
_ANCHOR = re.compile(r' id="([^"]+)"')
_INSIDE = re.compile(r' href="#([^"]+)"')
_ACROSS = re.compile(r' href="([\w-]+\.html)#([^"]+)"')
Kind = Literal["front", "part", "priorities", "glossary", "sources", "contact"]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page: its file's name without ``.html``, what it holds, its title."""

    stem: str
    kind: Kind
    title: str
    part: Part | None = None

    @property
    def file(self) -> str:
        """The file's name."""
        return f"{self.stem}.html"


def render_leaves(document: Document, templates: Templates) -> dict[str, str]:
    """The pages by file name, in order, each link led to the page where its goal stands.

    Raises SettingsError where a template is wrong.
    """
    leaves = list(_leaves(document, templates.language))
    around = [None, *leaves, None]
    dresser, pages = Dresser(document, templates, "screen"), {}
    for (before, leaf), (_, after) in pairwise(pairwise(around)):
        assert leaf is not None
        pages[leaf.file] = dresser.fill(TEMPLATE, leaf=leaf, leaves=leaves, before=before, after=after)
    return _linked(pages)


def joined(pages: Mapping[str, str]) -> str:
    """The pages as one, for checks that look at the whole: links across pages lead within it again.

    A link that names the wrong page stays as it is, and is found to lead nowhere.
    """
    anchors = {name: set(_ANCHOR.findall(page)) for name, page in pages.items()}

    def within(match: re.Match[str]) -> str:
        return f' href="#{match[2]}"' if match[2] in anchors.get(match[1], ()) else match[0]

    return "\n".join(_ACROSS.sub(within, page) for page in pages.values())


def _leaves(document: Document, language: Language) -> Iterator[Leaf]:
    booklet, say = document.booklet, language.say
    assert booklet is not None
    yield Leaf(document.publication, "front", say("document.contents"))
    for part in booklet.parts:
        yield Leaf(part.id, "part", part.title, part)
    if booklet.priorities:
        yield Leaf("priorities", "priorities", say("document.priority_table"))
    if booklet.abbreviations:
        yield Leaf("glossary", "glossary", say("document.glossary"))
    yield Leaf("sources", "sources", say("document.sources"))
    contact = next((plain(s.title) for s in document.sections if s.box == "contact"), say("document.imprint"))
    yield Leaf("contact", "contact", contact)


def _linked(pages: Mapping[str, str]) -> dict[str, str]:
    home = {anchor: name for name, page in pages.items() for anchor in _ANCHOR.findall(page)}

    def linked(name: str, page: str) -> str:
        def across(match: re.Match[str]) -> str:
            there = home.get(match[1], name)
            return match[0] if there == name else f' href="{there}#{match[1]}"'

        return _INSIDE.sub(across, page)

    return {name: linked(name, page) for name, page in pages.items()}
