"""The structure tree while it grows: elements, pieces of page content, and annotations."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from reckoner.reports.render.pdf.marks import Marks


@dataclass(eq=False, slots=True)
class Piece:
    """Marked content on a page, counted from 0, and the words in it."""

    page: int
    mark: int
    marks: Marks
    text: str = ""


@dataclass(eq=False, slots=True)
class Area:
    """An annotation on a page: the hot area of a link."""

    page: int
    annotation: Any


@dataclass(eq=False, slots=True)
class Node:
    """A structure element. ``facts`` are its entries, such as Alt and Lang, ready to be written.

    ``is_cut``: it goes on in the next column or on the next page.
    """

    kind: str
    element: Any = None
    language: str = ""
    kids: list[Node | Piece | Area] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    is_cut: bool = False
