"""What a document means to be heard, worked out by hand and by the reader."""

from __future__ import annotations

from reckoner.reports.checks.pdf.meant import Heard, tables_in, tidy
from reckoner.reports.document import Cell, Table
from tests.render.pdf.paper import MARK, paper, table


def heard(meant: Table) -> dict[str, Heard]:
    ((_, cells),) = tables_in(meant)
    return {cell.text: cell for cell in cells}


def test_a_cell_is_heard_under_its_columns_its_row_and_its_group() -> None:
    cells = heard(table())
    assert cells["11"].headers == ("2024", "Q1", "Violence", "Assault")
    assert cells["14"].headers == ("2025", "Q2", "Violence", "Assault")


def test_a_cell_that_spans_is_heard_under_all_that_it_spans() -> None:
    cells = heard(table())
    assert cells["21"].headers == ("2024", "Q1", "Violence", "Robbery", "Threats")
    assert cells["22"].headers == ("2024", "2025", "Q2", "Q1", "Violence", "Robbery")


def test_headers_are_heard_under_the_headers_above_them() -> None:
    cells = heard(table())
    assert (cells["2024"].scope, cells["2024"].headers) == ("/Column", ())
    assert (cells["Assault"].scope, cells["Assault"].headers) == ("/Row", ("Offence", "Violence"))


def test_an_empty_header_is_not_heard() -> None:
    header = ((Cell(("",), "col"), Cell(("Count",), "col")),)
    cells = heard(Table("t", ("T",), header, ((Cell(("A",), "row"), Cell(("1",))),), MARK))
    assert cells["A"].headers == ()
    assert cells["1"].headers == ("Count", "A")


def test_a_group_ends_where_the_next_begins() -> None:
    def rows(name: str, row: str, value: str) -> tuple[tuple[Cell, ...], ...]:
        return ((Cell((name,), "rowgroup", columns=2),), (Cell((row,), "row"), Cell((value,))))

    body = (*rows("A", "a", "1"), *rows("B", "b", "2"))
    cells = heard(Table("t", ("T",), ((Cell(("N",), "col"), Cell(("C",), "col")),), body, MARK))
    assert cells["1"].headers == ("C", "A", "a")
    assert cells["2"].headers == ("C", "B", "b")


def test_tables_that_editors_wrote_are_heard_too() -> None:
    found = [cells for block in paper().blocks() for _, cells in tables_in(block)]
    assert [cell.text for cell in found[1]] == ["Area", "Count", "Hertford", "4"]
    assert found[1][3].headers == ("Count", "Hertford")


def test_white_space_and_hints_for_line_breaks_make_no_difference() -> None:
    assert tidy(" a\u00a0b\n c\u00add\u200be ") == "a b cde"
