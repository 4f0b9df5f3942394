"""The calendar and the feed of what happened, by a person's secret link; read by other people's parsers."""

from __future__ import annotations

import re
from datetime import datetime

import feedparser  # type: ignore[import-untyped]
from icalendar import Calendar

from reckoner.reports.desk.desk import Desk
from reckoner.reports.desk.feeds import atom
from tests.desk.at_desk import HOST, Browser
from tests.worked_example import edit

DRAFT = "/drafts/panel-paper/2025-11/draft-001"
REASON = "Crimes <b>rose</b> & fell; 5 < 6 ]]> “so it is”"


def link(browser: Browser) -> str:
    found = re.search(
        rf"https://{HOST}(/feeds/[A-Za-z0-9_-]{{43}})/calendar.ics", browser.post("/you/feeds", 200)
    )
    assert found
    return found[1]


def test_a_calendar_takes_what_is_due(browser: Browser, desk: Desk) -> None:
    where = link(browser.sign_in("policy"))
    stranger = Browser(desk)
    answer = stranger.client.get(f"{where}/calendar.ics")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    read = Calendar.from_ical(answer.content)
    assert not read.errors
    told = [str(each["summary"]) for each in read.walk("VEVENT")]
    assert any(each.startswith("Draft: ") for each in told)
    assert any(" by now: " in each for each in told)
    assert any("Panel" in each for each in told)
    assert len({str(each["uid"]) for each in read.walk("VEVENT")}) == len(told)


def test_a_feed_reader_takes_what_happened(browser: Browser, desk: Desk) -> None:
    where = link(browser.sign_in("chief-executive"))
    stranger = Browser(desk)
    assert not feedparser.parse(stranger.client.get(f"{where}/events.atom").content).bozo
    browser.post(f"{DRAFT}/reject", hash=desk.draft(DRAFT.removeprefix("/drafts/")).digest, reason=REASON)
    answer = stranger.client.get(f"{where}/events.atom")
    read = feedparser.parse(answer.content)
    assert not read.bozo
    [entry] = read.entries
    assert entry.title == "panel-paper/2025-11/draft-001: rejected"
    assert (entry.author, entry.link) == ("chief-executive", f"https://{HOST}{DRAFT}")
    assert REASON in answer.text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    again = stranger.client.get(f"{where}/events.atom", headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_letters_that_xml_can_t_hold_break_no_feed(desk: Desk) -> None:
    from reckoner.reports.drafts.history import Row

    strange = {"reason": "a\x00b\x0bc\ud800d\uffffe"}
    row = Row(1, "2026-02-01T09:00:00Z", "rejected", "a/b/draft-001", "", "x", "x", strange, "", "h")
    read = feedparser.parse(atom([row], "https://x", "x", "t", datetime.fromisoformat(row.at)))
    assert not read.bozo
    assert read.entries[0].summary.split() == ["a", "b", "c", "d", "e"]


def test_a_link_ends_with_a_new_one_by_its_person_and_with_their_right_to_sign_in(
    browser: Browser, desk: Desk
) -> None:
    browser.sign_in("policy")
    first = link(browser)
    second = link(browser)
    stranger = Browser(desk).client
    for name in ("calendar.ics", "events.atom"):
        assert stranger.get(f"{first}/{name}").status_code == 404
        assert stranger.get(f"{second}/{name}").status_code == 200
        assert stranger.get(f"/feeds/{'a' * 43}/{name}").status_code == 404
    assert "made yours on" in browser.get("/you")
    browser.post("/you/feeds/revoke")
    browser.post("/you/feeds/revoke", 400)
    assert stranger.get(f"{second}/events.atom").status_code == 404
    third = link(browser)
    desk.accounts.disable("policy")
    assert stranger.get(f"{third}/events.atom").status_code == 404
    desk.accounts.enable("policy")
    assert stranger.get(f"{third}/events.atom").status_code == 200
    edit(desk.root / "office.yaml", lambda text: text.replace("{id: policy,", "{id: someone,", 1))
    edit(
        desk.root / "office.yaml",
        lambda text: text.replace("people: [communications, policy]", "people: [communications]"),
    )
    assert stranger.get(f"{third}/events.atom").status_code == 404


def test_the_store_and_the_log_hold_no_link(browser: Browser, desk: Desk) -> None:
    secret = link(browser.sign_in("policy")).rpartition("/")[2]
    browser.client.get(f"/feeds/{secret}/events.atom")
    files = list((desk.root / "state").glob("schedule.sqlite*"))
    assert files
    assert not [path for path in files if secret.encode() in path.read_bytes()]
