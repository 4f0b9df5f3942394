"""From each priority of the plan to the items that answer it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from reckoner.reports.figures.printed import plain
from reckoner.reports.kinds.report.document import Report
from tests.booklets import FRONT, TALKS, WALKS, composed, faults, report
from tests.compose.house import library, table


def rows(folder: Path, items: Mapping[str, str] | None = None) -> list[tuple[str, list[str]]]:
    found = composed(report(folder, items)).priorities
    return [(row.named, [goal.title for goal in row.goals]) for row in found]


def test_a_priority_without_an_item_is_listed_all_the_same(tmp_path: Path) -> None:
    assert rows(tmp_path) == [("1", []), ("2", ["Walks"])]


def test_all_items_that_answer_a_priority_are_listed_in_the_report_s_order(tmp_path: Path) -> None:
    found = rows(tmp_path, {"30-talks": f"{TALKS}\npriorities: [1, 2]"})
    assert found == [("1", ["Talks"]), ("2", ["Walks", "Talks"])]


def test_priorities_that_the_same_items_answer_share_a_row(tmp_path: Path) -> None:
    found = rows(tmp_path, {"10-walks": f"{WALKS[:-3]}[1, 2]"})
    assert found == [("1, 2", ["Walks"])]


def test_a_priority_has_the_first_key_number_of_each_item(tmp_path: Path) -> None:
    numbers = 'numbers:\n  - {when: "2020", words: They begin}\n  - {when: "2021", words: They end}'
    told = composed(report(tmp_path, {"30-talks": f"{TALKS}\npriorities: [1, 2]\n{numbers}"}))
    assert [row.known for row in told.priorities] == ["They begin: 2020", "They begin: 2020"]


def test_what_an_item_says_of_its_result_stands_before_its_number(tmp_path: Path) -> None:
    more = 'result: talks were held\nnumbers:\n  - {when: "2020", words: They begin}'
    told = composed(report(tmp_path, {"30-talks": f"{TALKS}\npriorities: [1]\n{more}"})).priorities
    assert told[0].known == "talks were held"


def test_what_is_told_is_activity_unless_the_item_calls_it_a_result(tmp_path: Path) -> None:
    items = {"30-talks": f"{TALKS}\npriorities: [1]\nresult: talks were held", "10-walks": WALKS}
    told = composed(report(tmp_path / "first", items))
    assert [row.outcome for row in told.priorities] == ["activity", "none"]
    assert counts(told) == {"activity": "1", "none": "1"}
    items["10-walks"] = f"{WALKS}\noutcome: measured"
    told = composed(report(tmp_path / "second", items))
    assert [row.outcome for row in told.priorities] == ["activity", "measured"]
    assert list(counts(told)) == ["measured", "activity"]


def counts(told: Report) -> dict[str, str]:
    return {name: plain(count) for name, count in told.outcome_counts.items()}


def test_a_priority_may_have_a_result_and_an_outcome_of_its_own(tmp_path: Path) -> None:
    own = "[1, {number: 2, outcome: reported, result: people felt heard}]"
    items = {"10-walks": f"{WALKS[:-3]}{own}\noutcome: measured\nresult: walks were held"}
    told = composed(report(tmp_path, items)).priorities
    assert [(row.named, row.outcome, row.known) for row in told] == [
        ("1", "measured", "walks were held"),
        ("2", "reported", "people felt heard"),
    ]


@pytest.mark.parametrize(("last", "said"), [("2", ""), ("9", "names 2 of the first 9 by number")])
def test_numbers_without_an_entry_are_counted_up_to_the_last_that_is_known(
    tmp_path: Path, last: str, said: str
) -> None:
    plan = table(("1", "Be seen"), (last, "Be heard"), number="text", title="text")
    words = report(tmp_path, {"10-walks": f"{WALKS[:-3]}[1, {last}]"})
    told = plain(composed(words, library(tables={"plan.priorities": plan})).priority_only)
    assert said in told
    assert bool(said) == bool(told)


def test_of_several_items_that_answer_a_priority_the_best_outcome_counts(tmp_path: Path) -> None:
    items = {
        "30-talks": f"{TALKS}\npriorities: [2]\noutcome: activity",
        "10-walks": f"{WALKS}\noutcome: reported",
    }
    assert composed(report(tmp_path, items)).priorities[1].outcome == "reported"


def test_a_result_may_be_measured_for_the_worse(tmp_path: Path) -> None:
    told = composed(report(tmp_path, {"10-walks": f"{WALKS}\noutcome: worse"}))
    assert [row.outcome for row in told.priorities if row.goals] == ["worse"]
    assert told.outcomes["worse"] == "Result measured: worse"


def test_an_item_that_names_a_priority_needs_a_plan(tmp_path: Path) -> None:
    words = report(tmp_path, front=FRONT.replace("plan: plan.priorities\n", ""))
    assert faults(words) == ["10-walks.md:4: the plan has no priority 2"]


def test_an_unknown_plan_is_a_fault(tmp_path: Path) -> None:
    found = faults(report(tmp_path, front=FRONT.replace("plan.priorities", "plan.priority")))
    assert "edition.md:4: there is no table 'plan.priority'" in found
