"""A copy of a PDF with its findings marked, made where nothing else can be harmed."""

from __future__ import annotations

from collections.abc import Iterable

from reckoner.reports.audit.finding import Finding
from reckoner.reports.audit.output.text import mark_of
from reckoner.reports.confined.reading import READING, read_apart
from reckoner.reports.errors import Place

_MARKER = "reckoner.reports.audit.output.marker"


def marked(data: bytes, name: str, findings: Iterable[Finding]) -> bytes:
    """The PDF with a highlight and a note for each finding. Raises InputError where it can't be changed."""
    told = [
        {
            "page": finding.page, "quote": finding.quote, "mark": mark_of(finding), "stated": finding.stated,
            "severity": finding.severity, "note": _note(finding),
        }
        for finding in findings
    ]  # fmt: skip
    return read_apart(_MARKER, data, Place(name), READING, findings=told).blobs[0]


def _note(finding: Finding) -> str:
    computed = f"; comes to: {finding.computed}" if finding.computed else ""
    head = f"{finding.severity.capitalize()} ({finding.sure}): {finding.rule}"
    return f"{head}\nStated: {finding.stated}{computed}\n{finding.because}"
