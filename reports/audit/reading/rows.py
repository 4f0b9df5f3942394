"""Rows of a sheet into a document's parts: titles and notes as text, rows of cells as tables."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence

from reckoner.reports.audit.document import Block, BlockKind, Mark, Row, Table
from reckoner.reports.audit.reading.clean import clean

_LONG = 60
_NUMBER = re.compile(r"[-+(£$€]*[0-9][0-9,.]*%?\)?")


def parts_of_rows(
    rows: Iterable[tuple[int, Sequence[str]]], left_out: Container[int] = ()
) -> Iterator[Block | Table]:
    """The blocks and tables of numbered rows. A blank row ends a table, one that was ``left_out`` doesn't;
    words alone above one, or long words anywhere, are text."""
    table: list[Row] = []
    last = 0
    for number, given in rows:
        cells = [" ".join(clean(cell).split()) for cell in given]
        filled = [cell for cell in cells if cell]
        if not filled:
            continue
        if table and any(between not in left_out for between in range(last + 1, number)):
            yield from _table(table)
            table = []
        last = number
        if len(filled) == 1 and not _NUMBER.fullmatch(filled[0]) and (not table or _is_prose(filled[0])):
            yield from _table(table)
            table = []
            kind: BlockKind = "text" if _is_prose(filled[0]) else "heading"
            yield Block(filled[0], kind, (Mark(0, number),))
        else:
            table.append(Row(tuple(cells), number))
    yield from _table(table)


def _is_prose(text: str) -> bool:
    return len(text) > _LONG or (text[-1] in ".;!?" and " " in text)


def _table(rows: Sequence[Row]) -> Iterator[Table]:
    """The rows without the empty columns before them; those where nothing stands any more are left out."""
    if not rows:
        return
    left = min(next(at for at, cell in enumerate(row.cells) if cell) for row in rows)
    right = max(at for row in rows for at, cell in enumerate(row.cells) if cell) + 1
    yield Table(tuple(Row(row.cells[left:right], row.line) for row in rows))
