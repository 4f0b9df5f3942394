"""XML as text: elements made of their name, attributes and children, escaped in one place."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = {
    "xmlns:w": W,
    "xmlns:r": R,
    "xmlns:wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "xmlns:a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "xmlns:pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
}


class Xml(str):
    """Finished markup, as opposed to text."""

    __slots__ = ()


NOTHING = Xml()


def element(name: str, given: Mapping[str, str] | None = None, *children: Xml) -> Xml:
    """An element. Its children are markup already: text goes through ``text``."""
    attributes = "".join(f" {key}={quoteattr(value)}" for key, value in (given or {}).items())
    inside = "".join(children)
    return Xml(f"<{name}{attributes}>{inside}</{name}>" if inside else f"<{name}{attributes}/>")


def valued(name: str, value: str) -> Xml:
    """An element that says one thing: ``<w:jc w:val="end"/>``."""
    return element(name, {"w:val": value})


def text(words: str) -> Xml:
    """Text, escaped; what XML can't hold is left out."""
    return Xml(escape("".join(c for c in words if c in "\t\n" or (c >= " " and c not in "\ufffe\uffff"))))


def joined(*parts: Xml) -> Xml:
    """Several pieces of markup as one."""
    return Xml("".join(parts))


def part(root: str, *children: Xml, also: Mapping[str, str] | None = None) -> bytes:
    """A whole part of a Word file."""
    return (HEAD + element(root, {**NAMESPACES, **(also or {})}, *children)).encode()
