"""Withheld counts stay withheld over all tables, charts, prose and editions together."""

from __future__ import annotations

from pathlib import Path

import pytest

from reckoner.reports.compose.small_numbers import PrintedLedger, find
from reckoner.reports.figures.ledger import LedgerRow
from reckoner.reports.findings import Finding
from reckoner.reports.modules.library import Library
from tests.modules.houses import load

MODULE = """
title: Reports
tables:
  reports:
    origin: paper
    file: reports.csv
    columns:
      month: {type: month}
      district: {type: text}
      number: {type: count, heading: Number}
    suppress: {columns: [number]}
  totals:
    origin: paper
    file: totals.csv
    columns: {month: {type: month}, everyone: {type: count}}
measures:
  reports:
    table: reports
    value: number
    by: district
    unit: count
    over_time: sum
  everyone: {table: totals, value: everyone, unit: count, over_time: sum}
"""
# January: Ely is small, so March, the next smallest, is withheld with it. Wisbech and Soham are shown.
REPORTS = """
month,district,number
2025-01,Ely,3
2025-01,March,7
2025-01,Soham,30
2025-01,Wisbech,20
2025-02,Ely,40
2025-02,March,50
2025-02,Soham,60
2025-02,Wisbech,70
"""
TOTALS = "month,everyone\n2025-01,60\n2025-02,220\n"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    files = {"area/module.yaml": MODULE, "area/reports.csv": REPORTS, "area/totals.csv": TOTALS}
    return load(tmp_path_factory.mktemp("house"), files, "area")


def row(
    name: str, value: int, period: str = "2025-01", place: str = "paragraph 1", printed: str = ""
) -> LedgerRow:
    return LedgerRow(
        place, printed or f"{value:,}", name, str(value), "count", period, "", "paper", "reports"
    )


ELY, MARCH = row("area.reports.ely", 3), row("area.reports.march", 7)
SOHAM, WISBECH = row("area.reports.soham", 30), row("area.reports.wisbech", 20)
TOTAL = row("area.reports", 60)


def found(library: Library, ours: list[LedgerRow], *earlier: list[LedgerRow]) -> list[Finding]:
    ledgers = [PrintedLedger("paper 2026-02", tuple(ours), ours=True)]
    ledgers += [PrintedLedger(f"paper {n}", tuple(rows)) for n, rows in enumerate(earlier, 1)]
    return list(find(library.protected, ledgers))


def said(library: Library, ours: list[LedgerRow], *earlier: list[LedgerRow]) -> list[tuple[str, str]]:
    return [(each.severity, each.what) for each in found(library, ours, *earlier)]


def test_the_table_as_it_is_withheld_gives_nothing_away(library: Library) -> None:
    (table,) = library.protected
    assert [table.label(n) for n in sorted(table.withheld)] == ["2025-01, Ely", "2025-01, March"]
    assert said(library, [SOHAM, WISBECH, TOTAL]) == []


def test_a_count_that_an_earlier_edition_printed_gives_its_partner_away(library: Library) -> None:
    march, ely = found(library, [SOHAM, WISBECH, TOTAL], [MARCH])[::-1]
    assert (ely.severity, march.severity) == ("error", "warning")
    assert ely.what == "Number for 2025-01, Ely in area.reports is withheld, but can be worked out"
    assert "paper 1, paragraph 1 (area.reports.march)" in ely.quote
    assert "paper 2026-02, paragraph 1 (area.reports)" in ely.quote
    assert march.what.endswith("is withheld, but printed by itself")


def test_parts_of_the_difference_may_lie_in_three_documents(library: Library) -> None:
    assert said(library, [TOTAL], [SOHAM], [WISBECH]) == []
    assert [severity for severity, _ in said(library, [TOTAL], [SOHAM], [WISBECH, MARCH])] == [
        "error",
        "warning",
    ]


def test_a_longer_period_less_a_shorter_one_gives_a_month(library: Library) -> None:
    both, february = row("area.reports.ely", 43, "2025-01..2025-02"), row("area.reports.ely", 40, "2025-02")
    assert [severity for severity, _ in said(library, [both], [february])] == ["error"]
    assert said(library, [both]) == []


def test_a_table_cell_of_an_earlier_edition_counts_by_its_row(library: Library) -> None:
    cell = row("area.reports, Number, row 1", 3)
    assert [severity for severity, _ in said(library, [SOHAM], [cell])] == ["warning"]
    assert [severity for severity, _ in said(library, [cell])] == ["error"]
    assert said(library, [SOHAM], [row("area.reports, Number, row 1", 3, "2024-12")]) == []


def test_what_was_restated_since_is_no_sum_of_the_table(library: Library) -> None:
    assert said(library, [SOHAM, WISBECH, TOTAL], [row("area.reports.march", 8)]) == []


def test_a_number_printed_in_words_counts_and_a_rough_one_does_not(library: Library) -> None:
    words, rough = row("area.reports.march", 7, printed="seven"), row("area.reports", 60, printed="£0.1m")
    assert [severity for severity, _ in said(library, [SOHAM, WISBECH, TOTAL], [words])] == [
        "error",
        "warning",
    ]
    assert said(library, [SOHAM, WISBECH, rough], [words]) == [
        ("warning", "Number for 2025-01, March in area.reports is withheld, but printed by itself")
    ]


def test_what_is_out_already_is_a_warning_and_what_this_draft_adds_an_error(library: Library) -> None:
    out = [SOHAM, WISBECH, TOTAL, MARCH]
    assert {severity for severity, _ in said(library, [row("area.reports.soham", 60, "2025-02")], out)} == {
        "warning"
    }


def test_a_document_that_prints_nothing_of_the_table_hears_nothing(library: Library) -> None:
    assert said(library, [row("other.thing", 3)], [SOHAM, WISBECH, TOTAL, MARCH]) == []


def test_a_total_in_another_table_is_a_warning_that_says_if(library: Library) -> None:
    other = row("area.everyone", 60)
    ely = said(library, [SOHAM, WISBECH, other], [MARCH])
    what = "Number for 2025-01, Ely in area.reports is withheld, but can be worked out if"
    assert ("warning", f"{what} a number that equals a total is that total") in ely
    assert not any(severity == "error" for severity, _ in ely)


def test_no_finding_prints_the_number_that_is_withheld(library: Library) -> None:
    for finding in found(library, [SOHAM, WISBECH, TOTAL], [MARCH]):
        assert " 3 " not in f" {finding.what} {finding.quote} {finding.todo} "
    (table,) = library.protected
    assert "counts" not in repr(table)


def test_other_houses_have_nothing_to_look_for(tmp_path: Path) -> None:
    plain = MODULE.replace("    suppress: {columns: [number]}\n", "")
    files = {"area/module.yaml": plain, "area/reports.csv": REPORTS, "area/totals.csv": TOTALS}
    assert load(tmp_path, files, "area").protected == ()
