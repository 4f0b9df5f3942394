"""The calendar feed: identifiers that stay, lines that fold, instants in UTC."""

from __future__ import annotations

import re

from reckoner.reports.schedule.ahead import ahead
from reckoner.reports.schedule.feed import feed
from reckoner.reports.schedule.plans import Plans
from tests.schedule.offices import at, meeting, monthly, office, paper

LONG = "Panel; the meeting, with a name so long — and with dashes — that its line must be folded somewhere"


def written(plans: Plans) -> bytes:
    found = ahead(plans, at("2026-01-01 00:00"), at("2026-07-01 00:00"))
    return feed(plans, found, at("2026-01-01 12:00"), "OPCC", "www.example.org")


def plans_with(day: str) -> Plans:
    timed = paper(deadlines={"publish": "5 clear days before panel_meeting at 12:00"})
    return office(timed, meetings=[meeting("2026-03", day) | {"name": LONG}])


def unfolded(raw: bytes) -> list[str]:
    return raw.decode().replace("\r\n ", "").split("\r\n")


def test_each_draft_deadline_and_meeting_has_an_entry() -> None:
    lines = unfolded(written(plans_with("2026-03-20")))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert [line for line in lines if line.startswith(("UID", "DTSTART"))] == [
        "UID:panel-paper-2026-03-draft@www.example.org",
        "DTSTART:20260303T080000Z",
        "UID:panel-paper-2026-03-publish@www.example.org",
        "DTSTART:20260312T120000Z",
        "UID:panel_meeting-2026-03@www.example.org",
        "DTSTART;VALUE=DATE:20260320",
    ]


def test_summer_time_is_taken_off() -> None:
    lines = unfolded(written(office(monthly("1 June at 07:00"))))
    assert "DTSTART:20260601T060000Z" in lines


def test_a_moved_meeting_keeps_its_identifiers() -> None:
    before, after = (unfolded(written(plans_with(day))) for day in ("2026-03-20", "2026-03-27"))
    assert [line for line in before if line.startswith("UID")] == [
        line for line in after if line.startswith("UID")
    ]
    assert before != after


def test_lines_are_folded_at_75_bytes_and_characters_stay_whole() -> None:
    raw = written(plans_with("2026-03-20"))
    lines = raw.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(line.decode() for line in lines if line)
    assert b"\n" not in raw.replace(b"\r\n", b"")
    name = LONG.replace(";", "\\;").replace(",", "\\,")
    assert f"SUMMARY:{name}" in unfolded(raw)


def test_a_text_can_not_start_a_line_of_its_own() -> None:
    plans = office(meetings=[meeting("a", "2026-03-20") | {"name": "Panel\r\nBEGIN:VALARM"}])
    assert not re.search(rb"^BEGIN:VALARM", written(plans), re.MULTILINE)
