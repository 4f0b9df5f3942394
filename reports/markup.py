"""HTML read element by element, with what stands open around each piece of text."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
# Elements that begin and end a block of text.
BLOCKS = HEADINGS | frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "caption", "dd", "details", "div", "dl", "dt",
        "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "html", "li", "main", "nav",
        "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead",
        "title", "tr", "ul",
    )
)  # fmt: skip
SILENT = frozenset(("script", "style", "svg", "template"))  # what lies in them is no text of the page
VOID = frozenset(("br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"))


@dataclass
class Element:
    """An element with its attributes; one without a value has an empty one."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)

    @cached_property
    def classes(self) -> frozenset[str]:
        """Its classes."""
        return frozenset(self.attributes.get("class", "").split())


class MarkupReader(HTMLParser):
    """Reads a page of ours. A subclass says what to do where an element starts or ends and with text.

    ``open`` are the elements around, outermost first; an end tag closes whatever was left open within.
    ``around`` are the tags of all of them and their classes, each of these with a dot before it.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[Element] = []
        self._around = [frozenset[str]()]

    @property
    def around(self) -> frozenset[str]:
        """What stands open here."""
        return self._around[-1]

    def read(self, html: str) -> None:
        """Read a page to its end."""
        self.feed(html)
        self.close()

    def started(self, element: Element) -> None:
        """An element begins; unless it is void, it is open already."""

    def ended(self, tag: str) -> None:
        """An end tag was read, and what it closes is closed."""

    def text(self, data: str) -> None:
        """Text, all references resolved."""

    @property
    def is_silent(self) -> bool:
        """Whether text here is none of the page's."""
        return not SILENT.isdisjoint(self.around)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the element open until its end."""
        element = Element(tag, {name: value or "" for name, value in attrs})
        if tag not in VOID:
            self.open.append(element)
            self._around.append(self.around.union((tag,), (f".{name}" for name in element.classes)))
        self.started(element)

    def handle_endtag(self, tag: str) -> None:
        """Close the element and what is still open in it; an end without a beginning closes nothing."""
        if tag in self.around:
            while self.open.pop().tag != tag:
                self._around.pop()
            self._around.pop()
        self.ended(tag)

    def handle_data(self, data: str) -> None:
        """Pass text on."""
        self.text(data)
