"""A typed number becomes a placeholder, a fact with its origin, or a name; each can be undone."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.calling import Answer, Reckoner
from tests.worked_example import edit

SECTION = "content/panel-paper/2025-11/10-crime.md"
JOB = ("panel-paper", "2025-11")


@pytest.fixture
def adopt(house: Path, reckoner: Reckoner, monkeypatch: pytest.MonkeyPatch) -> Any:
    """`reckoner adopt` on the paper; ``answers`` are what a person types."""

    def call(*words: str, answers: str = "") -> Answer:
        monkeypatch.setattr("sys.stdin", io.StringIO(answers))
        return reckoner("adopt", *JOB, *words, "--house", house)

    return call


def text(house: Path, name: str = SECTION) -> str:
    return (house / name).read_text("utf-8")


def listed(adopt: Any) -> dict[str, dict[str, Any]]:
    return {each["number"]: each for each in json.loads(adopt("--list", "--format", "json").out)}


def test_the_list_gives_file_line_and_column_of_each_number(adopt: Any) -> None:
    found = listed(adopt)
    assert list(found) == ["120", "50,000", "1,200", "31", "45", "£5", "16%", "30"]
    assert (found["120"]["file"], found["120"]["line"], found["120"]["column"]) == (SECTION, 4, 34)
    assert [found[number]["line"] for number in ("31", "45", "16%")] == [5, 5, 7]


def test_proposals_fit_value_and_period_the_nearest_first(adopt: Any) -> None:
    offered = [each["placeholder"] for each in listed(adopt)["120"]["proposals"]]
    assert offered[0] == "crimes.solved at latest"
    assert offered.index("crimes.solved at 2025-09") < offered.index("crimes.solved at 2024-10")
    assert [each["placeholder"] for each in listed(adopt)["31"]["proposals"]] == ["crime.schools"]
    assert listed(adopt)["50,000"]["proposals"] == []


def test_a_number_is_linked_in_place_and_nothing_else_moves(adopt: Any, house: Path) -> None:
    before = text(house)
    answer = adopt("--number", "31", "--link", "crime.schools")
    assert (answer.code, answer.err) == (1, "")  # others are left
    assert answer.out == f"31 in {SECTION}:5 became {{{{ crime.schools }}}}.\n"
    assert text(house) == before.replace("31 schools", "{{ crime.schools }} schools")


def test_a_figure_of_another_value_is_refused(adopt: Any, house: Path) -> None:
    before = text(house)
    answer = adopt("--number", "45", "--link", "crime.schools")
    assert (answer.code, "{{ crime.schools }} prints 31, not 45" in answer.err) == (2, True)
    assert text(house) == before


def test_a_number_becomes_a_fact_with_who_says_so(adopt: Any, house: Path, reckoner: Reckoner) -> None:
    facts = text(house, "data/facts.yaml")
    said = ("--number", "50,000", "--fact", "show.visitors", "--origin", "show")
    unknown = adopt(*said)
    assert (unknown.code, "there is no origin 'show'" in unknown.err) == (2, True)
    assert text(house, "data/facts.yaml") == facts
    new = ("--producer", "The show: its office", "--document", "A letter", "--period", "2025-07")
    assert adopt(*said, *new).err == ""
    assert "Over {{ show.visitors as no qualifier }} visitors" in text(house)
    assert "qualifier: over" in text(house, "data/facts.yaml")
    figures = reckoner("figures", *JOB, "--only", "show", "--house", house).out
    assert "show.visitors" in figures
    assert "over 50,000" in figures
    assert "The show: its office, A letter" in figures
    assert "50,000" not in listed(adopt)


def test_a_fact_needs_somebody_who_says_so(adopt: Any) -> None:
    answer = adopt("--number", "50,000", "--fact", "show.visitors")
    assert (answer.code, "a fact needs somebody who says so" in answer.err) == (2, True)


def test_an_incidental_number_is_listed_with_its_words_and_reason(adopt: Any, house: Path) -> None:
    answer = adopt("--number", "45", "--incidental", 'the "name" of an operation')
    assert answer.err == ""
    assert '  - {text: "Operation 45", reason: "the \\"name\\" of an operation"}\n---' in text(house)
    assert "45" not in listed(adopt)
    adopt("--number", "30", "--incidental", "an example")
    assert text(house).count("not_figures:") == 1
    assert list(listed(adopt)) == ["120", "50,000", "1,200", "31", "£5", "16%"]


def test_undo_takes_back_one_step_after_the_other(adopt: Any, house: Path) -> None:
    words, facts = text(house), text(house, "data/facts.yaml")
    adopt("--number", "31", "--link", "crime.schools")
    adopt("--number", "1,200", "--fact", "show.visits", "--origin", "panel")
    assert text(house, "data/facts.yaml") != facts
    assert adopt("--undo").out == f"Undone: 1,200 in {SECTION}:5 became the fact show.visits.\n"
    assert text(house, "data/facts.yaml") == facts
    assert adopt("--undo").code == 0
    assert text(house) == words
    assert "nothing was adopted that could be undone" in adopt("--undo").err


def test_undo_leaves_a_file_alone_that_was_edited_since(adopt: Any, house: Path) -> None:
    adopt("--number", "31", "--link", "crime.schools")
    edit(house / SECTION, lambda words: words.replace("Each gave", "Everybody gave"))
    answer = adopt("--undo")
    assert (answer.code, "it was edited after this was adopted" in answer.err) == (2, True)
    assert "Everybody gave" in text(house)


def test_a_step_after_which_nothing_could_be_read_is_not_made(adopt: Any, house: Path) -> None:
    edit(
        house / SECTION,
        lambda words: words.replace(
            "title: Crime\n", "title: Crime\nnot_figures: [{text: A1, reason: road}]\n"
        ),
    )
    before = text(house)
    answer = adopt("--number", "45", "--incidental", "a name of an operation")
    assert answer.code == 65
    assert text(house) == before
    assert "nothing was adopted" in adopt("--undo").err


def test_line_ends_of_the_file_stay(adopt: Any, house: Path) -> None:
    path = house / SECTION
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    adopt("--number", "31", "--link", "crime.schools")
    after = path.read_bytes()
    assert b"{{ crime.schools }} schools, from Operation 45.\r\n" in after
    assert after.count(b"\n") == after.count(b"\r\n")


def test_which_number_is_meant_must_be_clear(adopt: Any) -> None:
    several = adopt("--at", "10-crime.md:5", "--incidental", "no figure")
    assert f"Name one by --at FILE:LINE and --number: 1,200 in {SECTION}:5, 31 in" in several.err
    assert "no typed number is meant" in adopt("--number", "7", "--incidental", "no figure").err
    both = adopt("--number", "31", "--link", "crime.schools", "--incidental", "no figure")
    assert "--link and --incidental can't be used together" in both.err


def test_a_person_is_walked_through_one_after_the_other(adopt: Any, house: Path, reckoner: Reckoner) -> None:
    """In a line from its end on: 50,000, 120; 45, 31, 1,200; 30, 16%, £5."""
    answers = [
        "f", "show.visitors", "count", "visitors", "2025-07", "show", "The show", "A letter",  # 50,000
        "9", "1",  # 120: there is no ninth, then the first
        "i", "", "the name of an operation",  # 45
        "1",  # 31
        "l", "crime.schools", "s",  # 1,200: refused, skipped
        "i", "", "an example", "i", "", "an example", "i", "", "a price",
    ]  # fmt: skip
    answer = adopt(answers="\n".join(answers) + "\n")
    assert answer.code == 1
    assert "1 of 8\n" in answer.out
    assert f"1 left. Go on with: reckoner adopt {' '.join(JOB)}" in answer.out
    assert "'9' is none of these." in answer.err
    assert "prints 31, not 1,200" in answer.err
    assert list(listed(adopt)) == ["1,200"]
    assert "solved {{ crimes.solved at latest }} crimes. Over {{ show.visitors as no qualifier }}" in text(
        house
    )
    built = reckoner("build", *JOB, "--house", house)
    assert built.out.count("[unrecorded-number]") == 1


def test_stopping_leaves_the_rest(adopt: Any, house: Path) -> None:
    before = text(house)
    answer = adopt(answers="s\nq\n")
    assert (answer.code, "8 left." in answer.out) == (1, True)
    assert text(house) == before


def test_a_question_that_nobody_answers_is_no_fault_of_the_program(adopt: Any, house: Path) -> None:
    """There is no terminal, or Ctrl-D is pressed: what was answered before stays."""
    before = text(house)
    answer = adopt(answers="s\n1\n")
    assert answer.code == 2
    assert "nobody answered" in answer.err
    assert "our fault" not in answer.err
    assert text(house) == before.replace("solved 120 crimes", "solved {{ crimes.solved at latest }} crimes")
