from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reckoner.reports.periods.period import Period, financial_year_of, months_later
from tests.periods.drawn import DAYS, PERIODS, WHOLE_MONTHS, YEARS

# First and last day of each written form, with the days of the week that a calendar shows for them.
WRITTEN = {
    "2024-05-04": ("Saturday 2024-05-04", "Saturday 2024-05-04"),
    "2026-02": ("Sunday 2026-02-01", "Saturday 2026-02-28"),
    "2024-02": ("Thursday 2024-02-01", "Thursday 2024-02-29"),
    "2025-Q3": ("Tuesday 2025-07-01", "Tuesday 2025-09-30"),
    "2025-26-Q2": ("Tuesday 2025-07-01", "Tuesday 2025-09-30"),
    "2025-26-Q4": ("Thursday 2026-01-01", "Tuesday 2026-03-31"),
    "2025": ("Wednesday 2025-01-01", "Wednesday 2025-12-31"),
    "2023-24": ("Saturday 2023-04-01", "Sunday 2024-03-31"),
    "1999-00": ("Thursday 1999-04-01", "Friday 2000-03-31"),
    "2011/12": ("Friday 2011-04-01", "Saturday 2012-03-31"),
    "2011-12": ("Thursday 2011-12-01", "Saturday 2011-12-31"),
    "2025-01..2025-10": ("Wednesday 2025-01-01", "Friday 2025-10-31"),
    "2025-Q1..2025-Q3": ("Wednesday 2025-01-01", "Tuesday 2025-09-30"),
    "2022-23..2023-24": ("Friday 2022-04-01", "Sunday 2024-03-31"),
    " 2025-11-28 .. 2025-12-05 ": ("Friday 2025-11-28", "Friday 2025-12-05"),
}  # fmt: skip
NONSENSE = [
    "", "..", "2025-", "25-01", "2025-1", "2025-00", "2025-13", "2025-Q0", "2025-Q5", "2025-q1", "2025-02-30",
    "2023-02-29", "2023-25", "2023/23", "2025-26-Q5", "2025-27-Q1", "2025-01..", "..2025-01", "2025..2025-03",
    "2025-10..2025-01", "2025-01..2025-02..2025-03", "2025-01...2025-02", "October 2025", "20255", "-2025",
    "0000", "0000-00-00", "1899", "2200", "9999-12", "9999-12-31", "2025-01-01T00:00", "٢٠٢٥", "२०२५-०१",
    "2025\n-01", "None", "1e3", "2025-01" + "..2025-02" * 5000,
]  # fmt: skip


def day(text: str) -> date:
    """A date written with its day of the week, which must be the right one."""
    found = date.fromisoformat(text.split()[1])
    assert f"{found:%A}" == text.split()[0]
    return found


@pytest.mark.parametrize("text", WRITTEN)
def test_each_written_form_names_its_first_and_last_day(text: str) -> None:
    period = Period.parse(text)
    assert (period.start, period.last) == tuple(day(end) for end in WRITTEN[text])


@pytest.mark.parametrize("text", NONSENSE)
def test_nonsense_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match=r"period|ends before it starts"):
        Period.parse(text)


@given(st.text(alphabet="0123456789-/.Q ", max_size=20) | st.text(max_size=12))
def test_any_text_is_a_period_or_a_value_error(text: str) -> None:
    with suppress(ValueError):
        assert Period.parse(str(Period.parse(text))) == Period.parse(text)


@given(PERIODS)
def test_what_is_written_is_read_back(period: Period) -> None:
    assert Period.parse(str(period)) == period


@given(PERIODS, PERIODS)
def test_two_periods_are_written_alike_only_if_they_are_equal(one: Period, other: Period) -> None:
    assert (str(one) == str(other)) == (one == other)


def test_a_wrong_financial_year_is_told_the_right_one_in_a_form_that_is_no_month() -> None:
    with pytest.raises(ValueError, match="2010/11"):
        Period.parse("2010/12")


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2025, 1, 1), date(2025, 1, 1)),
        (date(2025, 1, 2), date(2025, 1, 1)),
        (date(1899, 12, 31), date(1900, 1, 2)),
        (date(2199, 12, 31), date(2200, 1, 2)),
    ],
)
def test_empty_backward_and_far_off_periods_are_refused(start: date, end: date) -> None:
    with pytest.raises(ValueError, match="a period must"):
        Period(start, end)


@pytest.mark.parametrize("month", [0, 13, -1])
def test_there_is_no_such_month(month: int) -> None:
    with pytest.raises(ValueError, match="there is no month"):
        Period.months(2025, month)


@given(PERIODS)
def test_a_period_holds_its_first_and_last_day_and_neither_neighbour(period: Period) -> None:
    assert period.start in period
    assert period.last in period
    assert period.end not in period
    assert period.start - timedelta(days=1) not in period


@given(PERIODS, PERIODS)
def test_a_period_holds_another_where_it_holds_both_its_ends(outer: Period, inner: Period) -> None:
    assert (inner in outer) == (inner.start in outer and inner.last in outer)


@given(PERIODS, PERIODS)
def test_overlap_goes_both_ways_and_means_a_shared_day(one: Period, other: Period) -> None:
    assert one.overlaps(other) == other.overlaps(one)
    assert one.overlaps(other) == (max(one.start, other.start) <= min(one.last, other.last))


@given(WHOLE_MONTHS)
def test_months_tile_their_period_without_gap_or_overlap(period: Period) -> None:
    months = list(period.each_month())
    assert len(months) == period.month_count
    assert months[0].start == period.start
    assert months[-1].end == period.end
    assert all(a.end == b.start and a.shape == "month" for a, b in pairwise(months))


@given(YEARS)
def test_four_quarters_make_a_year_and_four_financial_quarters_a_financial_year(year: int) -> None:
    quarters = [Period.parse(f"{year}-Q{n}") for n in range(1, 5)]
    assert Period(quarters[0].start, quarters[3].end) == Period.year(year)
    own = Period.financial_year(year)
    quarters = [Period.parse(f"{year}/{own.last.year % 100:02}-Q{n}") for n in range(1, 5)]
    assert [q.end for q in quarters[:3]] == [q.start for q in quarters[1:]]
    assert Period(quarters[0].start, quarters[3].end) == own


@given(DAYS)
def test_a_day_lies_in_its_own_financial_year_alone(when: date) -> None:
    own = financial_year_of(when)
    assert own.shape == "financial year"
    assert when in own
    assert (own.start.month, own.start.day) == (4, 1)


def test_the_financial_year_turns_at_the_first_of_april() -> None:
    assert str(financial_year_of(day("Monday 2025-03-31"))) == "2024-25"
    assert str(financial_year_of(day("Tuesday 2025-04-01"))) == "2025-26"


@given(WHOLE_MONTHS)
def test_whole_months_a_year_earlier_are_as_many_whole_months(period: Period) -> None:
    earlier = period.years_earlier()
    assert earlier.month_count == period.month_count
    assert earlier == period.shifted(-12)
    assert earlier.shifted(12) == period


@given(PERIODS)
def test_a_year_earlier_keeps_its_kind_and_is_comparable(period: Period) -> None:
    earlier = period.years_earlier()
    assert earlier.start.year == period.start.year - 1
    assert earlier.last.year == period.last.year - 1
    assert earlier.is_whole_year == period.is_whole_year
    assert period.comparable_with(earlier)
    assert earlier.shape == "day" or period.shape != "day"


@pytest.mark.parametrize(
    ("period", "earlier"),
    [
        ("2025-01..2025-10", "2024-01..2024-10"),
        ("2023-24", "2022-23"),
        ("2025-02", "2024-02"),
        ("2024-02", "2023-02"),
        ("2024-02-28", "2023-02-28"),
        ("2024-02-29", "2023-02-28"),
        ("2025-02-28", "2024-02-28"),
        ("2024-03-01", "2023-03-01"),
        ("2024-02-15..2024-02-29", "2023-02-15..2023-02-28"),
        ("2025-02-15..2025-02-28", "2024-02-15..2024-02-28"),
        ("2024-02-29..2024-03-06", "2023-02-28..2023-03-06"),
    ],
)
def test_the_same_days_a_year_earlier(period: str, earlier: str) -> None:
    assert str(Period.parse(period).years_earlier()) == earlier


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 11, 30), 12, date(2027, 11, 30)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 1, 15), -12, date(2025, 1, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
    ],
)
def test_the_same_day_months_later(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later


def test_a_leap_day_four_years_earlier_is_a_leap_day() -> None:
    assert str(Period.day(day("Thursday 2024-02-29")).years_earlier(4)) == "2020-02-29"


@given(PERIODS, PERIODS)
def test_being_comparable_goes_both_ways(one: Period, other: Period) -> None:
    assert one.comparable_with(other) == other.comparable_with(one)
    assert one.comparable_with(one)


@given(YEARS, YEARS, st.integers(1, 11))
def test_a_part_year_is_never_comparable_with_a_whole_year(year: int, other: int, months: int) -> None:
    part = Period.months(year, 1, months)
    for whole in (Period.year(other), Period.financial_year(other), Period.months(other, 7, 12)):
        assert not part.comparable_with(whole)


@given(DAYS, st.integers(1, 365), YEARS)
def test_days_that_make_no_year_are_not_comparable_with_one(start: date, days: int, year: int) -> None:
    part = Period(start, start + timedelta(days=days))
    assume(not part.is_whole_year)
    assert not part.comparable_with(Period.year(year))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2024", "2025"),
        ("2024", "2023-24"),
        ("2024-02", "2025-03"),
        ("2024-01..2024-10", "2025-01..2025-10"),
        ("2024-03-15..2025-03-14", "2023"),
        ("2024-01-10..2024-03-20", "2025-01-10..2025-03-20"),
        ("2025-11-03..2025-11-09", "2025-11-10..2025-11-16"),
    ],
)
def test_periods_that_may_be_compared(one: str, other: str) -> None:
    assert Period.parse(one).comparable_with(Period.parse(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2025-01..2025-10", "2024"),
        ("2025-01..2025-10", "2024-01..2024-09"),
        ("2025-01-01..2025-12-30", "2024"),
        ("2024-01-01..2024-12-30", "2025"),
        ("2025-Q1", "2025-01"),
        ("2025-11-03..2025-11-09", "2025-11-10..2025-11-15"),
    ],
)
def test_periods_that_may_not_be_compared(one: str, other: str) -> None:
    assert not Period.parse(one).comparable_with(Period.parse(other))


@pytest.mark.parametrize("text", ["2025-01-15..2025-02-14", "2024-02-28..2024-03-01"])
def test_only_whole_months_can_be_counted_or_shifted(text: str) -> None:
    period = Period.parse(text)
    assert period.month_count is None
    with pytest.raises(ValueError, match="not made of whole months"):
        list(period.each_month())
    with pytest.raises(ValueError, match="not made of whole months"):
        period.shifted(1)
