"""What is laid over each page of a pack: its number in the whole, as an ornament that no tag reads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pikepdf

from reckoner.reports.pack.graph import as_array

_NAME = "/ReckonerSheet"


def lay_over(pack: pikepdf.Pdf, pages: Sequence[Any], sheets: pikepdf.Pdf) -> None:
    """Lay a sheet over each page, at its lower right corner as a reader sees it."""
    for page, sheet in zip(pages, sheets.pages, strict=True):
        drawn = pack.copy_foreign(sheet.as_form_xobject())
        for key in ("/StructParents", "/Metadata"):
            if key in drawn:
                del drawn[key]
        box = [float(edge) for edge in drawn.BBox]
        resources = page.get("/Resources", pikepdf.Dictionary())
        page.Resources = own = pikepdf.Dictionary(dict(resources.items()))
        groups = dict(own.get("/XObject", pikepdf.Dictionary()).items())
        own.XObject = pikepdf.Dictionary({**groups, _NAME: drawn})
        place = " ".join(f"{number:g}" for number in _place(page, box[2]))
        laid = pack.make_stream(f"Q q {place} cm {_NAME} Do Q".encode())
        page.Contents = pikepdf.Array([pack.make_stream(b"q"), *as_array(page.get("/Contents")), laid])


def _place(page: Any, width: float) -> tuple[float, ...]:
    """The matrix that puts a sheet's right lower corner where a reader sees the page's."""
    left, bottom, right, top = (float(edge) for edge in page.get("/CropBox", page.MediaBox))
    match int(page.get("/Rotate", 0)) % 360:
        case 90:
            return (0, 1, -1, 0, right, top - width)
        case 180:
            return (-1, 0, 0, -1, left + width, top)
        case 270:
            return (0, -1, 1, 0, left, bottom + width)
        case _:
            return (1, 0, 0, 1, right - width, bottom)
