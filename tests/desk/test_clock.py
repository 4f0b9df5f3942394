"""The desk tells times and days on the office's own clock, whatever ``time_zone`` in schedules.yaml is."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from reckoner.reports.desk import comments
from reckoner.reports.desk.desk import Desk
from tests.desk.at_desk import Browser, Clock
from tests.worked_example import edit

DRAFT = "panel-paper/2025-11/draft-001"


@pytest.fixture(autouse=True)
def far(house: Path, clock: Clock) -> None:
    """A house thirteen hours ahead of UTC, where it is the next day already."""
    edit(house / "schedules.yaml", lambda text: text.replace("Europe/London", "Pacific/Auckland", 1))
    clock.now = datetime(2026, 2, 1, 20, 30, tzinfo=UTC)


def test_instants_on_its_pages_are_the_offices(desk: Desk, browser: Browser) -> None:
    comments.add(desk, DRAFT, "", "policy", "Is that so?")
    page = browser.sign_in("policy").get(f"/drafts/{DRAFT}")
    assert "Monday 2 February 2026, 09:30" in page
    assert "1 February 2026" not in page


def test_today_is_the_offices_day(desk: Desk) -> None:
    assert desk.today == date(2026, 2, 2)


def test_a_story_that_is_begun_has_the_offices_day(browser: Browser) -> None:
    assert 'value="2026-02-02"' in browser.sign_in("policy").get("/write/newsletter/2026-02/story")


def test_the_office_is_the_one_of_its_own_day(house: Path, desk: Desk) -> None:
    def succeeded(text: str) -> str:
        entry = "  - {from: 2026-02-02, holder: Somebody Else}\n"
        return re.sub(r"^office:\n.*?(?=^[a-z])", lambda found: found[0] + entry, text, flags=re.M | re.S)

    edit(house / "office.yaml", succeeded)
    assert desk.office.holder == "Somebody Else"
