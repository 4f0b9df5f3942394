"""A module's table as it stands in a document: every number in it a figure with its origin."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from reckoner.reports.compose.sourcebook import Cited, SourceBook
from reckoner.reports.compose.tables import UNITS, compose_table
from reckoner.reports.document import Table as Printed
from reckoner.reports.document import block_entries
from reckoner.reports.figures.printed import plain, printed_in
from reckoner.reports.modules.module import LoadedTable
from reckoner.reports.periods.period import Period
from reckoner.reports.sources.schema import COLUMN_TYPES, KEY_TYPES
from reckoner.reports.sources.table import Note, Table
from reckoner.reports.sources.value import SUPPRESSED
from tests.compose.house import table
from tests.small import wording

OCTOBER, NOVEMBER, DECEMBER = (Period.parse(f"2025-{month}") for month in (10, 11, 12))


def composed(source: Table) -> Printed:
    book = SourceBook({"panel": Cited("Crime", "The Force, A paper")}, wording())
    return compose_table(LoadedTable("crimes.counts", source), wording(), book, "Table 1")


def cells(source: Table) -> list[list[str]]:
    return [[plain(cell.content) for cell in row] for row in composed(source).body]


def test_the_first_column_heads_the_rows_and_one_row_heads_the_columns() -> None:
    made = composed(table((OCTOBER, 125), period="period", solved="count"))
    assert [[cell.heads for cell in row] for row in made.header] == [["col", "col"]]
    assert [[cell.heads for cell in row] for row in made.body] == [["row", ""]]
    assert [[cell.align for cell in row] for row in made.body] == [["start", "end"]]


def test_a_column_that_is_not_printed_still_tells_the_period() -> None:
    source = table(("Watford", OCTOBER, 125), town="text", period="period", solved="count")
    first, period, last = source.columns
    columns = (first, replace(period, printed=False), last)
    made = composed(replace(source, schema=replace(source.schema, columns=columns)))
    assert [[plain(cell.content) for cell in row] for row in (*made.header, *made.body)] == [
        ["Town", "Solved"],
        ["Watford", "125"],
    ]
    (printed,) = printed_in(made.body[0][1].content)
    assert printed.figure.period == OCTOBER


def test_every_number_is_a_figure_with_its_period_and_origin() -> None:
    made = composed(table((OCTOBER, 125), period="period", solved="count"))
    (printed,) = printed_in(made.body[0][1].content)
    assert (printed.text, printed.figure.period, printed.figure.origins) == ("125", OCTOBER, ("panel",))
    assert len(made.source.numbers) == 1


def test_a_table_of_words_names_its_source_too() -> None:
    made = composed(table(("July", "Rural crime"), month="text", subject="text"))
    assert len(made.source.numbers) == 1


def test_each_type_is_written_its_own_way() -> None:
    row = (date(2025, 11, 28), Decimal("13.31"), 90, Decimal("1250.5"), Decimal("7.5"), 1234, "Watford")
    source = table(
        row,
        day="date",
        share="percent",
        wait="duration",
        cost="money",
        staff="fte",
        calls="count",
        town="text",
    )
    assert cells(source) == [["28 November 2025", "13.31%", "01:30", "£1,250.50", "7.5", "1,234", "Watford"]]


def test_every_type_of_number_has_a_unit() -> None:
    assert set(UNITS) == set(COLUMN_TYPES) - KEY_TYPES - {"ignored"}


def test_what_is_missing_or_held_back_is_marked_and_is_no_figure() -> None:
    made = composed(table((OCTOBER, None), (OCTOBER, SUPPRESSED), period="period", solved="count"))
    assert [plain(row[1].content) for row in made.body] == ["[x]", "[c]"]
    assert [printed_in(row[1].content) for row in made.body] == [(), ()]


def test_the_data_file_holds_what_is_printed_and_no_more() -> None:
    made = composed(table((OCTOBER, 1234), (OCTOBER, SUPPRESSED), period="period", solved="count"))
    assert list(csv.reader(io.StringIO(made.data))) == [
        ["Period", "Solved"],
        ["October 2025", "1,234"],
        ["October 2025", "[c]"],
    ]


def test_a_text_that_a_spreadsheet_would_run_stays_a_text() -> None:
    made = composed(table(("=HYPERLINK(1)", 5), town="text", solved="count"))
    assert list(csv.reader(io.StringIO(made.data)))[1] == ["'=HYPERLINK(1)", "5"]


def test_a_heading_that_a_spreadsheet_would_run_stays_a_text() -> None:
    columns: Any = {"=1+1": "integer", "area": "text"}
    made = composed(table((-5, "x"), **columns))
    assert list(csv.reader(io.StringIO(made.data))) == [["'=1+1", "Area"], ["−5", "x"]]


def test_a_note_of_the_reading_counts_with_a_figure_of_the_ledger() -> None:
    notes = (Note("other_forces", 1234),)
    made = composed(table((OCTOBER, 5), notes=notes, period="period", solved="count"))
    [note] = made.notes
    assert plain(note) == "Rows of other forces, left out: 1,234."
    entries = [(entry.place, entry.printed.text) for entry in block_entries(made)]
    assert entries == [("table crimes-counts", "5"), ("table crimes-counts, note", "1,234")]
    assert len(made.source.numbers) == 1


def test_the_marks_of_a_source_are_printed_with_their_key() -> None:
    source = table((OCTOBER, None), (NOVEMBER, 125), (DECEMBER, None), period="period", solved="count")
    marks: tuple[dict[str, str], ...] = ({"solved": "[z]"}, {"solved": "[r][p]"}, {})
    marked = replace(
        source, spots=tuple(replace(s, marks=m) for s, m in zip(source.spots, marks, strict=True))
    )
    made = composed(marked)
    assert [row[1] for row in cells(marked)] == ["[z]", "125 [r][p]", "[x]"]
    assert [plain(note) for note in made.notes] == [
        "[x] stands for a value that is not available",
        "[z] stands for a value that does not apply",
        "[p] stands for a provisional value",
        "[r] stands for a revised value",
    ]
    assert "[z]" in made.data


def test_a_table_without_marks_has_no_key() -> None:
    assert composed(table((OCTOBER, 125), period="period", solved="count")).notes == ()


def test_money_known_to_a_tenth_of_a_million_has_its_unit_in_the_head() -> None:
    made = composed(
        table(("Net", Decimal(253_500_000)), ("Over", Decimal(-1_800_000)), name="text", amount="money")
    )
    assert plain(made.header[0][1].content) == "Amount (£m)"
    assert [plain(row[1].content) for row in made.body] == ["253.5", "−1.8"]
    (printed,) = printed_in(made.body[0][1].content)
    assert printed.figure.value == 253_500_000


def test_money_known_to_the_pound_keeps_its_unit_in_each_cell() -> None:
    made = composed(
        table(("Net", Decimal(253_500_001)), ("Over", Decimal(9_744)), name="text", amount="money")
    )
    assert plain(made.header[0][1].content) == "Amount"
    assert [plain(row[1].content) for row in made.body] == ["£253,500,001", "£9,744"]
