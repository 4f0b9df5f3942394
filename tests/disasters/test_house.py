"""Each fault file in disasters/house breaks one thing in a copy of the worked example.

The command then says what is wrong in a few lines, ends with the documented exit code, shows no
traceback, and leaves output/ as it was (where the fault is in the input) or marks the draft unfit.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from reports.cli.main import main
from reports.settings.yaml import read_yaml
from tests.worked_example import PAPER, copy_house

FAULTS = sorted((Path(__file__).parent / "house").glob("*.yaml"))


def break_house(house: Path, fault: dict[str, Any]) -> None:
    """Do what a fault file says."""
    for name in fault.get("remove", []):
        (house / name).unlink()
    if "file" not in fault:
        return
    path = house / fault["file"]
    if "bytes" in fault:
        path.write_bytes(bytes.fromhex(fault["bytes"]))
        return
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    before = text
    text = fault.get("content", text) + fault.get("append", "")
    pairs = fault.get("replace", [])
    for old, new in zip(pairs[::2], pairs[1::2], strict=True):
        text = text.replace(old, new)
    assert text != before, "the fault changes nothing"
    path.write_text(text, encoding="utf-8")


def run(*words: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """The command as a user calls it; its exit code."""
    monkeypatch.setattr("sys.argv", ["reckoner", *words])
    with pytest.raises(SystemExit) as left:
        main()
    assert isinstance(left.value.code, int)
    return left.value.code


@pytest.mark.parametrize("path", FAULTS, ids=[path.stem for path in FAULTS])
def test_a_broken_house_is_explained(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fault = read_yaml(path).data
    house = copy_house(tmp_path / "house")
    break_house(house, fault)
    code = run("build", *PAPER, "--house", str(house), monkeypatch=monkeypatch)
    said = capsys.readouterr()
    text = said.out + said.err
    assert code == fault["exit"], text
    assert [words for words in fault["says"] if words not in text] == []
    assert "Traceback" not in text
    assert "our fault" not in text
    if code == 1:
        (told,) = house.glob("output/*/*/draft-001/UNFIT.txt")
        assert "This draft is unfit" in told.read_text(encoding="utf-8")
    else:
        assert len(said.err.splitlines()) <= 12
        assert not (house / "output").exists()


def test_a_read_only_output_folder_is_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Root may write anywhere, so the folder is one on which even root may not: /proc."""
    house = copy_house(tmp_path / "house")
    (house / "output").symlink_to("/proc/self/fdinfo" if os.getuid() == 0 else "/proc")
    assert run("build", *PAPER, "--house", str(house), monkeypatch=monkeypatch) == 73
    assert "Traceback" not in capsys.readouterr().err
