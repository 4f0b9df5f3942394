"""The desk's own rows are there for administrators, filtered, leafed through and as CSV."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta
from pathlib import Path

import pytest

from reckoner.reports.desk.desk import Desk
from tests.desk.at_desk import PASSPHRASE, Browser, Clock
from tests.desk.test_people import make_chief_administer

WHO = '<th class="govuk-table__header" scope="row">'


@pytest.fixture
def chief(browser: Browser, house: Path) -> Browser:
    make_chief_administer(house)
    return browser.sign_in("chief-executive")


def test_what_was_tried_and_refused_is_there(chief: Browser, desk: Desk) -> None:
    Browser(desk).post("/sign-in", 401, name="policy", passphrase="something else entirely")
    writer = Browser(desk).sign_in("policy")
    writer.get("/audit", 403)
    writer.get("/audit/rows.csv", 403)
    page = chief.get("/audit")
    assert page.count(WHO) == 5
    for said in ("sign-in refused", "refused", "signed in", "/audit: Policy officer has no right"):
        assert said in page


def test_rows_are_filtered_by_person_kind_words_and_day(chief: Browser, desk: Desk, clock: Clock) -> None:
    for number in range(3):
        desk.note("policy", "saved words", f"content/a{number}.md", "203.0.113.9")
    clock.pass_by(timedelta(minutes=30))
    desk.note("board", "saved words", "100% of it_", "203.0.113.9")
    for asked, number in {
        "who=policy": 3, "what=saved+words": 4, "words=a1.md": 1, "words=100%25": 1, "words=t_": 1,
        "words=policy+a2": 1, "who=-": 0, "first=2026-02-02": 0, "last=2026-01-31": 0,
        "first=2026-02-01&last=2026-02-01&what=saved+words": 4,
    }.items():  # fmt: skip
        assert chief.get(f"/audit?{asked}").count(WHO) == number, asked
        rows = list(csv.DictReader(io.StringIO(chief.get(f"/audit/rows.csv?{asked}"))))
        assert len([row for row in rows if row["what"] != "took the audit rows"]) == number, asked


def test_many_rows_are_leafed_through(chief: Browser, desk: Desk) -> None:
    for number in range(120):
        desk.note("policy", "saved words", f"file {number:03d}", "")
    seen = []
    page = chief.get("/audit?who=policy")
    while True:
        seen += re.findall(r"file \d{3}", page)
        older = re.search(r'rel="next" href="([^"]+)"', page)
        if not older:
            break
        page = chief.get(older[1].replace("&amp;", "&"))
    assert seen == [f"file {number:03d}" for number in reversed(range(120))]


def test_a_spreadsheet_runs_nothing_of_it(chief: Browser, desk: Desk) -> None:
    Browser(desk).post("/sign-in", 401, name="=cmd|' /C calc'!A0", passphrase=PASSPHRASE)
    assert "'=cmd|" in chief.get("/audit/rows.csv")
    assert "<script>" not in chief.get("/audit?words=<script>&who=<script>")


@pytest.mark.parametrize(
    "asked", ["first=x", "last=0001-01-01", "page=0", "page=x", "page=٣", "first=9999-12-31"]
)
def test_what_is_no_day_and_no_page_is_refused(chief: Browser, asked: str) -> None:
    chief.get(f"/audit?{asked}", 400)


def test_a_page_beyond_the_last_says_what_to_do(chief: Browser) -> None:
    assert "Nothing fits" in chief.get("/audit?page=900")
