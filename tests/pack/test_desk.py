"""The papers of a meeting at the desk: what stands where, what is still in the way, and the pack itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from reckoner.reports.desk.audit import Asked, every
from tests.desk.at_desk import Browser, Clock, desk_of, give_passphrases, lightly_hashed
from tests.desk.test_pages import shown
from tests.pack.meeting import AGENDA, IN_TIME, MEETING, SECRET, agenda, approved, packed
from tests.worked_example import edit

PACKS = "/calendar/packs"
MORE = """
      - {item: 8a, title: Budget, to_follow: {reason: The settlement is awaited, by: 2025-11-25}}
"""


@pytest.fixture(scope="module", autouse=True)
def light_hashing() -> Iterator[None]:
    with lightly_hashed():
        yield


@pytest.fixture
def browser(house: Path) -> Browser:
    """Somebody who may read, before the council's last day."""
    agenda(house, AGENDA + SECRET + MORE)
    give_passphrases(house)
    return Browser(desk_of(house, Clock(IN_TIME))).sign_in("policy")


def test_it_says_what_goes_to_a_meeting_and_by_when(house: Path, browser: Browser) -> None:
    approved(house, "panel-paper", "second-paper")
    assert f'href="{PACKS}"' in browser.get("/calendar")
    page = shown(browser.get(PACKS))
    assert "Anytown Council publishes by Thursday 20 November" in page
    assert "7 Award of a contract Exempt, not in this pack" in page
    assert "8a Budget To follow by Tuesday 25 November" in page
    assert page.count("Approved on Thursday 20 November") == 2
    assert "restricted-paper" not in browser.get(PACKS)


def test_the_pack_is_the_one_that_the_command_makes_and_taking_it_is_noted(
    house: Path, browser: Browser
) -> None:
    approved(house, "panel-paper", "second-paper")
    answer = browser.client.get(f"{PACKS}/{MEETING}")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == f'attachment; filename="pack-{MEETING}.pdf"'
    assert answer.content == packed(house).bound.pdf
    assert "took a pack" in {row.what for row in every(browser.desk, Asked())}


def test_what_is_not_approved_is_said_and_a_proof_is_offered(house: Path, browser: Browser) -> None:
    approved(house, "panel-paper")
    page = browser.get(PACKS)
    assert "Item 6: no draft of second-paper/2025-11 is approved" in shown(page)
    assert "5 panel-paper/2025-11 Ready 6 second-paper/2025-11 Not ready 7 Award" in shown(page)
    assert f"{PACKS}/{MEETING}?supplement=0&amp;proof=yes" in page
    assert "no draft of second-paper/2025-11 is approved" in browser.get(f"{PACKS}/{MEETING}", 409)
    proof = browser.client.get(f"{PACKS}/{MEETING}", params={"proof": "yes"})
    assert proof.content == packed(house, drafts=True).bound.pdf
    assert f"pack-{MEETING}-proof.pdf" in proof.headers["content-disposition"]


def test_a_paper_that_is_late_is_said_to_be(house: Path, browser: Browser) -> None:
    approved(house, "panel-paper", "second-paper", at=IN_TIME + timedelta(days=1))
    assert "the last day for publication" in shown(browser.get(PACKS))


def test_a_supplement_has_a_table_and_a_file_of_its_own(house: Path, browser: Browser) -> None:
    approved(house, "panel-paper", "second-paper")
    edit(
        house / "agenda.yaml",
        lambda text: text.replace("second-paper/2025-11}", "second-paper/2025-11, supplement: 1}"),
    )
    page = shown(browser.get(PACKS))
    assert "In supplement 1" in page
    assert "Supplement 1 as a PDF" in page
    answer = browser.client.get(f"{PACKS}/{MEETING}", params={"supplement": "1"})
    assert answer.content == packed(house, supplement=1).bound.pdf
    assert f"pack-{MEETING}-supplement-1.pdf" in answer.headers["content-disposition"]
    for wrong in ("-1", "x", "100"):
        assert browser.client.get(f"{PACKS}/{MEETING}", params={"supplement": wrong}).status_code == 400


def test_without_an_agenda_it_says_what_to_write(house: Path, browser: Browser) -> None:
    (house / "agenda.yaml").unlink()
    assert "There is no agenda yet" in shown(browser.get(PACKS))
    assert "there is no such file" in browser.get(f"{PACKS}/{MEETING}", 409).lower()


def test_a_meeting_that_nobody_knows_hides_no_other(house: Path, browser: Browser) -> None:
    edit(
        house / "agenda.yaml",
        lambda text: text + "  - {meeting: 2026-09, items: [{item: 1, paper: panel-paper/2026-09}]}\n",
    )
    page = shown(browser.get(PACKS))
    assert "There is no meeting" in page
    assert "Award of a contract" in page
