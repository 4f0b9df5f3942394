from __future__ import annotations

import zipfile
from datetime import time
from decimal import Decimal
from pathlib import Path

import pytest

from reckoner.reports.errors import InputError
from reckoner.reports.sources.apart import read_spreadsheet
from reckoner.reports.sources.raw import RawTable, typed_rows
from reckoner.reports.sources.schema import Schema
from tests.sources.books import (
    Cell,
    Rows,
    Styled,
    letters,
    ods_row,
    ods_text,
    ods_time,
    ods_value,
    write_ods,
    write_xlsx,
    write_zip,
)
from tests.sources.sheets import a_column, a_schema, month, said

SOLVED = a_schema(a_column("month", "period"), a_column("number", "count"))
RATES = a_schema(a_column("month", "period"), a_column("rate", "percent"))
FRACTIONS = a_schema(a_column("month", "period"), a_column("rate", "percent", cell="fraction"))
TIMES = a_schema(a_column("month", "period"), a_column("answer", "duration"))


def book(folder: Path, rows: Rows, **given: object) -> Path:
    return write_xlsx(folder / "a.xlsx", {"Sheet1": rows}, **given)  # type: ignore[arg-type]


def refused(path: Path, schema: Schema = SOLVED, sheet: str | None = None) -> list[str]:
    with pytest.raises(InputError) as error:
        read_spreadsheet(path, path.name, schema, sheet)
    return said(error)


def faults(raw: RawTable, schema: Schema) -> list[str]:
    return [fault.lines()[0] for fault in typed_rows(raw, schema)[2]]


def test_xlsx_cells_become_typed_rows_that_know_their_cells(tmp_path: Path) -> None:
    path = book(tmp_path, [["month", "number"], ["2025-01", 7], ["2025-02", 9.0]])
    rows, spots, wrong = typed_rows(read_spreadsheet(path, "a.xlsx", SOLVED), SOLVED)
    assert rows == [(month("2025-01"), 7), (month("2025-02"), 9)]
    assert str(spots[1].place("number")) == "a.xlsx, cell B3"
    assert wrong == []


def test_ods_cells_become_typed_rows(tmp_path: Path) -> None:
    table = ods_row(ods_text("month"), ods_text("number")) + ods_row(ods_text("2025-01"), ods_value(7))
    path = write_ods(tmp_path / "a.ods", {"Sheet1": table})
    rows, _, wrong = typed_rows(read_spreadsheet(path, "a.ods", SOLVED), SOLVED)
    assert rows == [(month("2025-01"), 7)]
    assert wrong == []


def test_a_fault_names_its_cell(tmp_path: Path) -> None:
    path = book(tmp_path, [["month", "number"], ["2025-01", "12O"]])
    assert faults(read_spreadsheet(path, "a.xlsx", SOLVED), SOLVED) == [
        "a.xlsx, cell B2: number is '12O', which is not a number"
    ]


def test_percent_cells_are_refused_unless_they_are_declared(tmp_path: Path) -> None:
    path = book(tmp_path, [["month", "rate"], ["2025-04", Styled(0.1331, "percent")], ["2025-05", "15.81%"]])
    assert faults(read_spreadsheet(path, "a.xlsx", RATES), RATES) == [
        "a.xlsx, cell B2: rate is a percent cell (13.31%, kept as 0.1331)"
    ]
    rows, _, wrong = typed_rows(read_spreadsheet(path, "a.xlsx", FRACTIONS), FRACTIONS)
    assert [row[1] for row in rows] == [Decimal("13.31"), Decimal("15.81")]
    assert wrong == []


def test_percent_cells_of_ods_are_refused_unless_they_are_declared(tmp_path: Path) -> None:
    table = ods_row(ods_text("month"), ods_text("rate")) + ods_row(
        ods_text("2025-04"), ods_value(0.1331, "percentage")
    )
    path = write_ods(tmp_path / "a.ods", {"Sheet1": table})
    assert faults(read_spreadsheet(path, "a.ods", RATES), RATES) == [
        "a.ods, cell B2: rate is a percent cell (13.31%, kept as 0.1331)"
    ]
    assert typed_rows(read_spreadsheet(path, "a.ods", FRACTIONS), FRACTIONS)[0][0][1] == Decimal("13.31")


def test_a_percent_sign_that_is_only_a_letter_of_the_format_changes_nothing(tmp_path: Path) -> None:
    path = book(tmp_path, [["month", "rate"], ["2025-04", Styled(13.31, "own percent")]])
    assert typed_rows(read_spreadsheet(path, "a.xlsx", RATES), RATES)[0][0][1] == Decimal("13.31")


@pytest.mark.parametrize("style", ["time", "elapsed"])
def test_clock_times_are_refused_where_a_duration_is_meant(tmp_path: Path, style: str) -> None:
    path = book(tmp_path, [["month", "answer"], ["2025-04", Styled(0.0625, style)]])
    assert faults(read_spreadsheet(path, "a.xlsx", TIMES), TIMES) == [
        "a.xlsx, cell B2: answer is a clock time: 1 h 30 min, or 1 min 30 s?"
    ]


def test_clock_times_of_ods_are_refused_where_a_duration_is_meant(tmp_path: Path) -> None:
    table = ods_row(ods_text("month"), ods_text("answer")) + ods_row(
        ods_text("2025-04"), ods_time("PT01H30M00S")
    )
    raw = read_spreadsheet(write_ods(tmp_path / "a.ods", {"Sheet1": table}), "a.ods", TIMES)
    assert raw.rows[0][1] == time(1, 30)
    assert faults(raw, TIMES) == ["a.ods, cell B2: answer is a clock time: 1 h 30 min, or 1 min 30 s?"]


def test_a_hidden_row_that_holds_data_is_refused(tmp_path: Path) -> None:
    path = book(tmp_path, [["month", "number"], ["2025-01", 7], ["2025-02", 9]], hidden_rows=[3])
    assert refused(path) == ["a.xlsx, cell A3: row 3 is hidden but holds data"]


def test_hidden_rows_and_columns_may_be_kept_or_left_out(tmp_path: Path) -> None:
    rows: Rows = [["month", "note", "number"], ["2025-01", "x", 7], ["2025-02", "y", 9]]
    path = book(tmp_path, rows, hidden_rows=[3], hidden_columns=[2])
    assert refused(path) == [
        "a.xlsx, cell A3: row 3 is hidden but holds data",
        "a.xlsx, cell B1: column B is hidden but holds data",
    ]
    kept = a_schema(*SOLVED.columns, a_column("note", "text"), hidden="keep")
    assert len(typed_rows(read_spreadsheet(path, "a.xlsx", kept), kept)[0]) == 2
    left = a_schema(*SOLVED.columns, hidden="leave out")
    assert typed_rows(read_spreadsheet(path, "a.xlsx", left), left)[0] == [(month("2025-01"), 7)]


def test_hidden_rows_of_ods_are_refused(tmp_path: Path) -> None:
    table = ods_row(ods_text("month"), ods_text("number")) + ods_row(
        ods_text("2025-01"), ods_value(7), extra='table:visibility="filter"'
    )
    assert refused(write_ods(tmp_path / "a.ods", {"Sheet1": table})) == [
        "a.ods, cell A2: row 2 is hidden but holds data"
    ]


def test_a_header_merged_across_columns_is_refused(tmp_path: Path) -> None:
    path = book(tmp_path, [["month", "number", None], ["2025-01", 7, 8]], merged=["B1:C1"])
    assert refused(path) == ["a.xlsx, cell B1: a header covers the merged cells B1:C1"]


def test_a_header_merged_downwards_is_taken(tmp_path: Path) -> None:
    rows: Rows = [["month", "Solved"], [None, "number"], ["2025-01", 7]]
    schema = a_schema(*SOLVED.columns, header_row=2)
    raw = read_spreadsheet(book(tmp_path, rows, merged=["A1:A2"]), "a.xlsx", schema)
    assert raw.headings == ("month", "number")


def test_a_merged_cell_is_not_blank_but_refused(tmp_path: Path) -> None:
    rows: Rows = [["month", "number"], ["2025-01", 7], ["2025-02", None]]
    raw = read_spreadsheet(book(tmp_path, rows, merged=["B2:B3"]), "a.xlsx", SOLVED)
    assert faults(raw, SOLVED) == ["a.xlsx, cell B3: number is part of the merged cells B2:B3"]


def test_an_error_value_is_not_a_blank_cell(tmp_path: Path) -> None:
    path = book(tmp_path, [["month", "number"], ["2025-01", Styled("#REF!", "error")]])
    assert faults(read_spreadsheet(path, "a.xlsx", SOLVED), SOLVED) == [
        "a.xlsx, cell B2: number shows an error (#REF!)"
    ]


def test_a_footnote_is_recognised_and_can_be_left_out(tmp_path: Path) -> None:
    rows: Rows = [["month", "number"], ["2025-01", 7], [None, None], ["Source: the force", None]]
    path = book(tmp_path, rows)
    assert faults(read_spreadsheet(path, "a.xlsx", SOLVED), SOLVED) == [
        "a.xlsx, cell A4: the row holds one cell only and looks like a footnote"
    ]
    for schema in (a_schema(*SOLVED.columns, footnotes=1), a_schema(*SOLVED.columns, until_blank=True)):
        assert len(typed_rows(read_spreadsheet(path, "a.xlsx", schema), schema)[0]) == 1


def test_empty_rows_above_the_header_count(tmp_path: Path) -> None:
    rows: Rows = [[], ["Crimes solved"], [], ["month", "number"], ["2025-01", "x"]]
    schema = a_schema(*SOLVED.columns, header_row=4)
    raw = read_spreadsheet(book(tmp_path, rows), "a.xlsx", schema)
    assert faults(raw, schema) == ["a.xlsx, cell B5: number is 'x', which is not a number"]


def test_one_of_several_sheets_must_be_named(tmp_path: Path) -> None:
    sheets: dict[str, list[list[Cell]]] = {"Cover": [["x"]], "Data": [["month", "number"], ["2025-01", 7]]}
    path = write_xlsx(tmp_path / "a.xlsx", sheets)
    assert refused(path) == ["a.xlsx: it has 2 sheets: Cover, Data"]
    assert refused(path, sheet="data") == ["a.xlsx: it has no sheet 'data'"]
    assert len(read_spreadsheet(path, "a.xlsx", SOLVED, "Data").rows) == 1


def test_a_hidden_sheet_is_passed_over_and_refused_by_name(tmp_path: Path) -> None:
    sheets: dict[str, list[list[Cell]]] = {"Data": [["month", "number"], ["2025-01", 7]], "Old": [["x"]]}
    path = write_xlsx(tmp_path / "a.xlsx", sheets, hidden_sheets=["Old"])
    assert len(read_spreadsheet(path, "a.xlsx", SOLVED).rows) == 1
    assert refused(path, sheet="Old") == ["a.xlsx: its sheet 'Old' is hidden"]


def test_a_cell_in_the_last_corner_of_a_sheet_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = book(tmp_path, [["month", "number"], ["2025-01", 7]])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    parts[sheet] = parts[sheet].replace(b"</sheetData>", far)
    assert refused(write_zip(path, parts)) == ["a.xlsx: its sheet spans 1048576 rows and 16384 columns"]


def test_a_row_repeated_for_ever_in_ods_is_refused_before_it_is_read(tmp_path: Path) -> None:
    table = ods_row(ods_text("month"), extra='table:number-rows-repeated="900000000"')
    assert refused(write_ods(tmp_path / "a.ods", {"Sheet1": table})) == [
        "a.ods: its sheet spans 900000000 rows and 1 columns"
    ]


def test_blank_rows_repeated_to_the_end_of_an_ods_sheet_are_nothing(tmp_path: Path) -> None:
    table = ods_row(ods_text("month"), ods_text("number")) + ods_row(ods_text("2025-01"), ods_value(7))
    table += ods_row("<table:table-cell/>", extra='table:number-rows-repeated="1048574"')
    path = write_ods(tmp_path / "a.ods", {"Sheet1": table})
    assert len(read_spreadsheet(path, "a.ods", SOLVED).rows) == 1


def test_a_document_type_in_a_part_is_refused(tmp_path: Path) -> None:
    path = book(tmp_path, [["month", "number"], ["2025-01", 7]])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace("<worksheet", '<!DOCTYPE x [<!ENTITY a "b">]><worksheet')
    assert refused(write_zip(path, parts)) == ["a.xlsx: its part xl/worksheets/sheet1.xml is not plain XML"]


def test_a_zip_without_a_workbook_is_not_a_spreadsheet(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "a.xlsx", {"readme.txt": "hello"})
    assert refused(path) == ["a.xlsx: it is not a spreadsheet, whatever its name"]


def test_columns_are_lettered_as_spreadsheets_do() -> None:
    assert [letters(number) for number in (0, 25, 26, 16383)] == ["A", "Z", "AA", "XFD"]


def test_a_spreadsheet_packed_with_backslashes_is_refused_as_what_it_is(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "a.xlsx", {"xl\\workbook.xml": b"<workbook/>"})
    assert refused(path) == ["a.xlsx: it is a spreadsheet, but its program has packed it in an odd way"]
