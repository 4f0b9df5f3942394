from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import pytest

from reckoner.reports.errors import InputError
from reckoner.reports.sources.archive import MOST_BYTES, guarded
from tests.sources.books import write_zip

BOMB = 200 * 1024 * 1024


def refused(path: Path) -> list[str]:
    with pytest.raises(InputError) as error, guarded(path, path.name):
        pass
    return [fault.lines()[0] for fault in error.value.faults]


@pytest.fixture(scope="module")
def bomb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A zip of 200 KB that unpacks to 200 MB."""
    path = tmp_path_factory.mktemp("bomb") / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("sheet1.xml", "w") as part:
        for _ in range(BOMB // 2**20):
            part.write(b" " * 2**20)
    return path


def test_a_zip_bomb_is_refused_by_what_it_declares(bomb: Path) -> None:
    assert refused(bomb) == ["bomb.xlsx: it would unpack to 200 MB; the most is 100 MB"]


def test_a_zip_bomb_that_lies_about_its_size_is_refused_too(bomb: Path, tmp_path: Path) -> None:
    liar = tmp_path / "liar.xlsx"
    liar.write_bytes(bomb.read_bytes().replace(struct.pack("<I", BOMB), struct.pack("<I", 1000)))
    assert refused(liar) == [f"liar.xlsx: it would unpack to more than {MOST_BYTES // 2**20} MB"]


def test_a_part_that_grows_out_of_nearly_nothing_is_refused(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "a.xlsx", {"sheet1.xml": b" " * 20 * 2**20})
    assert refused(path) == ["a.xlsx: its part sheet1.xml would unpack to 20 MB from almost none"]


def test_thousands_of_parts_are_refused(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "a.xlsx", {f"{number}.xml": b"" for number in range(2001)})
    assert refused(path) == ["a.xlsx: it has 2001 parts, where a spreadsheet has a few dozen"]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"month,number\n", "a.xlsx: it is not a spreadsheet, whatever its name"),
        (b"", "a.xlsx: it is not a spreadsheet, whatever its name"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest",
            "a.xlsx: it is protected with a password, or an old .xls under a new name",
        ),
    ],
)
def test_what_is_no_zip_is_refused(tmp_path: Path, data: bytes, what: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    assert refused(path) == [what]


def test_a_damaged_zip_is_refused(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "a.xlsx", {"sheet1.xml": bytes(range(256)) * 40})
    data = bytearray(path.read_bytes())
    data[60:90] = b"x" * 30
    path.write_bytes(data)
    assert refused(path) == ["a.xlsx: its zip is damaged"]


def test_an_ordinary_zip_is_handed_on(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "a.xlsx", {"sheet1.xml": b"<a/>"})
    with guarded(path, "a.xlsx") as archive:
        assert archive.namelist() == ["sheet1.xml"]
