"""XLSX and ODS through python-calamine, behind a guard; every fault names its cell.

Empty rows above the headers count: row 1 is the sheet's first. Formulas arrive as the value that the
spreadsheet kept.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from python_calamine import CalamineError, CalamineWorkbook

from reckoner.reports.confined.ipc import Message
from reckoner.reports.errors import Fault, InputError, Place, nearest
from reckoner.reports.sources.archive import guarded
from reckoner.reports.sources.given import ErrorCell, FormulaCell, MergedCell, PercentCell, Raw
from reckoner.reports.sources.odsmarks import ods_marks
from reckoner.reports.sources.raw import RawTable, column_letters, shortened, tidy_heading
from reckoner.reports.sources.schema import Schema
from reckoner.reports.sources.sent import message_of
from reckoner.reports.sources.sheetmarks import Merge, SheetMarks
from reckoner.reports.sources.xlsxmarks import xlsx_marks, xlsx_sheets

SUFFIXES = (".xlsx", ".ods")

Rows = list[list[Raw | None]]


@dataclass(frozen=True)
class Sheet:
    """One sheet's cells and its marks."""

    shown: str
    cells: Rows
    marks: SheetMarks


def answer(message: Message) -> Message:
    """The table of a sheet in a file's bytes. Raises InputError that names cells."""
    asked = message.header
    with NamedTemporaryFile() as file:  # what calamine reads is a file
        file.write(message.blobs[0])
        file.flush()
        schema = Schema((), (), **asked["layout"])
        return message_of(read_sheet(Path(file.name), asked["shown"], schema, asked["sheet"]))


def read_sheet(path: Path, shown: str, schema: Schema, sheet: str | None = None) -> RawTable:
    """The table of a sheet, by default of the only one. Raises InputError that names cells."""
    found = _open(path, shown, schema, sheet)
    head = schema.header_row - 1
    headings, faults = _headings(found, head)
    rows = _body(found, head, schema)
    faults += _hidden(found, rows, schema)
    if faults:
        raise InputError.of(shortened(faults, shown))
    if schema.hidden == "leave out":
        rows = [row for row in rows if row not in found.marks.hidden_rows]
        headings = tuple("" if n in found.marks.hidden_columns else name for n, name in enumerate(headings))
    cells = [_marked(found, row, schema) for row in rows]
    raised = {column: cell for (row, column), cell in found.marks.raised.items() if row == head}
    lines = [row + 1 for row in rows]
    return RawTable(shown, headings, head + 1, cells, lettered=True, lines=lines, raised=raised)


def read_sheets(path: Path, shown: str, head_of: Callable[[Rows], int | None]) -> dict[str, RawTable]:
    """The table of each sheet that is shown and in which a row of headers is found, counted from zero.

    Headers may stand anywhere and be merged. Raises InputError where the file can't be read, or a row of such
    a table is hidden.
    """
    with guarded(path, shown) as archive:
        if "xl/workbook.xml" in archive.namelist():
            hidden = xlsx_sheets(archive, shown)
            marks = {name: xlsx_marks(archive, name, shown) for name, gone in hidden.items() if not gone}
        elif "content.xml" in archive.namelist():
            found = ods_marks(archive, shown)
            marks = {name: each for name, (gone, each) in found.items() if not gone}
        else:
            raise InputError(_what_else(archive), Place(shown), _SAVE)
    tables = {}
    for name, each in marks.items():
        sheet = Sheet(f"{shown}, sheet {name}", reaching(cells_of(path, name, shown), each), each)
        head = head_of(sheet.cells)
        if head is not None:
            tables[name] = _whole(sheet, head)
    return tables


def _whole(sheet: Sheet, head: int) -> RawTable:
    layout = Schema((), ())
    rows = _body(sheet, head, layout)
    if faults := _hidden(sheet, rows, layout):
        raise InputError.of(shortened(faults, sheet.shown))
    headings = tuple(tidy_heading(cell) for cell in sheet.cells[head])
    cells = [_marked(sheet, row, layout) for row in rows]
    return RawTable(sheet.shown, headings, head + 1, cells, lettered=True, lines=[row + 1 for row in rows])


def _open(path: Path, shown: str, schema: Schema, sheet: str | None) -> Sheet:
    with guarded(path, shown) as archive:
        if "xl/workbook.xml" in archive.namelist():
            name = _choose(xlsx_sheets(archive, shown), sheet, schema, shown)
            marks = xlsx_marks(archive, name, shown)
        elif "content.xml" in archive.namelist():
            sheets = ods_marks(archive, shown)
            name = _choose({each: hidden for each, (hidden, _) in sheets.items()}, sheet, schema, shown)
            marks = sheets[name][1]
        else:
            raise InputError(_what_else(archive), Place(shown), _SAVE)
    return Sheet(shown, reaching(cells_of(path, name, shown), marks), marks)


def reaching(cells: Rows, marks: SheetMarks) -> Rows:
    """The cells as far as anything stands: the reader ends before formulas that have no value."""
    for row, column in marks.odd:
        cells += [[] for _ in range(row + 1 - len(cells))]
        cells[row] += [None] * (column + 1 - len(cells[row]))
    return cells


_SAVE = "Save it as .xlsx or .ods."


def _what_else(archive: zipfile.ZipFile) -> str:
    """What a zip is that has no part called as a spreadsheet's must be."""
    names = {name.replace("\\", "/").lower() for name in archive.namelist()}
    if names & {"xl/workbook.xml", "content.xml"}:
        return "it is a spreadsheet, but its program has packed it in an odd way"
    return "it is not a spreadsheet, whatever its name"


def cells_of(path: Path, sheet: str, shown: str) -> Rows:
    """Every cell of a sheet as calamine gives it. Raises InputError."""
    try:
        with CalamineWorkbook.from_path(path) as book:
            return [list(row) for row in book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)]
    except (CalamineError, EOFError) as problem:
        raise InputError("it is not a spreadsheet that can be read", Place(shown), _SAVE) from problem
    except BaseException as problem:
        if type(problem).__name__ != "PanicException":  # how a fault inside calamine arrives
            raise
        raise InputError("it is not a spreadsheet that can be read", Place(shown), _SAVE) from problem


def _choose(sheets: Mapping[str, bool], wanted: str | None, schema: Schema, shown: str) -> str:
    """The sheet of that name, or the only one that is shown."""
    visible = [name for name, hidden in sheets.items() if not hidden]
    if wanted is None and len(visible) == 1:
        return visible[0]
    if wanted is None:
        names = ", ".join(visible[:8]) or "none that is shown"
        raise InputError(
            f"it has {len(visible)} sheets: {names}", Place(shown), "Declare `sheet:` for the table."
        )
    if wanted not in sheets:
        raise InputError(f"it has no sheet {wanted!r}", Place(shown), nearest(wanted, sheets))
    if sheets[wanted] and schema.hidden == "refuse":
        raise InputError(
            f"its sheet {wanted!r} is hidden", Place(shown), "Show it, or declare `hidden: keep`."
        )
    return wanted


def _headings(sheet: Sheet, head: int) -> tuple[tuple[str, ...], list[Fault]]:
    """The row of headers; a header merged downwards into it is taken, one merged across columns refused."""
    if head >= len(sheet.cells):
        raise InputError(
            "there is no row of headers", Place(sheet.shown, cell=f"A{head + 1}"), "See `header_row`."
        )
    names, faults = [], []
    for column, cell in enumerate(sheet.cells[head]):
        merge = sheet.marks.merge_of(head, column)
        if merge is not None and merge.left == merge.right:
            cell = sheet.cells[merge.top][merge.left]
        names.append(tidy_heading(cell))
    for merge in sheet.marks.merges:
        if merge.top <= head <= merge.bottom and merge.left < merge.right:
            what = f"a header covers the merged cells {_range(merge)}"
            todo = "Unmerge it, or name a row below it as `header_row`."
            faults.append(Fault(what, Place(sheet.shown, cell=_ref(merge.top, merge.left)), todo))
    return tuple(names), faults


def _body(sheet: Sheet, head: int, schema: Schema) -> list[int]:
    """The numbers of the rows that make up the table."""
    rows: list[int] = []
    odd = {row for row, _ in sheet.marks.odd}
    for row in range(head + 1, len(sheet.cells)):
        if row not in odd and all(cell in (None, "") for cell in sheet.cells[row]):
            if schema.until_blank and rows:
                break
            continue
        rows.append(row)
    return rows[: -schema.footnotes] if schema.footnotes else rows


def _hidden(sheet: Sheet, rows: Sequence[int], schema: Schema) -> list[Fault]:
    if schema.hidden != "refuse":
        return []
    todo = "Show or delete it, or declare `hidden: keep` or `hidden: leave out`."
    faults = [
        Fault(f"row {row + 1} is hidden but holds data", Place(sheet.shown, cell=f"A{row + 1}"), todo)
        for row in rows
        if row in sheet.marks.hidden_rows
    ]
    for column in sorted(sheet.marks.hidden_columns):
        if any(column < len(sheet.cells[row]) and sheet.cells[row][column] not in (None, "") for row in rows):
            where = Place(sheet.shown, cell=f"{column_letters(column)}1")
            faults.append(Fault(f"column {column_letters(column)} is hidden but holds data", where, todo))
    return faults


def _marked(sheet: Sheet, row: int, schema: Schema) -> list[Raw | None]:
    """A row's cells, with percentages, errors and merged cells told apart from plain values."""
    left_out = sheet.marks.hidden_columns if schema.hidden == "leave out" else ()
    cells = enumerate(sheet.cells[row])
    return [None if column in left_out else mark_of(sheet, row, column, cell) for column, cell in cells]


def mark_of(sheet: Sheet, row: int, column: int, cell: Raw | None) -> Raw | None:
    """A cell as it is, with what only its marks tell."""
    if (row, column) in sheet.marks.errors:
        return ErrorCell(sheet.marks.errors[row, column])
    if (row, column) in sheet.marks.formulas:
        return FormulaCell(sheet.marks.formulas[row, column])
    if (row, column) in sheet.marks.empty:
        return sheet.marks.empty[row, column]
    if (row, column) in sheet.marks.raised:
        return sheet.marks.raised[row, column]
    if (row, column) in sheet.marks.percent and isinstance(cell, (int, float)):
        return PercentCell(float(cell))
    if cell in (None, ""):
        merge = sheet.marks.merge_of(row, column)
        return MergedCell(_range(merge)) if merge else cell
    return cell


def _ref(row: int, column: int) -> str:
    return f"{column_letters(column)}{row + 1}"


def _range(merge: Merge) -> str:
    return f"{_ref(merge.top, merge.left)}:{_ref(merge.bottom, merge.right)}"
