"""Actions of earlier meetings in the paper: the table, the counts, and what is overdue."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from reckoner.reports.composed import compose_edition
from reckoner.reports.errors import ReckonerError
from reckoner.reports.figures.printed import plain
from tests.actions.conftest import ACTIONS
from tests.cli.calling import Reckoner
from tests.small import write


def rows(house: Path) -> list[list[str]]:
    """The table's rows as they are printed."""
    document = compose_edition(house, "panel-paper", "2025-11", lambda _step: None).document
    table = next(table for table in document.tables() if table.name == "actions")
    return [[plain(cell.content) for cell in row] for row in (*table.header, *table.body)]


def test_what_changed_is_computed_and_never_typed(house: Path) -> None:
    assert rows(house) == [
        ["Action", "Raised", "Who", "Date", "State", "Since 18 September 2025"],
        [
            "Look at waits by district.", "20 June 2025", "Policy officer", "14 November 2025", "Overdue",
            "Date moved from 31 October 2025 to 14 November 2025 on 30 September 2025.",
        ],
        [
            "Invite the Youth Commission.", "20 June 2025", "Chief Constable", "19 December 2025",
            "Withdrawn", "Withdrawn on 18 September 2025. The Panel will visit instead.",
        ],
        [
            "Say how many crimes were solved.", "18 September 2025", "Performance analyst",
            "19 December 2025", "Open", "New. Answer of 3 November 2025: In October 2,370 were.",
        ],
    ]  # fmt: skip


def test_the_paper_prints_counts_and_holds_back_what_is_overdue(house: Path, reckoner: Reckoner) -> None:
    built = reckoner("build", "panel-paper", "2025-11")
    assert built.code == 1
    draft = next((house / "output").glob("**/draft-001"))
    found = json.loads((draft / "checks.json").read_text("utf-8"))["findings"]
    errors = [each for each in found if each["severity"] == "error"]
    assert [(each["rule"], each["where"]) for each in errors] == [
        ("overdue-action", "data/actions.yaml:13"),
    ]
    assert "reckoner actions close 2025-06-2" in errors[0]["todo"]
    assert "data/actions.yaml" in json.loads((draft / "manifest.json").read_text("utf-8"))["inputs"]
    page = (draft / "panel-paper.html").read_text("utf-8")
    text = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert "Two actions are open, of which one is overdue." in text
    assert page.count('<th scope="row"') >= 3
    ledger = (draft / "figures.csv").read_text("utf-8")
    assert "actions.open" in ledger
    assert "crimes.solved" in ledger


def test_an_overdue_action_is_waived_with_a_reason_or_mended(house: Path, reckoner: Reckoner) -> None:
    office = house / "office.yaml"
    text = office.read_text("utf-8").replace(
        "id: chief-executive,", f"id: chief-executive, user: {Path.home().owner()},"
    )
    office.write_text(text.replace("author_may_approve: false", "author_may_approve: true"), "utf-8")
    reckoner("build", "panel-paper", "2025-11")
    refused = reckoner("drafts", "approve", "panel-paper/2025-11")
    assert refused.code != 0
    assert "2025-06-2 was to be done by 2025-11-14" in refused.err
    reason = "1: the force will answer at the meeting"
    assert reckoner("drafts", "approve", "panel-paper/2025-11", "--waive", reason).code == 0


def test_a_step_mends_it(house: Path, reckoner: Reckoner) -> None:
    said = ("The districts are in the paper.", "--on", "2025-11-20", "--by", "2026-01-30")
    assert reckoner("actions", "answer", "2025-06-2", *said).code == 0
    assert reckoner("build", "panel-paper", "2025-11").code == 0


def test_a_paper_that_shows_none_reads_no_record(house: Path, reckoner: Reckoner) -> None:
    (house / "content/panel-paper/2025-11/10-crime.md").write_text(
        "---\ntitle: Crime\n---\nIn October {{ crimes.solved at 2025-10 }} were solved.\n", "utf-8"
    )
    write(house / "data/actions.yaml", "actions: [{")
    assert reckoner("build", "panel-paper", "2025-11").code == 0


def test_a_record_that_is_not_there_is_said_and_no_table_is_empty_for_that(house: Path) -> None:
    (house / "data/actions.yaml").unlink()
    with pytest.raises(ReckonerError) as refused:
        rows(house)
    assert "there is no record of actions" in refused.value.lines()[0]
    assert "reckoner actions add" in refused.value.lines()[1]


def test_a_record_of_none_says_that_none_is_open(house: Path) -> None:
    write(house / "data/actions.yaml", "actions: []")
    assert rows(house)[1:] == [["No action of an earlier meeting is open."]]


def test_a_name_of_the_office_s_own_is_not_taken_over(house: Path, reckoner: Reckoner) -> None:
    facts = house / "data/facts.yaml"
    facts.write_text(
        re.sub(r"(?m)^  [a-z_]+\.[a-z_]+:", "  actions.open:", facts.read_text("utf-8"), count=1)
    )
    answer = reckoner("build", "panel-paper", "2025-11")
    assert answer.code == 65
    assert "actions.open is a name of your own" in answer.err


def test_numbers_typed_into_an_answer_have_no_source(house: Path, reckoner: Reckoner) -> None:
    write(house / "data/actions.yaml", ACTIONS.replace("In October {{", "In May 1,234 and {{"))
    reckoner("build", "panel-paper", "2025-11")
    found = (house / "output/panel-paper/2025-11/draft-001/checks.json").read_text("utf-8")
    assert "the number 1,234 is in no table and in no fact" in found


def test_the_counts_are_listed_with_the_other_figures(house: Path, reckoner: Reckoner) -> None:
    said = reckoner("figures", "panel-paper", "2025-11").out
    assert re.search(r"actions\.overdue +1 ", said)
