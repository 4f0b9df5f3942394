"""What a web page says of the PDF beside it: its pages and its size. The PDF is made last, so this waits."""

from __future__ import annotations

from reckoner.reports.figures.language import Language

_EMPTY = '<span class="pdf-facts"></span>'
"""Where templates/shared/pdf-link.html.jinja leaves room for it."""


def with_facts(page: str, facts: str) -> str:
    """The page with ``facts`` after each link to the PDF."""
    return page.replace(_EMPTY, f'<span class="pdf-facts"> {facts}</span>')


def pdf_facts(pdf: bytes, pages: int, language: Language) -> str:
    """How many pages and how large: "(13 pages, 316 KB)"."""
    return language.say("download.facts", pages=_pages(pages, language), size=_size(len(pdf), language))


def _pages(number: int, language: Language) -> str:
    return language.plural("download.pages", str(number), number == 1)


def _size(length: int, language: Language) -> str:
    kilobytes = -(-length // 1024)
    if kilobytes < 1000:
        return language.say("download.kilobytes", number=str(kilobytes))
    return language.say("download.megabytes", number=f"{length / 1024**2:.1f}")
