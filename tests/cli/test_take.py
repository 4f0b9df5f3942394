"""``reckoner take``: a new version of a received table is checked, shown, kept and recorded."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.calling import Reckoner
from tests.small import write

MODULE = """
title: Crimes solved
origins:
  paper:
    kind: snapshot
    producer: The Force
    document: A paper
    received: 2025-11-20
    from: The Force
    licence: Public
tables:
  solved:
    file: solved.csv
    origin: paper
    columns: {month: {type: period}, solved: {type: count}}
"""
FIRST = "month,solved\n2025-09,110\n2025-10,120\n"
SECOND = FIRST.replace("120", "125")


@pytest.fixture
def module(house: Path, reckoner: Reckoner) -> Path:
    """A module whose table has been taken in once."""
    folder = house / "data" / "crimes"
    write(folder / "module.yaml", MODULE)
    write(house.parent / "solved.csv", FIRST)
    assert reckoner("take", "crimes", house.parent / "solved.csv", "--house", house).code == 0
    return folder


def test_a_first_version_is_taken_in(module: Path) -> None:
    assert (module / "solved.csv").read_text(encoding="utf-8") == FIRST


def test_a_new_version_shows_what_changes_and_keeps_the_old_one(
    reckoner: Reckoner, house: Path, module: Path
) -> None:
    write(house.parent / "solved.csv", SECOND)
    answer = reckoner("take", "crimes", house.parent / "solved.csv", "--from", "The Force", "--house", house)
    assert (answer.code, answer.err) == (0, "")
    assert "120" in answer.out
    assert "125" in answer.out
    assert "The version before is kept as " in answer.out
    assert (module / "solved.csv").read_text(encoding="utf-8") == SECOND


def test_the_same_version_again_writes_nothing(reckoner: Reckoner, house: Path, module: Path) -> None:
    answer = reckoner("take", "crimes", house.parent / "solved.csv", "--house", house)
    assert answer.out.endswith("is what was taken in before; nothing was written.\n")


def test_a_dry_run_writes_nothing(reckoner: Reckoner, house: Path, module: Path) -> None:
    write(house.parent / "solved.csv", SECOND)
    answer = reckoner("take", "crimes", house.parent / "solved.csv", "--dry-run", "--house", house)
    assert answer.out.endswith("Nothing was written. Run it without --dry-run to take solved.csv in.\n")
    assert (module / "solved.csv").read_text(encoding="utf-8") == FIRST


def test_a_file_with_a_fault_is_refused_and_changes_nothing(
    reckoner: Reckoner, house: Path, module: Path
) -> None:
    write(house.parent / "solved.csv", FIRST.replace("120", "a dozen"))
    answer = reckoner("take", "crimes", house.parent / "solved.csv", "--house", house)
    assert answer.code == 65
    assert len(answer.err.splitlines()) <= 5
    assert (module / "solved.csv").read_text(encoding="utf-8") == FIRST


def test_a_snapshot_that_changed_without_take_stops_the_build(
    reckoner: Reckoner, house: Path, module: Path
) -> None:
    write(module / "solved.csv", SECOND)
    answer = reckoner("figures", "panel-paper", "2025-11", "--house", house)
    assert answer.code == 65
    assert "data/crimes/solved.csv" in answer.err
    assert "reckoner take" in answer.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("crime", "solved.csv"), "there is no module 'crime'"),
        (("crimes", "gone.csv"), "there is no such file"),
        (("crimes",), "asks no database"),
        (("crimes", "solved.csv", "--received", "yesterday"), "--received"),
    ],
)
def test_a_call_that_makes_no_sense_is_exit_code_2(
    reckoner: Reckoner, house: Path, module: Path, words: tuple[str, ...], said: str
) -> None:
    answer = reckoner("take", *words, "--house", house)
    assert answer.code == 2
    assert said in answer.err
    assert len(answer.err.splitlines()) <= 5
