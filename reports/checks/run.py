"""All checks of a draft, in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reports.checks import characters, links, numbers, pictures
from reports.checks.finding import Finding
from reports.checks.page import read_page
from reports.document import Document
from reports.periods.label import CalendarWords

RULES = (*numbers.RULES, *pictures.RULES, *links.RULES, *characters.RULES, "render-log")


def check_draft(
    document: Document,
    pages: Iterable[str],
    files: Mapping[str, bytes],
    log: Iterable[str],
    calendar: CalendarWords,
    names: Iterable[numbers.Name],
) -> tuple[Finding, ...]:
    """What is wrong with a rendered document; what is wrong in several dresses is said once.

    ``pages`` is its HTML in each dress; ``log`` is what the PDF engine said at WARNING or above; ``names``
    are texts with digits that are no figures.
    """
    findings = [Finding("error", "render-log", f"the PDF engine said: {line}") for line in log]
    read = [read_page(html) for html in pages]
    findings += numbers.find(read, document, calendar, names)
    for page in read:
        findings += pictures.find(page, files)
        findings += links.find(page, files)
        findings += characters.find(page)
    return tuple(dict.fromkeys(findings))
