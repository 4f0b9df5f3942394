"""Signing in by the office's own account, against a provider that runs as a process of its own."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest

from reckoner.reports.desk.desk import Desk, now_utc
from tests.delivery.dovecot import free_port
from tests.desk.at_desk import HOST, PASSPHRASE, Browser, Clock
from tests.worked_example import edit

POLICY = {"email": "Policy@example.org", "email_verified": True}


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    port = free_port()
    process = subprocess.Popen([sys.executable, Path(__file__).with_name("provider.py"), str(port)])
    try:
        for _ in range(300):
            try:
                httpx2.get(f"http://127.0.0.1:{port}/.well-known/openid-configuration").raise_for_status()
                break
            except httpx2.HTTPError:
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


@pytest.fixture
def office(issuer: str, house: Path, clock: Clock) -> Iterator[str]:
    """The provider, set back to honest; the house knows it."""
    settings = (
        f"\ndesk:\n  address: https://{HOST}\n  oidc: {{issuer: '{issuer}', client_id: desk, "
        "secret: desk.secret, label: Office 365}\n"
    )
    edit(house / "office.yaml", lambda text: text + settings)
    (house / "desk.secret").write_text("hush\n")
    (house / "desk.secret").chmod(0o600)
    clock.now = now_utc()
    httpx2.post(f"{issuer}/set")
    yield issuer
    httpx2.post(f"{issuer}/set")


def claim(issuer: str, subject: str, claims: dict[str, object]) -> None:
    httpx2.put(f"{issuer}/users/{subject}", json=claims).raise_for_status()


def at_provider(browser: Browser, subject: str, went: str = "/", **form: str) -> str:
    """Go there, sign in as somebody, and the address by which one comes back."""
    there = browser.client.get(f"/sign-in/office?next={went}").headers["location"]
    asked = parse_qs(urlsplit(there).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == [f"https://{HOST}/sign-in/office/back"]
    back = str(httpx2.post(there, data=form or {"sub": subject}).headers["location"])
    if "state=" not in back:  # which this provider forgets where somebody refuses
        back += f"&state={asked['state'][0]}"
    assert back.startswith(f"https://{HOST}/sign-in/office/back?")
    return back


def refused(browser: Browser, back: str) -> str:
    return browser.get(back, 403).replace("&#39;", "'")


def test_a_verified_address_signs_its_person_in_and_goes_where_they_went(
    browser: Browser, desk: Desk, office: str
) -> None:
    claim(office, "ann", POLICY)
    assert "Sign in with Office 365" in browser.get("/sign-in")
    answer = browser.client.get(at_provider(browser, "ann", "/drafts"))
    assert (answer.status_code, answer.headers["location"]) == (303, "/drafts")
    assert "Policy officer" in browser.get("/drafts")
    assert f"account at {office}, subject ann" in browser.get("/you")


@pytest.mark.parametrize(
    ("claims", "why"),
    [
        ({"email": "policy@example.org"}, "no address that it has verified"),
        ({"email": "policy@example.org", "email_verified": "true"}, "no address that it has verified"),
        ({"email": "someone@example.org", "email_verified": True}, "Nobody in office.yaml has the address"),
        ({}, "`subject: stranger`"),
    ],
)
def test_whoever_is_nobody_here_is_told_why(
    browser: Browser, office: str, claims: dict[str, object], why: str
) -> None:
    claim(office, "stranger", claims)
    assert why in refused(browser, at_provider(browser, "stranger"))
    browser.get("/", 303)


def test_a_subject_of_office_yaml_counts_before_an_address(
    browser: Browser, office: str, house: Path
) -> None:
    edit(
        house / "office.yaml",
        lambda text: text.replace("policy@example.org,", "policy@example.org, subject: s1,"),
    )
    claim(office, "s1", {})
    claim(office, "s2", POLICY)
    browser.get(at_provider(browser, "s1"), 303)
    assert "Policy officer" in browser.get("/")
    other = Browser(browser.desk)
    assert "as another subject than you" in refused(other, at_provider(other, "s2"))


def test_what_came_back_is_good_once_and_in_its_own_browser(browser: Browser, office: str) -> None:
    claim(office, "ann", POLICY)
    back = at_provider(browser, "ann")
    assert "not begun in this browser" in refused(Browser(browser.desk), back)
    assert "used already" in refused(browser, back)
    back = at_provider(browser, "ann")
    browser.get(back, 303)
    assert "used already" in refused(browser, back)
    back = at_provider(browser, "ann")
    browser.desk.clock.pass_by(timedelta(minutes=11))  # type: ignore[attr-defined]
    assert "took too long" in refused(browser, back)


def test_keys_that_rotate_are_taken_and_a_foreign_key_is_not(browser: Browser, office: str) -> None:
    claim(office, "ann", POLICY)
    browser.get(at_provider(browser, "ann"), 303)
    httpx2.post(f"{office}/set?rotated=1")
    browser.get(at_provider(browser, "ann"), 303)
    back = at_provider(browser, "ann")
    httpx2.post(f"{office}/set?forged=1")
    assert "can't be relied on" in refused(browser, back)


def test_another_nonce_another_verifier_and_a_refusal_there_are_refused_here(
    browser: Browser, office: str, desk: Desk
) -> None:
    claim(office, "ann", POLICY)
    httpx2.post(f"{office}/set?nonce=another")
    assert "can't be relied on" in refused(browser, at_provider(browser, "ann"))
    httpx2.post(f"{office}/set")
    back = at_provider(browser, "ann")
    with desk.engine.begin() as connection:
        connection.exec_driver_sql("update desk_returns set verifier = 'another'")
    assert "PKCE" in refused(browser, back)
    assert "did not sign you in" in refused(browser, at_provider(browser, "ann", action="deny"))
    browser.get("/", 303)


def test_whoever_is_kept_out_does_not_come_in_that_way(browser: Browser, office: str, desk: Desk) -> None:
    claim(office, "ann", POLICY)
    desk.accounts.disable("policy")
    assert "Policy can't sign in here" in refused(browser, at_provider(browser, "ann"))


def test_a_provider_that_says_when_somebody_signed_in_can_confirm(
    browser: Browser, office: str, clock: Clock
) -> None:
    claim(office, "chief", {"email": "chief.executive@example.org", "email_verified": True})
    draft = "/drafts/panel-paper/2025-11/draft-001"
    httpx2.post(f"{office}/set?old=1")
    browser.get(at_provider(browser, "chief"), 303)
    digest = browser.desk.draft("panel-paper/2025-11").digest
    assert browser.post(f"{draft}/approve", hash=digest).startswith("/confirm")
    assert "doesn't say that you proved" in refused(browser, at_provider(browser, "chief", draft))
    httpx2.post(f"{office}/set")
    browser.get(at_provider(browser, "chief", draft), 303)
    assert browser.post(f"{draft}/approve", hash=digest) == draft
    assert "subject chief" in browser.desk.history.rows()[-1].details["how"]


def test_somebody_else_cannot_confirm_for_whoever_is_signed_in(browser: Browser, office: str) -> None:
    claim(office, "ann", POLICY)
    browser.sign_in("chief-executive")
    assert "somebody else than is signed in" in refused(browser, at_provider(browser, "ann"))
    assert "Chief executive" in browser.get("/")


def test_a_provider_that_is_away_leaves_the_passphrase(browser: Browser, house: Path, office: str) -> None:
    edit(house / "office.yaml", lambda text: text.replace(office, "http://127.0.0.1:9"))
    assert "can&#39;t be asked" in browser.get("/sign-in/office", 409)
    assert browser.post("/sign-in", name="policy", passphrase=PASSPHRASE) == "/"


def test_a_provider_of_another_name_is_not_believed(browser: Browser, house: Path, office: str) -> None:
    edit(house / "office.yaml", lambda text: text.replace(f"'{office}'", f"'{office}/'"))
    assert "The provider calls itself" in browser.get("/sign-in/office", 409)
