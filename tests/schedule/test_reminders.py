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
    found = reminders(due_in(house, at_home.office, calendar, today), calendar)
    return [(notice.about, notice.people) for notice in found]


def test_each_stage_has_its_own_notice(tmp_path: Path) -> None:
    house = tiny_house(tmp_path / "house", CALLS % "2025-11-20")
    days = [date(2025, 10, 1) + timedelta(days=number) for number in range(70)]
    heard = dict.fromkeys(about for day in days for about, _ in told(house, day))
    days_told = ["2025-11-13", "2025-11-20", "2025-11-21", "2025-11-27", "2025-12-04"]
    assert list(heard) == [f"analyst {day}" for day in days_told]
    assert told(house, date(2025, 11, 12)) == []  # Wednesday, six working days before
    assert {people for day in days for _, people in told(house, day)} == {("analyst",)}


def test_bank_holidays_and_closures_don_t_count(tmp_path: Path) -> None:
    """Due on Monday 2026-01-05: New Year's Day, and the office's own days before it, are no working days."""
    house = tiny_house(tmp_path / "house", CALLS % "2026-01-05")
    assert told(house, date(2025, 12, 18)) == []
    assert told(house, date(2025, 12, 19)) == [("analyst 2025-12-19", ("analyst",))]


def test_who_owes_several_things_gets_one_mail_for_all(tmp_path: Path) -> None:
    words = f"{CALLS % '2025-11-20'} and {(CALLS % '2025-11-18').replace('999 calls', 'Complaints')}"
    house = tiny_house(tmp_path / "house", words)
    at_home = read_house(house)
    calendar = at_home.schedules.calendar.work_calendar()
    (notice,) = reminders(due_in(house, at_home.office, calendar, date(2025, 11, 18)), calendar)
    assert notice.about == "analyst 2025-11-18"
    assert "- Complaints, October, by Tuesday 18 November 2025: due today\n" in notice.text
    assert "- 999 calls, October, by Thursday 20 November 2025: 2 working days left\n" in notice.text


def test_what_is_owed_to_several_editions_is_one_mail_too(tmp_path: Path) -> None:
    house = tiny_house(tmp_path / "house", CALLS % "2025-11-20")
    news = house / "content/news"
    news.mkdir()
    (news / "2025-11-18-calls.md").write_text(
        "---\ntitle: Calls\nowner: analyst\nby: 2025-11-18\n---\n", "utf-8"
    )
    at_home = read_house(house)
    calendar = at_home.schedules.calendar.work_calendar()
    (notice,) = reminders(due_in(house, at_home.office, calendar, date(2025, 11, 18)), calendar)
    assert (notice.subject, notice.people) == ("Something is awaited from you", ("analyst",))
    assert "To come from you for panel-paper 2025-11:" in notice.text
    assert "- the story “Calls”, by Tuesday 18 November 2025: due today" in notice.text


def test_a_section_is_owed_until_its_owner_has_read_or_written_it(tmp_path: Path) -> None:
    house = tiny_house(tmp_path / "house", "Words.")
    section = house / "content/panel-paper/2025-11/10-crime.md"
    for front, body, is_owed in (
        ("owner: finance\nby: 2025-11-20", "", True),
        ("owner: finance\nby: 2025-11-20\ncheck: These are the old words.", "Words.", True),
        ("owner: finance\nby: 2025-11-20", "Words.", False),
        ("owner: finance", "", False),  # the check of a draft says that it has no day
    ):
        section.write_text(f"---\ntitle: Crime\n{front}\n---\n{body}\n", "utf-8")
        assert told(house, date(2025, 11, 20)) == [("finance 2025-11-20", ("finance",))] * is_owed
    edition = section.with_name("edition.md")
    text = edition.read_text("utf-8").replace("title:", "wanted_by: 2025-11-20\ntitle:", 1)
    edition.write_text(text, "utf-8")
    assert told(house, date(2025, 11, 20)) == [("finance 2025-11-20", ("finance",))]


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
    [mail] = [each for each in mails if "something is awaited from you" in str(each["Subject"])]
    assert str(mail["Subject"]) == "panel-paper 2025-11: something is awaited from you"
    body = mail.get_body()
    assert body is not None
    said = body.get_content()
    assert "To come from you for panel-paper 2025-11:" in said
    assert "- 999 calls, October, by " in said
