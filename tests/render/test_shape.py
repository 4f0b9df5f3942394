"""What the look of a table follows from, and where lines may not break."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest
import tinycss2
import yaml
from cssselect2 import compile_selector_list

from reckoner.reports.document import Cell, KeyFigure, SourceMark, Table
from reckoner.reports.figures.unit import COUNT, FTE
from reckoner.reports.prose import Emphasis, Grid, Strong, Text
from reckoner.reports.render.environment import bound, figure
from reckoner.reports.render.shape import long_labels, shape, table_rows
from tests.small import WHERE, paragraph, printed
from tests.worked_example import ROOT

PRINTED = [
    path
    for defaults in sorted((ROOT / "templates").glob("*/defaults.yaml"))
    for name in yaml.safe_load(defaults.read_text("utf-8")).get("stylesheets", ())
    for path in (ROOT / "templates").rglob(name)
]
START: Literal["start"] = "start"


def grid(*rows: tuple[str, ...], bold: bool = False) -> Grid:
    cells = tuple(tuple((Strong((Text(cell),)) if bold else Text(cell),) for cell in row) for row in rows)
    return Grid(cells[0], cells[1:], tuple(START for _ in rows[0]), WHERE)


def test_few_columns_of_few_words_make_a_narrow_table() -> None:
    assert shape(grid(("Place", "Fall"), ("Watford", "4%"))) == "narrow"
    assert shape(grid(("Month", "Subjects"), ("July", "x" * 60))) == "broad"
    five = ("Structure", "Old", "New", "Change", "Change in %")
    assert shape(grid(five, ("Posts", "39", "37", "−2", "−5%"))) == "narrow"
    assert shape(grid(five, ("Posts", "39", "37", "−2", "x" * 40))) == "broad"


def test_rows_under_a_heading_and_cells_of_two_lines_are_named_for_the_stylesheet() -> None:
    towns = grid(("Place", "Fall"), ("Watford", "4%"))
    grouped = replace(towns, rows=(((Text("North"),), ()), *towns.rows))
    assert shape(grouped) == "narrow grouped"
    cell = Cell((printed(4), "since 2024"), below=1)
    assert shape(Table("falls", ("Falls",), (), ((cell,),), SourceMark())) == "narrow two-lined"


def test_a_table_of_nothing_but_numbers_is_named_for_the_stylesheet() -> None:
    towns = grid(("Place", "Crimes", "Fall"), ("Watford", "12", "4%"))
    assert shape(replace(towns, aligned=("start", "end", "end"))) == "narrow numeric"
    assert shape(replace(towns, aligned=("start", "start", "end"))) == "narrow"


@pytest.mark.parametrize("sheet", PRINTED, ids=lambda sheet: sheet.name)
def test_no_print_style_asks_by_has_for_every_element_of_a_page(sheet: Path) -> None:
    """WeasyPrint looks a selector up for each element unless a name, class or id stands at its end."""
    for rule in tinycss2.parse_stylesheet(sheet.read_text("utf-8"), skip_comments=True):
        if rule.type == "qualified-rule":
            for selector in compile_selector_list(rule.prelude):
                named = selector.id or selector.class_name or selector.local_name
                assert named or ":has(" not in tinycss2.serialize(rule.prelude)


def test_numbers_with_fewer_decimals_than_their_column_leave_room_for_them() -> None:
    rows = table_rows(
        grid(("Measure", "Now"), ("Posts", "−7"), ("Full-time", "−5.31"), ("Part", "2.5")), "Total"
    )
    assert [row.cells[1] for row in rows] == ["lacks-2 pointless", "", "lacks-1"]


def test_numbers_of_several_units_are_left_as_they_are() -> None:
    rows = table_rows(grid(("Measure", "Now"), ("Posts", "7"), ("Share", "5.31%")), "Total")
    assert [row.cells[1] for row in rows] == ["", ""]
    for unit, said in ((COUNT, ["", ""]), (FTE, ["lacks-2 pointless", ""])):
        numbers = (printed(39, unit=unit), printed("37.12", unit=FTE))
        body = tuple((Cell(("Now",), "row"), Cell((each,))) for each in numbers)
        rows = table_rows(Table("staff", ("Staff",), (), body, SourceMark()), "Total")
        assert [row.cells[1] for row in rows] == said


@pytest.mark.parametrize(
    ("head", "name"), [("Total", "total"), ("Total spending", "total"), ("Totally other", "")]
)
def test_a_sum_is_set_apart(head: str, name: str) -> None:
    [row] = table_rows(grid(("Budget", "£m"), (head, "4.2")), "Total")
    assert row.name == name


def test_a_row_in_italics_is_a_part_of_what_stands_above() -> None:
    table = grid(("Capital", "£m"), ("Spent", "4.2"), ("Estates", "3.1"))
    (head, cell) = table.rows[1]
    table = replace(table, rows=(table.rows[0], ((Emphasis(head),), cell)))
    assert [row.name for row in table_rows(table, "Total")] == ["", "of-it"]


def test_a_row_in_bold_is_a_sum_and_a_very_long_one_may_break() -> None:
    [row] = table_rows(grid(("Budget", "£m"), ("All", "4.2"), bold=True), "Total")
    assert row.name == "total"
    [row] = table_rows(grid(("Action", "Owner"), ("x" * 1000, "The force")), "Total")
    assert row.name == "long"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("the saving expected from it", "the saving expected from\u00a0it"),
        ("a very extraordinarily-long-word", "a very extraordinarily-long-word"),
        (
            'by <data class="figure" value="14.5">14.5%</data>',
            'by <data class="figure" value="14.5">14.5%</data>',
        ),
        (
            'offences fell by <data class="figure" value="14.5">14.5%</data>.',
            'offences fell <span class="kept">by <data class="figure" value="14.5">14.5%</data>.</span>',
        ),
        (
            'it rose by <data class="figure" value="4.7">4.70 percentage points</data>.',
            'it rose by <data class="figure" value="4.7">4.70 percentage points</data>.',
        ),
    ],
)
def test_a_short_last_word_or_figure_keeps_to_the_word_before(before: str, after: str) -> None:
    assert bound(before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [("most like it.", "most like\u00a0it."), ("remain unresolved.", "remain unresolved.")],
)
def test_a_word_longer_than_asked_for_may_stand_alone(before: str, after: str) -> None:
    assert bound(before, 4) == after


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (("Crimes solved", "Average wait on 101"), ""),
        (("Crimes solved",) * 3 + ("999 calls answered in time",), ""),
        (("Crimes solved",) * 3 + ("Average wait on the non-emergency line",), " long"),
        ((), ""),
    ],
)
def test_a_row_of_key_figures_has_room_for_two_lines_where_a_label_needs_them(
    labels: tuple[str, ...], expected: str
) -> None:
    keys = [KeyFigure(f"key-{number}", label, ("1",), "2025") for number, label in enumerate(labels)]
    assert long_labels([paragraph("Words."), *keys]) == expected


@pytest.mark.parametrize(
    ("letters", "expected"),
    [((28, 0), ""), ((0, 57), " deep-2"), ((113, 5), " deep-3"), ((999, 5), " deep-4")],
)
def test_a_row_of_key_figures_with_small_lines_has_room_for_its_longest_earlier_value(
    letters: tuple[int, ...], expected: str
) -> None:
    keys = [KeyFigure(f"key-{n}", "Solved", ("1",), "2025", before=("x" * n,)) for n in letters]
    assert long_labels(keys) == ""
    assert long_labels([replace(key, picture=b"<svg/>") for key in keys]) == expected


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("about 1 minute 30 seconds", "about 1\u00a0minute 30\u00a0seconds"),
        ("over £4 million", "over £4\u00a0million"),
        ("12.0 per 1,000 people", "12.0 per 1,000\u00a0people"),
    ],
)
def test_a_number_keeps_to_its_unit_and_not_to_its_qualifier(text: str, shown: str) -> None:
    assert f">{shown}</data>" in figure(replace(printed(1), text=text))
