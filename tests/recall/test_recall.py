"""One restated cell: what it changes, which delivered papers printed it, and the drafts that correct them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.calling import Reckoner
from tests.recall.running import run
from tests.worked_example import edit

OUT = "panel-paper/2025-11/draft-001"
REASON = "The force revised its figure for October."


@pytest.fixture
def tried(house: Path, reckoner: Reckoner) -> str:
    """What the dry run said of a file that restates October from 120 to 101."""
    return run(reckoner, house, "take", "crimes", house.parent / "solved.csv", "--dry-run")


@pytest.fixture
def restated(house: Path, reckoner: Reckoner) -> Path:
    """The house with that file taken in."""
    run(reckoner, house, "take", "crimes", house.parent / "solved.csv")
    return house


def after(text: str, line: str) -> list[str]:
    """The lines from the one that begins so."""
    lines = [each.strip() for each in text.splitlines()]
    return lines[next(at for at, each in enumerate(lines) if each.startswith(line)) :]


def test_a_dry_run_lists_the_sentences_of_an_open_edition_with_file_and_line(tried: str) -> None:
    lines = after(tried, "In panel-paper/2025-12, which is open:")
    place = "content/panel-paper/2025-12/10-crime.md"
    assert f"sentence  paragraph 1.1 ({place}:4)" in lines
    assert "was: In October 2025 the force solved 120 crimes." in lines
    assert "now: In October 2025 the force solved 101 crimes." in lines
    assert "Nothing else moved" not in tried


def test_a_dry_run_names_the_words_whose_direction_turns(tried: str) -> None:
    """The one that follows its figure, and the one that was typed."""
    assert 'its direction turns: "rose" becomes "fell"' in tried
    assert 'its direction turns: "rose" is typed and will be wrong: mend the words' in tried


def test_a_dry_run_lists_charts_tables_and_totals(tried: str) -> None:
    lines = after(tried, "In panel-paper/2025-12")
    assert "chart     Figure 1 (crimes-months), crimes.solved, October 2025: 120 -> 101" in lines
    assert "table     Table 1 (crimes-solved), October 2025, Solved: 120 -> 101" in lines
    assert "total     crimes.solved, September to October 2025: 230 -> 211" in lines


def test_a_dry_run_lists_what_is_out_with_page_and_paragraph(tried: str) -> None:
    lines = after(tried, "These are out with the old values:")
    assert lines[1].startswith(f"{OUT}, delivered ")
    assert "crimes.solved, 2025-10: printed 120, now 101" in lines
    assert "page 1, paragraph 1.1: In October 2025 the force solved 120 crimes." in lines
    assert "page 1, paragraph 1.2: In both months it was 230." in lines
    assert lines[-2] == (
        'Once it is taken in, draft their corrections: reckoner recall crimes --reason "..."'
    )


def test_a_dry_run_changes_nothing(house: Path, reckoner: Reckoner) -> None:
    before = {path: path.read_bytes() for path in house.rglob("*") if path.is_file()}
    run(reckoner, house, "take", "crimes", house.parent / "solved.csv", "--dry-run")
    assert {path: path.read_bytes() for path in house.rglob("*") if path.is_file()} == before


def test_a_file_that_changes_no_words_says_so(house: Path, reckoner: Reckoner) -> None:
    incoming = house.parent / "solved.csv"
    incoming.write_text("month,solved\n2024-08,90\n2024-09,100\n2024-10,110\n2025-09,110\n2025-10,120\n")
    edit(house / "content/panel-paper/2025-12/10-crime.md", lambda text: text.partition("{{ table")[0])
    said = run(reckoner, house, "take", "crimes", incoming, "--dry-run")
    assert "\nNo edition's words print a figure that it changes.\nNothing was written." in said


def test_where_lists_lines_of_words_and_delivered_places_then_and_now(
    restated: Path, reckoner: Reckoner
) -> None:
    said = run(reckoner, restated, "where", "crimes.solved")
    line = "content/panel-paper/2025-12/10-crime.md:4: {{ crimes.solved at latest }} prints 101"
    assert f"panel-paper/2025-12 (open)  {line}" in said
    assert "panel-paper/2025-11 (delivered)  content/panel-paper/2025-11/10-crime.md:8: {{ chart" in said
    assert "crimes.solved, 2025-10 printed 120, now 101" in said
    assert "crimes.solved.change, 2025-10 printed 10, now 9" in said
    assert "  page 1, paragraph 1.1: In October 2025 the force solved 120 crimes." in said


def test_where_gives_the_same_as_json(restated: Path, reckoner: Reckoner) -> None:
    data = json.loads(run(reckoner, restated, "where", "crimes.solved", "--json"))
    [solved] = [
        each for each in data["delivered"] if (each["name"], each["period"]) == ("crimes.solved", "2025-10")
    ]
    assert (solved["draft"], solved["printed"], solved["now"]) == (OUT, "120", "101")
    assert solved["spots"][0]["page"] == 1
    assert {each["state"] for each in data["named"]} == {"open", "delivered"}


def test_where_says_so_of_a_name_that_nothing_prints(restated: Path, reckoner: Reckoner) -> None:
    answer = reckoner("where", "crimes.sloved", "--house", restated)
    assert "Nothing names 'crimes.sloved'" in answer.err


def test_recall_drafts_the_correction_with_a_note_in_readers_words(
    restated: Path, reckoner: Reckoner
) -> None:
    said = run(reckoner, restated, "recall", "crimes", "--reason", REASON)
    assert f"panel-paper/2025-11/draft-002 supersedes {OUT}, which stays as it is." in said
    page = (restated / "output/panel-paper/2025-11/draft-002/panel-paper.html").read_text("utf-8")
    note = page.partition('id="correction-1"')[2].partition("</section>")[0]
    assert REASON in note
    assert "crimes solved, October 2025 (“101 crimes”): 120 before, now 101" in note
    assert "the change in crimes solved, October 2025: a rise of 10 before, now a fall of 9" in note


def test_recall_drafts_nothing_in_a_dry_run_or_twice(restated: Path, reckoner: Reckoner) -> None:
    folder = restated / "output/panel-paper/2025-11"
    assert "Nothing was drafted." in run(reckoner, restated, "recall", "--dry-run")
    assert not (folder / "draft-002").exists()
    run(reckoner, restated, "recall", "--reason", REASON)
    said = run(reckoner, restated, "recall", "--reason", REASON)
    assert "panel-paper/2025-11/draft-002 corrects it and waits for its approval." in said
    assert not (folder / "draft-003").exists()


def test_recall_needs_a_reason_and_something_restated(house: Path, reckoner: Reckoner) -> None:
    answer = reckoner("recall", "--house", house)
    assert (answer.code, "a correction needs a reason" in answer.err) == (2, True)
    said = run(reckoner, house, "recall", "--reason", REASON)
    assert said == "Nothing that is out printed a value that is another one now.\n"


def test_recall_of_other_measures_leaves_this_one(restated: Path, reckoner: Reckoner) -> None:
    said = run(reckoner, restated, "recall", "crime", "--dry-run")
    assert said == "Nothing that is out printed a value that is another one now.\n"


def test_another_period_is_no_restatement(restated: Path, reckoner: Reckoner) -> None:
    """The words name September now: what was printed for October is no longer given, and not "now 110"."""
    run(reckoner, restated, "recall", "--reason", REASON)
    moved = ("latest: 2025-10", "latest: 2025-09")
    edit(restated / "content/panel-paper/2025-11/edition.md", lambda text: text.replace(*moved))
    run(reckoner, restated, "correct", "panel-paper/2025-11", "--reason", REASON)
    page = (restated / "output/panel-paper/2025-11/draft-003/panel-paper.html").read_text("utf-8")
    note = page.partition('id="correction-1"')[2].partition("</section>")[0]
    assert "now 110" not in note
    assert "the rise in crimes solved, October 2025: 10 before, no longer given" in note


def test_a_fact_that_was_put_right_is_recalled_too(house: Path, reckoner: Reckoner) -> None:
    edit(
        house / "content/panel-paper/2025-11/10-crime.md",
        lambda text: text + "\nIt went to {{ crime.schools }} schools.\n",
    )
    for words in (
        ("build", "panel-paper", "2025-11"),
        ("drafts", "approve", "panel-paper/2025-11"),
        ("deliver", "panel-paper/2025-11", "--to", "shelf"),
    ):
        run(reckoner, house, *words)
    edit(house / "data/facts.yaml", lambda text: text.replace("value: 31", "value: 32"))
    said = run(reckoner, house, "recall", "crime.schools", "--dry-run")
    assert "panel-paper/2025-11/draft-002, delivered " in said
    assert "crime.schools, 2025-10: printed 31, now 32" in said
    assert "crime.schools, 2025-10 printed 31, now 32" in run(reckoner, house, "where", "crime")


def test_what_cannot_be_composed_is_named_and_keeps_no_other_back(restated: Path, reckoner: Reckoner) -> None:
    edit(restated / "content/panel-paper/2025-11/10-crime.md", lambda text: text.replace("title:", "titel:"))
    said = run(reckoner, restated, "recall", "--dry-run")
    assert "it can't be composed: content/panel-paper/2025-11/10-crime.md:" in said
