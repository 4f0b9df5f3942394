"""A count of months or years against the span it stands beside.

"The first 10 months of 2025 (January to October)", "six months, April to September": the months named, the
last one included, must be as many as the text says.

Against: "the nine months from April to October 2024" (seven).
For: "12 months to March 2024"; "over the last 12 years".
"""

from __future__ import annotations

from collections.abc import Iterator

from reckoner.reports.audit.finding import Finding
from reckoner.reports.audit.language.sentence import Sentence
from reckoner.reports.audit.relations.claim import Claims, passage

_UNITS = {"months": 1, "month": 1, "years": 12}


def find(sentence: Sentence, claims: Claims) -> Iterator[Finding]:
    """Findings of this rule in a sentence."""
    items = sentence.items
    for at in sentence.quantities:
        quantity = items[at].quantity
        if quantity is None or quantity.kind != "count" or quantity.hedge:
            continue
        unit = _UNITS.get(items[at + 1].lower if at + 1 < len(items) else "", 0)
        if not unit:
            continue
        span = _span_after(sentence, at)
        when = items[span].when if span is not None else None
        if span is None or when is None:
            continue
        claims.count("months", sentence.text)
        months = when.months
        if months is not None and months != quantity.value * unit and (unit == 1 or months % 12 == 0):
            text = sentence.text[items[span].start : items[span].end]
            because = f"{text} is {months} months, not {quantity.text}{' years' if unit > 1 else ''}."
            yield passage(sentence, "error", "months", quantity.text, str(months), because, at, span)


def _span_after(sentence: Sentence, at: int) -> int | None:
    """A span of months close behind, joined by a bracket, a comma or "from"."""
    items = sentence.items
    for index in range(at + 2, min(at + 9, len(items))):
        item = items[index]
        if item.kind in ("quantity", "range") or item.lower in (
            ".",
            ";",
            "to",
            "compared",
            "than",
            "and",
            "ending",
        ):
            return None
        if item.when is not None and item.when.shape == "months":
            return (
                index
                if item.when.months is not None and item.when.months <= 120 and not _is_years(item.lower)
                else None
            )
    return None


def _is_years(text: str) -> bool:
    return text[:1].isdigit()
