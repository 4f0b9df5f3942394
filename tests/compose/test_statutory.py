"""What the law asks of a report, and how it stands."""

from __future__ import annotations

from pathlib import Path

from reckoner.reports.compose.statutory import Checklist, answers_of, read_checklist, unknown_answers
from tests.booklets import TALKS, WALKS, report
from tests.small import write
from tests.worked_example import ROOT

LIST = """
checked: 2026-11-01
publications: [annual-report]
laws:
  - law: An Act
    requirements:
      - {id: act-1, at: section 1, where: report, asks: progress}
      - {id: act-2, at: section 2, where: report, asks: figures}
      - {id: act-3, at: section 3, where: report, asks: a plan}
      - {id: act-4, at: section 4, where: website, asks: contracts}
      - {id: act-5, at: section 5, where: after, asks: send it to the panel}
"""


def checklist(folder: Path) -> Checklist:
    write(folder / "data/statutory/checklist.yaml", LIST)
    found = read_checklist(folder)
    assert found is not None
    return found


def test_each_requirement_is_covered_a_gap_missing_elsewhere_or_to_do(tmp_path: Path) -> None:
    items = {"10-walks": f"{WALKS}\nanswers: act-1", "30-talks": f"{TALKS}\nbox: gap\nanswers: [act-2]"}
    answers = list(answers_of(checklist(tmp_path), report(tmp_path, items)))
    assert [answer.state for answer in answers] == ["covered", "gap", "missing", "elsewhere", "to do"]
    assert answers[0].files == ("content/annual-report/2024-25/10-walks.md",)


def test_an_answer_to_nothing_that_is_asked_is_told_with_the_nearest_name(tmp_path: Path) -> None:
    words = report(tmp_path, {"10-walks": f"{WALKS}\nanswers: [act-1, atc-2]"})
    [fault] = unknown_answers(checklist(tmp_path), words)
    assert fault.what == "the checklist has no 'atc-2'"
    assert "Did you mean act-" in str(fault.todo)


def test_a_house_without_a_list_has_none(tmp_path: Path) -> None:
    assert read_checklist(tmp_path) is None


def test_the_worked_example_s_list_has_each_id_once() -> None:
    found = read_checklist(ROOT)
    assert found is not None
    ids = [asked.id for law in found.laws for asked in law.requirements]
    assert len(ids) == len(set(ids)) > 10
