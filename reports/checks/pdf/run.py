"""All checks of a finished PDF that need no other program."""

from __future__ import annotations

import pikepdf

from reckoner.reports.checks.pdf import identity, makeup, order, readback, tables, things
from reckoner.reports.checks.pdf.expected import Expected
from reckoner.reports.checks.pdf.tags import read_pdf
from reckoner.reports.document import Document
from reckoner.reports.findings import Finding

RULES = ("pdf", *identity.RULES, *order.RULES, *tables.RULES, *things.RULES, *readback.RULES)
LOOKS = makeup.RULES


def check_pdf(pdf: bytes, expected: Expected | None = None) -> tuple[Finding, ...]:
    """What is wrong with a PDF by itself and, where it is known, beside what it was made from."""
    try:
        reading = read_pdf(pdf)
    except pikepdf.PdfError as error:
        return (Finding("error", "pdf", f"the file can't be read as a PDF: {error}"),)
    with reading.pdf:
        findings = [
            *identity.find(reading, expected),
            *order.find(reading),
            *tables.find(reading),
            *things.find(reading, expected),
        ]
        document: Document | None = None if expected is None else expected.document
        if document is not None:
            findings += readback.find(reading, document)
            findings += makeup.find(reading, document)
    return tuple(findings)
