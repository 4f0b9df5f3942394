from __future__ import annotations

from reckoner.reports.periods.period import Period
from reckoner.reports.sources.raw import RawTable, shortened, typed_rows
from reckoner.reports.sources.schema import Schema
from tests.sources.sheets import a_column, a_schema, month

SOLVED = a_schema(a_column("month", "period"), a_column("number", "count"))


def raw(headings: tuple[str, ...], *rows: tuple[str | None, ...]) -> RawTable:
    return RawTable("a.csv", headings, 1, rows, range(2, len(rows) + 2))


def faults(table: RawTable, schema: Schema = SOLVED) -> list[str]:
    return ["\n".join(fault.lines()) for fault in typed_rows(table, schema)[2]]


def test_the_order_of_columns_is_free() -> None:
    rows, _, _ = typed_rows(raw(("number", "month"), ("7", "2025-01")), SOLVED)
    assert rows == [(month("2025-01"), 7)]


def test_a_missing_column_is_named_with_what_is_like_it() -> None:
    assert faults(raw(("month", "numbr"), ("2025-01", "7"))) == [
        "a.csv:1: the column 'number' is missing\n  Did you mean numbr?",
        "a.csv:1: the column 'numbr' is not declared\n"
        "  Did you mean number? Declare a column that isn't needed as `type: ignored`.",
    ]


def test_an_optional_column_may_be_missing_and_an_ignored_one_is_not_read() -> None:
    schema = a_schema(*SOLVED.columns, a_column("note", "text", optional=True), a_column("id", "ignored"))
    rows, _, wrong = typed_rows(raw(("month", "number", "id"), ("2025-01", "7", "x")), schema)
    assert rows == [(month("2025-01"), 7, None)]
    assert wrong == []


def test_a_doubled_column_is_a_fault() -> None:
    table = raw(("month", "number", "number"), ("2025-01", "7", "8"))
    assert faults(table) == ["a.csv:1: the column 'number' stands 2 times\n  Rename or remove one of them."]


def test_columns_and_rows_of_nothing_but_commas_are_passed_over() -> None:
    table = raw(("month", "number", "", ""), ("2025-01", "7", None, None), (None, None, None, None))
    assert typed_rows(table, SOLVED)[0] == [(Period.parse("2025-01"), 7)]


def test_values_without_a_header_are_a_fault() -> None:
    assert faults(raw(("month", "number", ""), ("2025-01", "7", "x"))) == [
        "a.csv:1: column 3 has values but no header\n  Give it a header, or empty it."
    ]


def test_a_table_without_rows_is_a_fault() -> None:
    assert faults(raw(("month", "number"))) == [
        "a.csv:1: the table has no rows\n  Add rows under the header."
    ]


def test_every_refused_cell_is_named_with_its_line() -> None:
    table = raw(("month", "number"), ("2025-01", "x"), ("2025-02", "7"), ("soon", "y"))
    assert [text.splitlines()[0] for text in faults(table)] == [
        "a.csv:2: number is 'x', which is not a number",
        "a.csv:4: month: 'soon' is not a period",
        "a.csv:4: number is 'y', which is not a number",
    ]


def test_many_faults_of_one_file_are_shortened() -> None:
    table = raw(("month", "number"), *((f"2025-{month:02}", "x") for month in range(1, 13)))
    shown = shortened(typed_rows(table, SOLVED)[2], "a.csv")
    assert len(shown) == 11
    assert shown[-1].lines() == ["a.csv: and 2 more faults in this file"]
