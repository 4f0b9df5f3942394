"""How a Word file says that it is a proof: above its first line, on each page, and in its title."""

from __future__ import annotations

import io
import zipfile
from html import escape

from reckoner.reports.delivery.marks import MARK, Marking

_BODY, _HEADER = "<w:body>", "<w:hdr"
_WHEN = (1980, 1, 1, 0, 0, 0)
STYLE = "ProofMark"


def marked_word(_name: str, raw: bytes, marking: Marking) -> bytes:
    """A Word file with a band above its text and on each page, and the mark in its title."""
    band = (
        f'<w:p><w:pPr><w:pStyle w:val="{STYLE}"/></w:pPr><w:r>'
        f'<w:t xml:space="preserve">{escape(marking.words)}</w:t></w:r></w:p>'
    )
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = zipfile.ZipInfo(entry.filename, _WHEN)
            part.compress_type, part.create_system = zipfile.ZIP_DEFLATED, 3
            new.writestr(part, _marked(entry.filename, old.read(entry), band))
    return made.getvalue()


def _marked(name: str, content: bytes, band: str) -> bytes:
    if name == "word/document.xml":
        return content.decode().replace(_BODY, _BODY + band, 1).encode()
    if name.startswith("word/header"):
        begin, root, rest = content.decode().partition(_HEADER)
        opening, close, inside = rest.partition(">")
        return (begin + root + opening + close + band + inside).encode()
    if name == "docProps/core.xml":
        return content.decode().replace("<dc:title>", f"<dc:title>{escape(MARK)}: ", 1).encode()
    return content
