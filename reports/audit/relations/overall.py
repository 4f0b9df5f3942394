"""The rate of a total against those of its parts: an average of them can't lie outside them all.

Only in a table whose counts make their total, so that no part is missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reckoner.reports.audit.finding import Finding
from reckoner.reports.audit.language.quantity import HUNDRED, Quantity
from reckoner.reports.audit.relations.claim import Claims
from reckoner.reports.audit.relations.lines import Lines, is_total

_OPEN = (
    "change",
    "share",
    "of total",
    "% of all",
    "rank",
    "target",
    "difference",
    "variance",
    "cumulative",
    "sd",
)


def find(lines: Lines, claims: Claims) -> Iterator[Finding]:
    """The overall rates of a table's columns that no weights can give."""
    totals = [at for at in range(lines.across) if is_total(lines.side(at))]
    if len(totals) != 1 or lines.across < 4 or not _is_complete(lines, totals[0]):
        return
    for line in lines.numeric:
        overall = lines.value(line, totals[0])
        parts = [v for at in range(lines.across) if at != totals[0] and (v := lines.value(line, at))]
        if overall is None or not _is_rate(lines, line, overall, parts):
            continue
        low, high = min(part.low for part in parts), max(part.high for part in parts)
        row = lines.grid.body[lines.cell(line, totals[0])[0]]
        holds = overall.low <= high and low <= overall.high
        told = f"between {min(parts, key=_value).text} and {max(parts, key=_value).text}"
        verdict = "agrees" if holds else "wrong"
        claims.count("overall", row.text, f"{told}: {overall.text}", verdict, row.line, row.page)
        if not holds:
            because = f"an average of these lies {told}, whatever their weights."
            yield lines.finding("error", "table-average", line, totals[0], told, because)


def _value(quantity: Quantity) -> Decimal:
    return quantity.value


def _is_complete(lines: Lines, total: int) -> bool:
    """The counts of a column make their total."""
    for line in lines.numeric:
        whole = lines.value(line, total)
        parts = [v for at in range(lines.across) if at != total and (v := lines.value(line, at))]
        counted = whole and whole.kind == "count" and len(parts) == lines.across - 1 and whole.value
        if whole and counted and sum(part.value for part in parts) == whole.value:
            return True
    return False


def _is_rate(lines: Lines, line: int, overall: Quantity, parts: list[Quantity]) -> bool:
    """Per cents that are no shares of one whole: they make no hundred, nor what their total says."""
    label = lines.label(line)
    if len(parts) < lines.across - 1 or {part.kind for part in (*parts, overall)} != {"percent"}:
        return False
    whole = sum(part.value for part in parts)
    adds = abs(whole - overall.value) <= len(parts) or abs(whole - HUNDRED) <= 2
    signed = any(part.value < 0 for part in parts)
    return not adds and not signed and overall.value != HUNDRED and not any(word in label for word in _OPEN)
