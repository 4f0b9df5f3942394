"""A house whose paper was built and sent as a Word file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reckoner.reports.returned.returning import Returned
from reckoner.reports.settings.house import read_house
from tests.cli.calling import Reckoner, caller
from tests.word.ooxml import WordEdit, edited
from tests.word.papers import paper_house

WORDS = """\
In October 2025 the police solved {{ crimes.solved at 2025-10 }} crimes, and {{ crimes.solved at 2025-09 }}
in September.

The second paragraph says what the Commissioner asked of the Chief Constable about it.

- a first point of {{ crimes.solved at 2025-01 }} crimes
- a second point about stations

| Month | Crimes |
| --- | ---: |
| August | {{ crimes.solved at 2025-08 }} |
| July | {{ crimes.solved at 2025-07 }} |

The last paragraph follows the table and ends the section.
"""


@pytest.fixture
def reckoner(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Reckoner:
    """The command as a user calls it."""
    return caller(monkeypatch, capsys)


@pytest.fixture
def house(tmp_path: Path, reckoner: Reckoner, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The house, its paper sent; it is the current folder."""
    house = paper_house(tmp_path / "house", WORDS, "[html, docx]")
    monkeypatch.chdir(house)
    reckoner("build", "panel-paper", "2025-11")
    reckoner("word", "panel-paper/2025-11", "--to", str(tmp_path / "sent"))
    return house


@pytest.fixture
def word(house: Path, tmp_path: Path) -> WordEdit:
    """The file that was sent, open for editing."""
    return edited(next((tmp_path / "sent").glob("*.docx")))


@pytest.fixture
def back(house: Path, word: WordEdit) -> Callable[[], Returned]:
    """What came back, once it was edited."""
    return lambda: Returned(read_house(house), word.saved(), "back.docx")
