"""Highlights and notes put into a PDF (ISO 32000-1, 12.5.6.10). Runs in a process of its own."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name, String

from reckoner.reports.audit.output.spots import Box, Page
from reckoner.reports.audit.reading.letters import letters_of
from reckoner.reports.confined.ipc import Message
from reckoner.reports.errors import InputError, Place

_COLOURS = {"error": (0.96, 0.55, 0.5), "warning": (1.0, 0.85, 0.4), "note": (0.6, 0.8, 1.0)}
_CORNER = 20
_PRINTED = 4  # the flag of an annotation that is printed too


def answer(message: Message) -> Message:
    """The PDF with its findings marked. Raises InputError where it can't be changed."""
    data, shown = message.blobs[0], message.header["shown"]
    try:
        pdf = pikepdf.open(io.BytesIO(data))
        read = pypdfium2.PdfDocument(data)
    except (pikepdf.PdfError, pikepdf.PasswordError, pypdfium2.PdfiumError):
        what = "it can't be marked: it is damaged, or locked with a password"
        raise InputError(what, Place(shown), "Save it again without a password.") from None
    _Marker(pdf, read).put(message.header["findings"])
    out = io.BytesIO()
    pdf.save(out)
    return Message({}, (out.getvalue(),))


class _Marker:
    """Finds each passage on its page, or on the next where a sentence goes on there."""

    def __init__(self, pdf: pikepdf.Pdf, read: pypdfium2.PdfDocument) -> None:
        self._pdf, self._read = pdf, read
        self._pages: dict[int, Page] = {}
        self._unplaced: dict[int, int] = {}

    def put(self, findings: list[dict[str, Any]]) -> None:
        """Mark each finding; one whose passage isn't found gets a note in the corner of its page."""
        for finding in findings:
            given = finding["page"] or 1
            for number in (given, given + 1):
                boxes = self._find(number, finding)
                if boxes:
                    self._add(number, _highlight(boxes, finding))
                    break
            else:
                if given <= len(self._pdf.pages):
                    self._add(given, self._corner(given, finding))

    def _find(self, number: int, finding: dict[str, Any]) -> list[Box]:
        if number > len(self._pdf.pages):
            return []
        if number not in self._pages:
            self._pages[number] = Page(letters_of(self._read[number - 1].get_textpage()).letters)
        first, last = finding["mark"]
        return self._pages[number].find(finding["quote"], (first, last), finding["stated"])

    def _corner(self, number: int, finding: dict[str, Any]) -> Dictionary:
        """A note at the top left, under those already there."""
        before = self._unplaced.get(number, 0)
        self._unplaced[number] = before + 1
        left, _, _, top = (float(edge) for edge in self._pdf.pages[number - 1].mediabox)
        high = top - _CORNER * (before + 1)
        box = (left + _CORNER, high - _CORNER, left + 2 * _CORNER, high)
        return _annotation("/Text", box, finding, Name=Name.Comment)

    def _add(self, number: int, annotation: Dictionary) -> None:
        page = self._pdf.pages[number - 1]
        if Name.Annots not in page:
            page.Annots = Array()
        page.Annots.append(self._pdf.make_indirect(annotation))


def _highlight(boxes: list[Box], finding: dict[str, Any]) -> Dictionary:
    corners = [
        edge for left, low, right, high in boxes for edge in (left, high, right, high, left, low, right, low)
    ]
    around = (
        min(box[0] for box in boxes), min(box[1] for box in boxes), max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )  # fmt: skip
    return _annotation("/Highlight", around, finding, QuadPoints=Array(corners))


def _annotation(kind: str, box: Box, finding: dict[str, Any], **more: Any) -> Dictionary:
    return Dictionary(
        Type=Name.Annot, Subtype=Name(kind), Rect=Array(box), F=_PRINTED, T=String("Reckoner"),
        Contents=String(finding["note"]), C=Array(_COLOURS[finding["severity"]]), **more,
    )  # fmt: skip
