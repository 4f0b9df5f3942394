"""All checks of a draft, in order."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from reckoner.reports.checks import audit, characters, charts, links, numbers, pictures, readers
from reckoner.reports.checks.page import read_page
from reckoner.reports.checks.pdf import run as pdf_checks
from reckoner.reports.checks.pdf import vera
from reckoner.reports.checks.pdf.expected import Expected
from reckoner.reports.document import Document
from reckoner.reports.findings import Finding
from reckoner.reports.periods.label import CalendarWords

RULES = (
    *numbers.RULES,
    *pictures.RULES,
    *links.RULES,
    *characters.RULES,
    *readers.RULES,
    *audit.RULES,
    *charts.RULES,
    "render-log",
    *pdf_checks.RULES,
    *pdf_checks.LOOKS,
)
STRICT_RULES = (*RULES, *vera.RULES)


def check_pages(
    document: Document,
    pages: Iterable[str],
    files: Collection[str],
    calendar: CalendarWords,
    names: Iterable[numbers.Name],
    accepted: Iterable[audit.Accepted] = (),
) -> tuple[Finding, ...]:
    """What is wrong with a document's pages; what is wrong in several dresses is said once.

    ``pages`` is its HTML in each dress; ``files`` are the names beside them; ``names`` are texts with digits
    that are no figures, ``accepted`` findings that a person lets stand.
    """
    findings: list[Finding] = []
    dresses = tuple(pages)
    read = [read_page(html) for html in dresses]
    findings += charts.find(document)
    findings += numbers.find(read, document, calendar, names)
    for page in read:
        findings += pictures.find(page, files)
        findings += links.find(page, files)
        findings += characters.find(page)
        findings += readers.find(page)
    for html in dresses[:1]:
        findings += audit.find(html, document, accepted)
    return tuple(dict.fromkeys(findings))


def check_pdfs(
    document: Document,
    files: Mapping[str, bytes],
    attached: Mapping[str, bytes],
    log: Iterable[str],
    *,
    strict: bool = False,
) -> tuple[Finding, ...]:
    """What is wrong with a document's PDFs.

    ``attached`` are the files inside them; ``log`` is what the PDF engine said at WARNING or above.
    ``strict`` asks veraPDF too, and raises ServiceError where it isn't there.
    """
    findings = [Finding("error", "render-log", f"the PDF engine said: {line}") for line in log]
    for name, content in files.items():
        if name.endswith(".pdf"):
            findings += pdf_checks.check_pdf(content, Expected(document, attached))
            findings += _validated(name, content) if strict else ()
    return tuple(dict.fromkeys(findings))


def _validated(name: str, pdf: bytes) -> Iterator[Finding]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(pdf)
        yield from vera.find(vera.validate([path]))
