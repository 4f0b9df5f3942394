"""A house with one fault, the command on it, and what the fault file says must come of that."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from reckoner.reports.cli.main import main
from reckoner.reports.settings.publication import SHIPPED


def break_house(house: Path, fault: dict[str, Any]) -> None:
    """Do what a fault file says."""
    for name in fault.get("remove", []):
        (house / name).unlink()
    if "file" not in fault:
        return
    path = house / fault["file"]
    if "copy" in fault:
        shutil.copyfile(SHIPPED / fault["copy"], path)
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


def explained(
    fault: dict[str, Any],
    house: Path,
    edition: tuple[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> int:
    """Break the house and build the edition: the exit code, which the fault file names, and all is said.

    A fault in the input is said in a few lines and leaves no draft.
    """
    break_house(house, fault)
    code = run("build", *edition, "--house", str(house), monkeypatch=monkeypatch)
    said = capsys.readouterr()
    text = said.out + said.err
    assert code == fault["exit"], text
    assert [words for words in fault["says"] if words not in text] == [], text
    assert "Traceback" not in text
    assert "our fault" not in text
    if code > 1:
        assert len(said.err.splitlines()) <= 12
        assert not (house / "output").exists()
    return code
