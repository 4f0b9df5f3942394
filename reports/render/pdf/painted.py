"""A page of a PDF as a picture."""

from __future__ import annotations

import io

import pypdfium2

_SCALE = 1.1  # 79 dots an inch: the words can be read, and a page has some 60 kB
_WIDEST = 3000


def painted(pdf: pypdfium2.PdfDocument, number: int) -> bytes:
    """A page as PNG, counted from 1. Raises IndexError where there is none, PdfiumError for a broken one."""
    if not 1 <= number <= len(pdf):
        raise IndexError(number)
    page = pdf[number - 1]
    scale = min(_SCALE, _WIDEST / max(1.0, *page.get_size()))
    out = io.BytesIO()
    page.render(scale=scale).to_pil().convert("RGB").save(out, "PNG", optimize=False)
    page.close()
    return out.getvalue()
