"""``reckoner schedule``: what comes, and what does not."""

from __future__ import annotations

from pathlib import Path

from reckoner.reports.errors import InputError
from reckoner.reports.schedule.notifier import said
from tests.cli.calling import Reckoner
from tests.small import write

NEVER = """
schedules:
  - name: paper
    publication: panel-paper
    for: current meeting
    when: 12 clear days before panel_meeting at 08:00
meetings:
  - {id: 2025-11, name: Panel, date: 2025-11-28}
"""


def test_a_schedule_that_makes_nothing_says_so_beside_the_list(reckoner: Reckoner, house: Path) -> None:
    write(house / "schedules.yaml", NEVER)
    answer = reckoner("schedule", "next", "--months", "1", "--house", house)
    assert answer.out == "Nothing falls due within 1 months.\n"
    assert answer.err == "paper: nothing within 1 months. Add its next meeting to schedules.yaml.\n"


def test_a_fault_and_what_to_do_about_it_are_two_sentences() -> None:
    assert said(InputError("there are no words", todo="Write some.")) == "there are no words. Write some."
    assert said(InputError("which?", todo="Write one")) == "which? Write one"
