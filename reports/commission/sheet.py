"""A table to fill in: a spreadsheet with its headers and rows, what each column holds, and a hidden id."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from reckoner.reports.errors import InputError, Place
from reckoner.reports.periods.period import Period
from reckoner.reports.sources.apart import read_spreadsheet
from reckoner.reports.sources.archive import guarded
from reckoner.reports.sources.given import Raw
from reckoner.reports.sources.raw import column_letters
from reckoner.reports.sources.read import TableSource
from reckoner.reports.sources.schema import TIME_TYPES, Column, Schema
from reckoner.reports.word.package import (
    CUSTOM,
    content_types,
    custom_properties,
    related,
    zipped,
)
from reckoner.reports.word.xml import HEAD, R, Xml, element, text

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_MARK = "_reckoner_"
_ID = re.compile(rf"{_MARK}([0-9a-f]{{8}})|\"Reckoner\"[^>]*>(?:<vt:lpwstr>)?([0-9a-f]{{8}})<")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_TABLE, _ABOUT = "Table", "What each column holds"
# The parts that hold names and properties: of XLSX, and of ODS where it was saved as that.
_NAMED = ("xl/workbook.xml", "docProps/custom.xml", "content.xml", "meta.xml")
_MOST_ID = 10_000_000  # bytes of such a part


def sheet_to_fill(source: TableSource, content: bytes, period: Period, ident: str) -> bytes:
    """A workbook of a CSV file's rows and one more for the period.

    Its id stands in a hidden name and in a property.
    """
    rows = [row for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) if row]
    head, *body = rows[source.schema.header_row - 1 :]
    column = source.schema.time_column
    empty = ["" if name != column else str(period) for name in head]
    known = {each.name: each for each in source.schema.columns}
    table = _sheet([head, *body, empty], [known.get(name.strip()) for name in head])
    about = [["Column", "Unit"], *([name, _unit(known.get(name.strip()))] for name in head)]
    return zipped(
        {
            "[Content_Types].xml": _types(),
            "_rels/.rels": _relations(
                [("officeDocument", "xl/workbook.xml"), ("custom-properties", "docProps/custom.xml")]
            ),
            "docProps/custom.xml": custom_properties(ident),
            "xl/workbook.xml": _workbook(ident),
            "xl/_rels/workbook.xml.rels": _relations(
                [("worksheet", "worksheets/sheet1.xml"), ("worksheet", "worksheets/sheet2.xml")]
            ),
            "xl/worksheets/sheet1.xml": table,
            "xl/worksheets/sheet2.xml": _sheet(about, [None, None]),
        }
    )


def id_of(path: Path) -> str:
    """The id that a spreadsheet of ours holds; none where it is no spreadsheet, or somebody else's."""
    try:
        with guarded(path, path.name) as archive:
            names = [each for each in _NAMED if each in archive.namelist()]
            texts = [archive.open(each).read(_MOST_ID).decode("utf-8", "replace") for each in names]
    except (InputError, OSError, zipfile.BadZipFile):
        return ""
    found = _ID.search("".join(texts))
    return (found[1] or found[2]) if found else ""


def filled_in(path: Path, shown: str, schema: Schema) -> bytes:
    """The rows of a sheet that came back, as CSV. Raises InputError that names cells."""
    raw = read_spreadsheet(path, shown, Schema(schema.columns, schema.key), _TABLE)
    types = {each.name: each for each in schema.columns}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(raw.headings)
    for number, row in enumerate(raw.rows):
        cells = [
            _as_text(cell, types.get(name), Place(shown, cell=f"{column_letters(n)}{raw.lines[number]}"))
            for n, (name, cell) in enumerate(zip(raw.headings, row, strict=False))
        ]
        _require_filled(cells, raw.headings, schema, Place(shown, raw.lines[number]))
        if any(cells):
            writer.writerow(cells)
    return out.getvalue().encode()


def _require_filled(cells: Sequence[str], headings: Sequence[str], schema: Schema, where: Place) -> None:
    """Raises InputError for a row that nobody filled in: it has its period and nothing else."""
    told = [name for name, cell in zip(headings, cells, strict=False) if cell]
    if told == [schema.time_column] and len(cells) > 1:
        what = f"the row of {''.join(cells)} is not filled in"
        raise InputError(what, where, "Ask whoever owes it to fill it in, or take the row out.")


def _as_text(cell: Raw | None, column: Column | None, where: Place) -> str:
    """A cell as a CSV holds it. Raises InputError for one that a spreadsheet made something else of."""
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        is_month = column is not None and column.type in ("month", "period") and cell.day == 1
        return f"{cell:%Y-%m}" if is_month else f"{cell:%Y-%m-%d}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, str | int | float | Decimal) and not isinstance(cell, bool):
        return str(cell)
    raise InputError("it holds no plain value", where, "Type the number, and nothing else.")


def _unit(column: Column | None) -> str:
    if column is None or column.type == "ignored":
        return "not read"
    return "month, such as 2026-02" if column.type == "month" else column.type


def _sheet(rows: Sequence[Sequence[str]], columns: Sequence[Column | None]) -> bytes:
    made = []
    for y, row in enumerate(rows, 1):
        cells = [
            _cell(f"{column_letters(x)}{y}", value, _is_number(value, columns[x], is_head=y == 1))
            for x, value in enumerate(row[: len(columns)])
            if value != ""
        ]
        made.append(element("row", {"r": str(y)}, *cells))
    return _part("worksheet", element("sheetData", None, *made))


def _is_number(value: str, column: Column | None, *, is_head: bool) -> bool:
    is_typed = column is not None and column.type not in (*TIME_TYPES, "text", "code", "duration", "ignored")
    return is_typed and not is_head and bool(_NUMBER.fullmatch(value))


def _cell(at: str, value: str, is_number: bool) -> Xml:
    if is_number:
        return element("c", {"r": at}, element("v", None, text(value)))
    said = element("is", None, element("t", {"xml:space": "preserve"}, text(value)))
    return element("c", {"r": at, "t": "inlineStr"}, said)


def _workbook(ident: str) -> bytes:
    sheets = [
        element("sheet", {"name": name, "sheetId": str(n), "r:id": f"rId{n}"})
        for n, name in enumerate((_TABLE, _ABOUT), 1)
    ]
    hidden = element("definedName", {"name": f"{_MARK}{ident}", "hidden": "1"}, text(f"'{_TABLE}'!$A$1"))
    return _part("workbook", element("sheets", None, *sheets), element("definedNames", None, hidden))


def _part(root: str, *inside: Xml) -> bytes:
    names = {"xmlns": _MAIN, "xmlns:r": R}
    return (HEAD + element(root, names, *inside)).encode()


def _types() -> bytes:
    sheets = {f"/xl/worksheets/sheet{n}.xml": f"{_KIND}.worksheet+xml" for n in (1, 2)}
    return content_types({"/xl/workbook.xml": f"{_KIND}.sheet.main+xml", **CUSTOM, **sheets})


def _relations(found: Sequence[tuple[str, str]]) -> bytes:
    return related([(f"rId{n}", f"{R}/{kind}", to, False) for n, (kind, to) in enumerate(found, 1)])
