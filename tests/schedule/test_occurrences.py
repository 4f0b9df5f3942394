"""The instants that rules name, against dates read off a calendar; each occurrence exactly once."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reckoner.reports.periods.holidays import bank_holidays
from reckoner.reports.periods.workcalendar import WorkCalendar
from reckoner.reports.schedule.occurrences import Dates, Occurrence, Unknown, instant, occurrences
from reckoner.reports.schedule.when import parse_when
from reckoner.reports.settings.schedules import Meeting
from tests.schedule.offices import at

LONDON = ZoneInfo("Europe/London")
DATES = Dates(WorkCalendar(bank_holidays("england-and-wales")), (), LONDON)


def falls(text: str, start: str, end: str, dates: Dates = DATES) -> list[str]:
    """What falls due between two days, as weekday, date and time on the wall."""
    found = occurrences(parse_when(text), dates, at(f"{start} 00:00"), at(f"{end} 00:00"))
    instants = [item.due.astimezone(LONDON) for item in found if isinstance(item, Occurrence)]
    return [f"{due:%a %Y-%m-%d %H:%M}" for due in instants]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("first working day at 07:00", "Fri 01-02 07:00, Mon 02-02 07:00, Mon 03-02 07:00"),
        ("last Friday", "Fri 01-30 07:00, Fri 02-27 07:00, Fri 03-27 07:00"),
        ("second Tuesday of February", "Tue 02-10 07:00"),
        ("the 31st", "Sat 01-31 07:00, Sat 02-28 07:00, Tue 03-31 07:00"),
        ("the 31st, or the next working day", "Mon 02-02 07:00, Mon 03-02 07:00, Tue 03-31 07:00"),
        ("the 31st, or the working day before", "Fri 01-30 07:00, Fri 02-27 07:00, Tue 03-31 07:00"),
        ("1 March at 09:00", "Sun 03-01 09:00"),
        ("cron: 0 6 1 */2 *", "Thu 01-01 06:00, Sun 03-01 06:00"),
    ],
)
def test_the_first_quarter_of_2026(text: str, expected: str) -> None:
    assert ", ".join(falls(text, "2026-01-01", "2026-04-01")).replace("2026-", "") == expected


def test_a_leap_day_comes_in_leap_years_and_is_the_28th_in_others() -> None:
    assert falls("29 February", "2023-01-01", "2026-01-01") == [
        "Tue 2023-02-28 07:00",
        "Thu 2024-02-29 07:00",
        "Fri 2025-02-28 07:00",
    ]
    assert falls("last working day of February", "2024-01-01", "2025-01-01") == ["Thu 2024-02-29 07:00"]


def test_a_day_that_moves_into_the_next_month_is_still_asked_for_by_its_own() -> None:
    found = list(
        occurrences(
            parse_when("the 31st, or the next working day"),
            DATES,
            at("2026-02-01 00:00"),
            at("2026-03-03 00:00"),
        )
    )
    assert [item.anchor.day for item in found] == [date(2026, 1, 31), date(2026, 2, 28)]


def test_a_time_that_spring_leaves_out_comes_an_hour_later_and_once() -> None:
    """Sunday 29 March 2026: 01:00 GMT is followed by 02:00 BST."""
    assert falls("cron: 30 1 * * *", "2026-03-28", "2026-03-31") == [
        "Sat 2026-03-28 01:30",
        "Sun 2026-03-29 02:30",
        "Mon 2026-03-30 01:30",
    ]


def test_a_time_that_autumn_has_twice_comes_the_first_time_only() -> None:
    """Sunday 25 October 2026: 02:00 BST is followed by 01:00 GMT."""
    found = occurrences(parse_when("cron: 30 1 * * *"), DATES, at("2026-10-24 00:00"), at("2026-10-27 00:00"))
    assert [item.due for item in found if isinstance(item, Occurrence)] == [
        datetime(2026, 10, 24, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 26, 1, 30, tzinfo=UTC),
    ]


@given(
    st.dates(date(2015, 1, 1), date(2027, 12, 30)),
    st.times().map(lambda t: t.replace(second=0, microsecond=0)),
)
def test_the_same_time_on_two_days_is_two_instants_in_order(day: date, clock: time) -> None:
    later = instant(day + timedelta(days=1), clock, LONDON) - instant(day, clock, LONDON)
    assert timedelta(hours=22) <= later <= timedelta(hours=26)


@given(st.integers(0, 3000), st.lists(st.integers(1, 200), min_size=1, max_size=4))
def test_windows_that_meet_give_each_occurrence_once(first: int, lengths: list[int]) -> None:
    when = parse_when("the 31st, or the next working day, at 01:30")
    edge = at("2016-01-01 00:00") + timedelta(days=first)
    end = edge + timedelta(days=sum(lengths))
    pieces = []
    for length in lengths:
        pieces += list(occurrences(when, DATES, edge, edge + timedelta(days=length)))
        edge += timedelta(days=length)
    assert pieces == list(occurrences(when, DATES, end - timedelta(days=sum(lengths)), end))


def test_meetings_that_are_cancelled_or_of_another_series_ask_for_nothing() -> None:
    meetings = (
        Meeting(id="a", name="Panel", date=date(2026, 3, 20)),
        Meeting(id="b", name="Panel", date=date(2026, 3, 27), cancelled="no quorum"),
        Meeting(id="c", name="Audit", date=date(2026, 3, 24), series="audit"),
    )
    dates = Dates(DATES.work, meetings, LONDON)
    assert falls("5 clear days before panel_meeting", "2026-03-01", "2026-04-01", dates) == [
        "Thu 2026-03-12 07:00"
    ]
    assert falls("on the day of audit at 18:00", "2026-03-01", "2026-04-01", dates) == [
        "Tue 2026-03-24 18:00"
    ]


def test_a_month_whose_bank_holidays_nobody_knows_is_named_and_not_guessed() -> None:
    found = list(
        occurrences(parse_when("first working day"), DATES, at("2028-12-01 00:00"), at("2029-02-01 00:00"))
    )
    assert isinstance(found[0], Occurrence)
    assert [item.anchor.day for item in found if isinstance(item, Unknown)] == [date(2029, 1, 1)]
    assert "known from 2012-01-01 to" in next(item.reason for item in found if isinstance(item, Unknown))
    assert len(falls("the 1st", "2029-01-01", "2030-01-01")) == 12
