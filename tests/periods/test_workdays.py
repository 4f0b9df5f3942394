"""Working days, clear days, bank holidays: days counted by hand on a wall calendar."""

from __future__ import annotations

from datetime import date

import pytest

from reckoner.reports.errors import SettingsError
from reckoner.reports.periods.holidays import BeyondKnownHolidays, bank_holidays, known_years
from reckoner.reports.periods.period import Period
from reckoner.reports.periods.workcalendar import Closure, WorkCalendar
from reckoner.reports.periods.workdays import clear_days_before, nth, nth_of, on_or_after, on_or_before, walk

ENGLAND = WorkCalendar(bank_holidays("england-and-wales"))
SCOTLAND = WorkCalendar(bank_holidays("scotland"))
ULSTER = WorkCalendar(bank_holidays("northern-ireland"))


def day(text: str) -> date:
    """ "Friday 2025-11-28", with the weekday checked."""
    name, _, written = text.partition(" ")
    found = date.fromisoformat(written)
    assert f"{found:%A}" == name, text
    return found


@pytest.mark.parametrize(
    ("meeting", "clear", "published"),
    [
        ("Friday 2025-11-28", 5, "Thursday 2025-11-20"),  # 27, 26, 25, 24, 21 are the five
        ("Monday 2025-12-29", 5, "Wednesday 2025-12-17"),  # 24, 23, 22, 19, 18; Christmas doesn't count
        ("Tuesday 2026-01-06", 5, "Wednesday 2025-12-24"),  # 5, 2, 31, 30, 29; so not the 26th or 25th
        ("Thursday 2024-04-04", 5, "Monday 2024-03-25"),  # 3, 2, 28, 27, 26: Easter between
        ("Friday 2024-03-01", 5, "Thursday 2024-02-22"),  # over 29 February
        ("Thursday 2022-06-09", 5, "Monday 2022-05-30"),  # 8, 7, 6, 1, 31: the Jubilee's two days off
        ("Wednesday 2026-02-04", 0, "Tuesday 2026-02-03"),
    ],
)
def test_clear_days_count_neither_end(meeting: str, clear: int, published: str) -> None:
    assert clear_days_before(day(meeting), clear, ENGLAND.counts, ENGLAND.works) == day(published)


def test_an_office_closure_counts_as_clear_days_but_nobody_publishes_in_it() -> None:
    closed = Closure(Period(date(2025, 12, 24), date(2026, 1, 1)), "Christmas closure")
    office = WorkCalendar(ENGLAND.holidays, (closed,))
    tuesday = day("Tuesday 2026-01-06")
    # By law Wednesday 24 December would do; nobody is there, so it is the Tuesday.
    assert clear_days_before(tuesday, 5, office.counts, office.works) == day("Tuesday 2025-12-23")


@pytest.mark.parametrize(
    ("month", "number", "expected"),
    [
        ("2026-01", 1, "Friday 2026-01-02"),
        ("2026-03", 1, "Monday 2026-03-02"),
        ("2026-05", 1, "Friday 2026-05-01"),
        ("2024-04", 1, "Tuesday 2024-04-02"),  # 1 April 2024 was Easter Monday
        ("2026-02", -1, "Friday 2026-02-27"),
        ("2024-02", -1, "Thursday 2024-02-29"),
        ("2024-03", -1, "Thursday 2024-03-28"),  # the 29th was Good Friday
        ("2025-12", -1, "Wednesday 2025-12-31"),
    ],
)
def test_the_nth_working_day_of_a_month(month: str, number: int, expected: str) -> None:
    assert nth_of(Period.parse(month), number, ENGLAND.works) == day(expected)


def test_the_three_nations_have_their_own_days() -> None:
    second_january, patrick = day("Friday 2026-01-02"), day("Tuesday 2026-03-17")
    assert [known.works(second_january) for known in (ENGLAND, SCOTLAND, ULSTER)] == [True, False, True]
    assert [known.works(patrick) for known in (ENGLAND, SCOTLAND, ULSTER)] == [True, True, False]


def test_a_day_beyond_the_list_is_an_error_that_says_so() -> None:
    last = ENGLAND.holidays.known.last
    with pytest.raises(BeyondKnownHolidays, match=rf"to {last}, and 2035-12-25 lies beyond") as refusal:
        ENGLAND.works(day("Tuesday 2035-12-25"))
    assert isinstance(refusal.value, SettingsError)
    assert "govuk-bank-holidays" in str(refusal.value)
    with pytest.raises(BeyondKnownHolidays):
        ENGLAND.works(day("Monday 2011-01-03"))


def test_counting_over_the_end_of_the_list_is_an_error_too() -> None:
    beyond = Period.day(ENGLAND.holidays.known.end).start
    with pytest.raises(BeyondKnownHolidays):
        nth(beyond, 3, ENGLAND.works)


def test_a_year_listed_in_part_is_not_known() -> None:
    days = [date(2026, 1, 1), date(2026, 12, 25), date(2027, 1, 1), date(2027, 12, 27), date(2028, 1, 3)]
    assert known_years(days) == Period(date(2026, 1, 1), date(2028, 1, 1))
    with pytest.raises(BeyondKnownHolidays, match="empty"):
        known_years([])


def test_the_walker_goes_both_ways_and_leaves_out_its_start() -> None:
    start = day("Friday 2025-11-28")
    forwards, backwards = walk(start, ENGLAND.works), walk(start, ENGLAND.works, back=True)
    assert next(forwards) == day("Monday 2025-12-01")
    assert next(backwards) == day("Thursday 2025-11-27")
    assert nth(start, 0, ENGLAND.works) == start


def test_a_day_that_does_not_count_moves_on_or_back() -> None:
    sunday = day("Sunday 2026-04-05")
    assert on_or_after(sunday, ENGLAND.works) == day("Tuesday 2026-04-07")
    assert on_or_before(sunday, ENGLAND.works) == day("Thursday 2026-04-02")


def test_an_office_that_never_works_is_found_out() -> None:
    with pytest.raises(ValueError, match="no working day in the year after"):
        nth(date(2026, 1, 1), 1, lambda _: False)


def test_a_month_with_too_few_working_days_is_refused() -> None:
    with pytest.raises(ValueError, match="fewer than 23"):
        nth_of(Period.parse("2026-02"), 23, ENGLAND.works)


@pytest.mark.parametrize(
    ("poll", "notice"),
    [("Thursday 2024-05-02", "Tuesday 2024-03-26"), ("Thursday 2025-05-01", "Tuesday 2025-03-25")],
)
def test_the_pre_election_period_starts_25_working_days_before_the_poll(poll: str, notice: str) -> None:
    assert ENGLAND.pre_election(day(poll)) == Period(day(notice), Period.day(day(poll)).end)


def test_a_notice_given_earlier_starts_it_earlier_and_a_later_one_does_not() -> None:
    poll = day("Thursday 2024-05-02")
    assert ENGLAND.pre_election(poll, day("Monday 2024-03-18")).start == day("Monday 2024-03-18")
    assert ENGLAND.pre_election(poll, day("Monday 2024-04-08")).start == day("Tuesday 2024-03-26")
