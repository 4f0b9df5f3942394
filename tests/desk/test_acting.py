"""Carrying out, correcting and withdrawing at the desk: shown first, the very bytes, and no way around."""

from __future__ import annotations

import re
import threading
from itertools import pairwise
from pathlib import Path

from reckoner.reports.desk.desk import Desk
from reckoner.reports.drafts.state import state_of
from tests.desk.at_desk import Browser
from tests.worked_example import edit

DRAFT = "/drafts/panel-paper/2025-11/draft-001"
NAME = "panel-paper/2025-11/draft-001"


def digest(desk: Desk) -> str:
    return desk.draft(NAME).digest


def approved(browser: Browser, desk: Desk) -> None:
    browser.sign_in("chief-executive")
    browser.post(f"{DRAFT}/approve", hash=digest(desk))


def delivered(browser: Browser, desk: Desk) -> None:
    approved(browser, desk)
    browser.post(f"{DRAFT}/deliver", hash=digest(desk), to="shelf")


def test_an_approved_draft_is_carried_out_once_after_a_look(
    browser: Browser, desk: Desk, house: Path
) -> None:
    approved(browser, desk)
    page = browser.get(f"{DRAFT}/deliver?to=shelf")
    assert "exactly its bytes" in page
    assert ">output/released<" in page, "where the house lies is nobody's business here"
    assert desk.history.rows()[-1].what == "approved"  # a look sends nothing
    assert "called back" in page
    browser.post(f"{DRAFT}/deliver", hash=digest(desk), to="shelf")
    said = browser.get(DRAFT)
    assert f"{NAME} is now: output/released/{NAME}" in said
    rows = desk.history.rows()
    assert [row.what for row in rows[-2:]] == ["claimed", "delivered"]
    assert {row.user for row in rows[-2:]} == {"desk:chief-executive"}
    assert list((house / "output/released").rglob("*.html"))
    browser.post(f"{DRAFT}/deliver", hash=digest(desk), to="shelf")
    assert len(desk.history.rows()) == len(rows)
    assert "It is there already" in browser.get(f"{DRAFT}/deliver?to=shelf")


def test_what_nobody_approved_goes_to_no_reader(browser: Browser, desk: Desk, house: Path) -> None:
    browser.sign_in("policy")
    assert "Approve it first" in browser.get(f"{DRAFT}/deliver?to=shelf")
    browser.post(f"{DRAFT}/deliver", 400, hash=digest(desk), to="shelf")
    assert not (house / "output/released").exists()
    for channel in ("", "nowhere", "../x", "x" * 80):
        assert (
            "there is no channel"
            in browser.post(f"{DRAFT}/deliver", 400, hash=digest(desk), to=channel).lower()
        )
    assert "it has changed since" in browser.post(f"{DRAFT}/deliver", 400, hash="0" * 64, to="desk")


def test_a_proof_goes_to_the_office_s_own_people(browser: Browser, desk: Desk, house: Path) -> None:
    browser.sign_in("policy")
    assert "A proof, marked as not approved" in browser.get(f"{DRAFT}/deliver?to=desk")
    browser.post(f"{DRAFT}/deliver", hash=digest(desk), to="desk")
    assert desk.history.rows()[-1].what == "proofed"
    assert list((house / "output/mail").glob("*.eml"))


def test_a_delivery_that_fails_says_why_and_can_be_tried_again(
    browser: Browser, desk: Desk, house: Path
) -> None:
    approved(browser, desk)
    (house / "output/released").write_text("a file where a folder should be")
    assert str(house) not in browser.post(f"{DRAFT}/deliver", 409, hash=digest(desk), to="shelf")
    assert state_of(desk.draft(NAME), desk.history.rows()).state == "approved"
    (house / "output/released").unlink()
    browser.post(f"{DRAFT}/deliver", hash=digest(desk), to="shelf")
    assert desk.history.rows()[-1].what == "delivered"


def test_a_withdrawal_asks_whether_one_is_sure_and_gives_the_notice(browser: Browser, desk: Desk) -> None:
    delivered(browser, desk)
    assert "be undone" in browser.get(f"{DRAFT}/withdraw")
    reason = "It was the paper of another force."
    browser.post(f"{DRAFT}/withdraw", 400, hash=digest(desk), reason=reason)
    browser.post(f"{DRAFT}/withdraw", 400, hash=digest(desk), reason="no", sure="yes")
    assert desk.history.rows()[-1].what == "delivered"
    page = browser.post(f"{DRAFT}/withdraw", 200, hash=digest(desk), reason=reason, sure="yes")
    assert "Put this notice" in page
    assert reason in page
    assert desk.history.rows()[-1].what == "withdrawn"


def test_a_correction_is_drafted_with_its_reason_and_supersedes_what_is_out(
    browser: Browser, desk: Desk, house: Path
) -> None:
    writer = Browser(desk).sign_in("policy")
    correct = "/publications/panel-paper/correct"
    assert "is out" in writer.post(correct, 400, edition="2025-11", reason="The October figure was revised")
    delivered(browser, desk)
    edit(house / "data/crimes_solved/solved.csv", lambda text: text.replace("8665", "8700"))
    assert "needs a reason" in writer.post(correct, 400, edition="2025-11", reason="no")
    where = writer.post(correct, edition="2025-11", reason="The October figure was revised")
    desk.jobs.wait(int(where.removeprefix("/jobs/")), 120)
    page = writer.get(where)
    assert "crimes_solved.solved" in page
    row = desk.history.rows()[-1]
    assert (row.what, row.user) == ("corrected", "desk:policy")
    assert row.details["supersedes"] == NAME
    assert "a correction is not cancelled" in writer.post(f"{where}/cancel", 400).lower()


def test_of_two_who_judge_at_once_each_hears_what_became_of_it(browser: Browser, desk: Desk) -> None:
    others = [Browser(desk).sign_in("chief-executive") for _ in range(4)]
    answers: list[int] = []
    origin = {"Origin": "https://desk.example.org"}
    tokens = [other.token() for other in others]

    def judge(number: int) -> None:
        act = "approve" if number % 2 else "reject"
        data = {"token": tokens[number], "hash": digest(desk), "reason": "The figures are last year's."}
        answers.append(others[number].client.post(f"{DRAFT}/{act}", data=data, headers=origin).status_code)

    threads = [threading.Thread(target=judge, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(answers) <= {303, 400}
    judged = [row.what for row in desk.history.rows() if row.what in ("approved", "rejected")]
    assert len(judged) == answers.count(303)
    assert all(a != b for a, b in pairwise(judged))
    assert state_of(desk.draft(NAME), desk.history.rows()).state == judged[-1]


def test_a_draft_that_changes_while_it_is_read_is_shown_as_damaged_and_goes_nowhere(
    browser: Browser, desk: Desk, house: Path
) -> None:
    browser.sign_in("chief-executive")
    known = digest(desk)
    page = browser.get(DRAFT)
    assert re.search(r"Approve these very bytes", page)
    path = house / "output" / NAME / "panel-paper.html"
    path.chmod(0o644)
    path.write_text(path.read_text("utf-8").replace("8,665", "9,665"), "utf-8")
    assert "has changed" in browser.post(f"{DRAFT}/approve", 400, hash=known)
    assert "Damaged" in browser.get(DRAFT)
    (house / "output" / NAME / "manifest.json").chmod(0o644)
    (house / "output" / NAME / "manifest.json").write_text("{")
    assert "Damaged" in browser.get("/drafts")
    assert "manifest" in browser.get("/")
