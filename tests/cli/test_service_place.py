"""Which service a house's commands go to."""

from __future__ import annotations

import os
import pwd
from pathlib import Path

import pytest

from reckoner.reports.cli import service_place
from reckoner.reports.cli.service_place import service_for
from reckoner.reports.errors import UsageError
from tests.worked_example import edit

ME = pwd.getpwuid(os.geteuid()).pw_name


@pytest.fixture(autouse=True)
def services(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The usual place of sockets, empty at first."""
    folder = tmp_path / "run"
    folder.mkdir()
    monkeypatch.setattr(service_place, "SERVICES", folder)
    return folder


def name_writer(house: Path, entry: str) -> None:
    edit(house / "office.yaml", lambda text: f"{text}writer: {entry}\n")


def test_a_house_without_a_writer_is_its_users_own(house: Path, services: Path) -> None:
    (services / "house.sock").touch()
    assert service_for(house, named=True) is None


def test_the_writer_needs_no_service(house: Path) -> None:
    name_writer(house, f"{{user: {ME}}}")
    assert service_for(house, named=True) is None


def test_everybody_else_goes_to_the_socket_that_the_house_names(house: Path, services: Path) -> None:
    name_writer(house, "{user: somebody-else}")
    assert service_for(house, named=True) == services / "house.sock"
    edit(house / "office.yaml", lambda text: text.replace("else}", "else, socket: /run/x/y.sock}"))
    assert service_for(house, named=False) == Path("/run/x/y.sock")


def test_settings_that_are_wrong_are_left_to_the_command(house: Path) -> None:
    name_writer(house, "{users: somebody-else}")
    assert service_for(house, named=True) is None


def test_outside_of_every_house_the_machines_one_service_is_meant(tmp_path: Path, services: Path) -> None:
    assert service_for(tmp_path, named=False) is None
    (services / "kent.sock").touch()
    assert service_for(tmp_path, named=False) == services / "kent.sock"
    assert service_for(tmp_path, named=True) is None
    (services / "essex.sock").touch()
    with pytest.raises(UsageError, match="several services run here"):
        service_for(tmp_path, named=False)
