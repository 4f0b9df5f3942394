"""Rows that are the sum of others are recognised, and what merely looks like one is not."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from reckoner.reports.sources.sums import is_total, sums_in, without_totals
from reckoner.reports.sources.table import Table
from tests.sources.sheets import a_column, a_schema, a_table, month

COLUMNS = (a_column("month", "month"), a_column("kind", "text"), a_column("n", "count"))


def table(*months: Mapping[str, int | None]) -> Table:
    """A table whose kinds have these counts in January, February and so on."""
    rows = [
        (month(f"2025-{number:02}"), kind, count)
        for number, counts in enumerate(months, 1)
        for kind, count in counts.items()
    ]
    return a_table(a_schema(*COLUMNS), *rows)


def sums(*months: Mapping[str, int | None]) -> list[str]:
    return [found.label for found in sums_in(table(*months))]


def test_a_total_is_known_by_its_name_and_its_arithmetic_in_one_month() -> None:
    assert sums({"Burglary": 10, "Robbery": 5, "Total": 15}) == ["Total"]
    assert sums({"Total": 15, "Burglary": 10, "Robbery": 5}) == ["Total"]
    assert sums({"Burglary": 10, "All crime excluding fraud": 15, "Robbery": 5}) == [
        "All crime excluding fraud"
    ]


def test_a_total_by_name_alone_is_one_even_where_it_does_not_add_up() -> None:
    [found] = sums_in(table({"Burglary": 10, "Robbery": 5, "Total": 16}))
    assert (found.label, found.adds_up, found.row) == ("Total", False, 2)
    assert sums({"Burglary": 10, "Robbery": None, "Total": 16}) == ["Total"]


def test_a_name_that_is_only_like_a_total_needs_the_arithmetic() -> None:
    assert sums({"Burglary": 10, "Robbery": 5, "All other offences": 16}) == []
    assert sums({"Burglary": 10, "Robbery": 5, "County": 15}) == ["County"]


def test_without_a_name_three_months_must_agree_and_be_large() -> None:
    month_of = {"Violence": 100, "Burglary": 40, "Victim-based": 140}
    assert sums(month_of, month_of) == []
    assert sums(month_of, month_of, month_of) == ["Victim-based"]
    assert sums(*[{"Arson": 1, "Bribery": 2, "Fraud": 3}] * 3) == []
    assert sums(month_of, month_of, {"Violence": 1, "Burglary": 2, "Victim-based": 3}) == []
    assert sums(month_of, month_of, month_of, {**month_of, "Burglary": 41}) == []


def test_one_count_beside_zeros_is_no_sum() -> None:
    assert sums(*[{"Arson": 0, "Burglary": 40, "Dwellings": 40}] * 3) == []


def test_subtotals_and_the_total_of_all_are_told_from_what_they_sum() -> None:
    counts = {
        "With injury": 30, "Without injury": 50, "Violence sub-total": 80,
        "Dwelling": 20, "Business": 15, "Burglary total": 35, "All crime": 115,
    }  # fmt: skip
    assert sorted(sums(counts)) == ["All crime", "Burglary total", "Violence sub-total"]


def test_months_with_a_missing_value_prove_nothing() -> None:
    whole = {"Violence": 100, "Burglary": 40, "Victim-based": 140}
    assert sums({**whole, "Burglary": None}, whole, whole) == []
    assert sums({**whole, "Burglary": None}, whole, whole, whole) == ["Victim-based"]


@pytest.mark.parametrize("label", ["Total", "TOTALS", "Grand total", "Sub-total:", "All", "Overall*"])
def test_some_labels_can_mean_nothing_but_a_total(label: str) -> None:
    assert is_total(label)


@pytest.mark.parametrize("label", ["All other theft", "Total loss of sight", "Summary offences", "Burglary"])
def test_other_labels_can(label: str) -> None:
    assert not is_total(label)


def test_declared_totals_are_left_aside_unless_their_column_is_asked_for() -> None:
    schema = a_schema(*COLUMNS, totals=(("kind", ("Total",)),))
    rows = [(month("2025-01"), "Burglary", 10), (month("2025-01"), "Total", 10)]
    found = a_table(schema, *rows)
    assert without_totals(found) == (0,)
    assert without_totals(found, ("kind",)) == (0, 1)
