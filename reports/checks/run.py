"""All checks of a draft, in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reports.checks import audit, links, numbers, pictures
from reports.checks.finding import Finding
from reports.checks.page import read_page
from reports.document import Document
from reports.periods.label import CalendarWords

RULES = (*numbers.RULES, *pictures.RULES, *links.RULES, *audit.RULES, "render-log")


def check_draft(
    document: Document,
    files: Mapping[str, bytes],
    log: Iterable[str],
    calendar: CalendarWords,
    names: Iterable[str],
    accepted: Iterable[audit.Accepted] = (),
) -> tuple[Finding, ...]:
    """What is wrong with a rendered document. ``log`` is what the PDF engine said at WARNING or above;
    ``names`` are texts with digits that are no figures, ``accepted`` findings that a person lets stand."""
    findings = [Finding("error", "render-log", f"the PDF engine said: {line}") for line in log]
    html = files.get(f"{document.publication}.html")
    if html is not None:
        page = read_page(html.decode())
        findings += numbers.find(page, document, calendar, names)
        findings += pictures.find(page)
        findings += links.find(page, files.keys())
        findings += audit.find(html.decode(), document, accepted)
    return tuple(findings)
