"""``reckoner drafts``: what is broken in one draft is said of it, and stops nothing else."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from tests.cli.calling import Reckoner
from tests.worked_example import edit

PAPER = "panel-paper/2025-11"
FIRST, SECOND = f"{PAPER}/draft-001", f"{PAPER}/draft-002"
BUILD = ("build", "panel-paper", "2025-11")
HALF = "old \udcff"  # what a terminal that isn't UTF-8 sends for ÿ


def another(house: Path, reckoner: Reckoner) -> None:
    edit(house / "content/panel-paper/2025-11/10-crime.md", lambda text: f"{text}\nOfficers walked about.\n")
    assert reckoner(*BUILD, "--house", house).code == 0


@pytest.mark.parametrize("named", ["../content", "output/../content", "x/../content", f"content/{PAPER}"])
def test_a_folder_outside_output_is_no_draft(out: Path, reckoner: Reckoner, named: str) -> None:
    """Whoever writes words could lay a draft of their own beside them."""
    shutil.copytree(out / "output" / FIRST, out / "content/draft-001")
    shutil.copytree(out / "output" / FIRST, out / "content" / FIRST)
    shutil.rmtree(out / "output/panel-paper")
    for words in (
        ("drafts", "approve", named),
        ("drafts", "show", named),
        ("deliver", named, "--to", "shelf"),
    ):
        answer = reckoner(*words, "--house", out)
        assert (answer.code, answer.err.splitlines()[0]) == (2, f"there is no draft '{named}'")


def test_one_is_approved_though_the_one_that_is_out_is_gone(out: Path, reckoner: Reckoner) -> None:
    another(out, reckoner)
    shutil.rmtree(out / "output" / FIRST)
    for words in ("show", "approve"):
        answer = reckoner("drafts", words, SECOND, "--house", out)
        assert answer.code == 0
        assert f"{FIRST}, which is out, can't be compared with it: there is no draft" in answer.out


def test_one_that_can_t_be_read_is_listed_as_damaged(out: Path, reckoner: Reckoner) -> None:
    another(out, reckoner)
    manifest = out / "output" / FIRST / "manifest.json"
    manifest.chmod(0o644)
    manifest.write_text("{", "utf-8")
    answer = reckoner("drafts", "list", "--house", out)
    assert answer.code == 0
    broken, whole = answer.out.splitlines()
    assert broken == f"{FIRST}  no hash       damaged: its manifest can't be read"
    assert whole.startswith(f"{SECOND}  ")
    listed = json.loads(reckoner("drafts", "list", "--format", "json", "--house", out).out)
    assert [each["state"] for each in listed] == ["damaged", "draft"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["panel-paper.html", "checks.json", "figures.csv", "manifest.json", "log.txt", "more.html"]
)
def test_a_pipe_in_a_draft_is_not_waited_for(
    out: Path, reckoner: Reckoner, tmp_path: Path, name: str
) -> None:
    another(out, reckoner)
    path = out / "output" / SECOND / name
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    for words in (
        ("list",), ("show", SECOND), ("diff", FIRST, SECOND), ("approve", SECOND),
        ("reject", SECOND, "--reason", "the figures are old"),
    ):  # fmt: skip
        reckoner("drafts", *words, "--house", out)
    for channel in ("shelf", "reviewers"):
        assert reckoner("deliver", SECOND, "--to", channel, "--house", out).code != 0
    assert reckoner("verify", "--house", out).code == 1
    got = reckoner("drafts", "get", SECOND, "--to", tmp_path / "reading", "--house", out)
    assert got.code == (65 if name == "manifest.json" else 1)
    assert not list((tmp_path / "reading").rglob(name))


@pytest.mark.parametrize("reason", ["", "  ", "old", " too short "])
def test_a_rejection_says_why(out: Path, reckoner: Reckoner, reason: str) -> None:
    another(out, reckoner)
    answer = reckoner("drafts", "reject", SECOND, "--reason", reason, "--house", out)
    assert (answer.code, "a reason of ten letters or more" in answer.err) == (2, True)
    assert "draft: nobody has approved or rejected it" in reckoner("drafts", "list", "--house", out).out


@pytest.mark.parametrize(
    "words",
    [
        ("drafts", "reject", PAPER, "--reason", HALF),
        ("drafts", "approve", PAPER, "--waive", f"1: {HALF}"),
        ("drafts", "show", HALF),
        ("correct", PAPER, "--reason", HALF),
        ("verify", "--adopt", "--reason", HALF),
        ("deliver", PAPER, "--to", HALF),
        ("deliver", PAPER, "--to", "shelf", "--settle", "arrived", "--reason", HALF),
        ("build", HALF),
        ("take", HALF, "x.csv"),
        ("new", "panel-paper", HALF),
    ],
)
def test_halves_of_characters_are_refused_in_words(
    out: Path, reckoner: Reckoner, words: tuple[str, ...]
) -> None:
    before = (out / "state/history.jsonl").read_bytes()
    answer = reckoner(*words, "--house", out)
    assert (answer.code, "holds bytes that are no UTF-8: " in answer.err) == (2, True)
    assert (out / "state/history.jsonl").read_bytes() == before


def test_the_name_of_a_folder_may_be_other_bytes(house: Path, reckoner: Reckoner) -> None:
    other = house.with_name("house \udcff")
    house.rename(other)
    answer = reckoner("drafts", "list", "--house", other)
    assert (answer.code, answer.err) == (0, "")
