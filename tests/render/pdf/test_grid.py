"""Cells find their place on the grid and the headers that HTML puts over them."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from reckoner.reports.render.pdf.grid import GridCell, read_grid, span


def grid(table: str) -> dict[str, GridCell]:
    cells = read_grid(ElementTree.fromstring(f"<table>{table}</table>"))
    return {"".join(cell.element.itertext()): cell for cell in cells}


def headers(cell: GridCell) -> str:
    return " ".join("".join(head.element.itertext()) for head in cell.headers)


def places(cell: GridCell) -> tuple[int, int, int, int]:
    return cell.top, cell.left, cell.bottom, cell.right


def test_spans_push_later_cells_aside() -> None:
    cells = grid("<tr><td rowspan='2'>a</td><td colspan='2'>b</td></tr><tr><td>c</td><td>d</td></tr>")
    assert {name: places(cell) for name, cell in cells.items()} == {
        "a": (0, 0, 2, 1), "b": (0, 1, 1, 3), "c": (1, 1, 2, 2), "d": (1, 2, 2, 3),
    }  # fmt: skip


def test_a_span_ends_with_its_row_group() -> None:
    cells = grid(
        "<thead><tr><th rowspan='9'>a</th></tr></thead><tbody><tr><td rowspan='0'>b</td></tr><tr/></tbody>"
    )
    assert places(cells["a"]) == (0, 0, 1, 1)
    assert places(cells["b"]) == (1, 0, 3, 1)


def test_groups_of_columns_head_the_columns_under_them() -> None:
    cells = grid(
        "<thead><tr><th rowspan='2'>o</th><th colspan='2'>2024</th><th colspan='2'>2025</th></tr>"
        "<tr><th>q1</th><th>q2</th><th>Q1</th><th>Q2</th></tr></thead>"
        "<tbody><tr><th>r</th><td>1</td><td>2</td><td>3</td><td>4</td></tr></tbody>"
    )
    assert [headers(cells[name]) for name in "1234"] == ["2024 q1 r", "2024 q2 r", "2025 Q1 r", "2025 Q2 r"]
    assert headers(cells["Q1"]) == "2025"
    assert headers(cells["r"]) == "o"


def test_a_cell_over_two_columns_is_under_both_headers() -> None:
    cells = grid("<tr><th>a</th><th>b</th><th>c</th></tr><tr><td colspan='2'>1</td><td>2</td></tr>")
    assert headers(cells["1"]) == "a b"
    assert headers(cells["2"]) == "c"


def test_a_row_header_over_two_rows_heads_both() -> None:
    cells = grid(
        "<tr><th rowspan='2' scope='rowgroup'>a</th><th scope='row'>b</th><td>1</td></tr>"
        "<tr><th scope='row'>c</th><td>2</td></tr>"
    )
    assert headers(cells["1"]) == "a b"
    assert headers(cells["2"]) == "a c"


def test_the_name_of_a_group_of_rows_heads_what_follows_until_the_next() -> None:
    row = "<tr><th scope='row'>{0}</th><td>{1}</td></tr>"
    name = "<tr><th scope='rowgroup' colspan='2'>{}</th></tr>"
    first = name.format("A") + row.format("a", 1) + name.format("B") + row.format("b", 2)
    cells = grid(f"<tbody>{first}</tbody><tbody>{row.format('c', 3)}</tbody>")
    assert [headers(cells[name]) for name in ("1", "2", "3")] == ["A a", "B b", "c"]
    assert headers(cells["b"]) == "B"
    assert headers(cells["B"]) == ""


def test_an_empty_header_heads_nothing() -> None:
    cells = grid("<tr><th></th><th>a</th></tr><tr><th scope='row'>r</th><td>1</td></tr>")
    assert headers(cells["1"]) == "a r"
    assert headers(cells["r"]) == ""


def test_a_header_that_does_not_say_what_it_heads_is_guessed_from_its_row() -> None:
    cells = grid("<tr><th>a</th><th>b</th></tr><tr><th>r</th><td>1</td></tr>")
    assert [cells[name].scope for name in "abr"] == ["Column", "Column", "Row"]


@pytest.mark.parametrize(
    ("text", "number"),
    [("3", 3), (" 2 ", 2), ("0", 1), ("-1", 1), ("x", 1), ("", 1), ("٣", 1), ("99999999999", 1000)],
)
def test_a_colspan_that_makes_no_sense_is_one(text: str, number: int) -> None:
    assert span(ElementTree.fromstring(f"<td colspan='{text}'/>"), "colspan", 1000) == number
