"""The note of the last row outside the house: never written through what somebody planted."""

from __future__ import annotations

from pathlib import Path

import pytest

from reckoner.reports.drafts.head import Head, NotNoted, noting, read_head
from reckoner.reports.drafts.seal import make_seal
from reckoner.reports.errors import WriteError

HEAD = Head("/srv/office", 7, "1" * 64, "2" * 64)


def note(place: Path) -> None:
    with noting(HEAD, [place]):
        pass


def test_a_planted_link_is_not_written_through(tmp_path: Path) -> None:
    """`head:` may name a share where others can write too."""
    precious, place = tmp_path / "precious", tmp_path / "share/head.json"
    precious.write_text("precious", "utf-8")
    place.parent.mkdir()
    for name in (".head.json.new", "head.json"):
        (place.parent / name).symlink_to(precious)
    note(place)
    assert precious.read_text("utf-8") == "precious"
    assert read_head(place) == HEAD
    assert [path.name for path in place.parent.iterdir()] == ["head.json"]
    assert not place.is_symlink()


def test_a_key_is_not_written_through_a_link_either(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("precious", "utf-8")
    (tmp_path / ".key.pem.new").symlink_to(precious)
    make_seal(tmp_path / "key.pem")
    assert precious.read_text("utf-8") == "precious"
    assert (tmp_path / "key.pem").stat().st_mode & 0o777 == 0o600


def test_a_place_that_can_t_be_written_is_known_before_the_row_is(tmp_path: Path) -> None:
    (tmp_path / "head.json").mkdir()
    with pytest.raises(WriteError, match="could not be noted outside") as told:
        note(tmp_path / "head.json")
    assert "nothing was recorded" in str(told.value)
    assert [path.name for path in tmp_path.iterdir()] == ["head.json"]


def test_where_the_row_is_recorded_and_its_note_is_not_that_is_what_is_said(tmp_path: Path) -> None:
    place = tmp_path / "head.json"
    with (
        pytest.raises(NotNoted, match="row 7 is recorded; its note outside the house is not") as told,
        noting(HEAD, [place]),
    ):
        place.mkdir()
    assert "nothing was recorded" not in str(told.value)
    assert "repeating the command does no harm" in str(told.value)
    place.rmdir()
    note(place)
    assert read_head(place) == HEAD
