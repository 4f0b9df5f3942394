"""Two PDFs compared page by page, as a reader sees them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
from PIL import Image, ImageChops, ImageDraw

_SCALE = 1.25  # 90 dots an inch
_UNSEEN = 12  # of 255: the edges of letters may be rounded another way
_MARK = (212, 53, 28)


@dataclass(frozen=True)
class PagePair:
    """A page that differs, ``number`` counted from 1; a PNG is empty where one side has no such page."""

    number: int
    old: bytes
    new: bytes


def differing_pages(old: bytes, new: bytes) -> Iterator[PagePair]:
    """The pages that look different, with what differs marked on both."""
    with pypdfium2.PdfDocument(old) as before, pypdfium2.PdfDocument(new) as after:
        for index in range(max(len(before), len(after))):
            pair = _picture(before, index), _picture(after, index)
            if pair[0] is None or pair[1] is None:
                yield PagePair(index + 1, *(_png(side) for side in pair))
            elif area := _area(pair[0], pair[1]):
                yield PagePair(index + 1, *(_png(_marked(side, area)) for side in pair if side))


def _picture(document: pypdfium2.PdfDocument, index: int) -> Image.Image | None:
    if index >= len(document):
        return None
    page = document[index]
    try:
        picture: Image.Image = page.render(scale=_SCALE).to_pil().convert("RGB")
        return picture
    finally:
        page.close()


def _area(old: Image.Image, new: Image.Image) -> tuple[int, int, int, int] | None:
    if old.size != new.size:
        return (0, 0, *new.size)
    difference = ImageChops.difference(old, new).convert("L")
    return difference.point([0 if value <= _UNSEEN else 255 for value in range(256)]).getbbox()


def _marked(picture: Image.Image, area: tuple[int, int, int, int]) -> Image.Image:
    left, top, right, bottom = area
    marked = picture.copy()
    ImageDraw.Draw(marked).rectangle((left - 3, top - 3, right + 2, bottom + 2), outline=_MARK, width=2)
    return marked


def _png(picture: Image.Image | None) -> bytes:
    if picture is None:
        return b""
    file = io.BytesIO()
    picture.save(file, "PNG", optimize=True)
    return file.getvalue()
