"""A finished HTML page read back the way a reader meets it: blocks of text, figures, pictures, links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reckoner.reports.markup import BLOCKS, HEADINGS, Element, MarkupReader

DRAWN = "drawn in the page"  # stands for the address of a picture that is part of the page
FIGURE = "\ufffc"  # stands in a block's text where a recorded figure was printed
# Numbers by their markup: paragraph and section numbers, source marks and labels, and words that
# come whole from settings, from a source's own notes, or from a draft that is put right.
_BY_MARKUP = (
    ".number",
    ".chart-data",  # looked at with the chart's own figures
    ".sources",
    ".sources-line",
    ".label",
    ".places",
    ".citation",
    ".imprint",
    ".notice",
    ".running-twin",
    ".details",
    ".banner",
    ".correction",
    ".to-come",  # a mark for a figure that is not there yet, which is a finding of its own
)
_MEANT = ("code", "pre", "kbd", "samp", ".to-come")  # whoever writes these means them as they are
_READ_ALOUD = ("alt", "title", "aria-label", "aria-description")


@dataclass
class TextBlock:
    """The text of one block; ``figures`` are the printed figures in it, each a FIGURE in ``text``.

    ``where`` is the nearest place in the page that has a name, ``inside`` all such places around it.
    """

    where: str
    text: str = ""
    figures: list[str] = field(default_factory=list)
    inside: frozenset[str] = frozenset()


@dataclass
class Page:
    """What a page holds. ``attributes`` are the texts that are shown or read aloud but stand in no block.

    ``figures`` are those of the page, ``data`` those of the charts' descriptions and tables below them,
    ``again`` those of what a first page repeats from within. ``texts`` are all its texts with the place that
    was named last before them, numbers and sources too, but for what is typed as it is; ``headings`` have
    their level before that, 0 where a page of several begins.
    """

    blocks: list[TextBlock] = field(default_factory=list)
    attributes: list[TextBlock] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)
    data: list[str] = field(default_factory=list)
    again: list[str] = field(default_factory=list)
    pictures: list[Mapping[str, str | None]] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    texts: list[tuple[str, str]] = field(default_factory=list)
    headings: list[tuple[int, str, str]] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)


def around(text: str, part: str) -> str:
    """A part of a block's text with what stands on both sides of it, to be quoted."""
    at = text.find(part)
    return text[max(0, at - 40) : at + len(part) + 40].replace(FIGURE, "…").strip()


def read_page(html: str) -> Page:
    """Read a page."""
    reader = _Reader()
    reader.read(html)
    reader.end_block()
    return reader.page


class _Reader(MarkupReader):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page()
        self.block = TextBlock("")
        self.figure: list[str] | None = None
        self.link: list[str] | None = None
        self.words = ""

    def started(self, element: Element) -> None:
        tag, given = element.tag, element.attributes
        if tag in BLOCKS:
            self.end_block()
        if tag == "html":
            self.page.headings.append((0, "", ""))
        if given.get("id"):
            self.page.anchors.append(given["id"])
        if tag == "img":
            self.page.pictures.append(given)
        elif tag == "svg":
            self.page.pictures.append({"src": DRAWN, "alt": given.get("aria-label")})
        self.note_attributes(tag, given)
        if tag == "br":
            self.block.text += " "
        if tag == "data" and "figure" in element.classes:
            self.figure = []
        if tag == "a" and "href" in given:
            self.link = []
            self.page.links.append((given["href"], ""))

    def ended(self, tag: str) -> None:
        if tag == "data" and self.figure is not None:
            printed, self.figure = " ".join("".join(self.figure).split()), None
            self.keep(printed)
        if tag == "a" and self.link is not None:
            self.page.links[-1] = (self.page.links[-1][0], "".join(self.link).strip())
            self.link = None
        if tag in HEADINGS:
            self.page.headings.append((int(tag[1]), self.last_named, " ".join(self.words.split())))
        if tag in BLOCKS:
            self.end_block()

    def text(self, data: str) -> None:
        is_silent, around = self.is_silent, self.around
        if not is_silent and around.isdisjoint(_MEANT):
            self.words += data
        if self.link is not None:
            self.link.append(data)
        if self.figure is not None:
            self.figure.append(data)
        elif not is_silent and around.isdisjoint(_BY_MARKUP):
            self.block.text += data

    def keep(self, printed: str) -> None:
        if ".chart-data" in self.around:
            self.page.data.append(printed)
            return
        (self.page.again if ".again" in self.around else self.page.figures).append(printed)
        self.block.figures.append(printed)
        self.block.text += FIGURE

    @property
    def last_named(self) -> str:
        return f"#{self.page.anchors[-1]}" if self.page.anchors else ""

    def end_block(self) -> None:
        if words := " ".join(self.words.split()):
            self.page.texts.append((self.last_named, words))
        self.words = ""
        if self.block.text.strip():
            self.block.text = " ".join(self.block.text.split())
            self.page.blocks.append(self.block)
        self.block = self.new_block()

    def new_block(self, text: str = "") -> TextBlock:
        """A block where the reader stands now."""
        anchors = [anchor for element in self.open if (anchor := element.attributes.get("id"))]
        where = f"#{anchors[-1]}" if anchors else ""
        return TextBlock(where, " ".join(text.split()), inside=frozenset(anchors))

    def note_attributes(self, tag: str, given: Mapping[str, str]) -> None:
        texts = [given.get(name) for name in _READ_ALOUD]
        if tag == "meta" and given.get("name") in ("author", "description"):
            texts.append(given.get("content"))
        self.page.attributes += [self.new_block(text) for text in texts if text]
