"""What the command's tests share."""

from __future__ import annotations

import os
import pwd
from pathlib import Path

import pytest

from tests.cli.calling import Reckoner, caller
from tests.small import tiny_house
from tests.worked_example import edit


@pytest.fixture
def reckoner(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Reckoner:
    """The command as a user calls it."""
    return caller(monkeypatch, capsys)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A house whose paper has one paragraph with one figure."""
    return tiny_house(tmp_path / "house", "It went to {{ crime.schools }} schools.")


@pytest.fixture
def alone(house: Path) -> Path:
    """A house of one person, who may approve their own."""
    me = pwd.getpwuid(os.getuid()).pw_name
    edit(
        house / "office.yaml",
        lambda text: text.replace("chief-executive,", f"chief-executive, user: {me},"),
    )
    edit(
        house / "office.yaml",
        lambda text: text.replace("author_may_approve: false", "author_may_approve: true"),
    )
    return house


@pytest.fixture
def out(alone: Path, reckoner: Reckoner) -> Path:
    """Its paper is built, approved and delivered."""
    for words in (("build", "panel-paper", "2025-11"), ("drafts", "approve", "panel-paper/2025-11")):
        assert reckoner(*words, "--house", alone).code == 0
    assert reckoner("deliver", "panel-paper/2025-11", "--to", "shelf", "--house", alone).code == 0
    return alone
