"""From each priority of the plan to the items that answer it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from reckoner.reports.figures.printed import plain
from tests.booklets import FRONT, TALKS, WALKS, composed, faults, report


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
    assert plain(told.priority_only).endswith(
        "is known for 0, activity only for 1; for 1 neither is published."
    )
    items["10-walks"] = f"{WALKS}\noutcome: result"
    told = composed(report(tmp_path / "second", items))
    assert [row.outcome for row in told.priorities] == ["activity", "result"]


def test_of_several_items_that_answer_a_priority_the_best_outcome_counts(tmp_path: Path) -> None:
    items = {
        "30-talks": f"{TALKS}\npriorities: [2]\noutcome: activity",
        "10-walks": f"{WALKS}\noutcome: result",
    }
    assert composed(report(tmp_path, items)).priorities[1].outcome == "result"


def test_an_item_that_names_a_priority_needs_a_plan(tmp_path: Path) -> None:
    words = report(tmp_path, front=FRONT.replace("plan: plan.priorities\n", ""))
    assert faults(words) == ["10-walks.md:4: the plan has no priority 2"]


def test_an_unknown_plan_is_a_fault(tmp_path: Path) -> None:
    found = faults(report(tmp_path, front=FRONT.replace("plan.priorities", "plan.priority")))
    assert "edition.md:4: there is no table 'plan.priority'" in found
