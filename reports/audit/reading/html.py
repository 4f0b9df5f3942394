"""A web page into a document: paragraphs, headings, lists and tables; scripts and styles are left out."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from reckoner.reports.audit.document import Block, BlockKind, Document, Mark, Row, Table
from reckoner.reports.audit.reading.clean import clean, is_note_mark
from reckoner.reports.audit.reading.lines import Line, parts_of
from reckoner.reports.audit.reading.spans import Spans

_SKIPPED = frozenset({"script", "style", "template", "noscript", "svg", "head", "title"})
_BREAKS = frozenset({
    "p", "div", "section", "article", "header", "footer", "main", "aside", "ul", "ol", "li", "h1",
    "h2", "h3", "h4", "h5", "h6", "table", "tr", "blockquote", "pre", "figure", "figcaption", "dl",
    "dt", "dd", "form", "fieldset", "nav", "br", "hr", "caption", "thead", "tbody", "tfoot",
    "address", "summary", "details", "body", "html",
})  # fmt: skip
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_DEEPEST = 200
_VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
})  # fmt: skip
_RAISED = re.compile(r"vertical-align\s*:\s*(?:super|text-top|[1-9.])")


def _is_raised(tag: str, attributes: dict[str, str | None]) -> bool:
    return tag not in _VOID and _RAISED.search((attributes.get("style") or "").lower()) is not None


class _Reader(HTMLParser):
    """Collects parts. A cell of a table inside a cell is read as text of the outer one."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[Block | Table] = []
        self.words: list[str] = []
        self.line: int | None = None
        self.kind: BlockKind = "text"
        self.skipping: list[str] = []
        self.tables: list[list[Row]] = []
        self.cells: list[str] | None = None
        self.in_cell = False
        self.figures = 0
        self.raised: int | None = None
        self.raising = ""
        self.spans = Spans()
        self.set = False
        self.described: set[str] = set()
        self.navs: list[tuple[int, set[bool]]] = []  # where each begins, and whether its links stay here

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element starts: text before it ends where it is a block."""
        if self.skipping:
            nested = tag in _SKIPPED or tag == self.skipping[-1]
            if nested and tag != "head" and len(self.skipping) < _DEEPEST:
                self.skipping.append(tag)
            return
        if tag in ("svg", "img"):
            self._describe(dict(attrs))
        self.figures += tag == "figure"
        if tag == "a" and self.navs:
            self.navs[-1][1].add((dict(attrs).get("href") or "").startswith("#"))
        if self.raised is None and (tag == "sup" or _is_raised(tag, dict(attrs))):
            self.raised, self.raising = len(self.words), tag
        if tag in _SKIPPED or (tag == "details" and self.figures and "open" not in dict(attrs)):
            self.skipping.append(tag)  # closed details of a figure say its data again
        elif tag in ("td", "th") and self.tables:
            self._end_cell()
            self.cells = self.cells if self.cells is not None else []
            self.spans.enter(self.cells, dict(attrs))
            self.in_cell = True
        elif tag in _BREAKS:
            self._open(tag)

    def _describe(self, attributes: dict[str, str | None]) -> None:
        """The words that stand for a picture, as a reader hears them; those of two of one kind once."""
        text = attributes.get("aria-label") or attributes.get("alt") or ""
        if text.strip() and self.cells is None and text not in self.described:
            self.described.add(text)
            self._flush()
            self.line = self.getpos()[0]
            self.words.append(text)
            self._flush()

    def _open(self, tag: str) -> None:
        if self.cells is not None and tag != "tr":
            self.words.append(" ")
            return
        if self.set and tag == "br":
            self.words.append("\n")
            return
        self._flush()
        if tag == "table" and len(self.tables) < _DEEPEST:
            self.tables.append([])
            self.spans = Spans()
        elif tag == "tr":
            self._end_row()
            self.cells = [] if self.tables else None
        elif tag == "pre":
            self.set = True
        elif tag == "nav" and len(self.navs) < _DEEPEST:
            self.navs.append((len(self.parts), set()))
        elif tag in _HEADINGS:
            self.kind = "heading"
        elif tag == "li":
            self.kind = "item"

    def handle_endtag(self, tag: str) -> None:
        """An element ends."""
        if self.skipping:
            if tag == self.skipping[-1]:
                self.skipping.pop()
            return
        self.figures -= tag == "figure" and self.figures > 0
        if self.raised is not None and tag == self.raising:
            if is_note_mark("".join(self.words[self.raised :])):
                del self.words[self.raised :]
            self.raised = None
        if tag in ("td", "th") and self.tables:
            self._end_cell(at_end=True)
        elif tag == "tr" and self.tables:
            self._end_row()
        elif tag == "table" and self.tables:
            self._end_row()
            rows = self.tables.pop()
            if rows:
                self.parts.append(Table(tuple(rows)))
        elif tag in _BREAKS and self.cells is None:
            self._flush()
            self._end_nav(tag)

    def _end_nav(self, tag: str) -> None:
        """A list of other pages is not this page's contents, nor is the way to these: it isn't read."""
        if tag == "nav" and self.navs:
            start, stays = self.navs.pop()
            if stays == {False} or len(self.parts) - start == 1:
                del self.parts[start:]

    def handle_data(self, data: str) -> None:
        """Text."""
        if not self.skipping:
            if not self.words and data.strip():
                self.line = self.getpos()[0] + data[: len(data) - len(data.lstrip())].count("\n")
            if self.words and self.words[-1][-1:] in (".", "!", "?") and data[:1].isupper():
                self.words.append(" ")  # "support.<span>Source" is two sentences
            self.words.append(data)

    def parse_marked_section(self, i: int, report: int = 1) -> int:  # noqa: ARG002 - inherited
        """A section such as Word's ``<![if !vml]>``: passed over, whatever its name, as browsers do."""
        end = self.rawdata.find(">", i)
        return end + 1 if end >= 0 else -1

    def _taken(self) -> str:
        text = " ".join(clean("".join(self.words)).split())
        self.words, self.raised = [], None
        return text

    def _end_cell(self, at_end: bool = False) -> None:
        """Keeps the words since the cell began; at its end tag an empty cell is kept too."""
        text = self._taken()
        if self.cells is not None and self.in_cell and (text or at_end):
            self.spans.leave(self.cells, text)
            self.in_cell = False

    def _end_row(self) -> None:
        if self.cells is not None:
            self._end_cell()
            cells = tuple(self.spans.end_row(self.cells))
            if self.tables and any(cells):
                self.tables[-1].append(Row(cells, self.getpos()[0]))
        self.cells = None
        self.words = []

    def _flush(self) -> None:
        if self.set:
            self._end_listing()
            return
        text = self._taken()
        if text:
            self.parts.append(Block(text, self.kind, (Mark(0, self.line),)))
        self.kind = "text"

    def _end_listing(self) -> None:
        """Text whose lines and spaces stand as they are: columns of figures, mostly."""
        first, text = self.line or 1, "".join(self.words)
        self.words, self.raised, self.set = [], None, False
        lines = text.strip("\n").split("\n")
        self.parts += parts_of(Line(line, first + number) for number, line in enumerate(lines))

    def finished(self) -> tuple[Block | Table, ...]:
        """What was read, open parts closed."""
        self._end_row() if self.cells is not None else self._flush()
        self.parts += [Table(tuple(rows)) for rows in self.tables if rows]
        return tuple(self.parts)


def read_html(text: str, name: str) -> Document:
    """A page. Broken markup is read as far as it goes."""
    reader = _Reader()
    reader.feed(text.replace("\x00", " "))
    reader.close()
    return Document(name, reader.finished())
