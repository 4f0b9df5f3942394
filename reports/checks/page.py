"""A finished HTML page read back the way a reader meets it: blocks of text, figures, pictures, links."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

DRAWN = "drawn in the page"  # stands for the address of a picture that is part of the page
FIGURE = "\ufffc"  # stands in a block's text where a recorded figure was printed
# Numbers by their markup: paragraph and section numbers, source marks and labels, and words that
# come whole from settings, from a source's own notes, or from a draft that is put right.
_BY_MARKUP = {
    "number",
    "chart-data",  # looked at with the chart's own figures
    "sources",
    "sources-line",
    "label",
    "places",
    "citation",
    "imprint",
    "running-twin",
    "details",
    "banner",
    "correction",
    "to-come",  # a mark for a figure that is not there yet, which is a finding of its own
}
_BLOCKS = frozenset(
    (
        "p", "li", "h1", "h2", "h3", "h4", "td", "th", "caption", "figcaption", "div", "section", "dt", "dd",
        "title", "header", "footer", "main", "ul", "ol", "table", "tr", "figure", "blockquote", "dl", "nav",
        "summary", "details",
    )
)  # fmt: skip
_SILENT = {"style", "script", "svg"}
_READ_ALOUD = ("alt", "title", "aria-label", "aria-description")
_VOID = {"meta", "link", "img", "br", "hr", "input", "source", "col", "wbr"}


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

    ``figures`` are those of the page, ``data`` those of the charts' descriptions and tables below them.
    """

    blocks: list[TextBlock] = field(default_factory=list)
    attributes: list[TextBlock] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)
    data: list[str] = field(default_factory=list)
    pictures: list[dict[str, str | None]] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)


def read_page(html: str) -> Page:
    """Read a page."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_block()
    return reader.page


@dataclass
class _Open:
    tag: str
    classes: frozenset[str]
    anchor: str | None


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self.open: list[_Open] = []
        self.block = TextBlock("")
        self.figure: list[str] | None = None
        self.link: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("id"):
            self.page.anchors.append(str(given["id"]))
        if tag == "img":
            self.page.pictures.append(given)
        elif tag == "svg":
            self.page.pictures.append({"src": DRAWN, "alt": given.get("aria-label")})
        self.note_attributes(tag, given)
        if tag in _VOID:
            self.block.text += " " if tag == "br" else ""
            return
        if tag in _BLOCKS:
            self.end_block()
        self.open.append(_Open(tag, frozenset((given.get("class") or "").split()), given.get("id")))
        if tag in _BLOCKS:
            self.block = self.new_block()
        if tag == "data" and "figure" in self.open[-1].classes:
            self.figure = []
        if tag == "a" and given.get("href") is not None:
            self.link = []
            self.page.links.append((str(given["href"]), ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "data" and self.figure is not None:
            printed = "".join(self.figure)
            self.figure = None
            self.keep(printed)
        if tag == "a" and self.link is not None:
            self.page.links[-1] = (self.page.links[-1][0], "".join(self.link).strip())
            self.link = None
        if tag in _BLOCKS:
            self.end_block()
        while self.open and self.open.pop().tag != tag:
            pass
        if tag in _BLOCKS:
            self.block = self.new_block()

    def handle_data(self, data: str) -> None:
        if self.link is not None:
            self.link.append(data)
        if self.figure is not None:
            self.figure.append(data)
        elif not any(entry.tag in _SILENT or entry.classes & _BY_MARKUP for entry in self.open):
            self.block.text += data

    def keep(self, printed: str) -> None:
        if any("chart-data" in entry.classes for entry in self.open):
            self.page.data.append(printed)
            return
        self.page.figures.append(printed)
        self.block.figures.append(printed)
        self.block.text += FIGURE

    def end_block(self) -> None:
        if self.block.text.strip():
            self.block.text = " ".join(self.block.text.split())
            self.page.blocks.append(self.block)
        self.block = self.new_block()

    def new_block(self, text: str = "") -> TextBlock:
        """A block where the reader stands now."""
        anchors = [entry.anchor for entry in self.open if entry.anchor]
        where = f"#{anchors[-1]}" if anchors else ""
        return TextBlock(where, " ".join(text.split()), inside=frozenset(anchors))

    def note_attributes(self, tag: str, given: dict[str, str | None]) -> None:
        texts = [given.get(name) for name in _READ_ALOUD]
        if tag == "meta" and given.get("name") in ("author", "description"):
            texts.append(given.get("content"))
        self.page.attributes += [self.new_block(text) for text in texts if text]
