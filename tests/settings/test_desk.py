"""The desk's settings: what is wrong is said with what to write."""

from __future__ import annotations

from pathlib import Path

import pytest

from reckoner.reports.errors import SettingsError
from reckoner.reports.settings.house import read_house
from reckoner.reports.settings.office import Person, read_office
from tests.worked_example import copy_house, edit


def read(tmp_path: Path, lines: str) -> object:
    house = copy_house(tmp_path / "house")
    edit(house / "office.yaml", lambda text: f"{text}\ndesk: {lines}\n")
    return read_office(house)[0].desk


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("{address: http://desk.example.org}", "the desk's address"),
        ("{address: https://desk.example.org/desk}", "the desk's address"),
        ("{passkeys: perhaps}", "passkeys"),
        ("{proxies: [proxy.example.org]}", "`proxies` must give numbers"),
        ("{oidc: {issuer: https://login.example.org, client_id: x}}", "no `address` to come back to"),
        (
            "{address: https://desk.example.org, oidc: {issuer: http://login.example.org, client_id: x}}",
            "an issuer",
        ),
        ("{hosts: ['*']}", "the name of a host"),
    ],
)
def test_what_would_open_the_desk_to_others_is_refused(tmp_path: Path, lines: str, said: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read(tmp_path, lines)
    assert said in str(caught.value)


def test_names_are_those_of_the_address_and_further_ones(tmp_path: Path) -> None:
    desk = read(tmp_path, "{address: 'https://Desk.example.org:8443/', hosts: [Other.example.org]}")
    assert (desk.origin, desk.names) == (  # type: ignore[attr-defined]
        "https://Desk.example.org:8443",
        ("desk.example.org", "other.example.org"),
    )


def test_a_right_for_a_publication_is_none_elsewhere() -> None:
    person = Person(
        id="a", role="A", email="a@example.org", may=("write",), may_for={"panel-paper": ("approve",)}
    )
    assert person.rights("panel-paper") == {"write", "approve"}
    assert person.rights("newsletter") == person.rights() == {"write"}
    assert person.ever_may("approve")
    assert not person.ever_may("waive")


def test_rights_for_a_publication_that_is_not_there_are_refused_with_their_line(tmp_path: Path) -> None:
    house = copy_house(tmp_path / "house")
    edit(
        house / "office.yaml",
        lambda text: text.replace(
            "may: [write]}", "may_for: {panel-papr: [approve], newsletter: [write]}}", 1
        ),
    )
    line = 1 + (house / "office.yaml").read_text().split("panel-papr")[0].count("\n")
    with pytest.raises(SettingsError) as caught:
        read_house(house)
    (fault,) = caught.value.faults
    assert str(fault.where) == f"office.yaml:{line}"
    assert fault.what == "may_for: there is no publication 'panel-papr'"
    assert fault.todo is not None
    assert "panel-paper" in fault.todo


def test_a_webhook_for_a_publication_that_is_not_there_is_refused_with_its_line(tmp_path: Path) -> None:
    house = copy_house(tmp_path / "house")
    hook = (
        "webhooks:\n  website:\n    address: https://www.example.org/hook\n    secret: secrets/hook\n"
        "    publications:\n      - panel-paper\n      - panel-papr\n"
    )
    edit(house / "office.yaml", lambda text: f"{text.rstrip()}\n{hook}")
    with pytest.raises(SettingsError) as caught:
        read_house(house)
    (fault,) = caught.value.faults
    assert str(fault.where) == f"office.yaml:{(house / 'office.yaml').read_text().count(chr(10))}"
    assert fault.what == "webhooks: website: there is no publication 'panel-papr'"
    assert "panel-paper" in (fault.todo or "")
