"""How actions stand on a day follows from their dated steps."""

from __future__ import annotations

from datetime import date

import pytest

from reckoner.reports.actions.record import Action
from reckoner.reports.actions.standing import Followed, follow
from reckoner.reports.settings.house import House

FRIDAY = date(2025, 11, 28)  # the paper's day


@pytest.fixture
def followed(settings: House, actions: tuple[Action, ...]) -> Followed:
    """What the paper has to say."""
    return follow(actions, settings.schedules.meetings, FRIDAY, "panel_meeting")


def test_the_time_since_the_last_meeting_begins_with_that_meeting(followed: Followed) -> None:
    """Neither another body's meeting nor one that was called off counts."""
    assert followed.since == date(2025, 9, 18)


def test_what_ended_before_the_last_meeting_is_left_out(followed: Followed) -> None:
    stands = {each.action.entry.id: each.state for each in followed.standings}
    assert stands == {"2025-06-2": "overdue", "2025-06-3": "withdrawn", "2025-09-1": "open"}
    assert followed.every[0].action.entry.id == "2025-06-1"


def test_news_are_the_steps_since_the_last_meeting(followed: Followed) -> None:
    news = {each.action.entry.id: [step.on.isoformat() for step in each.news] for each in followed.standings}
    assert news == {"2025-06-2": ["2025-09-30"], "2025-06-3": ["2025-09-18"], "2025-09-1": ["2025-11-03"]}
    assert [each.is_new for each in followed.standings] == [False, False, True]


@pytest.mark.parametrize(
    ("day", "state"),
    [
        ("2025-08-27", "open"),
        ("2025-10-31", "open"),
        ("2025-11-14", "open"),  # the last day itself
        ("2025-11-15", "overdue"),
    ],
)
def test_overdue_is_what_is_open_after_its_present_date(
    settings: House, actions: tuple[Action, ...], day: str, state: str
) -> None:
    found = follow(actions, settings.schedules.meetings, date.fromisoformat(day))
    assert {each.action.entry.id: each.state for each in found.every}["2025-06-2"] == state


def test_a_paper_of_an_earlier_day_knows_nothing_of_later_steps(
    settings: House, actions: tuple[Action, ...]
) -> None:
    found = follow(actions, settings.schedules.meetings, date(2025, 9, 18), "panel_meeting")
    stands = {each.action.entry.id: (each.state, each.closed) for each in found.standings}
    assert stands == {
        "2025-06-1": ("done", date(2025, 8, 20)),
        "2025-06-2": ("open", None),
        "2025-06-3": ("open", None),
    }


def test_the_meeting_that_hears_of_an_end_is_the_next_of_its_body(
    followed: Followed, settings: House
) -> None:
    ends = {each.action.entry.id: each.closed_at(settings.schedules.meetings) for each in followed.every}
    assert {name: meeting.id for name, meeting in ends.items() if meeting} == {
        "2025-06-1": "2025-09",
        "2025-06-3": "2025-09",
    }
