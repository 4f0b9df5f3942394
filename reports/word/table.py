"""Tables of a Word document: header rows that repeat, a title, and cells that span others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reckoner.reports.word.body import Body
from reckoner.reports.word.columns import shares
from reckoner.reports.word.piece import Piece, characters
from reckoner.reports.word.style import twips
from reckoner.reports.word.xml import Xml, element, joined, valued

CELL = "\t"  # between two cells of a row in the map


@dataclass(frozen=True)
class WordCell:
    """A cell: its words, how many columns and rows it spans, how it is aligned, whether it heads others."""

    words: Sequence[Piece]
    columns: int = 1
    rows: int = 1
    align: str = ""
    heads: bool = False


Row = Sequence[WordCell]
Filled = list[tuple[WordCell, str]]  # with what the cell does for those above and below it


def write_table(
    body: Body,
    rows: Sequence[Row],
    header: int,
    *,
    title: str,
    about: str,
    width: float,
    file: str,
    what: str,
) -> None:
    """Write a table; its first ``header`` rows head it, ``title`` and ``about`` are for those who hear it."""
    filled = _filled(rows)
    widths = [share * width for share in shares(_columns(filled), width)]
    first = all(row[0].heads for row in rows[header:] if row)
    looks = {
        "w:val": "04A0" if first else "0420",
        "w:firstRow": "1",
        "w:lastRow": "0",
        "w:firstColumn": "1" if first else "0",
        "w:lastColumn": "0",
        "w:noHBand": "1",
        "w:noVBand": "1",
    }
    properties = element(
        "w:tblPr",
        None,
        valued("w:tblStyle", "FiguresTable"),
        element("w:tblW", {"w:w": twips(width), "w:type": "dxa"}),
        element("w:tblLook", looks),
        valued("w:tblCaption", title),
        valued("w:tblDescription", about),
    )
    grid = element("w:tblGrid", None, *(element("w:gridCol", {"w:w": twips(each)}) for each in widths))
    lines = [_row(body, row, widths, file, what, heads=n < header) for n, row in enumerate(filled)]
    body.parts.append(element("w:tbl", None, properties, grid, *lines))
    body.parts.append(body.paragraph("TableText", Xml("")))


def _columns(rows: Sequence[Filled]) -> list[list[str]]:
    """The words of each column's cells, but for cells that span several."""
    columns: list[list[str]] = [[] for _ in range(max(sum(cell.columns for cell, _ in row) for row in rows))]
    for row in rows:
        at = 0
        for cell, _merge in row:
            if cell.columns == 1:
                columns[at].append(characters(cell.words))
            at += cell.columns
    return columns


def _filled(rows: Sequence[Row]) -> list[Filled]:
    """Each row with a cell in each column: those that a cell above spans go on with it."""
    spanned: dict[int, tuple[WordCell, int]] = {}
    filled = []
    for row in rows:
        cells: Filled = []
        waiting, at = list(row), 0
        while waiting or at in spanned:
            if at in spanned:
                cell, left = spanned.pop(at)
                cells.append((cell, "continue"))
            else:
                cell, left = (waiting[0], waiting[0].rows)
                cells.append((waiting.pop(0), "restart" if left > 1 else ""))
            if left > 1:
                spanned[at] = (cell, left - 1)
            at += cell.columns
        filled.append(cells)
    return filled


def _row(body: Body, cells: Filled, widths: Sequence[float], file: str, what: str, *, heads: bool) -> Xml:
    looks = [element("w:cantSplit")] + ([element("w:tblHeader")] if heads else [])
    made, said, at = [], [], 0
    for cell, merge in cells:
        words = [] if merge == "continue" else list(cell.words)
        said.append(characters(words))
        width, at = sum(widths[at : at + cell.columns]), at + cell.columns
        properties = [element("w:tcW", {"w:w": twips(width), "w:type": "dxa"})]
        properties += [valued("w:gridSpan", str(cell.columns))] if cell.columns > 1 else []
        properties += [valued("w:vMerge", merge)] if merge else []
        inside = body.paragraph("TableText", body.runs(words), align=cell.align)
        made.append(element("w:tc", None, element("w:tcPr", None, *properties), inside))
    body.note(file, what, CELL.join(said))
    return joined(element("w:tr", None, element("w:trPr", None, *looks), *made))
