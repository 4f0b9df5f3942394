"""On which page of a kept PDF each named place lies."""

from __future__ import annotations

from pathlib import Path

import pikepdf


def pages_of(path: Path) -> dict[str, int]:
    """The page, counted from 1, of each anchor that the PDF names; nothing where it can't be read."""
    try:
        with pikepdf.open(path) as pdf:
            numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
            listed = list(pdf.Root.Names.Dests.Names.as_list())
            pairs = zip(listed[::2], listed[1::2], strict=True)
            return {str(name): numbers[target[0].objgen] for name, target in pairs}
    except (pikepdf.PdfError, OSError, ValueError, KeyError, AttributeError, TypeError):
        return {}
