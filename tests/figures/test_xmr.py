"""Limits and signals of an XmR chart."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reckoner.reports.figures.xmr import Limits, Signal, limits_of, signals_of, stretches_of
from reckoner.reports.periods.period import Period

# NIST/SEMATECH e-Handbook of Statistical Methods, section 6.3.2.2, "Individuals Control Charts": its worked
# example, with its mean, mean moving range and limits. It takes 3 / 1.128 for the factor, which is 2.6596.
# https://www.itl.nist.gov/div898/handbook/pmc/section3/pmc322.htm
NIST = [Decimal(v) for v in ["49.6", "47.6", "49.9", "51.3", "47.8", "51.2", "52.6", "52.4", "53.6", "52.1"]]


def of(values: list[int]) -> tuple[Signal, ...]:
    """The signals of values without gaps."""
    numbers, stretches = [Decimal(v) for v in values], [0] * len(values)
    return signals_of(numbers, stretches, limits_of(numbers, stretches))


def rules(values: list[int]) -> dict[str, tuple[int, ...]]:
    return {signal.rule: signal.places for signal in of(values)}


def test_the_published_worked_example_gives_its_mean_range_and_limits() -> None:
    limits = limits_of(NIST, [0] * 10)
    assert limits.mean == Decimal("50.81")
    assert round(limits.moving_range, 4) == Decimal("1.8778")
    assert round(limits.upper, 2) == Decimal("55.80")  # published: 55.8041
    assert round(limits.lower, 2) == Decimal("45.82")  # published: 45.8159
    assert signals_of(NIST, [0] * 10, limits) == ()


def test_a_value_beyond_a_limit_is_a_signal_and_one_on_it_is_none() -> None:
    limits = Limits(Decimal(10), Decimal(1))
    found = signals_of([Decimal("12.66"), Decimal("7.33")], [0, 0], limits)
    assert [(s.rule, s.places, s.up) for s in found if s.rule == "outside"] == [("outside", (1,), False)]


def test_seven_on_one_side_are_a_run_and_six_are_none() -> None:
    swing = [30, 10] * 4
    assert rules([*swing, *[25, 26, 25, 26, 25, 26, 25]])["run"] == tuple(range(8, 15))
    assert "run" not in rules([*swing, *[25, 26, 25, 26, 25, 26]])


def test_six_that_rise_or_fall_are_a_trend_and_five_are_none() -> None:
    swing = [30, 10, 30, 10, 30, 10]
    assert rules([*swing, 9, 12, 15, 18, 21, 24])["trend"] == tuple(range(6, 12))
    assert "trend" not in rules([*swing, 9, 12, 15, 18, 21, 9])
    falling = next(s for s in of([*swing, 31, 28, 25, 22, 19, 16]) if s.rule == "trend")
    assert not falling.up
    assert "trend" not in rules([*swing, 9, 12, 15, 15, 18, 21])


def test_two_of_three_in_one_outer_third_are_a_signal_and_one_on_each_side_is_none() -> None:
    limits = Limits(Decimal(0), Decimal(100) / 266 * 3)  # limits at plus and minus 3, outer third from 2
    high = signals_of([Decimal(v) for v in ("2.5", "0", "2.1")], [0] * 3, limits)
    assert [(s.rule, s.places, s.up) for s in high] == [("near", (0, 2), True)]
    assert signals_of([Decimal(v) for v in ("2.5", "0", "0", "2.5")], [0] * 4, limits) == ()
    assert signals_of([Decimal(v) for v in ("2.5", "-2.5")], [0] * 2, limits) == ()
    assert signals_of([Decimal(2), Decimal(2)], [0] * 2, limits) == ()


def test_nothing_reaches_over_a_gap() -> None:
    values = [Decimal(v) for v in (10, 12, 50, 52)]
    assert limits_of(values, [0, 0, 1, 1]).moving_range == 2
    run = [Decimal(v) for v in (10, 30, 10, 30, 10, 30, 25, 25, 25, 25, 25, 25, 25)]
    together = limits_of(run, [0] * 13)
    assert any(s.rule == "run" for s in signals_of(run, [0] * 13, together))
    assert not any(s.rule == "run" for s in signals_of(run, [0] * 9 + [1] * 4, together))
    rising = [Decimal(v) for v in range(6)]
    assert not any(
        s.rule == "trend" for s in signals_of(rising, [0, 0, 0, 1, 1, 1], Limits(Decimal(2), Decimal(9)))
    )


def test_values_all_alike_give_no_signal() -> None:
    assert of([7] * 15) == ()


@pytest.mark.parametrize(
    ("periods", "stretches"),
    [
        ("2025-01 2025-02 2025-03", (0, 0, 0)),
        ("2025-01 2025-02 2025-04 2025-05", (0, 0, 1, 1)),
        ("2023-01..2023-10 2024-01..2024-10 2025-01..2025-10", (0, 0, 0)),
        ("2023-24 2024-25 2025-26", (0, 0, 0)),
        ("2023-09 2023-10 2024-09 2024-10", (0, 0, 1, 1)),
        ("2025-01-06 2025-01-13 2025-01-27", (0, 0, 1)),
        ("2025-01", (0,)),
    ],
)
def test_periods_follow_each_other_at_the_closest_step_of_the_series(
    periods: str, stretches: tuple[int, ...]
) -> None:
    assert stretches_of([Period.parse(each) for each in periods.split()]) == stretches


def test_limits_need_two_values_that_follow_each_other() -> None:
    with pytest.raises(ValueError, match="two values that follow"):
        limits_of([Decimal(1), Decimal(2)], [0, 1])
