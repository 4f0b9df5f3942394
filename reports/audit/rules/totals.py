"""A table's total row and total column against the sums of what they total.

Sums allow for the rounding of each part. Averages, rates and ranks aren't added; percentages only where the
total says 100. A total over rows that the table calls a selection ("top five", "of which") is left alone,
and so is a total column that no row of three or more follows.

Against: "North 12, South 15, Total 28". For: "Average" as the last row; shares that come to 99.9% by
rounding.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reports.audit.finding import Finding
from reports.audit.language.grid import Grid
from reports.audit.language.judge import overlaps
from reports.audit.language.quantity import Quantity, shown
from reports.audit.rules.report import Claims

_TOTALS = (
    "total",
    "totals",
    "grand total",
    "all",
    "overall total",
    "sum",
    "overall",
    "force total",
    "county total",
)
_NOT_ADDED = (
    "average",
    "avg",
    "mean",
    "median",
    "rate",
    "rank",
    "target",
    "per ",
    "%",
    "ratio",
    "year",
    "change",
)
_SELECTION = ("top ", "largest", "selected", "of which", "main ", "including", "most common", "highest")


def find(grid: Grid, claims: Claims) -> Iterator[Finding]:
    """Findings of this rule in a table."""
    said = " ".join(cell.lower() for row in grid.head for cell in row.cells)
    if any(word in said for word in _SELECTION):
        return
    yield from _total_rows(grid, claims)
    yield from _total_columns(grid, claims)


def _is_total(text: str) -> bool:
    text = text.lower().strip(" :*")
    return text in _TOTALS or text.startswith(("total ", "grand total")) or text.endswith(" total")


def _total_rows(grid: Grid, claims: Claims) -> Iterator[Finding]:
    start = 0
    for row in range(len(grid.body)):
        if not _is_total(grid.label(row)):
            continue
        yield from _one_total(grid, start, row, claims)
        start = row + 1


def _one_total(grid: Grid, start: int, row: int, claims: Claims) -> Iterator[Finding]:
    for column in grid.numeric:
        total = grid.value(row, column)
        if total is None or any(word in grid.header(column) for word in _NOT_ADDED if word != "%"):
            continue
        parts = _parts(grid, column, start, row)
        if start and len(parts) == 1:
            continue  # one row since the last total: nothing to add
        choices = [parts, _parts(grid, column, 0, row)]
        subtotals = [
            value
            for r in range(row)
            if _is_total(grid.label(r)) and (value := grid.value(r, column)) is not None
        ]
        choices = [parts for parts in (*choices, subtotals) if len(parts) > 1]
        if not choices or not _may_add(total, choices[0]):
            continue
        claims.count()
        if any(_adds_up(total, parts) for parts in choices) or _some_add_up(total, parts):
            continue
        yield _finding(grid, row, total, choices[0])


def _parts(grid: Grid, column: int, start: int, row: int) -> list[Quantity]:
    found = []
    for r in range(start, row):
        value = grid.value(r, column)
        if value is None:
            if column < len(grid.body[r].cells) and grid.body[r].cells[column].strip(" -–") and start == 0:
                return []
            continue
        if not _is_total(grid.label(r)):
            found.append(value)
    return found


def _may_add(total: Quantity, parts: list[Quantity]) -> bool:
    if any(part.kind != total.kind for part in parts) or total.kind not in ("count", "money", "percent"):
        return False
    if total.kind == "percent":
        return total.value == 100
    values = [part.value for part in parts]
    return not min(values) <= total.value <= max(values)  # one that lies among them is their average


def _adds_up(total: Quantity, parts: list[Quantity]) -> bool:
    ulp = max(total.ulp, *(part.ulp for part in parts))
    slack = ulp * len(parts) / 2 if total.kind == "percent" or ulp > 1 or ulp < 1 else Decimal(0)
    whole = sum((part.value for part in parts), Decimal(0))
    return overlaps((total.low, total.high), (whole - slack, whole + slack))


def _some_add_up(total: Quantity, parts: list[Quantity]) -> bool:
    """The rows right above the total, from some row on: what stands higher may belong to another sum."""
    return any(_adds_up(total, parts[first:]) for first in range(1, len(parts) - 1))


def _total_columns(grid: Grid, claims: Claims) -> Iterator[Finding]:
    for column in grid.numeric:
        header = grid.header(column)
        earlier = [other for other in grid.numeric if other < column]
        if not _is_total(header) or len(earlier) < 2:
            continue
        rows = [(row, *_row(grid, row, column, earlier)) for row in range(len(grid.body))]
        full = [
            (row, total, parts)
            for row, total, parts in rows
            if total is not None and len(parts) == len(earlier)
        ]
        right = sum(_adds_up(total, parts) for _, total, parts in full)
        if not full or (len(full) > 2 and right * 2 < len(full)):
            continue
        for row, total, parts in full:
            claims.count()
            if not _adds_up(total, parts):
                yield _finding(grid, row, total, parts)


def _row(grid: Grid, row: int, column: int, earlier: list[int]) -> tuple[Quantity | None, list[Quantity]]:
    total = grid.value(row, column)
    parts = [value for other in earlier if (value := grid.value(row, other)) is not None]
    if total is None or len(parts) < 2 or total.kind == "percent" or not _may_add(total, parts):
        return None, []
    return total, parts


def _finding(grid: Grid, row: int, total: Quantity, parts: list[Quantity]) -> Finding:
    whole = sum((part.value for part in parts), Decimal(0))
    computed = shown(whole, total.kind)
    sums = " + ".join(part.text for part in parts[:12]) + (" + …" if len(parts) > 12 else "")
    line = grid.body[row]
    because = f"{sums} comes to {computed}, not {total.text}."
    because = because[:1].upper() + because[1:]
    return Finding("error", "table-total", line.text, total.text, computed, because, line.line, line.page)
