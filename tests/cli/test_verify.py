"""The commands around a history that was forged, is gone, or belongs to another key."""

from __future__ import annotations

import json
import os
import pwd
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from reckoner.reports.drafts.history import Act, Row, history_of
from reckoner.reports.drafts.kept import find_draft, read_draft
from reckoner.reports.settings.house import read_house
from tests.cli.calling import Reckoner
from tests.drafts.forging import approval, hand_made, with_another_key
from tests.worked_example import edit

PAPER = "panel-paper/2025-11"
ME = pwd.getpwuid(os.getuid()).pw_name


ACTS = (
    ("drafts", "list"),
    ("drafts", "show", PAPER),
    ("drafts", "approve", PAPER),
    ("drafts", "reject", PAPER, "--reason", "old figures"),
    ("deliver", PAPER, "--to", "shelf"),
    ("correct", PAPER, "--reason", "A figure was revised in October"),
)


def test_a_house_without_set_up_goes_from_build_to_shelf_and_verifies(out: Path, reckoner: Reckoner) -> None:
    answer = reckoner("verify", "--house", out)
    assert (answer.code, answer.err) == (0, "")
    first, last, key = answer.out.splitlines()
    assert first.startswith("4 rows, 1 drafts, ")
    assert first.endswith(" 1 delivered copies.")
    assert (last[:10], key[:11], len(key)) == ("Last row: ", "Signed by: ", 75)
    shown = reckoner("drafts", "show", PAPER, "--house", out).out
    assert f"built   by {ME}\n" in shown
    assert f"words   of {ME}\n" in shown


@pytest.mark.parametrize("words", ACTS, ids=lambda words: " ".join(words[:2]))
def test_each_command_stops_where_the_history_is_gone(
    out: Path, reckoner: Reckoner, words: tuple[str, ...]
) -> None:
    shutil.rmtree(out / "state")
    answer = reckoner(*words, "--house", out)
    assert answer.code == 65
    assert "the history is gone or empty: " in answer.err
    assert "reckoner verify --adopt --reason WHY" in answer.err
    assert not (out / "state").exists()


def test_verify_says_what_is_gone_and_how_to_go_on(out: Path, reckoner: Reckoner) -> None:
    shutil.rmtree(out / "state")
    answer = reckoner("verify", "--house", out)
    assert answer.code == 1
    assert "wrong: " in answer.out
    assert "notes row 4 with the hash" in answer.out
    assert "0 sound rows, 1 drafts" in answer.out
    assert reckoner("verify", "--adopt", "--house", out).code == 2
    adopted = reckoner("verify", "--adopt", "--reason", "the disk burnt down", "--house", out)
    assert (adopted.code, adopted.err) == (0, "")
    assert "note: row 1: chief-executive took the history over" in adopted.out
    assert reckoner("drafts", "list", "--house", out).code == 0


@pytest.mark.parametrize("forgery", [hand_made, with_another_key])
def test_a_forged_approval_is_refused_by_each_command(
    out: Path, reckoner: Reckoner, forgery: Callable[[tuple[Row, ...], Act], list[Row]]
) -> None:
    assert reckoner("build", "panel-paper", "2025-11", "--again", "--house", out).code == 0
    house = read_house(out)
    history = history_of(house)
    kept = read_draft(find_draft(house.output, PAPER))
    rows = history.rows()
    forged = forgery(rows, approval(kept, rows[-1].instant))
    history.path.write_bytes(history.path.read_bytes() + b"".join(row.line() for row in forged))
    for words in ACTS:
        answer = reckoner(*words, "--house", out)
        assert (answer.code, "the history is broken: a row is " in answer.err) == (65, True), words
    answer = reckoner("verify", "--house", out, "--format", "json")
    assert answer.code == 1
    assert json.loads(answer.out)["rows"] == len(rows)
    assert not (out / "output/released" / kept.name).exists()


def test_another_user_s_build_is_kept_and_says_that_it_was_not_recorded(
    out: Path, reckoner: Reckoner, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "another"))
    answer = reckoner("build", "panel-paper", "2025-11", "--again", "--house", out)
    assert answer.code == 0
    assert "who built it could not be recorded" in answer.err
    assert "can be read and not written" in answer.err
    assert f"built   by {ME} (not recorded" in reckoner("drafts", "show", PAPER, "--house", out).out


def test_whoever_built_it_is_told_who_else_may_approve(house: Path, reckoner: Reckoner) -> None:
    edit(
        house / "office.yaml", lambda text: text.replace("chief-executive,", f"chief-executive, user: {ME},")
    )
    edit(house / "templates/panel-paper/publication.yaml", lambda text: f"{text}author: policy\n")
    assert reckoner("build", "panel-paper", "2025-11", "--house", house).code == 0
    answer = reckoner("drafts", "approve", PAPER, "--house", house)
    assert answer.code == 2
    assert "chief-executive built it, and whoever built it may not approve" in answer.err
    assert "reckoner build panel-paper 2025-11 --again" in answer.err
