"""Where the tables of a sheet stand: their headers, their rows, what is written above and below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from reckoner.reports.sources.given import MergedCell, RaisedCell, Raw
from reckoner.reports.sources.grid import Grid
from reckoner.reports.sources.numerals import tidy
from reckoner.reports.sources.raw import tidy_heading
from reckoner.reports.sources.reading import can_be, is_value, split_marks

MOST_HEADERS = 4

Header = tuple[str, ...]
"""What stands over a column, from the top row of headers down: ``("101 calls", "Offered")``."""


@dataclass(frozen=True)
class Region:
    """One table of a sheet. ``rows`` are its rows of data; ``headers`` the rows above that head it.

    ``passed`` are the rows between that hold one text only, ``notes`` what is written below.
    """

    grid: Grid
    headers: tuple[int, ...]
    rows: tuple[int, ...]
    left: int
    right: int
    title: str = ""
    passed: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def columns(self) -> range:
        """The columns that it spans."""
        return range(self.left, self.right + 1)

    @property
    def range(self) -> str:
        """Its corners: A3:F9."""
        first = self.headers[0] if self.headers else self.rows[0]
        return f"{self.grid.ref(first, self.left)}:{self.grid.ref(self.rows[-1], self.right)}"

    @cached_property
    def places(self) -> dict[Header, int]:
        """The headers of the columns that hold anything, and where each stands."""
        found: dict[Header, int] = {}
        for column in self.columns:
            header = self.heading(column)
            if header or any(self.grid.at(row, column) is not None for row in self.rows):
                found.setdefault(header, column)
        return found

    def heading(self, column: int) -> Header:
        """What stands over a column, without note marks; a group's header reaches over all its columns."""
        found: list[str] = []
        for row in self.headers:
            text = self._heading_in(row, column)
            if text and (not found or found[-1] != text):
                found.append(text)
        return tuple(found)

    def _heading_in(self, row: int, column: int) -> str:
        merge = self.grid.covering(row, column)
        if merge is not None:
            return heading_text(self.grid.at(merge.top, merge.left))
        text = heading_text(self.grid.at(row, column))
        if text or row == self.headers[-1] or self.grid.merges:
            return text
        left = (self.grid.at(row, each) for each in range(column - 1, self.left - 1, -1))
        return heading_text(next((cell for cell in left if cell is not None), None))


def heading_text(cell: Raw | None) -> str:
    """A header without the note marks at its end."""
    if isinstance(cell, RaisedCell):
        return tidy_heading(cell.text)
    return re.sub(r"(?<![mM])[⁰¹²³⁴⁵⁶⁷⁸⁹]+$|\s*\[note \d+\]$|[*†‡]+$", "", tidy_heading(cell)).strip()


def find_regions(grid: Grid) -> tuple[Region, ...]:
    """The tables of a sheet, from the top, and those side by side from the left."""
    return tuple(part for region in _down(grid) for part in _across(region))


def _down(grid: Grid) -> Iterator[Region]:
    """The tables one under the other; a row of headers after data begins the next."""
    lines = [row for row in range(len(grid.cells)) if _filled(grid, row)]
    above: list[int] = []
    body: list[int] = []
    headers: tuple[int, ...] = ()
    texts: list[int] = []
    for row in lines:
        if _is_data(grid, row) or (not texts and _belongs(grid, row, body[-1] if body else None)):
            if not body or _heads(grid, texts, row):
                if body:
                    yield _region(grid, headers, body, above, [])
                    above = []
                headers, above = _headers(grid, [*above, *texts] if not body else texts, row)
                body, texts = [], []
            body += [*texts, row]
            texts = []
        else:
            texts.append(row)
    if body:
        yield _region(grid, headers, body, above, texts)


def _heads(grid: Grid, texts: Sequence[int], row: int) -> bool:
    """Whether a row of several texts stands right above this row of data: the headers of another table."""
    return bool(texts) and texts[-1] == row - 1 and len(_filled(grid, texts[-1])) > 1


def _headers(grid: Grid, texts: Sequence[int], row: int) -> tuple[tuple[int, ...], list[int]]:
    """The rows of headers right above a row of data, and the rows above those."""
    found: list[int] = []
    for each in reversed(texts):
        is_next = each == (found[0] if found else row) - 1
        is_lone = len(_filled(grid, each)) < 2 and not (found and _spans_part(grid, each))
        if not is_next or is_lone or len(found) >= MOST_HEADERS:
            break
        found.insert(0, each)
    return tuple(found), [each for each in texts if each not in found]


def _spans_part(grid: Grid, row: int) -> bool:
    """Whether the only text of a row is a header merged over some columns, and not a title over all."""
    [column] = _filled(grid, row)
    merge = grid.covering(row, column)
    return column > 0 and merge is not None and merge.left > 0


def _region(
    grid: Grid, headers: tuple[int, ...], body: Sequence[int], above: Sequence[int], below: Sequence[int]
) -> Region:
    data = [
        row
        for before, row in zip([None, *body], body, strict=False)
        if _is_data(grid, row) or _belongs(grid, row, before)
    ]
    spread = [column for row in (*headers, *data) for column in _filled(grid, row)]
    merged = [m.right for m in grid.merges if m.top in headers and m.right < grid.width]
    title = next((heading_text(grid.at(row, _filled(grid, row)[0])) for row in above), "")
    passed = tuple(row for row in body if row not in data)
    notes = tuple(" ".join(str(_plain(grid.at(row, c))) for c in _filled(grid, row)) for row in below)
    return Region(grid, headers, tuple(data), min(spread), max([*spread, *merged]), title, passed, notes)


def _plain(cell: Raw | None) -> object:
    return f"{cell.text}{cell.raised}" if isinstance(cell, RaisedCell) else cell


def _across(region: Region) -> Iterator[Region]:
    """The tables side by side: parted by an empty column, the part beyond beginning with a key of its own."""
    grid, parts, last = region.grid, [], region.left
    for column in region.columns:
        empty = all(grid.at(row, column) is None for row in (*region.headers, *region.rows))
        covered = any(grid.covering(row, column) for row in region.headers)
        if empty and not covered and _is_key(region, column + 1):
            parts.append((last, column - 1))
            last = column + 1
    parts.append((last, region.right))
    for left, right in parts:
        rows = tuple(
            row
            for row in region.rows
            if any(grid.at(row, column) is not None for column in range(left, right + 1))
        )
        yield replace(region, left=left, right=right, rows=rows)


def _is_key(region: Region, column: int) -> bool:
    cells = [region.grid.at(row, column) for row in region.rows]
    filled = [cell for cell in cells if cell is not None]
    return bool(filled) and not any(is_value(cell) for cell in filled)


def _filled(grid: Grid, row: int) -> list[int]:
    """The columns in which something stands of its own, and not only part of a merged cell."""
    cells = ((column, grid.at(row, column)) for column in range(len(grid.cells[row])))
    return [column for column, cell in cells if cell is not None and not isinstance(cell, MergedCell)]


def _is_data(grid: Grid, row: int) -> bool:
    """Whether a row holds values and doesn't only name years, as a row of headers may."""
    filled = _filled(grid, row)
    values = [column for column in filled if is_value(grid.at(row, column))]
    if len(filled) < 2:
        return False
    timed = [column for column in filled if _is_time(grid.at(row, column))]
    if timed and timed[0] == filled[0] and len(timed) < len(filled):
        return True
    if not [column for column in values if column != filled[0]]:
        return False
    years = [column for column in values if _is_year(grid.at(row, column))]
    return len(years) < len(filled) - 1 or len(years) == 1 or _is_data_below(grid, row, years)


def _belongs(grid: Grid, row: int, before: int | None) -> bool:
    """Whether a row goes on with the rows of data right above it, though a cell in it can't be read.

    It names a period as they do, or something near a number stands in it: such a row is no note.
    """
    if before is None or before != row - 1:
        return False
    first, *others = _filled(grid, row)
    if not others:
        return first == _filled(grid, before)[0] and all(
            _is_time(grid.at(each, first)) for each in (before, row)
        )
    cells = [grid.at(row, column) for column in others]
    return any(isinstance(cell, str) and _NEARLY.fullmatch(cell.strip()) for cell in cells)


_NEARLY = re.compile(r"(?=.*\d)[^\s\d]{0,2}[\d.,:%£ \u00a0\u202f]+\s?[^\d\s]{0,4}")


def _is_time(cell: Raw | None) -> bool:
    """Whether a cell names a month, a day or another period, and isn't a plain number."""
    if isinstance(cell, date):
        return True
    if not isinstance(cell, str) or re.fullmatch(r"[\d.,]+", cell.strip()):
        return False
    return any(can_be(cell, form) for form in ("month", "date", "period"))


def _is_data_below(grid: Grid, row: int, years: Sequence[int]) -> bool:
    below = [grid.at(row + 1, column) for column in years]
    return not all(is_value(cell) and not _is_year(cell) for cell in below)


def _is_year(cell: Raw | None) -> bool:
    text = tidy(split_marks(cell)[0]) if isinstance(cell, str) else str(cell)
    return re.fullmatch(r"(19|20)\d\d(\.0)?", text) is not None
