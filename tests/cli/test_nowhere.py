"""Every command that works in a house says so where there is none, and makes nothing there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main

from reckoner.reports.cli.main import app
from tests.cli.calling import Reckoner

# What a command asks for before it looks at the house.
GIVEN = {
    "by": "2026-11-02", "file": "table.csv", "year": "2026", "month": "2026-11", "slug": "a",
    "scopes": "read",    "number": "1", "reason": "It was wrong from the start", "edition": "2025-11",
    "publication": "panel-paper",    "draft": "panel-paper/2025-11/draft-001", "meeting": "2025-11",
}  # fmt: skip
MORE = {
    "adopt": ["--list"], "build": ["--all"], "deliver": ["panel-paper/2025-11/draft-001", "--to", "shelf"],
    "verify": [], "take": ["table.csv"],
    "recall": ["--dry-run"],
}  # fmt: skip


def commands(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    for name, each in getattr(command, "commands", {}).items():
        yield from commands(each, (*path, name))
    if any("--house" in each.opts for each in command.params):
        yield " ".join(path), command


KNOWN = dict(commands(typer.main.get_command(app)))


@pytest.mark.parametrize("name", KNOWN)
def test_a_folder_that_is_not_there_is_no_house(
    reckoner: Reckoner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("table.csv").write_text("month,calls\n2025-10,1\n")
    needed = [each for each in KNOWN[name].params if each.required]
    words = name.split()
    for each in needed:
        words += each.opts[:1] if each.param_type_name == "option" else []
        words.append(GIVEN.get(str(each.name), "a"))
    words += MORE.get(name, [])
    answer = reckoner(*words, "--house", tmp_path / "gone")
    assert answer.code == 78, answer
    assert answer.err.startswith(f"{tmp_path}/gone: this folder is not a house"), answer.err
    assert [path.name for path in tmp_path.iterdir()] == ["table.csv"]
