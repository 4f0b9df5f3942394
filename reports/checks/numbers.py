"""Each number in the finished text is a recorded figure, a date or period, or a name with a reason."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from reports.checks.finding import Finding
from reports.checks.page import Page
from reports.document import ChartSlot, Document
from reports.figures.printed import plain
from reports.periods.label import CalendarWords

RULES = ("unrecorded-number", "figure-not-in-ledger", "alt-text-number")
_NUMBER = re.compile(r"[-−+£]?\d[\d,.:/]*\d%?|[-−+£]?\d%?")


def find(page: Page, document: Document, calendar: CalendarWords, names: Iterable[str]) -> Iterator[Finding]:
    """Findings of this check. ``names`` are the edition's texts with digits that are no figures."""
    names = tuple(names)
    known = _known_text(calendar, names)
    for block in page.blocks:
        yield from _unrecorded(block.text, known, block.where)
    yield from _against_ledger(page, document)
    for chart in document.charts():
        yield from _in_alt(chart, known)


def _unrecorded(text: str, known: re.Pattern[str], where: str) -> Iterator[Finding]:
    for match in _NUMBER.finditer(known.sub(" ", text)):
        yield Finding(
            "error",
            "unrecorded-number",
            f"the number {match[0]} is in no table and in no fact",
            where,
            _around(text, match[0]),
            "Use a placeholder, or list it under not_figures with a reason.",
        )


def _against_ledger(page: Page, document: Document) -> Iterator[Finding]:
    recorded = Counter(
        entry.printed.text for entry in document.entries() if not entry.place.startswith("chart ")
    )
    for slot in document.charts():
        recorded.update(part.text for part in slot.spec.title if not isinstance(part, str))
    printed = Counter(page.figures)
    for text, count in (printed - recorded).items():
        yield Finding(
            "error", "figure-not-in-ledger", f"{text} is printed {count} times more than it is recorded"
        )
    for text, count in (recorded - printed).items():
        yield Finding(
            "error", "figure-not-in-ledger", f"{text} is recorded {count} times more than it is printed"
        )


def _in_alt(chart: ChartSlot, known: re.Pattern[str]) -> Iterator[Finding]:
    for sentence in (chart.drawing.alt, chart.drawing.description):
        typed = " ".join(part for part in sentence if isinstance(part, str))
        for match in _NUMBER.finditer(known.sub(" ", typed)):
            what = f"the alt text of chart {chart.spec.name} holds {match[0]}, which is no recorded figure"
            yield Finding("error", "alt-text-number", what, f"#chart-{chart.spec.name}", plain(sentence))


def _known_text(calendar: CalendarWords, names: tuple[str, ...]) -> re.Pattern[str]:
    """What may hold digits: the names, dates, financial years and years."""
    months = "|".join(re.escape(month) for month in (*calendar.months, *calendar.short_months))
    days = "|".join(re.escape(day) for day in calendar.weekdays)
    year = r"(?:19|20)\d\d"
    forms = [
        *(rf"(?<!\w){re.escape(name)}(?!\w)" for name in sorted(names, key=len, reverse=True)),
        rf"(?:(?:{days}),? )?\b\d{{1,2}}(?: (?:{calendar.to}|and) \d{{1,2}})? (?:{months})(?: {year})?\b",
        rf"\b\d{{1,2}} (?=(?:{months}) {re.escape(calendar.to)} \d)",
        rf"\b{year}/\d\d\b",
        rf"(?<![\d,.£]){year}(?![\d,.%]*\d|%)",
    ]
    return re.compile("|".join(forms))


def _around(text: str, quote: str) -> str:
    at = text.find(quote)
    return text[max(0, at - 40) : at + len(quote) + 40].strip()
