"""The sheet of a force's contact centre as such sheets come: a title, two rows of headers, marks, notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import time
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

Month = tuple[str, object, object, object, object]
"""Month, 101 calls offered, share abandoned, average answer, 999 calls offered."""

MONTHS: tuple[Month, ...] = (
    ("Jul-25", 31250, 0.131, time(1, 30), 15210),
    ("Aug-25", 29870, 0.142, time(1, 45), 14870),
    ("Sep-25", "30111 (r)", 0.155, time(2, 5), 14650),
    ("Oct-25", 28990, 0.121, time(1, 20), 14020),
)
NEXT: tuple[Month, ...] = (
    *MONTHS[:2],
    ("Sep-25", 30111, 0.155, time(2, 5), 14650),
    ("Oct-25", "29001 (r)", 0.121, time(1, 20), 14020),
    ("Nov-25", 27540, 0.118, time(1, 15), 13800),
)
FORMATS = {3: "0.0%", 4: "hh:mm"}


def force_sheet(
    path: Path,
    months: Sequence[Month] = MONTHS,
    *,
    changed: Mapping[str, object] | None = None,
    formats: Mapping[int, str] | None = None,
    title_rows: int = 2,
) -> Path:
    """Write the workbook; ``changed`` puts other contents into cells, ``formats`` shows columns otherwise."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Contact"
    sheet["A1"] = "Contact management, monthly performance"
    sheet.merge_cells("A1:E1")
    top = title_rows + 1
    for row, cells in enumerate(
        (
            ("Month", "101 calls", None, None, "999 calls"),
            (None, "Offered", "Abandoned %", "Answer", "Offered"),
        )
    ):
        for column, text in enumerate(cells, 1):
            sheet.cell(top + row, column, text)
    sheet.merge_cells(f"A{top}:A{top + 1}")
    sheet.merge_cells(f"B{top}:D{top}")
    for row, month in enumerate(months, top + 2):
        for column, value in enumerate(month, 1):
            cell = sheet.cell(row, column, value)
            cell.number_format = (formats or FORMATS).get(column, "General")
    sheet.row_dimensions[top + 3].hidden = True
    end = top + 2 + len(months)
    sheet.cell(end + 1, 1, "1. Abandoned calls are those that the caller ended")
    sheet.cell(end + 2, 1, "(r) revised since last month")
    for ref, value in (changed or {}).items():
        sheet[ref] = value
    book.save(path)
    return path
