from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from reckoner.reports.desk.desk import Desk
from tests.desk.at_desk import Browser, Clock, desk_of, give_passphrases, house_with_paper, lightly_hashed


@pytest.fixture(scope="session", autouse=True)
def light_hashing() -> Iterator[None]:
    with lightly_hashed():
        yield


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house with a draft, built once."""
    house = house_with_paper(tmp_path_factory.mktemp("desk") / "house")
    give_passphrases(house)
    return house


@pytest.fixture
def house(built: Path, tmp_path: Path) -> Path:
    """A copy of it for one test."""
    shutil.copytree(built, tmp_path / "house")
    return tmp_path / "house"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(house: Path, clock: Clock) -> Desk:
    return desk_of(house, clock)


@pytest.fixture
def browser(desk: Desk) -> Browser:
    return Browser(desk)
