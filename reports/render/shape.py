"""What the look of a table follows from: how wide it need be, and where its decimals stand.

Classes for the stylesheets, worked out from the printed cells: no template counts columns or digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from math import ceil
from typing import TypeVar

from reckoner.reports.document import DocumentBlock, KeyFigure, Table
from reckoner.reports.figures.printed import plain, printed_in
from reckoner.reports.prose import Emphasis, Grid, Strong, sentence_of, text_of

NARROW_COLUMNS, NARROW_CELL, NARROW_TABLE = 4, 44, 60
"""A table of so few columns with cells of so few characters takes no more room than it needs, nor does one
whose columns are so few characters wide together."""
_NUMBER = re.compile(r"[−+-]?[£€$]?(?:\d[\d,]*)(?:\.(?P<decimals>\d+))?(?P<unit>\D*)")
_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row's class, and that of each of its cells: how many decimals it has fewer than its column."""

    name: str
    cells: tuple[str, ...]


def shape(table: Grid | Table) -> str:
    """The classes of a table: `narrow` where it need not take the whole measure, otherwise `broad`; `grouped`
    where rows stand under a heading of their own; `two-lined` where a cell has a smaller line below;
    `numeric` where all beside the rows' names is numbers, which far from them nobody follows along a row.

    A stylesheet could ask by `:has()`, which WeasyPrint looks up for each element of a page: an eighth of the
    time that the example's report took to lay out.
    """
    texts = _texts(table)
    widths = [max(map(len, column)) for column in zip_longest(*texts, fillvalue="")]
    few = len(widths) <= NARROW_COLUMNS and max(widths, default=0) <= NARROW_CELL
    width = "narrow" if few or sum(widths) <= NARROW_TABLE else "broad"
    if isinstance(table, Grid):
        grouped, lined = any(table.heads_group(row) for row in table.rows), False
        beside = set(table.aligned[1:])
    else:
        cells = [cell for row in table.body for cell in row]
        grouped = any(cell.heads == "rowgroup" for cell in cells)
        lined = any(cell.below for cell in cells)
        beside = {cell.align for row in table.body for cell in row[1:]}
    return width + " grouped" * grouped + " two-lined" * lined + " numeric" * (beside == {"end"})


def table_rows(table: Grid | Table, total: str) -> tuple[TableRow, ...]:
    """The classes of a table's rows below its head. ``total`` is the word with which a sum begins."""
    texts = _texts(table)[1:] if isinstance(table, Grid) else _texts(table)[len(table.header) :]
    spans = isinstance(table, Table) and any(
        cell.columns > 1 or cell.rows > 1 for row in table.body for cell in row
    )
    columns = [] if spans else list(map(_lacking, zip(*texts, strict=False), _mixed(table)))
    return tuple(
        TableRow(
            _name(table, number, row, total),
            tuple(columns[place][number] if place < len(columns) else "" for place in range(len(row))),
        )
        for number, row in enumerate(texts)
    )


def long_labels(blocks: Iterable[DocumentBlock]) -> str:
    """The classes of a row of key figures of which some label takes two lines, or some earlier value several
    above small lines: then each has room for as many."""
    keys = [block for block in blocks if isinstance(block, KeyFigure)]
    room = _ROW // max(len(keys), 1)
    long = " long" if any(len(key.label) > room for key in keys) else ""
    lines = any(key.picture for key in keys)
    deep = max((ceil(len(plain(key.before)) / room) for key in keys), default=0) if lines else 0
    return f"{long} deep-{min(deep, _DEEPEST)}" if deep > 1 else long


_DEEPEST = 4
_ROW = 112
"""How many characters stand side by side across the page in the size of such labels."""


def _texts(table: Grid | Table) -> list[list[str]]:
    if isinstance(table, Grid):
        return [[text_of(cell) for cell in row] for row in (table.header, *table.rows)]
    return [[plain(cell.content) for cell in row] for row in (*table.header, *table.body)]


def _mixed(table: Grid | Table) -> list[bool]:
    """Whether the figures of each column are of several units, as posts and full-time equivalents are."""
    if isinstance(table, Grid):
        cells = [[printed_in(sentence_of(cell)) for cell in row] for row in table.rows]
    else:
        cells = [[printed_in(cell.content) for cell in row] for row in table.body]
    columns = zip(*cells, strict=False)
    return [len({each.figure.unit for cell in column for each in cell}) > 1 for column in columns]


def _name(table: Grid | Table, number: int, row: Sequence[str], total: str) -> str:
    """`total` for a sum, `of-it` for one in italics; `long` for a row that may break over a page."""
    first = table.rows[number][0] if isinstance(table, Grid) else ()
    is_bold = bool(first) and all(isinstance(run, Strong) for run in first)
    if first and all(isinstance(run, Emphasis) for run in first):
        return "of-it"
    if is_bold or row[:1] == [total] or row[0].startswith(f"{total} "):
        return "total"
    return "long" if sum(map(len, row)) > LONG_ROW else ""


LONG_ROW = 900


def _lacking(column: Sequence[str], is_mixed: bool) -> list[str]:
    """For each cell how many decimals to leave room for, so that the points stand under each other.

    Where a unit follows the numbers, units do: 4% below 5.2%, both at the column's edge. Numbers of several
    units, as in a column that ``is_mixed``, do not.
    """
    found = [_NUMBER.fullmatch(text.strip()) for text in column]
    numbers = [match for match in found if match]
    if is_mixed or any(match["unit"].strip() for match in numbers):
        return ["" for _ in column]
    most = max((len(match["decimals"] or "") for match in numbers), default=0)
    return [
        f"lacks-{most - len(match['decimals'] or '')}{'' if match['decimals'] else ' pointless'}"
        if match and len(match["decimals"] or "") < most
        else ""
        for match in found
    ]
