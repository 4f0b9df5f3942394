"""The letters of a PDF's page, each with the box that its font gives it."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import NamedTuple

from pypdfium2 import PdfPage, PdfTextPage, raw

MOST_LETTERS = 60_000
_MOST_ELEMENTS = 5000


class Letter(NamedTuple):
    """A letter and its box; ``top`` less ``bottom`` is the size of its font, whatever the letter."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True)
class Letters:
    """The letters in the order of the page's content; ``whole`` where these are all of them."""

    letters: tuple[Letter, ...]
    whole: bool


def letters_of(page: PdfTextPage) -> Letters:
    """The letters of a page, spaces among them; line ends that the library made up are left out."""
    count = page.count_chars()
    box = raw.FS_RECTF()
    place = ctypes.byref(box)
    found: list[Letter] = []
    for at in range(min(count, MOST_LETTERS)):
        code = raw.FPDFText_GetUnicode(page, at)
        if code < 32 or code == 0xFFFE:
            if code == 0xFFFE or code == 2:  # a hyphen at the end of a line
                found.append(Letter("\u00ad", *_box(page, at, box, place)))
            continue
        found.append(Letter(chr(code), *_box(page, at, box, place)))
    return Letters(tuple(found), count <= MOST_LETTERS)


def descriptions_of(page: PdfPage) -> list[str]:
    """The words that stand for the pictures of a tagged page, as a reader hears them."""
    tree = raw.FPDF_StructTree_GetForPage(page)
    if not tree:
        return []
    try:
        roots = [
            raw.FPDF_StructTree_GetChildAtIndex(tree, at)
            for at in range(raw.FPDF_StructTree_CountChildren(tree))
        ]
        waiting = [root for root in reversed(roots) if root]
        found: list[str] = []
        for _ in range(_MOST_ELEMENTS):
            if not waiting:
                break
            element = waiting.pop()
            found += [text for text in (_description(element),) if text]
            children = range(raw.FPDF_StructElement_CountChildren(element))
            below = [raw.FPDF_StructElement_GetChildAtIndex(element, at) for at in children]
            waiting += [child for child in reversed(below) if child]
        return found
    finally:
        raw.FPDF_StructTree_Close(tree)


def _description(element: object) -> str:
    size = raw.FPDF_StructElement_GetAltText(element, None, 0)
    if not 4 <= size <= 20_000:
        return ""
    buffer = ctypes.create_string_buffer(size)
    raw.FPDF_StructElement_GetAltText(element, buffer, size)
    return " ".join(buffer.raw.decode("utf-16-le", errors="replace").rstrip("\0").split())


def _box(page: PdfTextPage, at: int, box: raw.FS_RECTF, place: object) -> tuple[float, float, float, float]:
    raw.FPDFText_GetLooseCharBox(page, at, place)
    return box.left, box.bottom, box.right, box.top
