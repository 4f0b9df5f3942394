"""A mark across the top of every page of a PDF, for proofs: read by all, and no part of the document."""

from __future__ import annotations

import io

_FONT = "/ReckonerProof"
_SIZE = 9  # points
_GREY = "0.5 0.09 0.31 rg"  # the accent of the banner


def stamp(pdf: bytes, words: str) -> bytes:
    """The PDF with the words at the top of each page, as an artifact, and in its title. Same in, same out."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        font = document.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name("/Helvetica-Bold")
            )
        )
        for page in document.pages:
            # A name of its own: one that pikepdf makes up would make other bytes each time.
            name = page.add_resource(font, pikepdf.Name.Font, name=pikepdf.Name(_FONT))
            page.contents_coalesce()
            page.contents_add(b"q", prepend=True)
            page.contents_add(_drawn(str(name), words, float(page.mediabox[3])))
        document.docinfo["/Title"] = f"{words} - {document.docinfo.get('/Title', '')}"
        out = io.BytesIO()
        document.save(out, deterministic_id=True)
    return out.getvalue()


def _drawn(font: str, words: str, height: float) -> bytes:
    shown = (
        words.encode("latin-1", "replace").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")
    )
    place = f"Q /Artifact BMC q BT {font} {_SIZE} Tf {_GREY} 1 0 0 1 28 {height - 18:.1f} Tm ("
    return place.encode() + shown + b") Tj ET Q EMC"
