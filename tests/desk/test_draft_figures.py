"""A draft's figures on a page: searched and put in order by the address, each leading to its own page."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from reckoner.reports.desk.desk import Desk
from reckoner.reports.desk.spots import rows_of
from tests.desk.at_desk import HOST, Browser

PLACE = "/drafts/panel-paper/2025-11/draft-001/figures"


def numbers(page: str) -> list[str]:
    return re.findall(r'data-label="Number"><a class="govuk-link" href="[^"]+\?number=([0-9]+)">', page)


def test_every_figure_is_listed_with_its_name_period_source_and_place(browser: Browser, desk: Desk) -> None:
    page = unescape(browser.sign_in("reader").get(PLACE))
    rows = rows_of(desk.draft("panel-paper/2025-11/draft-001"))
    assert numbers(page) == [row["number"] for row in rows]
    for row in rows:
        for name in ("printed", "name", "value", "period", "sources", "place"):
            assert row[name] in page, row
    assert rows[4]["name"] in unescape(browser.get(f"{PLACE}?number={rows[4]['number']}"))


@pytest.mark.parametrize("by", ["number", "printed", "name", "value", "period", "sources", "place"])
def test_the_address_puts_them_in_order_either_way(by: str, browser: Browser, desk: Desk) -> None:
    rows = {row["number"]: row for row in rows_of(desk.draft("panel-paper/2025-11/draft-001"))}
    browser.sign_in("reader")
    up, down = numbers(browser.get(f"{PLACE}?by={by}")), numbers(browser.get(f"{PLACE}?by={by}&way=down"))
    assert sorted(up) == sorted(down) == sorted(rows)
    assert up == down[::-1]
    if by not in ("number", "value"):
        said = [rows[number][by].casefold() for number in up]
        assert said == sorted(said)


def test_what_is_searched_for_and_not_found_says_what_to_do(browser: Browser) -> None:
    browser.sign_in("reader")
    found = numbers(browser.get(f"{PLACE}?search=crimes_solved"))
    assert 0 < len(found) < len(numbers(browser.get(PLACE)))
    assert "No figure of this draft holds these words" in browser.get(f"{PLACE}?search=zzzz")
    hostile = browser.get(f"{PLACE}?by=<script>&way=x&search=%3Cscript%3E{'a' * 5000}")
    assert "<script>" not in hostile


def test_a_draft_without_figures_says_how_to_print_one(browser: Browser, house: Path) -> None:
    ledger = house / "output/panel-paper/2025-11/draft-001/figures.csv"
    ledger.write_text(ledger.read_text("utf-8").splitlines()[0] + "\n", "utf-8")
    assert "This draft prints no figure" in browser.sign_in("reader").get(PLACE)


def test_the_sign_in_tab_of_a_browser_is_ours(browser: Browser) -> None:
    for path in ("/favicon.ico", "/static/icon.svg"):
        answer = browser.client.get(path)
        assert (answer.status_code, answer.headers["content-type"]) == (200, "image/svg+xml")
        assert b"#12436d" in answer.content
    assert 'href="/static/icon.svg"' in browser.client.get("/sign-in").text
    assert browser.client.get("/favicon.ico", headers={"Host": f"evil.{HOST}"}).status_code == 421
