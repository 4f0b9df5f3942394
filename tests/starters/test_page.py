"""docs/starting.md is the input: its commands are run in their order and end as the page says."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from reckoner.reports.starters.profile import profile_names
from tests.cli.calling import caller
from tests.worked_example import ROOT

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PAGE = (ROOT / "docs/starting.md").read_text("utf-8")


@pytest.mark.slow
def test_the_commands_of_the_page_do_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    reckoner = caller(monkeypatch, capsys)
    monkeypatch.chdir(tmp_path)
    fences = FENCE.findall(PAGE)
    [table] = [text for language, text in fences if language == "csv"]
    said = {}
    for line in (line for language, text in fences if not language for line in text.splitlines()):
        program, *words = shlex.split(line)
        if program == "cd":
            monkeypatch.chdir(tmp_path / words[0])
            Path("sessions.csv").write_text(table, encoding="utf-8")
            continue
        answer = reckoner(*words)
        assert (program, answer.err) == ("reckoner", ""), line
        assert answer.code == 0, answer.out
        said[line] = answer.out
    [shown] = re.findall(r"^> (.*)$", PAGE, re.MULTILINE)
    [year] = [path.name for path in Path("content/annual-report").iterdir()]
    assert shown.replace("2025-26", year) in said["reckoner build --all"].splitlines()
    for name in ("speedwatch.sessions", "speedwatch.sessions.north"):
        assert f"{{{{ {name} }}}}" in said["reckoner new module speedwatch --from sessions.csv"]
        assert f"`{{{{ {name} }}}}`" in PAGE
    assert "CHECK" in Path("data/speedwatch/module.yaml").read_text("utf-8")


def test_the_page_names_each_kind_of_office() -> None:
    assert set(re.findall(r"\| `([a-z][a-z-]+)` \|$", PAGE, re.MULTILINE)) == set(profile_names())
