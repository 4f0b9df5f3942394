"""Two figures in a cell, a number and its share: "135 (27%)" under a column of such.

The share is of the column's total, or of the row's; which, most of the cells say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reckoner.reports.audit.finding import Finding
from reckoner.reports.audit.language.grid import TWO_FIGURES, Grid, read_cell
from reckoner.reports.audit.language.judge import comes_to, compute, share, verdict
from reckoner.reports.audit.language.quantity import Quantity
from reckoner.reports.audit.relations.claim import Claims
from reckoner.reports.audit.relations.lines import is_total


@dataclass(frozen=True, slots=True)
class _Cell:
    row: int
    column: int
    number: Quantity
    share: Quantity


def find(grid: Grid, claims: Claims) -> Iterator[Finding]:
    """What does not agree in the cells of a table that hold a number and its share."""
    cells = [cell for row in range(len(grid.body)) for cell in _cells(grid, row)]
    for wholes in (_by_column(grid, cells), _by_row(grid, cells)):
        told = [(cell, wholes[at]) for at, cell in enumerate(cells) if wholes[at] is not None]
        wrong = [(cell, whole) for cell, whole in told if not _holds(cell, whole)]
        if len(told) - len(wrong) >= max(2, 2 * len(wrong)):
            for cell, whole in told:
                yield from _report(grid, cell, whole, claims)
            return


def _cells(grid: Grid, row: int) -> Iterator[_Cell]:
    for column, text in enumerate(grid.body[row].cells):
        match = TWO_FIGURES.fullmatch(text)
        number, part = (read_cell(match[1]), read_cell(match[2])) if match else (None, None)
        if number is not None and part is not None:
            yield _Cell(row, column, number, part)


def _plain(grid: Grid, row: int, column: int) -> Decimal | None:
    """The number of a total's cell, with a share beside it or without."""
    cells = grid.body[row].cells
    match = TWO_FIGURES.fullmatch(cells[column]) if column < len(cells) else None
    value = read_cell(match[1] if match else cells[column]) if column < len(cells) else None
    return value.value if value is not None and value.value > 0 else None


def _by_column(grid: Grid, cells: list[_Cell]) -> list[Decimal | None]:
    totals = [row for row in range(len(grid.body)) if is_total(grid.label(row))]
    found: list[Decimal | None] = []
    for cell in cells:
        own = [whole for row in totals if row != cell.row and (whole := _plain(grid, row, cell.column))]
        rest = sum(
            (c.number.value for c in cells if c.column == cell.column and c.row not in totals), Decimal(0)
        )
        found.append(own[-1] if own else rest if cell.row not in totals and rest else None)
    return found


def _by_row(grid: Grid, cells: list[_Cell]) -> list[Decimal | None]:
    totals = [column for column in range(grid.width) if is_total(grid.header(column))]
    found: list[Decimal | None] = []
    for cell in cells:
        own = [whole for c in totals if c != cell.column and (whole := _plain(grid, cell.row, c))]
        rest = sum(
            (c.number.value for c in cells if c.row == cell.row and c.column not in totals), Decimal(0)
        )
        found.append(own[-1] if own else rest or None)
    return found


def _holds(cell: _Cell, whole: Decimal | None) -> bool:
    return whole is None or abs(share(cell.number.value, whole) - cell.share.value) <= cell.share.ulp


def _report(grid: Grid, cell: _Cell, whole: Decimal | None, claims: Claims) -> Iterator[Finding]:
    row = grid.body[cell.row]
    total = Quantity(
        whole or Decimal(1), cell.number.kind, cell.number.ulp, f"{whole:,}", unit=cell.number.unit
    )
    truth = compute(share, cell.number, total)
    if truth is None:
        return
    agrees = verdict(cell.share, truth) in ("agrees", "loosely") or _holds(cell, whole)
    formula = f"{cell.number.text} / {total.text}"
    claims.count(
        "table-share",
        row.text,
        f"{formula}: {cell.share.text}",
        "agrees" if agrees else "wrong",
        row.line,
        row.page,
    )
    if not agrees:
        text = "\t".join(row.cells)
        lead = len(text) - len(text.lstrip())
        start = len("\t".join(row.cells[: cell.column])) + (cell.column > 0) - lead
        start += row.cells[cell.column].rfind(cell.share.text)
        computed = comes_to(truth.value, cell.share)
        names = [name for name in (grid.label(cell.row), grid.header(cell.column)) if name]
        yield Finding(
            "error",
            "table-share",
            row.text,
            cell.share.text,
            computed,
            f"{formula} comes to {computed}, not {cell.share.text}.",
            row.line,
            row.page,
            mark=(start, start + len(cell.share.text)),
            cell=", ".join(names),
        )
