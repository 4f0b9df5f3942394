from __future__ import annotations

import pytest

from reckoner.reports.sources.rules import broken_rules
from reckoner.reports.sources.table import Row, Table, column, group, where
from tests.sources.sheets import a_column, a_schema, a_table, month

BY_TYPE = a_schema(a_column("month", "month"), a_column("type", "text"), a_column("number", "count"))
MONTHLY = a_schema(a_column("month", "period"), a_column("number", "count"), every="month")


def rows(*texts: str) -> list[Row]:
    """ "2025-01 theft 7" as a row."""
    return [(month(when), kind, int(number)) for when, kind, number in (text.split() for text in texts)]


def broken(table: Table) -> list[str]:
    return [fault.lines()[0] for fault in broken_rules(table)]


def monthly(*months: str) -> Table:
    return a_table(MONTHLY, *((month(text), 1) for text in months))


def test_a_column_is_taken_by_name() -> None:
    assert column(a_table(BY_TYPE, *rows("2025-01 theft 7", "2025-02 theft 8")), "number") == (7, 8)


def test_an_unknown_column_is_answered_with_near_names() -> None:
    with pytest.raises(KeyError, match="Did you mean number"):
        column(a_table(BY_TYPE, *rows("2025-01 theft 7")), "numbr")


def test_where_keeps_the_rows_and_their_places() -> None:
    table = a_table(BY_TYPE, *rows("2025-01 theft 7", "2025-01 drugs 8", "2025-01 arson 9"))
    found = where(table, {"type": ["drugs", "arson"]})
    assert column(found, "number") == (8, 9)
    assert str(found.place(1)) == "counts.csv:4"
    assert column(where(table, {"type": "theft"}), "number") == (7,)


def test_rows_are_grouped_in_the_order_of_the_file() -> None:
    table = a_table(BY_TYPE, *rows("2025-02 theft 7", "2025-01 drugs 8", "2025-02 drugs 9"))
    assert group(table, ["month"]) == {
        (("month", month("2025-02")),): [0, 2],
        (("month", month("2025-01")),): [1],
    }


def test_a_key_that_stands_twice_is_named_with_both_lines() -> None:
    table = a_table(BY_TYPE, *rows("2025-01 theft 7", "2025-01 drugs 8", "2025-01 theft 9"))
    assert broken(table) == ["counts.csv:4: 2025-01, theft stands twice, first in line 2"]


def test_a_gap_between_months_is_named() -> None:
    assert broken(monthly("2025-01", "2025-04")) == [
        "counts.csv:3: there is a gap: nothing for 2025-02, 2025-03"
    ]


def test_months_in_any_order_without_a_gap_are_sound() -> None:
    assert broken(monthly("2025-03", "2025-01", "2025-02")) == []


def test_another_period_among_months_is_named() -> None:
    assert broken(monthly("2025-01", "2025-Q2", "2025-02")) == [
        "counts.csv:3: 2025-Q2 is not a month, but the table has one row for every month"
    ]


def test_financial_years_follow_each_other_too() -> None:
    schema = a_schema(a_column("year", "period"), a_column("number", "count"), every="financial year")
    table = a_table(schema, *((month(text), 1) for text in ("2021-22", "2023-24")))
    assert broken(table) == ["counts.csv:3: there is a gap: nothing for 2022-23"]
