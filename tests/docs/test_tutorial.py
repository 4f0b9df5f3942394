"""docs/tutorial.md is the input: the program, from its wheel, takes each step and answers as it says."""

from __future__ import annotations

import os
import re
import subprocess
from datetime import date
from pathlib import Path

import pytest

from tests.wheel import fresh_environment
from tests.worked_example import ROOT
from tools.docs.pictures import pages_of
from tools.docs.walk import walk

PAGE = (ROOT / "docs/tutorial.md").read_text("utf-8")


@pytest.mark.slow
def test_every_step_does_what_the_page_says(tmp_path: Path, wheel: Path) -> None:
    assert f"pip install {wheel.name}\n" in PAGE
    commands = fresh_environment(tmp_path / "program", wheel)
    home, states = str(tmp_path), str(tmp_path / "state")
    surroundings = {"HOME": home, "XDG_STATE_HOME": states, "PATH": f"{commands}:{os.defpath}"}

    def run(line: str, at: Path) -> str:
        done = subprocess.run(
            ["/bin/sh", "-c", line],
            cwd=at, env=surroundings, capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    shown = 0
    for step, printed in walk(PAGE, tmp_path, run):
        if step.kind == "text":
            shown += len(step.text.splitlines())
            assert [line for line in step.text.splitlines() if line not in printed] == []
    assert shown == 7
    [edition] = (tmp_path / "office/output/panel-paper").iterdir()
    assert len(pages_of(edition / "draft-002/panel-paper.pdf", having="Volunteers held 44 sessions")) == 1
    assert "[sample-figures]" not in (edition / "draft-004/log.txt").read_text("utf-8")


def test_pictures_that_the_page_shows_are_there() -> None:
    shown = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", PAGE)
    assert len(shown) == 2
    assert all((ROOT / "docs" / name).is_file() for name in shown)


def test_the_months_of_the_page_follow_those_of_a_house_begun_on_another_day(tmp_path: Path) -> None:
    """The page's latest month becomes the house's; the edition's key and whole days are left as they are."""
    done: list[str] = []

    def begin(line: str, at: Path) -> str:
        paper = at / "office/content/panel-paper/2028-05"
        if line.startswith("reckoner init"):
            paper.mkdir(parents=True)
            (paper / "edition.md").write_text("periods:\n  latest: 2028-02\n", encoding="utf-8")
        done.append(line)
        return ""

    page = (
        "```\nreckoner init office\ncd office\n```\n\n`content/panel-paper/2027-01/a.md`\n\n"
        "```markdown\n2026-10, 2026-09 and 2026-05..2026-10 in 2027-01 on 2026-11-02\n```\n"
    )
    [*_, (last, _)] = walk(page, tmp_path, begin)
    assert last.text == "2028-02, 2028-01 and 2027-09..2028-02 in 2028-05 on 2026-11-02\n"
    assert (tmp_path / "office" / last.file).read_text("utf-8") == last.text
    assert date(2026, 11, 2).strftime("%A") == "Monday"
