"""``reckoner drafts get``: a copy of a draft's files."""

from __future__ import annotations

from pathlib import Path

from tests.cli.calling import Reckoner

PAPER = "panel-paper/2025-11"
COPY = "panel-paper-2025-11-draft-001"


def test_a_copy_holds_every_file_of_the_draft(reckoner: Reckoner, house: Path, tmp_path: Path) -> None:
    reckoner("build", "panel-paper", "2025-11", "--house", house)
    answer = reckoner("drafts", "get", PAPER, "--to", tmp_path / "reading", "--house", house)
    assert (answer.code, answer.out) == (0, f"{tmp_path / 'reading' / COPY / 'panel-paper.html'}\n")
    kept = house / "output" / PAPER / "draft-001"
    names = sorted(path.relative_to(kept) for path in kept.rglob("*"))
    copied = tmp_path / "reading" / COPY
    assert sorted(path.relative_to(copied) for path in copied.rglob("*")) == names


def test_what_is_not_as_it_was_kept_is_told(reckoner: Reckoner, house: Path, tmp_path: Path) -> None:
    reckoner("build", "panel-paper", "2025-11", "--house", house)
    page = house / "output" / PAPER / "draft-001" / "panel-paper.html"
    page.chmod(0o644)
    page.write_text("another", "utf-8")
    answer = reckoner("drafts", "get", PAPER, "--to", tmp_path, "--house", house)
    assert (answer.code, answer.out.splitlines()[0]) == (1, "wrong: panel-paper.html has changed")


def test_a_file_that_is_there_stays(reckoner: Reckoner, house: Path, tmp_path: Path) -> None:
    reckoner("build", "panel-paper", "2025-11", "--house", house)
    mine = tmp_path / COPY / "panel-paper.html"
    mine.parent.mkdir()
    mine.write_text("mine", "utf-8")
    answer = reckoner("drafts", "get", PAPER, "--to", tmp_path, "--house", house)
    assert (answer.code, answer.err.splitlines()[0]) == (73, f"{mine}: it is there already")
    assert mine.read_text("utf-8") == "mine"
