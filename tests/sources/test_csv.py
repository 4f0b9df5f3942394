from __future__ import annotations

import gzip
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reckoner.reports.errors import InputError
from reckoner.reports.sources.csv import read_csv
from reckoner.reports.sources.duck import Duck, fetch, open_duckdb
from reckoner.reports.sources.raw import RawTable
from tests.sources.sheets import said


def read(
    duck: Duck, folder: Path, text: str | bytes, *, header_row: int = 1, name: str = "a.csv"
) -> RawTable:
    path = folder / name
    data = text.encode() if isinstance(text, str) else text
    path.write_bytes(gzip.compress(data, mtime=0) if name.endswith(".gz") else data)
    return read_csv(duck, path, name, ["month", "number"], header_row)


def refused(
    duck: Duck, folder: Path, text: str | bytes, *, header_row: int = 1, name: str = "a.csv"
) -> list[str]:
    with pytest.raises(InputError) as error:
        read(duck, folder, text, header_row=header_row, name=name)
    return said(error)


@pytest.mark.parametrize("name", ["a.csv", "a.csv.gz"])
def test_cells_are_text_and_rows_know_their_line(duck: Duck, tmp_path: Path, name: str) -> None:
    raw = read(duck, tmp_path, "month,number\n2025-01,007\n\n2025-02,\n", name=name)
    assert raw.headings == ("month", "number")
    assert list(raw.rows) == [("2025-01", "007"), ("2025-02", None)]
    assert list(raw.lines) == [2, 4]


def test_a_byte_order_mark_and_windows_line_ends_are_accepted(duck: Duck, tmp_path: Path) -> None:
    raw = read(duck, tmp_path, b"\xef\xbb\xbfmonth,number\r\n2025-01,7\r\n")
    assert raw.headings == ("month", "number")
    assert list(raw.rows) == [("2025-01", "7")]


def test_quoted_values_hold_commas_and_doubled_quotes(duck: Duck, tmp_path: Path) -> None:
    raw = read(duck, tmp_path, 'month,number\n"a, b","say ""x"""\n')
    assert list(raw.rows) == [("a, b", 'say "x"')]


def test_a_quote_inside_an_unquoted_value_stays(duck: Duck, tmp_path: Path) -> None:
    assert list(read(duck, tmp_path, 'month,number\nOld "B" Road,1\n').rows) == [('Old "B" Road', "1")]


def test_each_row_of_another_width_is_named_by_its_line(duck: Duck, tmp_path: Path) -> None:
    assert refused(duck, tmp_path, "month,number\n1,2,3\n4,5\n6\n") == [
        "a.csv:2: the row has too many values",
        "a.csv:4: the row has too few values",
    ]


def test_lines_are_right_after_a_byte_order_mark(duck: Duck, tmp_path: Path) -> None:
    assert refused(duck, tmp_path, b"\xef\xbb\xbfmonth,number\n1,2\n3\n") == [
        "a.csv:3: the row has too few values"
    ]


@pytest.mark.parametrize(
    "text",
    ['month,number\n1,"2\n3,4\n', 'month,number\n1,"2"x\n3,4\n', 'month,number\n1,"2\n3,"4\n5,6\n'],
)
def test_a_stray_quotation_mark_is_named_by_its_line(duck: Duck, tmp_path: Path, text: str) -> None:
    assert refused(duck, tmp_path, text) == ["a.csv:2: a quotation mark is stray or not closed"]


def test_a_quotation_mark_cannot_swallow_lines_in_silence(duck: Duck, tmp_path: Path) -> None:
    text = 'month,number\n1,2\n3,"4\n5,6"\n7,8\n'
    assert refused(duck, tmp_path, text) == ["a.csv:3: a value runs over the end of its line"]


@pytest.mark.parametrize(
    ("separator", "name"), [(";", "semicolons"), ("\t", "tabs"), ("|", "upright strokes")]
)
def test_another_separator_is_recognised(duck: Duck, tmp_path: Path, separator: str, name: str) -> None:
    text = f"month{separator}number\n2025-01{separator}7\n"
    assert refused(duck, tmp_path, text) == [f"a.csv:1: the values are separated by {name}, not commas"]


def test_windows_1252_is_recognised_and_its_line_named(duck: Duck, tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        read(duck, tmp_path, b"month,number\nA,1\nCaf\xe9,2\n")
    assert error.value.lines() == [
        "a.csv:3: byte 0xe9 is not UTF-8; in Windows-1252 it is 'é'",
        "  Save it as UTF-8: in Excel, Save As, 'CSV UTF-8 (comma delimited)'.",
    ]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        ("month,number\n".encode("utf-16"), "a.csv:1: it is UTF-16, not UTF-8"),
        (b"month,number\n1,a\0b\n", "a.csv:2: it holds a null byte"),
        (b"", "a.csv:1: there is no row of headers"),
        (b'month,"number\n1,2\n', "a.csv:1: a quotation mark in the headers is not closed"),
        (
            b"month,number\r1,2\r",
            "a.csv:1: this line ends in another way than the first, or a value runs over the end of its line",
        ),
        (
            b"month,number\r\n1,2\n3,4\r\n",
            "a.csv:2: this line ends in another way than the first, or a value runs over the end of its line",
        ),
    ],
)
def test_bytes_that_a_table_cannot_hold_are_named(duck: Duck, tmp_path: Path, data: bytes, what: str) -> None:
    assert refused(duck, tmp_path, data) == [what]


def test_a_cut_gzip_file_is_refused(duck: Duck, tmp_path: Path) -> None:
    whole = gzip.compress(b"month,number\n" + b"2025-01,7\n" * 500, mtime=0)
    path = tmp_path / "a.csv.gz"
    path.write_bytes(whole[:-20])
    with pytest.raises(InputError) as error:
        read_csv(duck, path, "a.csv.gz", ["month"])
    assert said(error) == ["a.csv.gz: it is not a whole gzip file"]


def test_a_missing_file_and_a_folder_are_named(duck: Duck, tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        read_csv(duck, tmp_path / "b.csv", "b.csv", [])
    assert said(error) == ["b.csv: there is no such file"]
    with pytest.raises(InputError) as error:
        read_csv(duck, tmp_path, "folder", [])
    assert said(error) == ["folder: it is a folder, not a file"]


def test_lines_above_the_headers_are_passed_over(duck: Duck, tmp_path: Path) -> None:
    raw = read(duck, tmp_path, "Crimes solved\n\nmonth,number\n2025-01,7\n", header_row=3)
    assert list(raw.rows) == [("2025-01", "7")]
    assert list(raw.lines) == [4]


def test_a_name_with_the_letters_of_a_pattern_is_a_name(duck: Duck, tmp_path: Path) -> None:
    (tmp_path / "ab.csv").write_text("month,number\n1,2\n")
    assert list(read(duck, tmp_path, "month,number\n3,4\n", name="a[b]*.csv").rows) == [("3", "4")]


_CELLS = st.text(st.characters(codec="utf-8", exclude_characters='\r\n"\0'), max_size=8)


@given(st.lists(st.tuples(_CELLS, _CELLS), max_size=8))
def test_whatever_is_quoted_reads_back_on_the_line_where_it_stands(
    duck: Duck, tmp_path_factory: pytest.TempPathFactory, cells: list[tuple[str, str]]
) -> None:
    text = "".join(f'"{first}","{second}"\n' for first, second in cells)
    raw = read(duck, tmp_path_factory.getbasetemp(), "month,number\n" + text)
    assert [(first or "", second or "") for first, second in raw.rows] == cells
    assert list(raw.lines) == list(range(2, len(cells) + 2))


@pytest.mark.parametrize(
    ("text", "layout"),
    [
        ("month,number\n2025-01,7\n2025-02,9\nSource: The force\n1. Without fraud\n\n", {"footnotes": 2}),
        ("month,number\n2025-01,7\n2025-02,9\n,\nSource: The force,\n", {"until_blank": True}),
        ("month,number\n2025-01,7\n2025-02,9\n\nSource: a, b, c\n", {"until_blank": True}),
    ],
)
def test_notes_at_the_end_may_be_left_out(
    duck: Duck, tmp_path: Path, text: str, layout: dict[str, Any]
) -> None:
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    raw = read_csv(duck, tmp_path / "a.csv", "a.csv", ["month", "number"], **layout)
    assert list(raw.rows) == [("2025-01", "7"), ("2025-02", "9")]
    assert list(raw.lines) == [2, 3]


def test_a_line_for_excel_alone_is_named_as_such(duck: Duck, tmp_path: Path) -> None:
    assert refused(duck, tmp_path, "sep=,\nmonth,number\n2025-01,7\n") == [
        "a.csv:1: line 1 (sep=,) is a word to Excel, and no row of headers"
    ]
    assert list(read(duck, tmp_path, "sep=,\nmonth,number\n2025-01,7\n", header_row=2).lines) == [3]


def test_nothing_is_drawn_into_what_is_printed_however_long_a_query_takes() -> None:
    with closing(open_duckdb()) as duck:
        assert fetch(duck, "select current_setting('enable_progress_bar')") == [(False,)]
