"""corrections.yaml: an entry for each correction that came out, and one for that in hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from reckoner.reports.content.correction import Correction, add_correction, read_corrections


def correction(reason: str, digit: str, supersedes: str = "draft-001") -> Correction:
    return Correction(date=date(2026, 2, 3), reason=reason, supersedes=supersedes, hash=digit * 64)


def test_a_second_try_takes_the_place_of_one_that_never_came_out(tmp_path: Path) -> None:
    came_out = correction("The October figure was revised.", "1")
    last = correction("The November figure was revised.", "2", "draft-002")
    for each in (came_out, correction("A slip of the keyboard.", "2", "draft-002"), last):
        add_correction(tmp_path, each)
    assert read_corrections(tmp_path, "corrections.yaml") == (came_out, last)


def test_the_file_as_it_was_is_given_back(tmp_path: Path) -> None:
    assert add_correction(tmp_path, correction("The October figure was revised.", "1")) is None
    before = (tmp_path / "corrections.yaml").read_bytes()
    assert add_correction(tmp_path, correction("The November figure was revised.", "2")) == before
