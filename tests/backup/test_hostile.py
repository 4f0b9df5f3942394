"""An archive from elsewhere: whatever it holds, nothing is written outside and nothing is left."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import tarfile
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

import pytest

from reckoner.reports.backup.archive import LIST, Listed
from reckoner.reports.backup.restore import restore
from reckoner.reports.drafts.history import START
from reckoner.reports.errors import InputError
from tests.backup.house import back_up, make_house

Change = Callable[[tarfile.TarInfo], object]


def archive(
    path: Path,
    name: str,
    change: Change = lambda _member: None,
    content: bytes = b"x",
    said: Mapping[str, object] = MappingProxyType({}),
) -> Path:
    """A backup of one file, and a list that fits it."""
    with tarfile.open(path, "w:gz") as tar:
        member = tarfile.TarInfo(name)
        member.size = len(content)
        change(member)
        tar.addfile(member, io.BytesIO(content))
        files = {name: hashlib.sha256(content).hexdigest()}
        listed = Listed("", "", "state/history.jsonl", 0, START, (), {}, files).to_bytes()
        listed = json.dumps({**json.loads(listed), **said}).encode()
        last = tarfile.TarInfo(LIST)
        last.size = len(listed)
        tar.addfile(last, io.BytesIO(listed))
    return path


def refused(path: Path, tmp_path: Path) -> str:
    before = sorted(each.name for each in tmp_path.iterdir())
    with pytest.raises(InputError) as refusal:
        restore(path, tmp_path / "to", lambda _name: None)
    assert sorted(each.name for each in tmp_path.iterdir()) == before
    return str(refusal.value)


def test_the_same_archive_with_a_plain_file_is_taken(tmp_path: Path) -> None:
    restore(archive(tmp_path / "b", "office.yaml"), tmp_path / "to", lambda _name: None)
    assert (tmp_path / "to/office.yaml").read_bytes() == b"x"


@pytest.mark.parametrize(
    "name", ["../out", "/tmp/out", "a/../../out", "a//b", "./a", "a\\b", "a\nb", "..", "content/\x1b[2J"]
)
def test_names_that_lead_elsewhere_are_refused(name: str, tmp_path: Path) -> None:
    assert "this backup can't be used" in refused(archive(tmp_path / "b", name), tmp_path)


def _type(kind: bytes) -> Change:
    def change(member: tarfile.TarInfo) -> None:
        member.type, member.linkname, member.size = kind, "/etc/passwd", 0

    return change


@pytest.mark.parametrize(
    "kind",
    [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE],
)
def test_what_is_no_plain_file_is_refused(kind: bytes, tmp_path: Path) -> None:
    said = refused(archive(tmp_path / "b", "a", _type(kind), b""), tmp_path)
    assert "no plain file" in said


def test_a_file_that_gives_its_user_away_loses_the_right(tmp_path: Path) -> None:
    path = archive(tmp_path / "b", "a", lambda member: setattr(member, "mode", 0o6755))
    restore(path, tmp_path / "to", lambda _name: None)
    assert (tmp_path / "to/a").stat().st_mode & 0o7000 == 0


@pytest.mark.slow
def test_a_bomb_is_refused_before_it_fills_the_disk(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "b", "wb") as file:
        member = tarfile.TarInfo("a")
        member.size = 400 * 2**20
        file.write(member.tobuf())
        for _ in range(400):
            file.write(bytes(2**20))
    assert "far more" in refused(tmp_path / "b", tmp_path)


def test_a_header_that_asks_for_gigabytes_is_refused(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "b", "wb") as file:
        member = tarfile.TarInfo("a")
        member.type, member.size = tarfile.XHDTYPE, 8 * 2**30
        file.write(member.tobuf(tarfile.GNU_FORMAT))
        file.write(bytes(2**20))
    assert "too large" in refused(tmp_path / "b", tmp_path)


def test_a_backup_with_any_byte_lost_or_changed_is_refused(tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    back_up(make_house(tmp_path / "house"), whole)
    raw, path = whole.read_bytes(), tmp_path / "b"
    for place in range(20, len(raw), 61):  # gzip's header may hold anything
        path.write_bytes(raw[:place])
        refused(path, tmp_path)
        path.write_bytes(raw[:place] + bytes([raw[place] ^ 255]) + raw[place + 1 :])
        refused(path, tmp_path)


@pytest.mark.parametrize(
    "content",
    [b"", b"not a backup", b"\x1f\x8b", gzip.compress(b"", mtime=0), gzip.compress(b"x" * 2000, mtime=0)],
)
def test_what_is_no_backup_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "b").write_bytes(content)
    refused(tmp_path / "b", tmp_path)


def test_a_history_written_anew_is_refused_though_every_hash_of_the_list_fits(tmp_path: Path) -> None:
    rows = b'{"number": 1, "what": "approved"}\n'
    said = refused(archive(tmp_path / "b", "state/history.jsonl", content=rows), tmp_path)
    assert "not a row of a history" in said


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ({"files": []}, "its list of files can't be read"),
        ({"wrong": 7}, "its list of files can't be read"),
        ({"head": None}, "its list of files can't be read"),
        ({"history": None}, "its list of files can't be read"),
        ({"history": "/etc/hostname"}, "its list of files can't be read"),
        ({"history": "../history.jsonl"}, "its list of files can't be read"),
        ({"rows": "many"}, "its list of files can't be read"),
        ({"rows": 999}, "its list names 999 rows of history, and 0 are sound"),
    ],
)
def test_a_list_that_says_what_cannot_be_is_refused(
    said: dict[str, object], what: str, tmp_path: Path
) -> None:
    assert what in refused(archive(tmp_path / "b", "office.yaml", said=said), tmp_path)
