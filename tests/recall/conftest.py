"""A house whose figures a force restates: one paper is out, the next is open, both print the same numbers."""

from __future__ import annotations

import os
import pwd
import shutil
from pathlib import Path

import pytest

from tests.cli.calling import Reckoner, caller
from tests.recall.running import run
from tests.small import tiny_house, write
from tests.worked_example import edit

MODULE = """
title: Crimes solved
origins:
  paper:
    kind: snapshot
    producer: The Force
    document: A paper
    received: 2025-11-20
    from: The Force
    licence: Public
tables:
  solved:
    title: Crimes solved by month
    file: solved.csv
    origin: paper
    columns: {month: {type: period, heading: Month}, solved: {type: count, heading: Solved}}
    key: [month]
measures:
  solved: {table: solved, value: solved, unit: count, noun: crimes solved, over_time: sum, decimals: 0}
charts:
  months:
    kind: bar
    title: Crimes solved
    measures: [crimes.solved]
    periods: [2024-09, 2024-10, 2025-09, 2025-10]
"""
FIRST = "month,solved\n2024-09,100\n2024-10,110\n2025-09,110\n2025-10,120\n"
SECOND = FIRST.replace("2025-10,120", "2025-10,101")
WORDS = """\
In {{ period latest }} the force solved {{ crimes.solved at latest }} crimes. That {{ crimes.solved.rose_or_fell at latest }} by {{ crimes.solved.change at latest }}.

In both months it was {{ crimes.solved at both }}. Nothing else moved.

{{ chart crimes.months }}

{{ table crimes.solved }}
"""  # noqa: E501
TYPED = """
It rose from {{ crimes.solved.before at latest }} to {{ crimes.solved at latest }}.
"""
FRONT = """
---
title: Progress
periods: {latest: 2025-10, both: 2025-09..2025-10}
---
"""


@pytest.fixture
def reckoner(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Reckoner:
    """The command as a user calls it."""
    return caller(monkeypatch, capsys)


@pytest.fixture
def house(tmp_path: Path, reckoner: Reckoner) -> Path:
    """The house; 2025-11 is delivered on the shelf as draft-001, 2025-12 has words alone."""
    house = tiny_house(tmp_path / "house", WORDS, FRONT, outputs="[pdf, html]")
    me = pwd.getpwuid(os.getuid()).pw_name
    may = ("chief-executive,", f"chief-executive, user: {me},")
    alone = ("author_may_approve: false", "author_may_approve: true")
    edit(house / "office.yaml", lambda text: text.replace(*may).replace(*alone))
    later = "meetings:\n  - {id: 2025-12, name: Panel, date: 2025-12-12}\n"
    edit(house / "schedules.yaml", lambda text: text.replace("meetings:\n", later))
    write(house / "data/crimes/module.yaml", MODULE)
    write(tmp_path / "solved.csv", FIRST)
    run(reckoner, house, "take", "crimes", tmp_path / "solved.csv")
    run(reckoner, house, "build", "panel-paper", "2025-11")
    run(reckoner, house, "drafts", "approve", "panel-paper/2025-11")
    run(reckoner, house, "deliver", "panel-paper/2025-11", "--to", "shelf")
    shutil.copytree(house / "content/panel-paper/2025-11", house / "content/panel-paper/2025-12")
    edit(house / "content/panel-paper/2025-12/10-crime.md", lambda text: text + TYPED)
    write(tmp_path / "solved.csv", SECOND)
    return house
