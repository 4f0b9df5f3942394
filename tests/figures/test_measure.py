from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reckoner.reports.figures.measure import Break, Measure, NoValue, Observation, OverTime, describe_periods
from reckoner.reports.figures.unit import COUNT, PEOPLE, PER_1000, PERCENT, SECONDS
from reckoner.reports.periods.period import Period
from tests.figures.drawn import exact, measure, near

YEAR = Period.year(2025)
MONTHLY = {"2025-01": 10, "2025-02": 20, "2025-03": 30, "2025-04": 40}
LAST, NONE = OverTime("last"), OverTime("none")


def monthly(values: Sequence[int], over_time: OverTime | None = None) -> Measure:
    """A measure whose values are those of January 2025 and the months after it."""
    months = [Period.months(2025, 1).shifted(offset) for offset in range(len(values))]
    return measure({str(month): value for month, value in zip(months, values, strict=True)}, over_time)


COUNTS = st.lists(st.integers(0, 10**6), min_size=1, max_size=24)


# As observed


@pytest.mark.parametrize("rule", ["sum", "last", "weighted", "none"])
def test_an_observed_value_is_taken_as_it_is(rule: str) -> None:
    figure = measure(MONTHLY, OverTime(rule)).at(Period.parse("2025-02"))  # type: ignore[arg-type]
    assert (figure.value, figure.computed) == (Decimal(20), None)
    assert (figure.name, figure.unit, figure.origins) == ("crimes.solved", COUNT, ("panel",))
    assert str(figure.period) == "2025-02"


def test_an_observed_total_goes_before_the_sum_of_its_months() -> None:
    assert measure({**MONTHLY, "2025-Q1": 61}).at(Period.parse("2025-Q1")).value == 61


@pytest.mark.parametrize("state", ["missing", "suppressed"])
def test_what_is_missing_or_suppressed_has_no_value(state: str) -> None:
    with pytest.raises(NoValue, match=f"crimes.solved is {state} for 2025-02"):
        measure({**MONTHLY, "2025-02": state}).at(Period.parse("2025-02"))


def test_a_suppressed_value_stays_hidden_even_where_the_table_still_holds_it() -> None:
    hidden = Observation(Period.parse("2025-02"), Decimal(3), "suppressed")
    with pytest.raises(NoValue, match="suppressed"):
        replace(measure({}), observations=(hidden,)).at(hidden.period)


def test_two_values_for_one_period_are_refused() -> None:
    with pytest.raises(ValueError, match="two values for one period"):
        measure({"2025-Q1": 1, "2025-01..2025-03": 2})


def test_a_qualifier_and_being_published_are_carried() -> None:
    over = Observation(YEAR, Decimal(16000), qualifier="over")
    figure = replace(measure({}), observations=(over,), published=True).at(YEAR)
    assert (figure.qualifier, figure.published) == ("over", True)


@pytest.mark.parametrize(
    ("period", "state"), [("2025-01", "known"), ("2025-02", "missing"), ("2025-09", "missing")]
)
def test_each_period_has_a_state(period: str, state: str) -> None:
    assert measure({**MONTHLY, "2025-02": "missing"}).state_at(Period.parse(period)) == state


# Sums over time


@given(COUNTS, st.data())
def test_months_that_tile_a_span_make_its_sum(values: list[int], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(values) - 1))
    last = data.draw(st.integers(first, len(values) - 1))
    span = Period.months(2025, 1, last - first + 1).shifted(first)
    figure = monthly(values).at(span)
    assert figure.value == sum(values[first : last + 1])
    assert figure.period == span
    assert figure.name == "crimes.solved"


@given(COUNTS.filter(lambda values: len(values) > 1), st.data())
def test_two_parts_of_a_span_add_up_to_it(values: list[int], data: st.DataObject) -> None:
    cut = data.draw(st.integers(1, len(values) - 1))
    whole = Period.months(2025, 1, len(values))
    parts = Period.months(2025, 1, cut), Period(Period.months(2025, 1, cut).end, whole.end)
    series = monthly(values)
    assert sum(series.at(part).value for part in parts) == series.at(whole).value


@given(st.lists(st.integers(1, 6), min_size=1, max_size=6), st.permutations(range(6)), st.data())
def test_any_tiling_is_found_and_none_is_counted_twice(
    lengths: list[int], order: list[int], data: st.DataObject
) -> None:
    """A span cut into pieces; further observations that lead nowhere lie among them."""
    ends = [sum(lengths[:n]) for n in range(len(lengths) + 1)]
    pieces = [Period.months(2025, 1, b - a).shifted(a) for a, b in pairwise(ends)]
    values = {str(pieces[n]): n + 1 for n in order if n < len(pieces)}
    beyond = data.draw(st.integers(1, 12))
    stray = Period.months(2025, 1, ends[-1] + beyond)
    figure = measure({**values, str(stray): 999}).at(Period.months(2025, 1, ends[-1]))
    assert figure.value == sum(range(1, len(pieces) + 1))


def test_a_longer_first_piece_does_not_hide_a_tiling() -> None:
    series = measure({"2025-01": 1, "2025-Q1": 100, "2025-02..2025-04": 2})
    assert series.at(Period.parse("2025-01..2025-04")).value == 3


def test_quarters_and_months_meet_and_the_fewest_pieces_are_taken() -> None:
    figure = measure({**MONTHLY, "2025-Q1": 61}).at(Period.parse("2025-01..2025-04"))
    assert figure.value == 101
    assert figure.computed is not None
    assert [str(part.period) for part in figure.computed.inputs] == ["2025-Q1", "2025-04"]


@given(COUNTS, st.data())
def test_a_gap_gives_no_sum(values: list[int], data: st.DataObject) -> None:
    gap = data.draw(st.integers(0, len(values) - 1))
    series = monthly(values)
    holed = replace(series, observations=series.observations[:gap] + series.observations[gap + 1 :])
    with pytest.raises(NoValue, match=f"nothing from {series.periods[gap].start}"):
        holed.at(Period.months(2025, 1, len(values) + (len(values) == 1)))


@pytest.mark.parametrize("state", ["missing", "suppressed"])
def test_a_sum_over_an_unknown_value_is_refused(state: str) -> None:
    with pytest.raises(NoValue, match=f"{state} for 2025-03"):
        measure({**MONTHLY, "2025-03": state}).at(Period.parse("2025-01..2025-04"))


def test_a_period_that_its_observations_stick_out_of_has_no_value() -> None:
    with pytest.raises(NoValue, match="2023-24"):
        measure({"2023-24": 100}).at(Period.parse("2023-04..2023-06"))


def test_the_refusal_says_what_there_is() -> None:
    with pytest.raises(NoValue, match="it has 2025-01, 2025-02, 2025-03, 2025-04"):
        measure(MONTHLY).at(YEAR)


@pytest.mark.parametrize("unit", [PERCENT, PER_1000], ids=str)
def test_monthly_rates_are_not_summed_even_where_a_module_says_so(unit: object) -> None:
    with pytest.raises(ValueError, match="can't be added up"):
        measure(MONTHLY, OverTime("sum"), unit).at(Period.parse("2025-Q1"))  # type: ignore[arg-type]


@pytest.mark.parametrize("unit", [PERCENT, PEOPLE, COUNT], ids=str)
def test_a_measure_that_combines_in_no_way_refuses_every_span(unit: object) -> None:
    with pytest.raises(NoValue, match="can't be added or averaged over time"):
        measure(MONTHLY, NONE, unit).at(Period.parse("2025-Q1"))  # type: ignore[arg-type]


# The last value


def test_headcounts_are_not_summed_the_last_one_counts() -> None:
    figure = measure(MONTHLY, LAST, PEOPLE).at(Period.parse("2025-Q1"))
    assert (figure.value, str(figure.period)) == (Decimal(30), "2025-Q1")
    assert figure.computed is not None
    assert figure.computed.operation == "last"
    assert [str(part.period) for part in figure.computed.inputs] == ["2025-03"]


def test_the_last_value_may_be_of_the_last_day() -> None:
    assert measure({"2025-03-31": 2230}, LAST).at(Period.parse("2024-25")).value == 2230


@given(COUNTS)
def test_the_last_value_is_that_of_the_last_month(values: list[int]) -> None:
    assert monthly(values, LAST).at(Period.months(2025, 1, len(values))).value == values[-1]


@pytest.mark.parametrize("period", ["2025-01..2025-05", "2024", "2025-03-01..2025-03-15"])
def test_there_is_no_last_value_where_none_ends_with_the_period(period: str) -> None:
    with pytest.raises(NoValue, match="no value at the end of"):
        measure(MONTHLY, LAST).at(Period.parse(period))


def test_a_longer_observation_is_not_the_last_of_a_shorter_period() -> None:
    with pytest.raises(NoValue, match="no value at the end of 2025-03"):
        measure({"2024-25": 5}, LAST).at(Period.parse("2025-03"))


def test_a_published_last_value_stays_published() -> None:
    assert replace(measure(MONTHLY, LAST), published=True).at(Period.parse("2025-Q1")).published


# Weighted averages


@given(st.lists(st.tuples(st.integers(0, 600), st.integers(1, 10**5)), min_size=2, max_size=12))
def test_a_weighted_mean_weighs_each_month(months: list[tuple[int, int]]) -> None:
    calls = replace(monthly([calls for _, calls in months]), name="calls.taken", origins=("bt",))
    wait = replace(
        monthly([wait for wait, _ in months], OverTime("weighted", "calls.taken")),
        unit=SECONDS,
        weights=calls,
    )
    figure = wait.at(Period.months(2025, 1, len(months)))
    assert near(figure.value, Fraction(sum(w * c for w, c in months), sum(c for _, c in months)))
    assert figure.unit == SECONDS
    assert figure.origins == ("panel", "bt")
    assert min(w for w, _ in months) <= figure.value <= max(w for w, _ in months)


def test_weights_may_be_finer_than_the_values_they_weigh() -> None:
    calls = measure(MONTHLY, name="calls.taken")
    wait = measure({"2025-Q1": 6, "2025-04": 10}, OverTime("weighted", "calls.taken"), SECONDS, weights=calls)
    assert exact(wait.at(Period.parse("2025-01..2025-04"))) == Fraction(6 * 60 + 10 * 40, 100)


def test_a_mean_without_its_weights_is_refused() -> None:
    with pytest.raises(NoValue, match=r"averaged by calls\.taken, which isn't there"):
        measure(MONTHLY, OverTime("weighted", "calls.taken")).at(Period.parse("2025-Q1"))


def test_a_mean_with_an_unknown_weight_is_refused() -> None:
    calls = measure({**MONTHLY, "2025-02": "missing"}, name="calls.taken")
    with pytest.raises(NoValue, match=r"calls\.taken is missing for 2025-02"):
        measure(MONTHLY, OverTime("weighted", "calls.taken"), weights=calls).at(Period.parse("2025-Q1"))


# Breaks in method


@pytest.mark.parametrize(
    ("first", "second", "noted"),
    [
        ("2024-01..2024-10", "2025-01..2025-10", True),
        ("2025-01..2025-10", "2024-01..2024-10", True),
        ("2025-01", "2025-02", True),
        ("2025-01..2025-10", "2025-01..2025-10", True),
        ("2024-01..2024-10", "2024-11..2025-08", True),
        ("2024", "2025-01", False),
        ("2025-02", "2026-02", False),
        ("2025-02", "2025-02", False),
    ],
)
def test_a_break_lies_between_two_periods_if_days_on_both_sides_are_compared(
    first: str, second: str, noted: bool
) -> None:
    series = measure({}, breaks={"2025-02": "new recording system"})
    expected = (Break(Period.parse("2025-02"), "new recording system"),) if noted else ()
    assert series.breaks_between(Period.parse(first), Period.parse(second)) == expected


# What there is


def test_few_periods_are_all_named_and_many_by_their_ends() -> None:
    months = list(YEAR.each_month())
    assert describe_periods([]) == "no values at all"
    assert describe_periods(months[:2]) == "2025-01, 2025-02"
    assert describe_periods(months) == "12 periods from 2025-01 to 2025-12"
