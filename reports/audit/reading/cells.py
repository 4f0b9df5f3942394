"""The rows of a table on a page: each strip into its column, lines of one cell joined."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reckoner.reports.audit.reading.columns import columns_of, is_number
from reckoner.reports.audit.reading.strip import Strip, same_height

_NEAR = 0.47  # of the way from one row to the next: a line as near as that belongs to the row
_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?:[/-][0-9]{2,4})?")

Columns = Sequence[tuple[float, float]]


def rows_of(table: Sequence[Sequence[Strip]]) -> list[str]:
    """The rows of a table with tabs between their cells; two tables that stand side by side one by one."""
    columns = columns_of(table)
    cells: list[list[str]] = []
    heights: list[float] = []
    for at, (row, lines) in enumerate(labelled := _labelled(table)):
        made = _cells(row, lines, columns)
        following = [other for other, _ in labelled[at + 1 : at + 2]]
        nearer = bool(cells) and _belongs_below(row, following, heights[-1])
        if cells and not nearer and _continues_row(cells[-1], made, heights[-1] - row[0].top, row[0].size):
            cells[-1] = [
                " ".join(part for part in pair if part) for pair in zip(cells[-1], made, strict=True)
            ]
        else:
            cells.append(made)
        if len(cells) > 1 and _leads_row(cells[-2], cells[-1]):
            label = cells.pop(-2)[0]
            cells[-1][0] = f"{label} {cells[-1][0]}"
        heights.append(row[0].bottom)
    return ["\t".join(row) for row in _apart(cells)]


def _labelled(table: Sequence[Sequence[Strip]]) -> list[tuple[Sequence[Strip], list[Strip]]]:
    """The rows, each with the lines of its label that stand above or below its numbers."""
    anchors = [row for row in table if len(row) > 1]
    taken: dict[int, list[Strip]] = {}
    given: set[int] = set()
    for row in table:
        if len(row) == 1 and not is_number(row[0].text) and (anchor := _anchor(row[0], anchors)):
            taken.setdefault(id(anchor), []).append(row[0])
            given.add(id(row))
    return [(row, taken.get(id(row), [])) for row in table if id(row) not in given]


def _anchor(line: Strip, anchors: Sequence[Sequence[Strip]]) -> Sequence[Strip] | None:
    """The row of numbers that a line of a label belongs to: it is much nearer than the other one."""
    middle = _middle(line)
    above = [row for row in anchors if _middle(row[0]) > middle]
    below = [row for row in anchors if _middle(row[0]) < middle]
    if not above or not below:
        return None
    up, down = _middle(above[-1][0]) - middle, middle - _middle(below[0][0])
    row, near = (above[-1], up) if up <= down else (below[0], down)
    label = next((strip for strip in row if strip.left < line.right and line.left < strip.right), None)
    numbers = any(is_number(strip.text) for strip in row)
    if near > _NEAR * (up + down) or not numbers or same_height(row[0], line):
        return None
    leads = row is below[0] and label is not None and not label.text[:1].islower()
    return None if leads or (label is not None and is_number(label.text)) else row


def _middle(strip: Strip) -> float:
    return (strip.top + strip.bottom) / 2


def _cells(row: Sequence[Strip], lines: Sequence[Strip], columns: Columns) -> list[str]:
    """The cells of a row; headings as many as there are columns stand over them one by one."""
    made = [""] * len(columns)
    by_count = len(row) == len(columns) and not lines
    for number, strip in enumerate(sorted([*row, *lines], key=lambda s: -s.top) if lines else row):
        for at, text in [(number, strip.text)] if by_count else _placed(columns, strip):
            made[at] = f"{made[at]} {text}".strip()
    return made


def _placed(columns: Columns, strip: Strip) -> list[tuple[int, str]]:
    """The column of a cell; years that stand close are one for each column, another heading over several
    belongs to the first."""
    over = [n for n, (left, right) in enumerate(columns) if strip.left < right and left < strip.right]
    words = strip.text.split()
    if len(over) > 1 and len(words) == len(over) and any(_YEAR.fullmatch(word) for word in words):
        return list(zip(over, words, strict=True))
    if len(over) > 1:
        return [(over[0], strip.text)]
    return [(min(range(len(columns)), key=lambda n: _off(columns[n], strip)), strip.text)]


def _apart(rows: list[list[str]]) -> list[list[str]]:
    """Two tables side by side, which have the same headings, one after another."""
    half = len(rows[0]) // 2
    head = rows[0]
    if len(head) % 2 or half < 2 or head[:half] != head[half:] or not all(head):
        return rows
    return [*(row[:half] for row in rows), [], *(row[half:] for row in rows)]


def _belongs_below(row: Sequence[Strip], following: Sequence[Sequence[Strip]], above: float) -> bool:
    """Whether a row is nearer to the numbers under it than to what stands above it."""
    if not following or not any(is_number(strip.text) for strip in following[0]):
        return False
    return row[0].bottom - following[0][0].top < above - row[0].top - 0.1 * row[0].size


def _leads_row(above: Sequence[str], row: Sequence[str]) -> bool:
    """The first line of a label whose second stands beside the numbers."""
    alone = bool(above[0]) and not any(above[1:])
    return alone and row[0][:1].islower() and any(any(c.isdigit() for c in cell) for cell in row[1:])


def _off(column: tuple[float, float], strip: Strip) -> float:
    middle = (strip.left + strip.right) / 2
    return max(column[0] - middle, middle - column[1], 0)


def _continues_row(above: Sequence[str], row: Sequence[str], gap: float, size: float) -> bool:
    """Words only, close under the row, and fewer cells than it: the rest of a cell or heading that
    was broken.
    """
    filled = [cell for cell in row if cell]
    if any(is_number(cell) for cell in filled) or gap > 0.6 * size:
        return False
    numbers = any(is_number(cell) for cell in above[1:])
    return len(filled) < len(row) if numbers else True
