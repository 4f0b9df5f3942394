"""Strips that stand beside and under one another with wide gaps: tables, with drawn lines or without."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from statistics import median

from reckoner.reports.audit.reading.strip import Strip, same_height

_PROSE = 52  # letters: a strip as long is a line of prose and no cell
_HIGHEST = 5  # lines that a label may take between two rows of one pattern
_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?:[/-][0-9]{2,4})?$")

_VALUE = re.compile(
    r"[-+−–(£$€~<>]*[0-9][0-9,. ]*(?:%|pp|m|bn|k|p|th|st|nd|rd|million|billion)?\)?[*†]?"
    r"|\[?(?:[a-z]|n/?a|x|\.\.|–|—|-)\]?",
    re.IGNORECASE,
)

FoundTable = list[list[Strip]]
"""Rows of strips from top to bottom, each from left to right."""


def tables_of(strips: Sequence[Strip]) -> list[FoundTable]:
    """Groups of rows with two cells or more each, one close under another, their cells under one another."""
    rows = [row for row in _visual_rows(strips) if _is_row(row)]
    tables: list[list[list[Strip]]] = []
    for row in rows:
        table = tables[-1] if tables else None
        if table is not None and _is_under(table, row):
            table.append(row)
        else:
            tables.append([row])
    found = [table for table in tables if len(table) > 1 and _is_table(table)]
    taken = {id(strip) for table in found for row in table for strip in row}
    for table in found:
        _take_in(table, [strip for strip in strips if id(strip) not in taken])
        taken |= {id(strip) for row in table for strip in row}
    return found


def _visual_rows(strips: Sequence[Strip]) -> list[list[Strip]]:
    """Strips by height, top to bottom, each row from left to right."""
    rows: list[list[Strip]] = []
    for strip in sorted(strips, key=lambda strip: -(strip.top + strip.bottom)):
        if rows and same_height(rows[-1][0], strip):
            rows[-1].append(strip)
        else:
            rows.append([strip])
    return [sorted(row, key=lambda strip: strip.left) for row in rows]


def _is_row(row: Sequence[Strip]) -> bool:
    """Two cells or more, none of them prose."""
    apart = all(b.left - a.right > 0.45 * b.size for a, b in itertools.pairwise(row))
    return len(row) > 1 and apart and all(len(strip.text) <= _PROSE for strip in row)


def _is_under(table: Sequence[Sequence[Strip]], row: Sequence[Strip]) -> bool:
    above = table[-1]
    gap = above[0].bottom - row[0].top
    if len(row) == len(above) > 2 and _aligned(above, row) == len(row):
        return gap < _HIGHEST * row[0].size
    if gap >= 2.4 * row[0].size:
        return False
    return _aligned(above, row) >= min(2, len(row), len(above)) or _is_shifted(above, row)


def _is_shifted(above: Sequence[Strip], row: Sequence[Strip]) -> bool:
    """As many cells, none beside the wrong one of the other: headings that stand to the left of numbers."""
    if len(row) != len(above) or len(row) < 3:
        return False
    before = zip(row[1:], above, strict=False)
    behind = zip(row, above[1:], strict=False)
    return all(b.left > a.right for b, a in before) and all(b.right < a.left for b, a in behind)


def _aligned(above: Sequence[Strip], row: Sequence[Strip]) -> int:
    """How many cells of a row stand under one of the other."""
    return sum(any(min(a.right, b.right) - max(a.left, b.left) > -0.5 * b.size for a in above) for b in row)


def _is_table(table: Sequence[Sequence[Strip]]) -> bool:
    """A quarter of its cells are numbers without words; else it is a list in columns or a form."""
    cells = [strip.text for row in table for strip in row]
    return sum(_VALUE.fullmatch(cell) is not None for cell in cells) * 4 >= len(cells)


def _take_in(table: list[list[Strip]], others: Sequence[Strip]) -> None:
    """Further lines of a cell, or a heading of one column, above, below or between the rows of a table."""
    columns = columns_of(table)
    top = max(strip.top for strip in table[0])
    bottom = min(strip.bottom for strip in table[-1])
    size = median(strip.size for row in table for strip in row)
    for strip in others:
        fits = sum(strip.left < right and left < strip.right for left, right in columns) == 1
        inside = bottom - 1.3 * size < strip.bottom and strip.top < top + 3.5 * size
        prose = len(strip.text) > _PROSE or (strip.bottom > top - size and strip.text[-1] in ".:;")
        if fits and inside and not prose and strip.size < 1.3 * size:
            table.append([strip])
    table.sort(key=lambda row: -(row[0].top + row[0].bottom))


def columns_of(table: Sequence[Sequence[Strip]]) -> list[tuple[float, float]]:
    """The columns of a table, from left to right: where the cells of its rows with numbers reach to.

    Headings stand over several of them, or aside; so they don't count where there are numbers.
    """
    rows = [row for row in table if len(row) > 1]
    rows = [row for row in rows if any(is_number(strip.text) for strip in row)] or rows
    most = max(len(row) for row in rows)
    columns = _joined([(s.left, s.right) for row in rows if len(row) == most for s in row])
    for row in rows:
        for strip in row:
            over = [column for column in columns if strip.left < column[1] and column[0] < strip.right]
            if len(over) < 2:
                columns = _joined([*columns, (strip.left, strip.right)])
    return columns


def _joined(spans: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """The spans from left to right, those that overlap as one."""
    columns: list[tuple[float, float]] = []
    for left, right in sorted(spans):
        if columns and left < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], right))
        else:
            columns.append((left, right))
    return columns


def is_number(cell: str) -> bool:
    """It has a digit, and is no year and no heading that ends in one."""
    return any(c.isdigit() for c in cell) and _YEAR.search(cell) is None and not cell[:1].isalpha()
