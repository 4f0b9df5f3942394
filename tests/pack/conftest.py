from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reckoner.reports.pack.pack import Pack
from tests.cli.calling import Reckoner, caller
from tests.pack.meeting import approved, exempt_house, meeting_house, packed


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the house of the papers and the house of the exempt one, built once."""
    root = tmp_path_factory.mktemp("pack")
    meeting_house(root / "house")
    exempt_house(root / "exempt")
    return root


@pytest.fixture
def house(built: Path, tmp_path: Path) -> Path:
    """A copy for one test; the exempt house lies beside it."""
    shutil.copytree(built, tmp_path / "copy")
    return tmp_path / "copy/house"


@pytest.fixture
def exempt(house: Path) -> Path:
    return house.parent / "exempt"


@pytest.fixture
def reckoner(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Reckoner:
    return caller(monkeypatch, capsys)


@pytest.fixture(scope="session")
def ready(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house whose papers are approved, for tests that change nothing."""
    root = tmp_path_factory.mktemp("ready") / "house"
    shutil.copytree(built / "house", root)
    approved(root, "panel-paper", "second-paper")
    return root


@pytest.fixture(scope="session")
def pack(ready: Path) -> Pack:
    """Its pack."""
    return packed(ready)
