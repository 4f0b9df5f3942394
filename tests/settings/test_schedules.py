"""schedules.yaml by itself: meetings, closures, and the time before an election."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from reports.settings.schedules import Schedules

MEETINGS = [
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
    found = schedules(meetings=MEETINGS).next_meeting(date.fromisoformat(today))
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
