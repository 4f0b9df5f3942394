"""What the command's tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.calling import Reckoner, caller
from tests.small import tiny_house


@pytest.fixture
def reckoner(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Reckoner:
    """The command as a user calls it."""
    return caller(monkeypatch, capsys)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A house whose paper has one paragraph with one figure."""
    return tiny_house(tmp_path / "house", "It went to {{ crime.schools }} schools.")
