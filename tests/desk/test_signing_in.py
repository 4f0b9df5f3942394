"""Signing in: limited tries, nobody's name given away, sessions that end."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from reckoner.reports.desk.accounts import SHORTEST, Accounts, _hash_of_nobody
from reckoner.reports.desk.desk import Desk
from reckoner.reports.desk.pages.signing_in import WRONG
from reckoner.reports.desk.store import accounts
from reckoner.reports.errors import UsageError
from reckoner.reports.schedule.tables import transaction
from tests.desk.at_desk import PASSPHRASE, Browser, Clock
from tests.worked_example import edit


def wrong(browser: Browser, name: str = "policy", passphrase: str = "something else entirely") -> int:
    answer = browser.client.post(
        "/sign-in",
        data={"name": name, "passphrase": passphrase, "next": "/"},
        headers={"Origin": "https://desk.example.org"},
    )
    return answer.status_code


def test_a_stranger_is_told_the_same_as_somebody_who_mistyped(browser: Browser) -> None:
    for name in ("policy", "nobody", "", "x" * 80):
        text = browser.post("/sign-in", 401, name=name, passphrase="something else entirely")
        assert WRONG in text


def test_after_ten_wrong_tries_the_right_one_waits_too(browser: Browser, clock: Clock) -> None:
    assert [wrong(browser) for _ in range(11)] == [401] * 10 + [429]
    assert wrong(browser, passphrase=PASSPHRASE) == 429
    clock.pass_by(timedelta(minutes=16))
    browser.sign_in("policy")


def test_a_session_ends_when_idle_after_its_time_and_when_rights_change(
    browser: Browser, clock: Clock, house: Path
) -> None:
    browser.sign_in("policy")
    clock.pass_by(timedelta(minutes=59))
    browser.get("/")
    clock.pass_by(timedelta(minutes=59))
    browser.get("/")
    clock.pass_by(timedelta(minutes=61))
    browser.get("/", 303)
    browser.sign_in("policy")
    edit(
        house / "office.yaml",
        lambda text: text.replace("policy@example.org, may: [write]", "policy@example.org"),
    )
    browser.get("/", 303)


def test_signing_out_ends_the_session_on_the_server(browser: Browser) -> None:
    cookie = browser.sign_in("policy").client.cookies["desk"]
    browser.post("/sign-out")
    browser.client.cookies.set("desk", cookie, domain="desk.example.org")
    browser.get("/", 303)


@pytest.mark.parametrize(
    "address", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "x"]
)
def test_nobody_is_sent_to_another_site_after_signing_in(browser: Browser, address: str) -> None:
    assert browser.post("/sign-in", name="policy", passphrase=PASSPHRASE, next=address) == "/"


@pytest.mark.parametrize(
    "passphrase",
    [
        "short",
        "a" * SHORTEST,
        "password" * 3,
        "123456789012345",
        "Policy officer!",
        "x" * 201,
        "policy policy x",
    ],
)
def test_a_poor_passphrase_is_refused(desk: Desk, passphrase: str) -> None:
    person = desk.house.office.person("policy")
    assert person is not None
    with pytest.raises(UsageError):
        desk.accounts.set_passphrase(person, passphrase)


def test_a_disabled_account_cannot_sign_in(desk: Desk, browser: Browser) -> None:
    desk.accounts.disable("policy")
    assert wrong(browser, passphrase=PASSPHRASE) == 401


def test_an_office_s_passphrases_are_kept_as_the_library_advises(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """RFC 9106, section 4: three passes over 64 MiB in four lanes."""
    monkeypatch.setattr("reckoner.reports.desk.accounts.PasswordHasher", PasswordHasher)
    kept = Accounts(desk.engine, desk.clock)
    person = desk.house.office.person("policy")
    assert person is not None
    kept.set_passphrase(person, PASSPHRASE)
    with transaction(desk.engine) as connection:
        [hashed] = connection.scalars(select(accounts.c.passphrase).where(accounts.c.person == "policy"))
    assert hashed.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert kept.check("policy", PASSPHRASE, "there")
    assert not PasswordHasher().check_needs_rehash(_hash_of_nobody.__wrapped__())
