"""A house whose editor typed numbers that the house has, one that it hasn't, and one that counts nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.calling import Reckoner, caller
from tests.small import tiny_house, write

WORDS = """\
In October 2025 the force solved 120 crimes. Over 50,000 visitors came to the show,
of 1,200 visits to 31 schools, from Operation 45.

Each gave £5, or 16% of 30.
"""
FRONT = """
---
title: Progress
periods: {latest: 2025-10}
---
"""
MODULE = """
title: Crimes solved
origins:
  paper:
    kind: kept
    producer: The Force
    document: A paper
    received: 2025-11-20
    from: The Force
    licence: Public
tables:
  solved:
    file: solved.csv
    origin: paper
    columns: {month: {type: period}, solved: {type: count}}
    key: [month]
measures:
  solved: {table: solved, value: solved, unit: count, noun: crimes solved, over_time: sum}
"""


@pytest.fixture
def reckoner(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Reckoner:
    """The command as a user calls it."""
    return caller(monkeypatch, capsys)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """The house: crimes solved by month, a fact of 31 schools."""
    house = tiny_house(tmp_path / "house", WORDS, FRONT)
    write(house / "data/crimes/module.yaml", MODULE)
    write(house / "data/crimes/solved.csv", "month,solved\n2024-10,120\n2025-09,120\n2025-10,120\n")
    return house
