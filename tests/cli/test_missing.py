"""``reckoner missing`` lists what is still to come; a draft that waits for it shows it and is unfit."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

from reckoner.reports.schedule.hooks import now_utc
from tests.cli.calling import Reckoner
from tests.worked_example import edit

WORDS = "content/panel-paper/2025-11/10-crime.md"


def waiting(house: Path, days: int, person: str = "analyst") -> None:
    """Let the words wait for a figure that is due in so many days."""
    by = now_utc().date() + timedelta(days=days)
    mark = f'{{{{ to_come "999 calls, October", from: {person}, by: {by} }}}}'
    edit(house / WORDS, lambda text: text.replace("It went", f"There were {mark} calls. It went", 1))


def test_a_figure_to_come_is_a_mark_in_the_page_and_makes_the_draft_unfit(
    house: Path, reckoner: Reckoner
) -> None:
    waiting(house, 30)
    answer = reckoner("build", "panel-paper", "2025-11", "--house", house)
    assert answer.code == 1
    assert f"error: {WORDS}:4: 999 calls, October is still to come, from analyst by " in answer.out
    assert "unrecorded-number" not in answer.out
    [page] = house.glob("output/panel-paper/2025-11/draft-001/*.html")
    assert '<mark class="to-come">[to come: 999 calls, October]</mark>' in page.read_text("utf-8")
    assert reckoner("drafts", "approve", "panel-paper/2025-11", "--house", house).code != 0


def test_whoever_is_asked_has_to_be_somebody_of_the_office(house: Path, reckoner: Reckoner) -> None:
    waiting(house, 30, "analist")
    answer = reckoner("build", "panel-paper", "2025-11", "--house", house)
    assert "is to come from 'analist', who is nobody in office.yaml" in answer.out
    assert "Did you mean analyst?" in answer.out
    assert "nobody in office.yaml" in reckoner("missing", "--house", house).out


def test_what_is_overdue_comes_first_with_names_and_days(house: Path, reckoner: Reckoner) -> None:
    waiting(house, 30)
    waiting(house, -30, "finance")
    answer = reckoner("missing", "--house", house)
    first, place, second, _, last = answer.out.splitlines()
    assert "overdue by" in first
    assert "from finance (" in first
    assert place == f"  {WORDS}:4"
    assert (
        "working days left: 999 calls, October, from analyst (Performance analyst), for panel-paper" in second
    )
    assert last == "2 still to come, 1 overdue."
    late, early = json.loads(reckoner("missing", "panel-paper", "2025-11", "--json", "--house", house).out)
    assert (late["from"], late["overdue"], early["overdue"]) == ("finance", True, False)
    assert late["working_days_left"] < 0 < early["working_days_left"]
    assert json.loads(reckoner("missing", "news", "--format", "json", "--house", house).out) == []
    assert reckoner("missing", "news", "--house", house).out == "Nothing is still to come.\n"


def test_what_was_delivered_changes_by_a_correction_alone(out: Path, reckoner: Reckoner) -> None:
    edit(out / "data/facts.yaml", lambda text: text.replace("value: 31", "value: 32"))
    answer = reckoner("build", "panel-paper", "2025-11", "--house", out)
    assert answer.code == 65
    said = "crime.schools was published as 31 in paragraph 1.1, and would now be 32"
    assert f"panel-paper/2025-11/draft-001: {said}" in answer.err
    assert "reckoner correct panel-paper/2025-11 --reason" in answer.err
    assert len(list((out / "output/panel-paper/2025-11").glob("draft-*"))) == 1
    why = ("--reason", "A school was left out of the count", "--house", out)
    assert reckoner("correct", "panel-paper/2025-11", *why).code == 0
    assert reckoner("build", "panel-paper", "2025-11", "--house", out).code == 0


def test_a_figure_that_is_taken_out_of_what_was_delivered_is_a_change_too(
    out: Path, reckoner: Reckoner
) -> None:
    edit(out / WORDS, lambda text: text.replace("{{ crime.schools }} schools", "some schools"))
    answer = reckoner("build", "panel-paper", "2025-11", "--house", out)
    assert answer.code == 65
    assert "crime.schools was published as 31 in paragraph 1.1, and would no longer be given" in answer.err


def test_other_words_of_what_was_delivered_may_be_built(out: Path, reckoner: Reckoner) -> None:
    edit(out / WORDS, lambda text: text.replace("It went", "The team went"))
    assert reckoner("build", "panel-paper", "2025-11", "--house", out).code == 0


def test_a_draft_that_was_built_before_is_held_to_it_too(alone: Path, reckoner: Reckoner) -> None:
    paper, here = "panel-paper/2025-11", ("--house", alone)
    assert reckoner("build", *paper.split("/"), *here).code == 0
    edit(alone / "data/facts.yaml", lambda text: text.replace("value: 31", "value: 32"))
    assert reckoner("build", *paper.split("/"), *here).code == 0
    for words in (
        ("drafts", "approve", f"{paper}/draft-001"),
        ("deliver", f"{paper}/draft-001", "--to", "shelf"),
    ):
        assert reckoner(*words, *here).code == 0
    answer = reckoner("drafts", "approve", f"{paper}/draft-002", *here)
    assert answer.code == 65
    assert "crime.schools was published as 31" in answer.err
