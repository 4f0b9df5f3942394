"""schedules.yaml: what is made, for which meeting or period, and the dates beside it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from reckoner.reports.errors import SettingsError
from reckoner.reports.settings.schedules import Schedules, read_schedules
from tests.small import write

MEETINGS = """
meetings:
  - {id: 2026-03, name: The Panel, date: 2026-03-20}
  - {id: 2025-11, name: The Panel, date: 2025-11-28}
"""


def read(folder: Path, text: str = MEETINGS) -> Schedules:
    write(folder / "schedules.yaml", text)
    return read_schedules(folder)


def refusal(folder: Path, text: str) -> str:
    with pytest.raises(SettingsError) as error:
        read(folder, text)
    return str(error.value)


def test_a_meeting_is_found_by_its_id_which_stays_when_the_date_moves(tmp_path: Path) -> None:
    meeting = read(tmp_path, MEETINGS.replace("2025-11-28", "2025-12-05")).meeting("2025-11")
    assert meeting is not None
    assert meeting.date == date(2025, 12, 5)


def test_an_unknown_meeting_is_none(tmp_path: Path) -> None:
    assert read(tmp_path).meeting("2025-12") is None


@pytest.mark.parametrize(
    ("today", "meeting"),
    [
        (date(2025, 11, 1), "2025-11"),
        (date(2025, 11, 28), "2025-11"),
        (date(2025, 11, 29), "2026-03"),
        (date(2027, 1, 1), "2026-03"),
    ],
)
def test_the_next_meeting_is_the_first_on_or_after_today_or_the_last_known(
    tmp_path: Path, today: date, meeting: str
) -> None:
    found = read(tmp_path).next_meeting(today)
    assert found is not None
    assert found.id == meeting


def test_without_meetings_there_is_no_next_one(tmp_path: Path) -> None:
    assert read(tmp_path, "meetings: []\n").next_meeting(date(2025, 11, 28)) is None


def test_two_meetings_of_one_id_are_refused(tmp_path: Path) -> None:
    assert "two meetings have the id 2025-11" in refusal(tmp_path, MEETINGS.replace("2026-03,", "2025-11,"))


@pytest.mark.parametrize("key", ["../2025-11", "2025/11", "2025 11", ".", "A", "''", "2025-11\\n"])
def test_an_id_that_could_not_be_a_folder_s_name_is_refused(tmp_path: Path, key: str) -> None:
    assert "schedules.yaml:2" in refusal(tmp_path, MEETINGS.replace("id: 2026-03", f'id: "{key}"'))


def test_a_day_that_does_not_exist_has_its_line(tmp_path: Path) -> None:
    said = refusal(tmp_path, MEETINGS.replace("2025-11-28", "2025-11-31"))
    assert said.startswith("schedules.yaml:3: ")
    assert "2025-11-31" in said


def test_an_unknown_key_names_the_nearest(tmp_path: Path) -> None:
    assert "Did you mean meetings" in refusal(tmp_path, "meeting: []\n")


PANELS = [
    {"id": "a", "name": "Panel", "date": date(2026, 3, 20)},
    {"id": "b", "name": "Panel", "date": date(2026, 6, 19), "cancelled": "no quorum"},
    {"id": "c", "name": "Audit board", "date": date(2026, 7, 1), "series": "audit_board"},
    {"id": "d", "name": "Panel", "date": date(2026, 9, 18)},
]


def schedules(**parts: Any) -> Schedules:
    return Schedules.model_validate(parts)


@pytest.mark.parametrize(
    ("today", "key"), [("2026-03-20", "a"), ("2026-03-21", "d"), ("2026-09-18", "d"), ("2027-01-01", "d")]
)
def test_the_next_meeting_is_the_panels_next_that_will_be_held(today: str, key: str) -> None:
    found = schedules(meetings=PANELS).next_meeting(date.fromisoformat(today))
    assert found is not None
    assert found.id == key


def test_release_is_held_from_the_notice_of_election_to_the_poll() -> None:
    poll = {"poll": date(2024, 5, 2), "name": "elections of 2 May 2024"}
    calendar = schedules(calendar={"pre_election": [poll]}).calendar
    days = [date(2024, 3, 25), date(2024, 3, 26), date(2024, 5, 2), date(2024, 5, 3)]
    assert [calendar.held(day) is not None for day in days] == [False, True, True, False]
    assert calendar.held(days[1]) == (
        "pre-election period before the elections of 2 May 2024, 2024-03-26 to 2024-05-02: "
        "the monitoring officer decides on publication"
    )


def test_a_closure_holds_its_last_day() -> None:
    closure = {"from": date(2025, 12, 29), "to": date(2025, 12, 31), "reason": "Christmas"}
    work = schedules(calendar={"closures": [closure]}).calendar.work_calendar()
    days = [date(2025, 12, 24) + timedelta(days=n) for n in range(10)]
    assert [day.day for day in days if work.works(day)] == [24, 2]


def test_two_schedules_may_not_make_the_same_editions() -> None:
    made = {"publication": "newsletter", "for": "previous month", "when": "the 5th"}
    with pytest.raises(
        ValidationError, match="two schedules make the same editions: newsletter for previous"
    ):
        schedules(schedules=[{"name": "one", **made}, {"name": "two", **made}])
    apart = schedules(schedules=[{"name": "one", **made}, {"name": "two", "issue": "precept", **made}])
    assert len(apart.schedules) == 2


@pytest.mark.parametrize(("written", "length"), [("36 hours", 1.5), ("1 day", 1), ("2 weeks", 14)])
def test_lengths_of_time_are_written_in_words(written: str, length: float) -> None:
    made = {"name": "n", "publication": "p", "for": "previous month", "when": "the 5th", "catch_up": written}
    assert schedules(schedules=[made]).schedules[0].catch_up == timedelta(days=length)


def test_a_day_proclaimed_later_counts_towards_clear_days() -> None:
    """Monday 15 June 2026 proclaimed: twelve clear days before Tuesday 23 June end a day earlier."""
    added = {"date": date(2026, 6, 15), "name": "a day proclaimed for this test"}
    taken = {"date": date(2026, 5, 25), "name": "moved to June", "holiday": False}
    plain = schedules().calendar.work_calendar()
    work = schedules(calendar={"bank_holidays": [added, taken]}).calendar.work_calendar()
    assert (plain.counts(date(2026, 6, 15)), work.counts(date(2026, 6, 15))) == (True, False)
    assert (plain.counts(date(2026, 5, 25)), work.counts(date(2026, 5, 25))) == (False, True)


@pytest.mark.parametrize(
    ("entries", "what"),
    [
        ([("2026-12-25", True)], "2026-12-25 is a bank holiday already: Christmas Day"),
        ([("2026-06-15", False)], "2026-06-15 is no bank holiday"),
        ([("2026-06-15", True), ("2026-06-15", True)], "2026-06-15 stands there twice"),
        ([("1990-06-15", True)], "1990-06-15 lies outside"),
    ],
)
def test_a_bank_holiday_that_changes_nothing_is_refused(entries: list[tuple[str, bool]], what: str) -> None:
    days = [{"date": day, "name": "a day of this test", "holiday": holiday} for day, holiday in entries]
    with pytest.raises(ValidationError, match=what):
        schedules(calendar={"bank_holidays": days})
