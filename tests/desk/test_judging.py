"""Approving and rejecting at the desk: the command's rules, and the very bytes that were read."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

from reckoner.reports.desk.desk import Desk
from reckoner.reports.drafts.state import state_of
from tests.desk.at_desk import PASSPHRASE, Browser, Clock

DRAFT = "/drafts/panel-paper/2025-11/draft-001"


def stands(desk: Desk) -> str:
    return state_of(desk.draft("panel-paper/2025-11"), desk.history.rows()).state


def digest(page: str) -> str:
    return str(re.findall(r'name="hash" value="([0-9a-f]+)"', page)[0])


def test_a_second_person_reads_and_approves(browser: Browser, desk: Desk) -> None:
    browser.sign_in("chief-executive")
    assert "Read and approve" in browser.get("/")
    page = browser.get(DRAFT)
    assert "What forbids approval" in page
    browser.post(f"{DRAFT}/approve", hash=digest(page))
    assert stands(desk) == "approved"
    row = desk.history.rows()[-1]
    assert (row.what, row.person, row.user) == ("approved", "chief-executive", "desk:chief-executive")
    assert "is approved: row" in browser.get(DRAFT)


def test_approving_asks_for_a_fresh_sign_in(browser: Browser, desk: Desk, clock: Clock) -> None:
    browser.sign_in("chief-executive")
    page = browser.get(DRAFT)
    clock.pass_by(timedelta(minutes=6))
    assert browser.post(f"{DRAFT}/approve", hash=digest(page)).startswith("/confirm")
    assert stands(desk) == "draft"
    assert browser.post("/confirm", passphrase=PASSPHRASE, next=DRAFT) == DRAFT
    browser.post(f"{DRAFT}/approve", hash=digest(page))
    assert stands(desk) == "approved"


def test_what_changed_since_it_was_read_is_not_approved(browser: Browser, desk: Desk, house: Path) -> None:
    browser.sign_in("chief-executive")
    browser.get(DRAFT)
    assert "it has changed since" in browser.post(f"{DRAFT}/approve", 400, hash="0" * 64)
    assert stands(desk) == "draft"


def test_a_rejection_needs_a_reason_that_its_author_reads(browser: Browser, desk: Desk) -> None:
    browser.sign_in("chief-executive")
    page = browser.get(DRAFT)
    assert "needs a reason" in browser.post(f"{DRAFT}/reject", 400, hash=digest(page), reason="no")
    browser.post(f"{DRAFT}/reject", hash=digest(page), reason="The figures of section 3 are last year's.")
    assert stands(desk) == "rejected"
    writer = Browser(desk).sign_in("policy")
    assert "section 3 are last year" in writer.get("/")


def test_a_comment_is_kept_shown_as_text_and_settled(browser: Browser, desk: Desk) -> None:
    browser.sign_in("policy")
    browser.post(f"{DRAFT}/comments", text="Is <b>this</b> right?", anchor="3.6")
    page = browser.get(DRAFT)
    assert "Is &lt;b&gt;this&lt;/b&gt; right?" in page
    [number] = re.findall(r'name="comment" value="(\d+)"', page)
    browser.post(f"{DRAFT}/comments/settle", comment=number)
    assert "Settled by Policy officer" in browser.get(DRAFT)
