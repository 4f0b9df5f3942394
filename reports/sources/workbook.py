"""Every sheet of a spreadsheet with all its cells, read in a process of its own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from reckoner.reports.confined.ipc import Message
from reckoner.reports.errors import InputError, Place
from reckoner.reports.sources.archive import guarded
from reckoner.reports.sources.odsmarks import ods_marks
from reckoner.reports.sources.sent import sent
from reckoner.reports.sources.sheetmarks import SheetMarks
from reckoner.reports.sources.spreadsheet import Sheet, cells_of, mark_of, reaching
from reckoner.reports.sources.xlsxmarks import xlsx_marks, xlsx_sheets

MOST_SHEETS = 60


def answer(message: Message) -> Message:
    """All sheets of the file in the message. Raises InputError."""
    shown = message.header["shown"]
    with NamedTemporaryFile() as file:  # what calamine reads is a file
        file.write(message.blobs[0])
        file.flush()
        path = Path(file.name)
        found = _marks(path, shown)
        if len(found) > MOST_SHEETS:
            what = f"it has {len(found)} sheets, more than {MOST_SHEETS}"
            raise InputError(what, Place(shown), "Take the sheets out that aren't needed.")
        sheets = [_sheet(path, name, shown, *marks) for name, marks in found.items()]
    return Message({"sheets": sheets})


def _marks(path: Path, shown: str) -> Mapping[str, tuple[bool, SheetMarks]]:
    with guarded(path, shown) as archive:
        if "xl/workbook.xml" in archive.namelist():
            sheets = xlsx_sheets(archive, shown)
            return {name: (hidden, xlsx_marks(archive, name, shown)) for name, hidden in sheets.items()}
        if "content.xml" in archive.namelist():
            return ods_marks(archive, shown)
    what = "it is not a spreadsheet, whatever its name"
    raise InputError(what, Place(shown), "Save it as .xlsx or .ods.")


def _sheet(path: Path, name: str, shown: str, hidden: bool, marks: SheetMarks) -> dict[str, Any]:
    sheet = Sheet(shown, reaching(cells_of(path, name, shown), marks), marks)
    rows = [
        [sent(mark_of(sheet, row, column, cell)) for column, cell in enumerate(cells)]
        for row, cells in enumerate(sheet.cells)
    ]
    return {
        "name": name,
        "hidden": hidden,
        "rows": rows,
        "hidden_rows": sorted(row for row in marks.hidden_rows if row < len(rows)),
        "hidden_columns": sorted(column for column in marks.hidden_columns if column <= marks.last_column),
        "merges": [[m.top, m.left, m.bottom, m.right] for m in marks.merges],
    }
