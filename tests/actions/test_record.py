"""data/actions.yaml: what is wrong in it is said with its line; what a program adds leaves the rest alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from reckoner.reports.actions.record import read_actions
from reckoner.reports.errors import InputError
from reckoner.reports.settings.house import read_house
from tests.actions.conftest import ACTIONS
from tests.cli.calling import Reckoner
from tests.small import write


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("raised: 2025-09", "raised: 2025-08", "data/actions.yaml:28: there is no meeting '2025-08'"),
        ("who: analyst", "who: analist", "data/actions.yaml:29: 'analist' is nobody in office.yaml"),
        ("id: 2025-09-1", "id: 2025-06-1", "data/actions.yaml:25: two actions have the id 2025-06-1"),
        ("by: 2025-08-29", "by: 2025-05-29", "data/actions.yaml:6: it was to be done by 2025-05-29, before"),
        ("on: 2025-09-30", "on: 2025-08-01", "data/actions.yaml:16: a step of 2025-08-01 stands after"),
        ("on: 2025-08-20, state: done, says: It is on the website.", "on: 2025-08-20",
         "data/actions.yaml:8: history 1: a step says nothing"),
        ("state: done", "state: finished", "data/actions.yaml:8: state"),
    ],
)  # fmt: skip
def test_it_is_refused_with_its_line(house: Path, old: str, new: str, said: str) -> None:
    write(house / "data/actions.yaml", ACTIONS.replace(old, new, 1))
    with pytest.raises(InputError) as refused:
        read_actions(read_house(house))
    assert said in "\n".join(refused.value.lines())


def test_a_first_action_begins_the_file(house: Path, reckoner: Reckoner) -> None:
    (house / "data/actions.yaml").unlink()
    words = ('Report: on "101" waits', "--raised", "2025-09", "--who", "policy", "--by", "2026-01-30")
    answer = reckoner("actions", "add", *words, "--recommendation")
    assert (answer.code, answer.out) == (0, 'Report: on "101" waits'.join(["2025-09-1: ", "\n"]))
    (found,) = read_actions(read_house(house))
    assert (found.entry.what, found.entry.kind) == ("Report: on “101” waits", "recommendation")


def test_add_answer_close_and_undo(house: Path, reckoner: Reckoner) -> None:
    path = house / "data/actions.yaml"
    before = path.read_text("utf-8")
    given = ("Write to the council.", "--raised", "2025-09", "--who", "Chair", "--by", "2026-01-30")
    assert reckoner("actions", "add", *given).code == 0
    assert reckoner("actions", "answer", "2025-09-2", "A letter went.", "--on", "2025-10-01").code == 0
    assert reckoner("actions", "close", "2025-06-2", "--says", "It was done.", "--on", "2025-11-20").code == 0
    found = {each.entry.id: each.entry for each in read_actions(read_house(house))}
    assert found["2025-09-2"].history[0].says == "A letter went."
    assert found["2025-06-2"].history[-1].state == "done"
    assert "  # a note of the office's own\n  - id: 2025-09-1\n" in path.read_text("utf-8")
    for what in ("2025-06-2, 2025-11-20", "2025-09-2, 2025-10-01", "added 2025-09-2"):
        assert reckoner("actions", "undo").out == f"Undone: {what}.\n"
    assert path.read_text("utf-8") == before
    assert reckoner("actions", "undo").code == 2


@pytest.mark.parametrize("form", ["{flow}", "history first"])
def test_what_a_program_can_t_add_to_is_left_as_it_was(house: Path, reckoner: Reckoner, form: str) -> None:
    flow = (
        "actions: [{id: a1, what: Some work, raised: 2025-09, who: policy, by: 2025-12-19}]\n"
        if form == "{flow}"
        else "actions:\n  - history:\n      - {on: 2025-10-01, says: Begun}\n"
        "    id: a1\n    what: Some work\n    raised: 2025-09\n    who: policy\n    by: 2025-12-19\n"
    )
    path = house / "data/actions.yaml"
    path.write_text(flow, "utf-8")
    answer = reckoner("actions", "close", "a1", "--says", "It was done.", "--on", "2025-11-20")
    assert answer.code == 65
    assert path.read_text("utf-8") == flow


def test_a_dry_run_shows_and_writes_nothing(house: Path, reckoner: Reckoner) -> None:
    before = (house / "data/actions.yaml").read_bytes()
    said = reckoner("actions", "close", "2025-06-2", "--says", "Done", "--on", "2025-11-20", "--dry-run").out
    assert '+      - {on: 2025-11-20, state: "done", says: "Done"}\n' in said
    assert (house / "data/actions.yaml").read_bytes() == before
    assert not (house / "state/actions.json").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("close", "2025-06-9", "--says", "Done"), "there is no action '2025-06-9'"),
        (("add", "It", "--raised", "2025-09", "--who", "policy", "--by", "2026-01-30"), "what"),
        (("close", "2025-06-2", "--says", "Done", "--on", "2025-08-01"), "stands after"),
    ],
)
def test_what_can_t_be_is_refused(house: Path, reckoner: Reckoner, words: tuple[str, ...], said: str) -> None:
    before = (house / "data/actions.yaml").read_bytes()
    answer = reckoner("actions", *words)
    assert answer.code != 0
    assert said in answer.err
    assert (house / "data/actions.yaml").read_bytes() == before


def test_the_list_says_how_each_stands_today(house: Path, reckoner: Reckoner) -> None:
    said = reckoner("actions", "list", "--on", "2025-11-14").out
    assert "2025-06-2  open: Look at waits by district.\n" in said
    assert "2025-06-1" not in said
    later = reckoner("actions", "list", "--all", "--on", "2025-11-17").out
    assert "2025-06-2  overdue: Look" in later
    assert "  closed for the meeting of 2025-09-18\n" in later
    assert later.endswith("2 open, 1 of them overdue.\n")
    assert '"closed_at": "2025-09"' in reckoner("actions", "list", "--all", "--format", "json").out


def test_the_doctor_reads_the_record(house: Path, reckoner: Reckoner) -> None:
    assert "actions: can be read" in reckoner("doctor").out
    write(house / "data/actions.yaml", ACTIONS.replace("raised: 2025-09", "raised: 2025-08"))
    assert "data/actions.yaml:28: there is no meeting '2025-08'" in reckoner("doctor").out
