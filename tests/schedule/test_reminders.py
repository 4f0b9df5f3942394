"""Whoever has to bring a figure hears of it a week before, on the day, and once a week after."""

from __future__ import annotations

from datetime import date, timedelta
from email import message_from_bytes, policy
from pathlib import Path

from reckoner.reports.content.due import due_in
from reckoner.reports.render.pdf.stamp import stamp
from reckoner.reports.schedule.adapters import open_state, runner_of
from reckoner.reports.schedule.hooks import now_utc
from reckoner.reports.schedule.plans import read_plans
from reckoner.reports.schedule.reminders import reminders
from reckoner.reports.settings.house import read_house
from tests.small import tiny_house

CALLS = '{{ to_come "999 calls, October", from: analyst, by: %s }}'


def told(house: Path, today: date) -> list[tuple[str, tuple[str, ...]]]:
    at_home = read_house(house)
    calendar = at_home.schedules.calendar.work_calendar()
    found = reminders(due_in(house, at_home.office, calendar, today))
    return [(notice.about, notice.people) for notice in found]


def test_each_stage_has_its_own_notice(tmp_path: Path) -> None:
    house = tiny_house(tmp_path / "house", CALLS % "2025-11-20")
    days = [date(2025, 10, 1) + timedelta(days=number) for number in range(70)]
    heard = dict.fromkeys(about for day in days for about, _ in told(house, day))
    assert [about.split(" ", 2)[2] for about in heard] == [
        f"{stage} 999 calls, October" for stage in ("soon", "today", "overdue 0", "overdue 1", "overdue 2")
    ]
    assert told(house, date(2025, 11, 12)) == []  # Wednesday, six working days before
    assert {people for day in days for _, people in told(house, day)} == {("analyst",)}


def test_nobody_hears_of_what_a_stranger_is_to_bring(tmp_path: Path) -> None:
    house = tiny_house(tmp_path / "house", (CALLS % "2025-11-20").replace("analyst", "somebody"))
    assert told(house, date(2025, 11, 20)) == []


def test_the_service_mails_it_once_through_the_channel_for_notices(tmp_path: Path) -> None:
    house = tiny_house(tmp_path / "house", CALLS % (now_utc().date() - timedelta(days=30)))
    for _ in range(2):
        runner_of(house, open_state(house), lambda *_, **__: None, stamp).reconcile(read_plans(house))
    mails = [
        message_from_bytes(path.read_bytes(), policy=policy.default)
        for path in (house / "output" / "mail").glob("notice-*.eml")
    ]
    [mail] = [each for each in mails if "a figure is awaited from you" in str(each["Subject"])]
    assert str(mail["Subject"]) == "panel-paper 2025-11: a figure is awaited from you"
    body = mail.get_body()
    assert body is not None
    assert "999 calls, October for panel-paper 2025-11 is to come from you by" in body.get_content()
