"""A story's figures held against those of the report that it tells of."""

from __future__ import annotations

from dataclasses import replace

from reckoner.reports.checks.agreement import Quoted
from reckoner.reports.checks.told import find

REPORT = "annual-report 2023-24"
TOLD = Quoted("news 2024-07", "More officers", "force.officers", "officers", "", "2024-03", "2390", "2,390")
PRINTED = replace(TOLD, document=REPORT, place="Officers")


def test_the_same_figures_are_no_finding() -> None:
    assert list(find([TOLD], REPORT, [PRINTED])) == []


def test_the_same_figure_may_be_printed_in_other_words() -> None:
    assert list(find([TOLD], REPORT, [replace(PRINTED, printed="about two thousand")])) == []


def test_another_value_is_an_error_that_names_both_places() -> None:
    [finding] = find([TOLD, TOLD], REPORT, [replace(PRINTED, value="2400", printed="2,400")])
    assert (finding.severity, finding.rule) == ("error", "report-differs")
    assert finding.what == "officers is 2,390 here and 2,400 in annual-report 2023-24"
    assert "news 2024-07, More officers" in finding.quote
    assert "annual-report 2023-24, Officers" in finding.quote


def test_a_figure_that_the_report_lacks_is_pointed_out() -> None:
    [finding] = find([TOLD], REPORT, [replace(PRINTED, period="2023-03")])
    assert (finding.severity, finding.rule) == ("warning", "not-in-report")


def test_a_report_without_a_draft_is_pointed_out() -> None:
    [finding] = find([TOLD], REPORT, None)
    assert (finding.severity, finding.rule) == ("warning", "report-without-draft")
    assert finding.todo == "Run: reckoner build annual-report 2023-24"
