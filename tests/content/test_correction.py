"""corrections.yaml: an entry for each correction that came out, and one for that in hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from reckoner.reports.content.correction import Correction, add_correction, put_back, read_corrections
from reckoner.reports.errors import InputError


def correction(reason: str, digit: str, supersedes: str = "draft-001") -> Correction:
    return Correction(date=date(2026, 2, 3), reason=reason, supersedes=supersedes, hash=digit * 64)


def edition(house: Path) -> Path:
    folder = house / "content/panel-paper/2025-11"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def test_a_second_try_takes_the_place_of_one_that_never_came_out(tmp_path: Path) -> None:
    came_out = correction("The October figure was revised.", "1")
    last = correction("The November figure was revised.", "2", "draft-002")
    for each in (came_out, correction("A slip of the keyboard.", "2", "draft-002"), last):
        add_correction(tmp_path, edition(tmp_path), each)
    assert read_corrections(edition(tmp_path), "corrections.yaml") == (came_out, last)


def test_the_file_as_it_was_is_given_back(tmp_path: Path) -> None:
    folder, second = edition(tmp_path), correction("The November figure was revised.", "2")
    assert add_correction(tmp_path, folder, correction("The October figure was revised.", "1")) is None
    before = (folder / "corrections.yaml").read_bytes()
    assert add_correction(tmp_path, folder, second) == before


@pytest.mark.parametrize("planted", [".corrections.yaml.writing", "corrections.yaml"])
@pytest.mark.parametrize("where", ["state/history.jsonl", "office.yaml"])
def test_a_planted_link_is_neither_read_nor_written_through(tmp_path: Path, planted: str, where: str) -> None:
    folder, precious = edition(tmp_path), tmp_path / where
    precious.parent.mkdir(exist_ok=True)
    precious.write_text("a secret of the house: precious\n", "utf-8")
    (folder / planted).symlink_to(precious)
    with pytest.raises(InputError, match="it is a link that leads out of the house") as refused:
        add_correction(tmp_path, folder, correction("The October figure was revised.", "1"))
    assert "precious" not in str(refused.value)
    assert precious.read_text("utf-8") == "a secret of the house: precious\n"


def test_a_link_that_comes_after_the_look_is_replaced_and_not_written_through(tmp_path: Path) -> None:
    folder, precious = edition(tmp_path), tmp_path / "history.jsonl"
    precious.write_text("precious", "utf-8")
    for name in (".corrections.yaml.writing", "corrections.yaml"):
        (folder / name).symlink_to(precious)
    put_back(folder, b"corrections:\n")
    assert precious.read_text("utf-8") == "precious"
    assert (folder / "corrections.yaml").read_bytes() == b"corrections:\n"
    assert not (folder / "corrections.yaml").is_symlink()
