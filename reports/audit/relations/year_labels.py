"""Years that name the columns or rows of a table, one after another: 2019, 2020, 2020, 2022 has one wrong.

Only where putting one of them right makes all follow; years with gaps of their own are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reckoner.reports.audit.finding import Finding
from reckoner.reports.audit.language.grid import when_of
from reckoner.reports.audit.relations.claim import Claims
from reckoner.reports.audit.relations.lines import Lines

_LEAST = 4


def find(lines: Lines, claims: Claims) -> Iterator[Finding]:
    """The year that stands twice while the one after it is missing."""
    named = [(at, when) for at in range(lines.across) if (when := when_of(lines.side(at)))]
    orders = [when.order for _, when in named]
    alone = all(_is_year(lines.side(at)) for at, _ in named)
    if len(named) < _LEAST or {when.shape for _, when in named} - {"year", "financial year"} or not alone:
        return
    if len({when.shape for _, when in named}) > 1 or not lines.numeric:
        return
    claims.count("year-label", lines.side(named[0][0]))
    at = _wrong(orders)
    if at is None:
        return
    place, when = named[at]
    step = 1 if orders[-1] > orders[0] else -1
    wanted = orders[0] + step * at
    neighbour = named[at - 1 if at else 1][1].text
    line = lines.numeric[-1]
    cell = lines.cell(line, place)
    row = lines.grid.body[cell[0]] if not lines.turned else (lines.grid.head or lines.grid.body)[-1]
    because = (
        f"the years follow one another, and {when.text} stands where {int(wanted)} should, "
        f"beside {neighbour}."
    )
    yield Finding("error", "year-label", row.text, when.text, str(int(wanted)), because, row.line, row.page)


def _is_year(text: str) -> bool:
    """Nothing but a year, so that no second column of one year is meant."""
    return len(text.split()) == 1


def _wrong(orders: Sequence[float]) -> int | None:
    """The one place to put right; None where all follow, or more than one does not."""
    for step in (1, -1):
        for first in (orders[0], orders[1] - step):
            off = [n for n, order in enumerate(orders) if abs(order - first - step * n) > 1e-6]
            if not off:
                return None
            if len(off) == 1 and orders.count(orders[off[0]]) == 2:
                return off[0]
    return None
