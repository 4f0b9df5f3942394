"""What only a sheet's XML tells: raised letters, formulas without values, heights and widths of zero."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from reckoner.reports.errors import InputError
from reckoner.reports.sources.apart import read_spreadsheet
from reckoner.reports.sources.given import FormulaCell, RaisedCell
from reckoner.reports.sources.raw import typed_rows
from tests.sources.books import ods_row, ods_text, ods_value, write_ods, write_zip
from tests.sources.sheets import a_column, a_schema

SOLVED = a_schema(a_column("month", "month"), a_column("number", "count"))
STYLES = (
    '<office:automatic-styles><style:style style:name="T1" style:family="text">'
    '<style:text-properties style:text-position="super 58%"/></style:style>'
    '<style:style style:name="T2" style:family="text">'
    '<style:text-properties style:text-position="-33% 58%"/></style:style>'
    '<style:style style:name="ro0" style:family="table-row">'
    '<style:table-row-properties style:row-height="0cm"/></style:style>'
    '<style:style style:name="co0" style:family="table-column">'
    '<style:table-column-properties style:column-width="0.000in"/></style:style></office:automatic-styles>'
)
HEAD = ods_row(ods_text("month"), ods_text("number"))


def an_ods(path: Path, rows: str) -> Path:
    """An ODS file with these rows, and styles for raised and lowered letters, no height and no width."""
    import zipfile

    write_ods(path, {"Sheet1": rows})
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    parts["content.xml"] = (
        parts["content.xml"]
        .replace("<office:body>", f"{STYLES}<office:body>")
        .replace(
            "<office:document-content ",
            '<office:document-content xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" ',
        )
    )
    return write_zip(path, dict(parts))


def span(text: str, style: str, mark: str) -> str:
    return (
        '<table:table-cell office:value-type="string"><text:p>'
        f'{text}<text:span text:style-name="{style}">{mark}</text:span></text:p></table:table-cell>'
    )


def faults(path: Path) -> list[str]:
    """What is wrong with the sheet, as declared."""
    try:
        return [fault.lines()[0] for fault in typed_rows(read_spreadsheet(path, "a", SOLVED), SOLVED)[2]]
    except InputError as error:
        return [fault.lines()[0] for fault in error.faults]


@pytest.mark.parametrize("place", ["xl/sharedStrings.xml", "inline"])
def test_raised_letters_of_xlsx_are_no_part_of_a_number(tmp_path: Path, place: str) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    rich = CellRichText("20", TextBlock(InlineFont(vertAlign="superscript"), "1"))
    for row in (["month", "number"], ["2025-01", rich], ["2025-02", CellRichText("3", "0")]):
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    path = tmp_path / "a.xlsx"
    if place != "inline":
        path = _shared(path)
    raw = read_spreadsheet(path, "a", SOLVED)
    assert raw.rows[0][1] == RaisedCell("20", "1")
    assert faults(path) == ["a, cell B2: number is '20' with a raised '1', which looks like a note mark"]


def _shared(path: Path) -> Path:
    """The workbook with its inline strings moved to where Excel keeps them."""
    import re
    import zipfile

    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    strings: list[str] = []

    def moved(match: re.Match[str]) -> str:
        strings.append(match[2])
        return f'{match[1]} t="s"><v>{len(strings) - 1}</v></c>'

    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = re.sub(r'(<c r="[A-Z]\d+") t="inlineStr"><is>(.*?)</is></c>', moved, parts[sheet])
    assert len(strings) == 6
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    items = "".join(f"<si>{each}</si>" for each in strings)
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{space}">{items}</sst>'
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    relations = "xl/_rels/workbook.xml.rels"
    if "sharedStrings" not in parts[relations]:
        link = f'<Relationship Id="rId77" Type="{relation}" Target="sharedStrings.xml"/></Relationships>'
        parts[relations] = parts[relations].replace("</Relationships>", link)
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
        entry = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace("</Types>", entry)
    return write_zip(path, dict(parts))


def test_raised_letters_of_ods_are_no_part_of_a_number(tmp_path: Path) -> None:
    path = an_ods(tmp_path / "a.ods", HEAD + ods_row(ods_text("2025-01"), span("20", "T1", "1")))
    assert faults(path) == ["a, cell B2: number is '20' with a raised '1', which looks like a note mark"]


def test_lowered_letters_of_ods_are_letters(tmp_path: Path) -> None:
    path = an_ods(tmp_path / "a.ods", HEAD + ods_row(ods_text("2025-01"), span("20", "T2", "1")))
    assert typed_rows(read_spreadsheet(path, "a", SOLVED), SOLVED)[0][0][1] == 201


def test_a_row_of_no_height_in_ods_is_hidden(tmp_path: Path) -> None:
    row = ods_row(ods_text("2025-01"), ods_value(7), extra='table:style-name="ro0"')
    assert faults(an_ods(tmp_path / "a.ods", HEAD + row)) == ["a, cell A2: row 2 is hidden but holds data"]


def test_a_column_of_no_width_in_ods_is_hidden(tmp_path: Path) -> None:
    columns = '<table:table-column/><table:table-column table:style-name="co0"/>'
    row = ods_row(ods_text("2025-01"), ods_value(7))
    path = an_ods(tmp_path / "a.ods", columns + HEAD + row)
    assert faults(path) == ["a, cell B1: column B is hidden but holds data"]


def test_rows_and_columns_of_no_height_and_width_in_xlsx_are_hidden(tmp_path: Path) -> None:
    import zipfile

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for cells in (["month", "number"], ["2025-01", 7], ["2025-02", 9]):
        sheet.append(cells)
    book.save(path := tmp_path / "a.xlsx")
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    parts[name] = (
        parts[name]
        .replace('<row r="3"', '<row r="3" ht="0" customHeight="1"')
        .replace("<sheetData>", '<cols><col min="2" max="2" width="0" customWidth="1"/></cols><sheetData>')
    )
    assert faults(write_zip(path, dict(parts))) == [
        "a, cell A3: row 3 is hidden but holds data",
        "a, cell B1: column B is hidden but holds data",
    ]


def test_formulas_below_the_last_value_are_not_lost(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for cells in (["month", "number"], ["2025-01", 7], ["2025-02", "=B2+1"]):
        sheet.append(cells)
    sheet["B4"] = '=IF(B2>0,"","x")'
    book.save(tmp_path / "a.xlsx")
    raw = read_spreadsheet(tmp_path / "a.xlsx", "a", SOLVED)
    assert [row[1] for row in raw.rows[1:]] == [FormulaCell("B2+1"), FormulaCell('IF(B2>0,"","x")')]


def test_a_formula_of_ods_without_a_value_is_refused(tmp_path: Path) -> None:
    cell = '<table:table-cell table:formula="of:=[.B1]+1"/>'
    path = write_ods(tmp_path / "a.ods", {"Sheet1": HEAD + ods_row(ods_text("2025-01"), cell)})
    assert faults(path) == ["a, cell B2: number holds a formula that was never worked out (=of:=[.B1]+1)"]


def test_marks_beside_and_in_place_of_a_value_are_kept(tmp_path: Path) -> None:
    schema = a_schema(a_column("month", "month"), a_column("number", "count", markers=("", "[c]", "..")))
    rows = [("2025-01", "20 [r]"), ("2025-02", "[c]"), ("2025-03", ".."), ("2025-04", "1,234 [p][r]")]
    cells = "".join(ods_row(*map(ods_text, row)) for row in (("month", "number"), *rows))
    path = write_ods(tmp_path / "a.ods", {"Sheet1": cells})
    found, spots, wrong = typed_rows(read_spreadsheet(path, "a", schema), schema)
    assert wrong == []
    assert [row[1] for row in found] == [20, None, None, 1234]
    assert [spot.marks.get("number", "") for spot in spots] == ["[r]", "[c]", "", "[p][r]"]
