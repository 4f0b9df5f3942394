"""A desk that programs call; one for all tests of a file that change nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reckoner.reports.desk.desk import Desk
from tests.desk.api.calling import with_system
from tests.desk.at_desk import Clock, desk_of


@pytest.fixture
def house(built: Path, tmp_path: Path) -> Path:
    """A copy of the house for one test."""
    shutil.copytree(built, tmp_path / "house")
    return with_system(tmp_path / "house")


@pytest.fixture(scope="module")
def shared(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk for tests that are refused everything."""
    house = tmp_path_factory.mktemp("shared") / "house"
    shutil.copytree(built, house)
    return desk_of(with_system(house), Clock())
