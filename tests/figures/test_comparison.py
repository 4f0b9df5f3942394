from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reckoner.reports.figures.catalogue import Catalogue, Fact, UnknownName
from reckoner.reports.figures.comparison import (
    STEP_NAMES,
    StepError,
    StepName,
    step,
    steps,
    value,
)
from reckoner.reports.figures.figure import Figure
from reckoner.reports.figures.measure import Measure, NoValue, OverTime
from reckoner.reports.figures.unit import PERCENT, POINTS
from reckoner.reports.periods.period import Period
from tests.figures.drawn import exact, figure, measure, near


def before(of: Measure, period: Period) -> Figure:
    return step(of, "before", period, Catalogue())


def share(of: Measure, period: Period, catalogue: Catalogue) -> Figure:
    return step(of, "share", period, catalogue)


def total(of: Measure, period: Period) -> Figure:
    return step(of, "total", period, Catalogue())


YEAR_TO_DATE = Period.parse("2025-01..2025-10")
SOLVED = measure(
    {"2024-01..2024-10": 9000, "2025-01..2025-10": 12000},
    share_of="crimes.recorded",
    breaks={"2023-04": "long ago", "2025-02": "new recording system"},
)
RECORDED = measure(
    {"2024-01..2024-10": 60000, "2025-01..2025-10": 75000},
    name="crimes.recorded",
    origins=("police",),
    breaks={"2024-06": "new counting rules"},
)
ANSWERED = measure({"2024-10": "88.7", "2025-10": "91.25"}, OverTime("none"), PERCENT, name="calls.answered")
CATALOGUE = Catalogue.of([SOLVED, RECORDED, ANSWERED])
SCHOOLS = Fact(figure(31, name="knife_crime.schools", period=Period.parse("2025-10")), "the Panel paper")


def solved(*names: StepName) -> Figure:
    return steps(SOLVED, names, YEAR_TO_DATE, CATALOGUE)


def test_the_value_is_that_of_the_period() -> None:
    assert (solved("value").value, solved("value").name) == (Decimal(12000), "crimes.solved")


def test_before_is_the_same_months_a_year_earlier() -> None:
    figure_ = solved("before")
    assert (figure_.value, str(figure_.period)) == (Decimal(9000), "2024-01..2024-10")
    assert before(SOLVED, YEAR_TO_DATE).value == 9000


def test_changes_are_from_a_year_earlier() -> None:
    assert solved("change").value == 3000
    assert near(solved("percent_change").value, Fraction(100, 3))


def test_a_percentage_changes_by_points() -> None:
    figure_ = step(ANSWERED, "points_change", Period.parse("2025-10"), CATALOGUE)
    assert (figure_.value, figure_.unit) == (Decimal("2.55"), POINTS)


def test_a_share_is_of_the_measure_that_it_is_a_share_of() -> None:
    figure_ = share(SOLVED, YEAR_TO_DATE, CATALOGUE)
    assert (figure_.value, figure_.unit, figure_.origins) == (Decimal(16), PERCENT, ("panel", "police"))


def test_steps_apply_one_after_another() -> None:
    assert solved("before", "share").value == 15
    assert solved("share", "before").value == 15
    rise = solved("share", "points_change")
    assert (rise.value, rise.unit) == (Decimal(1), POINTS)


def test_a_figure_is_named_with_its_steps() -> None:
    assert solved("share", "points_change").name == "crimes.solved.share.points_change"


@given(st.lists(st.integers(1, 10**6), min_size=24, max_size=24), st.integers(1, 12))
def test_monthly_values_are_summed_over_the_whole_period(values: list[int], months: int) -> None:
    start = Period.months(2024, 1)
    series = measure({str(start.shifted(n)): number for n, number in enumerate(values)})
    now = Period.months(2025, 1, months)
    assert total(series, now).value == sum(values[12 : 12 + months])
    assert step(series, "before", now, CATALOGUE).value == sum(values[:months])
    assert step(series, "change", now, CATALOGUE).value == sum(values[12 : 12 + months]) - sum(
        values[:months]
    )


@given(st.integers(1, 10**9), st.integers(1, 10**9))
def test_value_before_and_change_agree(now: int, base: int) -> None:
    series = measure({"2024-10": base, "2025-10": now})
    found = {name: exact(step(series, name, Period.parse("2025-10"), CATALOGUE)) for name in STEP_NAMES[:4]}
    assert found["before"] + found["change"] == found["value"]
    assert abs(found["before"] * (1 + found["percent_change"] / 100) - found["value"]) < Fraction(1, 10**20)


# Breaks in method


def test_a_comparison_across_a_break_carries_its_note() -> None:
    note = ("2025-02: new recording system",)
    assert solved("change").notes == note
    assert solved("percent_change").notes == note
    assert solved("before").notes == note


def test_a_share_carries_the_notes_of_both_measures_once() -> None:
    notes = ("2025-02: new recording system", "2024-06: new counting rules")
    assert set(solved("share", "points_change").notes) == set(notes)
    assert len(solved("share", "points_change").notes) == 2


def test_a_comparison_on_one_side_of_a_break_carries_no_note() -> None:
    series = measure({"2024-10": 1, "2025-10": 2}, breaks={"2024-10": "x", "2025-11": "y"})
    assert step(series, "change", Period.parse("2025-10"), CATALOGUE).notes == ()


def test_a_sum_that_straddles_a_break_carries_its_note_and_the_last_value_does_not() -> None:
    months = {"2025-01": 1, "2025-02": 2, "2025-03": 3}
    breaks = {"2025-02": "new recording system"}
    assert value(measure(months, breaks=breaks), Period.parse("2025-Q1")).notes == (
        "2025-02: new recording system",
    )
    assert value(measure(months, OverTime("last"), breaks=breaks), Period.parse("2025-Q1")).notes == ()


# What is refused


@pytest.mark.parametrize("rule", ["last", "weighted", "none"])
def test_only_what_adds_up_over_time_has_a_total(rule: str) -> None:
    series = measure({"2025-01": 1, "2025-02": 2}, OverTime(rule))  # type: ignore[arg-type]
    with pytest.raises(StepError, match=rf"doesn't add up over time .over_time is {rule}."):
        step(series, "total", Period.parse("2025-01"), CATALOGUE)


def test_a_total_comes_straight_after_the_name() -> None:
    with pytest.raises(StepError, match="comes straight after a measure's name"):
        solved("before", "total")


def test_a_measure_that_is_a_share_of_nothing_has_no_share() -> None:
    with pytest.raises(StepError, match=r"crimes\.recorded has no share"):
        step(RECORDED, "share", YEAR_TO_DATE, CATALOGUE)


def test_a_share_has_no_share() -> None:
    with pytest.raises(StepError, match="is worked out already"):
        solved("share", "share")


def test_a_share_of_an_unknown_measure_gives_the_nearest_names() -> None:
    with pytest.raises(UnknownName, match=r"crimes\.recorded"):
        step(measure({"2025": 1}, share_of="crimes.record"), "share", Period.year(2025), CATALOGUE)


def test_a_missing_year_earlier_is_named() -> None:
    with pytest.raises(NoValue, match=r"no value for 2023-01\.\.2023-10"):
        solved("before", "before")


def test_a_measure_needs_a_period() -> None:
    with pytest.raises(StepError, match="name a period"):
        step(SOLVED, "value", None, CATALOGUE)


def test_an_unknown_step_gives_the_nearest_names() -> None:
    with pytest.raises(StepError, match="Did you mean percent_change"):
        steps(SOLVED, ["percent_changes"], YEAR_TO_DATE, CATALOGUE)


@pytest.mark.parametrize("name", [name for name in STEP_NAMES if name != "value"])
def test_a_fact_has_a_value_and_nothing_else(name: StepName) -> None:
    assert step(SCHOOLS, "value", None, CATALOGUE) == SCHOOLS.figure
    with pytest.raises(StepError, match=r"knife_crime\.schools is a one-off fact, which has no"):
        step(SCHOOLS, name, None, CATALOGUE)


def test_a_fact_has_no_other_period_than_its_own() -> None:
    assert step(SCHOOLS, "value", Period.parse("2025-10"), CATALOGUE) == SCHOOLS.figure
    with pytest.raises(StepError, match=r"a one-off fact for 2025-10, it has no value for 2024-10"):
        step(SCHOOLS, "value", Period.parse("2024-10"), CATALOGUE)


def test_a_change_since_a_named_period_is_compared_with_that_one() -> None:
    calls = measure(
        {"2025-04": "13.31", "2025-09": "4.49"}, OverTime("none"), PERCENT, name="calls.abandoned"
    )
    change = steps(
        calls, ["points_change"], Period.parse("2025-09"), Catalogue(), since=Period.parse("2025-04")
    )
    assert change.value == Decimal("-8.82")
    assert change.unit == POINTS
