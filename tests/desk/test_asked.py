"""Approval by a mailed link: for one person and the very bytes, once."""

from __future__ import annotations

import email.policy
import re
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

import pytest

from reckoner.reports.desk.desk import Desk
from reckoner.reports.drafts.state import state_of
from tests.desk.at_desk import Browser, Clock
from tests.worked_example import edit

DRAFT = "/drafts/panel-paper/2025-11/draft-001"


@pytest.fixture
def secret(browser: Browser, desk: Desk, house: Path) -> str:
    """The secret part of the link that was mailed to the chief executive."""
    browser.sign_in("communications")
    digest = desk.draft("panel-paper/2025-11").digest
    shown = browser.post(f"{DRAFT}/ask", person="chief-executive", hash=digest)
    assert shown == DRAFT
    [mail] = (house / "output/mail").rglob("*.eml")
    message = message_from_bytes(mail.read_bytes(), policy=email.policy.default)
    assert message["To"] == "chief.executive@example.org"
    body = message.get_body(("plain",))
    assert body is not None
    text = "".join(body.get_content().split("\n"))
    found = re.search(r"https://desk\.example\.org/link/([\w-]+\.[0-9a-f]{128})", text)
    assert found is not None, text
    assert found[1] not in browser.get(DRAFT)
    return found[1]


def stands(desk: Desk) -> str:
    return state_of(desk.draft("panel-paper/2025-11"), desk.history.rows()).state


def test_whoever_was_mailed_reads_and_approves_once_without_an_account(desk: Desk, secret: str) -> None:
    somebody = Browser(desk)
    page = somebody.get(f"/link/{secret}")
    assert desk.draft("panel-paper/2025-11").digest in page
    assert "Panel" in somebody.get(f"/link/{secret}/files/panel-paper.html")
    assert stands(desk) == "draft"
    assert "is approved" in somebody.post("/link/approve", 200, link=secret)
    row = desk.history.rows()[-1]
    assert (row.what, row.person) == ("approved", "chief-executive")
    assert row.details["how"] == ("a link mailed to chief.executive@example.org, asked for by communications")
    assert "used already" in somebody.post("/link/approve", 400, link=secret)
    assert "used already" in somebody.post("/link/reject", 400, link=secret, reason="I changed my mind.")


def test_a_refused_answer_leaves_the_link_good(desk: Desk, secret: str) -> None:
    somebody = Browser(desk)
    assert "reason of ten letters" in somebody.post("/link/reject", 400, link=secret, reason="no")
    somebody.post("/link/reject", 200, link=secret, reason="The table on page 3 is last year's.")
    assert stands(desk) == "rejected"


def test_a_draft_that_changed_is_neither_shown_nor_approved(desk: Desk, secret: str) -> None:
    kept = desk.draft("panel-paper/2025-11")
    manifest = next(kept.folder.glob("manifest*"))
    manifest.chmod(0o644)
    manifest.write_bytes(manifest.read_bytes() + b"\n")
    assert "has changed since you were asked" in Browser(desk).get(f"/link/{secret}", 400)
    assert "has changed since you were asked" in Browser(desk).post("/link/approve", 400, link=secret)


def test_it_expires_and_ends_with_the_right_and_with_the_person(
    desk: Desk, secret: str, house: Path, clock: Clock
) -> None:
    somebody = Browser(desk)
    edit(house / "office.yaml", lambda text: text.replace("may: [approve, waive]", "may: [write]"))
    assert "may not approve" in somebody.post("/link/approve", 400, link=secret)
    for path in (f"/link/{secret}", f"/link/{secret}/files/panel-paper.html"):
        assert "may not approve" in somebody.get(path, 400)
    desk.accounts.disable("chief-executive")
    assert "can&#39;t use the desk any more" in somebody.get(f"/link/{secret}", 400)
    desk.accounts.enable("chief-executive")
    clock.pass_by(timedelta(days=7, seconds=1))
    assert "has expired" in somebody.get(f"/link/{secret}", 400)


def test_nobody_is_asked_who_may_not_approve(browser: Browser, desk: Desk) -> None:
    browser.sign_in("communications")
    digest = desk.draft("panel-paper/2025-11").digest
    for person in ("policy", "nobody", ""):
        assert "may not approve it" in browser.post(f"{DRAFT}/ask", 400, person=person, hash=digest)


def test_an_office_that_requires_passkeys_takes_no_link(desk: Desk, secret: str, house: Path) -> None:
    edit(house / "office.yaml", lambda text: text + "\ndesk: {passkeys: required}\n")
    assert "asks for a passkey" in Browser(desk).post("/link/approve", 400, link=secret)
    assert stands(desk) == "draft"
