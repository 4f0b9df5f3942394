"""The content of pages: which words stand under which mark, which are artifacts, which under none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from reckoner.reports.checks.pdf.cmap import Font, read_font

_OPERATORS = "BDC BMC EMC Tf Tm Tj TJ ' \" Do q Q"
ARTIFACT = -1  # in place of a mark


@dataclass
class Content:
    """What is on a page, or in a group drawn on it.

    ``marked`` is the text by MCID. ``loose`` is text under no mark; ``nested`` counts Artifacts inside
    marked content and the other way round; ``silent`` counts shown glyphs without letters. ``heights`` are
    the first and the last baseline by MCID, in the page's own units from its top.
    """

    marked: dict[int, str] = field(default_factory=dict)
    artifacts: list[str] = field(default_factory=list)
    loose: list[str] = field(default_factory=list)
    nested: int = 0
    silent: int = 0
    fonts: set[str] = field(default_factory=set)
    heights: dict[int, tuple[float, float]] = field(default_factory=dict)


Fonts = Callable[[Any], Font]


def font_reader() -> Fonts:
    """Reads each font of a file once."""
    known: dict[tuple[int, int], Font] = {}

    def read(font: Any) -> Font:
        key = font.objgen
        if key == (0, 0):
            return read_font(font)
        if key not in known:
            known[key] = read_font(font)
        return known[key]

    return read


def read_content(stream: Any, resources: Any, fonts: Fonts) -> Content:
    """The content of a page or a group."""
    reader = _Reader(resources, fonts)
    for instruction in pikepdf.parse_content_stream(stream, _OPERATORS):
        reader.take(str(instruction.operator), instruction.operands)
    return reader.content


class _Reader:
    def __init__(self, resources: Any, fonts: Fonts) -> None:
        self.resources, self.fonts = resources, fonts
        self.content = Content()
        self.open: list[int | None] = []  # a mark, ARTIFACT, or None for a mark that says nothing
        self.font: Font | None = None
        self.height = 0.0

    def take(self, operator: str, operands: Any) -> None:
        match operator:
            case "BDC" | "BMC":
                self.begin(str(operands[0]), operands[1] if len(operands) > 1 else None)
            case "EMC" if self.open:
                self.open.pop()
            case "Tf":
                self.font = self.fonts(self.resources["/Font"][operands[0]])
                self.content.fonts.add(self.font.name)
            case "Tm":
                self.height = float(operands[5])
            case "Tj" | "'" | '"':
                self.show([operands[-1]])
            case "TJ":
                self.show(operands[0])
            case "Do":
                self.draw(operands[0])

    def begin(self, tag: str, properties: Any) -> None:
        mark: int | None = ARTIFACT if tag == "/Artifact" else None
        if mark is None and isinstance(properties, pikepdf.Dictionary) and "/MCID" in properties:
            mark = int(properties["/MCID"])
            self.content.marked.setdefault(mark, "")
        outer = self.mark()
        if outer is not None and mark is not None and (outer == ARTIFACT) != (mark == ARTIFACT):
            self.content.nested += 1
        self.open.append(mark)

    def mark(self) -> int | None:
        return next((mark for mark in reversed(self.open) if mark is not None), None)

    def show(self, parts: Any) -> None:
        if self.font is None:
            return
        text = self.font.decode(b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String)))
        self.content.silent += text.count("\ufffd")
        mark = self.mark()
        if mark is None:
            self.content.loose.append(text)
        elif mark == ARTIFACT:
            self.content.artifacts.append(text)
        else:
            self.content.marked[mark] += text
            first, last = self.content.heights.get(mark, (self.height, self.height))
            self.content.heights[mark] = min(first, self.height), max(last, self.height)

    def draw(self, name: Any) -> None:
        if self.mark() is None:
            drawn = self.resources["/XObject"][name]
            if drawn.get("/Subtype") == "/Image" or "/StructParents" not in drawn:
                self.content.loose.append(f"[picture {str(name).removeprefix('/')}]")
