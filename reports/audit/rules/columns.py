"""A table's change, difference and share columns against the columns they are worked out from.

A column is taken for worked out where its header says so (change, difference, variance, reduction), or
where most of its rows follow one formula over the columns to its left. Then each row is worked out again.
Where no row of three or more follows any formula, the column means something else and is left alone.

Against: "39 | 37 | -18%" under "old, new, change" (-5.1%). For: a column of targets; one called rank.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from reports.audit.finding import Finding
from reports.audit.language.grid import Grid, when_of
from reports.audit.language.judge import Truth, comes_to, compute, percent_change, share, verdict
from reports.audit.language.quantity import Quantity
from reports.audit.rules.report import Claims

_CHANGE = (
    "change",
    "difference",
    "diff",
    "variance",
    "increase",
    "decrease",
    "reduction",
    "movement",
    "+/-",
    "variation",
)
_FALL = ("decrease", "reduction", "saving", "variance", "underspend", "fall")
_NOT = ("rank", "target", "annualised", "trend", "direction", "rag", "forecast")


@dataclass(frozen=True)
class Formula:
    """``over`` of the columns ``first`` and ``second``; ``sum`` the words that explain it."""

    name: str
    over: Callable[[Decimal, Decimal], Decimal]
    first: int
    second: int

    def said(self, first: Quantity, second: Quantity) -> str:
        """The sum with its numbers."""
        match self.name:
            case "change in per cent":
                return f"({second.text} - {first.text}) / {first.text}"
            case "difference":
                return f"{second.text} - {first.text}"
        return f"{first.text} / {second.text}"


def find(grid: Grid, claims: Claims) -> Iterator[Finding]:
    """Findings of this rule in a table."""
    for column in grid.numeric[:40]:
        earlier = [other for other in grid.numeric if other < column]
        if len(earlier) < 2 or any(word in grid.header(column) for word in _NOT):
            continue
        formula = _formula(grid, column, earlier[-5:])
        if formula:
            yield from _rows(grid, column, formula, claims)


def _is_change(grid: Grid, column: int) -> bool:
    return any(word in grid.header(column) for word in _CHANGE)


def _formula(grid: Grid, column: int, earlier: list[int]) -> Formula | None:
    """The formula that most rows follow; with a header that says "change", the likely one."""
    candidates = [
        formula for formula in _candidates(grid, column, earlier) if not _is_backwards(grid, formula)
    ]
    best = max(candidates, key=lambda formula: _followed(grid, column, formula), default=None)
    if best is None:
        return None
    followed, rows = _followed(grid, column, best), _rows_with(grid, column)
    if followed >= 3 and followed * 2 > rows:
        return best
    if _is_change(grid, column) and (followed * 2 >= rows or rows <= 2):
        ordered = [formula for formula in candidates if formula.first < formula.second] or candidates
        return best if followed else _usual(grid, ordered)
    return None


def _is_backwards(grid: Grid, formula: Formula) -> bool:
    """From a later column to an earlier one, by the times in their headers; with one row, from right to
    left.
    """
    if formula.name == "share":
        return False
    first, second = when_of(grid.header(formula.first)), when_of(grid.header(formula.second))
    if first and second and first.order != second.order:
        return first.order > second.order
    return formula.first > formula.second and len(grid.body) < 2


def _usual(grid: Grid, candidates: list[Formula]) -> Formula | None:
    """Of formulas that no row follows, the one over the two columns next to the change, earlier to later."""
    if not candidates:
        return None
    last = max(max(formula.first, formula.second) for formula in candidates)
    near = [f for f in candidates if {f.first, f.second} == {last, last - 1}] or candidates
    first, second = when_of(grid.header(near[0].first)), when_of(grid.header(near[0].second))
    if first and second and first.order > second.order:
        return Formula(near[0].name, near[0].over, near[0].second, near[0].first)
    return near[0]


def _candidates(grid: Grid, column: int, earlier: list[int]) -> Iterator[Formula]:
    kind = next((value.kind for value in grid.column(column) if value), "count")
    for a, b in combinations(earlier, 2):
        kinds = {value.kind for value in (*grid.column(a), *grid.column(b)) if value}
        if len(kinds) != 1:
            continue
        level = next(iter(kinds))
        for first, second in ((a, b), (b, a)):
            if kind == "percent" and level != "percent":
                yield Formula("change in per cent", percent_change, first, second)
                yield Formula("share", share, first, second)
            elif kind in (level, "points"):
                yield Formula("difference", _difference, first, second)
                if level == "percent":
                    yield Formula("change in per cent", percent_change, first, second)


def _difference(first: Decimal, second: Decimal) -> Decimal:
    return second - first


def _three(grid: Grid, row: int, column: int, formula: Formula) -> tuple[Quantity, Quantity, Quantity] | None:
    stated = grid.value(row, column)
    first, second = grid.value(row, formula.first), grid.value(row, formula.second)
    return (stated, first, second) if stated and first and second else None


def _rows_with(grid: Grid, column: int) -> int:
    return sum(value is not None for value in grid.column(column))


def _followed(grid: Grid, column: int, formula: Formula) -> int:
    return sum(
        three is not None and _agrees(*three, formula, grid.header(column))
        for row in range(len(grid.body))
        for three in (_three(grid, row, column, formula),)
    )


def _agrees(stated: Quantity, first: Quantity, second: Quantity, formula: Formula, header: str) -> bool:
    truth = compute(formula.over, first, second)
    if truth is None:
        return False
    if verdict(stated, truth) in ("agrees", "loosely"):
        return True
    free = stated.sign == "" or any(word in header for word in _FALL)
    return (
        free and formula.name != "share" and verdict(_positive(stated), _flip(truth)) in ("agrees", "loosely")
    )


def _positive(stated: Quantity) -> Quantity:
    return Quantity(abs(stated.value), stated.kind, stated.ulp, stated.text, stated.hedge)


def _flip(truth: Truth) -> Truth:
    if truth.value >= 0:
        return truth
    low, high = truth.band
    least, most = truth.loose
    return Truth(-truth.value, (-high, -low), (-most, -least))


def _rows(grid: Grid, column: int, formula: Formula, claims: Claims) -> Iterator[Finding]:
    for row in range(len(grid.body)):
        three = _three(grid, row, column, formula)
        if three is None:
            continue
        claims.count()
        stated, first, second = three
        truth = compute(formula.over, first, second)
        if truth is None or _agrees(stated, first, second, formula, grid.header(column)):
            continue
        computed = comes_to(truth.value, stated)
        magnitude = verdict(_positive(stated), _flip(truth))
        name = (
            "truncated"
            if magnitude == "truncated"
            else "table-direction"
            if magnitude == "agrees"
            else "table-change"
        )
        name = "table-share" if formula.name == "share" and name != "truncated" else name
        because = f"{formula.said(first, second)} comes to {computed}, not {stated.text}."
        line = grid.body[row]
        yield Finding("error", name, line.text, stated.text, computed, because, line.line, line.page)
