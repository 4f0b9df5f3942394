from __future__ import annotations

from decimal import Decimal

from reckoner.charts.limits import limits_of, stretches
from reckoner.charts.spec import Break, Point
from reckoner.reports.periods.period import Period
from tests.charts.built import point, series, spec

WORDS = ("allowance", "upper", "lower")


def months(*values: int) -> list[Point]:
    return [point(f"{2023 + place // 12}-{place % 12 + 1:02}", value) for place, value in enumerate(values)]


def test_limits_lie_at_the_mean_plus_and_minus_2_66_times_the_mean_moving_range() -> None:
    # Moving ranges 2, 4, 6: mean 4; mean of the values 13.
    part = limits_of(months(10, 12, 16, 10, 17)[:4], WORDS)
    assert part.mean.value == 12
    assert part.upper.value == 12 + Decimal("2.66") * 4
    assert part.lower is not None
    assert part.lower.value == 12 - Decimal("2.66") * 4


def test_a_lower_limit_below_zero_is_left_out_for_values_that_cannot_go_there() -> None:
    assert limits_of(months(0, 9, 1, 8), WORDS).lower is None
    assert limits_of(months(-1, 9, 1, 8), WORDS).lower is not None


def test_a_value_beyond_a_limit_is_a_signal() -> None:
    values = months(*[20, 21] * 6, 40)
    assert limits_of(values, WORDS).outside == (values[-1],)


def test_a_run_of_seven_on_one_side_is_a_signal_and_a_run_of_six_is_not() -> None:
    seven = months(*[30, 10] * 4, *[25] * 7, *[5] * 4)
    assert [point in limits_of(seven, WORDS).in_runs for point in seven] == [False] * 8 + [True] * 7 + [
        False
    ] * 4
    six = months(*[30, 10] * 4, *[25] * 6, *[5] * 4)
    assert limits_of(six, WORDS).in_runs == ()


def test_limits_know_what_they_were_computed_from() -> None:
    part = limits_of(months(10, 12, 16, 10), WORDS)
    assert part.mean.computed is not None
    assert part.mean.computed.operation == "average"
    assert part.upper.origins == ("kept",)
    assert part.upper.notes == ("upper", "allowance")


def test_a_break_starts_a_new_stretch_and_part_periods_are_left_out() -> None:
    values = {f"_2024_{month:02}": month for month in range(1, 13)}
    cut = (Break(Period.months(2024, 6), "New rules"),)
    parts = stretches(spec("control", series("Thefts", **values), breaks=cut))
    assert [len(part) for part in parts] == [5, 7]


def test_values_on_the_mean_end_a_run_and_make_none_of_their_own() -> None:
    on_the_mean = months(*[20] * 12)
    assert limits_of(on_the_mean, WORDS).in_runs == ()
    # Four above, one on the mean of 20, four above: no run of seven.
    broken = months(*[21] * 4, 20, *[21] * 4, *[19] * 4, 20, *[19] * 4)
    assert limits_of(broken, WORDS).mean.value == 20
    assert limits_of(broken, WORDS).in_runs == ()
