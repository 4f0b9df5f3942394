"""Who may sign in: links for passphrases, keeping people out, rights for single publications."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from pathlib import Path

import pytest

from reckoner.reports.desk.desk import Desk
from tests.desk.at_desk import PASSPHRASE, Browser, Clock
from tests.worked_example import edit

NEW = "nine lanterns under Ware bridge"
CHIEF = "may: [approve, waive]"


def make_chief_administer(house: Path) -> None:
    edit(house / "office.yaml", lambda text: text.replace(CHIEF, "may: [approve, waive, administer]"))


@pytest.fixture
def chief(browser: Browser, house: Path) -> Browser:
    make_chief_administer(house)
    return browser.sign_in("chief-executive")


def link_for(chief: Browser, person: str) -> str:
    page = html.unescape(chief.post(f"/people/{person}/link", 200))
    found = re.search(r"https://desk\.example\.org(/link/[\w.-]+)", page)
    assert found is not None, page
    return found[1]


def set_with(browser: Browser, link: str, passphrase: str, status: int = 303) -> str:
    secret = link.rpartition("/")[2]
    return browser.post("/link/passphrase", status, link=secret, passphrase=passphrase, again=passphrase)


def test_a_link_sets_a_passphrase_once(chief: Browser, desk: Desk) -> None:
    link = link_for(chief, "finance")
    somebody = Browser(desk)
    assert "who signs in as <strong>finance</strong>" in somebody.get(link)
    somebody.get(link)  # opening it uses nothing up
    assert "15 to 200 characters" in set_with(somebody, link, "short", 400)
    assert set_with(somebody, link, NEW) == "/sign-in"
    assert somebody.post("/sign-in", name="finance", passphrase=NEW) == "/"
    assert "used already" in set_with(Browser(desk), link, NEW + " again", 400)


def test_a_link_expires_and_a_newer_one_ends_it(chief: Browser, desk: Desk, clock: Clock) -> None:
    first, second = link_for(chief, "finance"), link_for(chief, "finance")
    assert "a newer one was given" in Browser(desk).get(first, 400)
    Browser(desk).get(second)
    clock.pass_by(timedelta(hours=24, seconds=1))
    assert "has expired" in set_with(Browser(desk), second, NEW, 400)


@pytest.mark.parametrize("change", ["person", "signature", "id", "purpose"])
def test_a_link_that_somebody_changed_opens_nothing(chief: Browser, desk: Desk, change: str) -> None:
    secret = link_for(chief, "finance").rpartition("/")[2]
    name, _, signature = secret.partition(".")
    if change in ("person", "purpose"):
        value = {"person": "chief-executive", "purpose": "approve"}[change]
        with desk.engine.begin() as connection:
            connection.exec_driver_sql(f"update desk_links set {change} = '{value}' where id = '{name}'")
    elif change == "signature":
        secret = f"{name}.{'0' * len(signature)}"
    else:
        secret = f"{name[::-1]}.{signature}"
    assert "not one of this desk" in set_with(Browser(desk), secret, NEW, 400)


def test_whoever_is_kept_out_is_out_at_once_and_links_bring_nobody_back(chief: Browser, desk: Desk) -> None:
    link = link_for(chief, "policy")
    policy = Browser(desk).sign_in("policy")
    chief.post("/people/policy/keep-out")
    policy.get("/", 303)
    assert "can&#39;t use the desk any more" in set_with(Browser(desk), link, NEW, 400)
    assert "Let them in again first" in chief.post("/people/policy/link", 400)
    Browser(desk).post("/sign-in", 401, name="policy", passphrase=PASSPHRASE)
    chief.post("/people/policy/let-in")
    Browser(desk).sign_in("policy")


def test_the_last_administrator_can_t_be_locked_out(chief: Browser, desk: Desk, house: Path) -> None:
    assert "is the last who can sign in and administer" in chief.post("/people/chief-executive/keep-out", 400)
    finance = "finance@example.org, may: "
    change = (f"{finance}[write]", f"{finance}[administer]")
    edit(house / "office.yaml", lambda text: text.replace(*change))
    chief.post("/people/finance/keep-out")
    assert "is the last" in chief.post("/people/chief-executive/keep-out", 400)
    chief.post("/people/finance/let-in")
    chief.post("/people/chief-executive/keep-out")
    assert desk.accounts.disabled() == {"chief-executive"}


def test_an_administrator_signs_somebody_out(chief: Browser, desk: Desk) -> None:
    policy = Browser(desk).sign_in("policy")
    assert "1 session now" in chief.get("/people")
    chief.post("/people/policy/sign-out")
    policy.get("/", 303)


def test_a_right_for_one_publication_is_good_for_that_alone(
    browser: Browser, desk: Desk, house: Path
) -> None:
    def give(name: str) -> None:
        edit(house / "office.yaml", lambda text: re.sub(
            r"(chief.executive@example.org), may.*", rf"\1, may_for: {{{name}: [approve]}}}}", text
        ))  # fmt: skip

    draft = "/drafts/panel-paper/2025-11/draft-001"
    give("newsletter")
    browser.sign_in("chief-executive")
    page = browser.get(draft)
    assert "Approve these very bytes" not in page
    digest = desk.draft("panel-paper/2025-11").digest
    assert "has no right to approve" in browser.post(f"{draft}/approve", 403, hash=digest)
    give("panel-paper")
    browser.get(draft, 303)  # other rights end the session
    browser.sign_in("chief-executive")
    assert "Approve these very bytes" in browser.get(draft)
    browser.post(f"{draft}/approve", hash=digest)
    assert desk.history.rows()[-1].details["how"] == "passphrase"


def test_whoever_may_write_one_publication_finds_its_words_and_no_others(
    browser: Browser, house: Path
) -> None:
    edit(
        house / "office.yaml",
        lambda text: text.replace("may: [write]}", "may: [read], may_for: {panel-paper: [write]}}", 1),
    )
    page = browser.sign_in("policy").get("/write")
    assert "/write/panel-paper/2025-11" in page
    assert "/write/newsletter/2026-02" not in page
    assert '<a class="govuk-service-navigation__link" href="/write"' in browser.get("/")
    browser.get("/write/newsletter/2026-02", 403)
    browser.post("/publications/newsletter/build", 403, edition="2026-02")
    browser.get("/audit", 403)
