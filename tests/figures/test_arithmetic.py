from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reckoner.reports.figures.arithmetic import (
    average,
    change,
    leaves,
    percent_change,
    points_change,
    ratio,
    renamed,
    share,
    sum_of,
    total,
)
from reckoner.reports.figures.figure import Figure
from reckoner.reports.figures.unit import (
    COUNT,
    FTE,
    PEOPLE,
    PER_1000,
    PER_1000_PEOPLE,
    PER_100000_PEOPLE,
    PERCENT,
    POINTS,
    POUNDS,
    RATIO,
    SECONDS,
    Unit,
)
from reckoner.reports.periods.period import Period
from tests.figures.drawn import AMOUNTS, BASES, OCTOBER, UNITS, VALUES, exact, figure, near

OCTOBER_2024 = Period.months(2024, 10)
TWO = (change, percent_change, points_change, share, ratio)
RATE_UNITS = (PERCENT, POINTS, RATIO, PER_1000, PER_1000_PEOPLE, PER_100000_PEOPLE)
NAMES = st.lists(st.sampled_from("abcdef"), max_size=3, unique=True).map(tuple)


def of_unit(operation: Callable[[Figure, Figure], Figure]) -> Unit:
    return PERCENT if operation is points_change else COUNT


# What is computed


@given(VALUES, VALUES)
def test_a_change_and_its_base_make_the_new_value(now: Decimal, base: Decimal) -> None:
    assert exact(change(figure(now), figure(base))) + Fraction(base) == Fraction(now)


@given(VALUES, VALUES)
def test_a_change_backwards_is_its_opposite(now: Decimal, base: Decimal) -> None:
    there, back = change(figure(now), figure(base)), change(figure(base), figure(now))
    assert there.value == -back.value


@given(VALUES, VALUES)
def test_points_change_is_the_plain_difference_in_points(now: Decimal, base: Decimal) -> None:
    points = points_change(figure(now, PERCENT), figure(base, PERCENT))
    assert points.unit == POINTS
    assert exact(points) == Fraction(now) - Fraction(base)


@given(AMOUNTS, BASES)
def test_a_per_cent_change_is_of_the_base_and_of_nothing_else(now: Decimal, base: Decimal) -> None:
    computed = percent_change(figure(now), figure(base))
    assert computed.unit == PERCENT
    assert near(computed.value, (Fraction(now) - Fraction(base)) * 100 / Fraction(base))


@given(BASES, BASES)
def test_per_cent_changes_there_and_back_undo_each_other(now: Decimal, base: Decimal) -> None:
    there = exact(percent_change(figure(now), figure(base))) / 100
    back = exact(percent_change(figure(base), figure(now))) / 100
    assert abs((1 + there) * (1 + back) - 1) < Fraction(1, 10**30)


@given(AMOUNTS, BASES)
def test_a_per_cent_change_has_the_sign_of_the_change(now: Decimal, base: Decimal) -> None:
    percent = percent_change(figure(now), figure(base)).value
    difference = change(figure(now), figure(base)).value
    assert (percent > 0, percent < 0) == (difference > 0, difference < 0)


@given(st.lists(AMOUNTS, min_size=1, max_size=8))
def test_shares_of_all_parts_make_a_hundred(values: list[Decimal]) -> None:
    parts = [figure(value) for value in values]
    assume(sum(values) > 0)
    whole = total(parts)
    shares = sum((exact(share(part, whole)) for part in parts), Fraction(0))
    assert abs(shares - 100) < Fraction(1, 10**30)


@given(AMOUNTS, BASES)
def test_a_ratio_times_its_base_gives_the_first_value_back(first: Decimal, second: Decimal) -> None:
    computed = ratio(figure(first), figure(second))
    assert computed.unit == RATIO
    assert near(computed.value, Fraction(first) / Fraction(second))


@given(st.lists(VALUES, min_size=1, max_size=12))
def test_a_total_is_the_exact_sum_in_any_order(values: list[Decimal]) -> None:
    parts = [figure(value) for value in values]
    expected = sum((Fraction(value) for value in values), Fraction(0))
    assert exact(total(parts)) == expected
    assert exact(total(parts[::-1])) == expected
    assert sum_of(parts) == total(parts).value


@given(st.integers(10**17, 10**18 - 1), st.integers(1, 10**12))
def test_a_large_and_a_fine_value_lose_nothing_to_each_other(large: int, fine: int) -> None:
    small = Decimal(fine).scaleb(-12)
    expected = Fraction(large) + Fraction(small)
    assume(expected < 10**18)
    assert exact(total([figure(large), figure(small)])) == expected
    assert exact(change(figure(large), figure(-small))) == expected


@given(st.lists(VALUES, min_size=1, max_size=12))
def test_an_average_lies_between_its_values(values: list[Decimal]) -> None:
    mean = average([figure(value) for value in values])
    assert near(mean.value, sum((Fraction(value) for value in values), Fraction(0)) / len(values))
    assert min(values) <= mean.value <= max(values)


@given(st.lists(st.tuples(VALUES, AMOUNTS), min_size=1, max_size=10))
def test_a_weighted_average_weighs_each_value(pairs: list[tuple[Decimal, Decimal]]) -> None:
    weight = sum((Fraction(w) for _, w in pairs), Fraction(0))
    assume(weight > 0)
    mean = average([figure(v, SECONDS) for v, _ in pairs], [figure(w) for _, w in pairs])
    assert mean.unit == SECONDS
    assert near(mean.value, sum((Fraction(v) * Fraction(w) for v, w in pairs), Fraction(0)) / weight)


@given(st.lists(VALUES, min_size=1, max_size=10), BASES)
def test_equal_weights_weigh_nothing(values: list[Decimal], weight: Decimal) -> None:
    parts = [figure(value) for value in values]
    weighted = average(parts, [figure(weight)] * len(parts))
    assert abs(exact(weighted) - exact(average(parts))) < Fraction(1, 10**30)


def test_the_base_is_the_second_figure() -> None:
    assert percent_change(figure(334), figure(76)).value.quantize(Decimal("0.01")) == Decimal("339.47")
    assert percent_change(figure(76), figure(334)).value.quantize(Decimal("0.01")) == Decimal("-77.25")


# What is carried along


@given(NAMES, NAMES, st.sampled_from(TWO))
def test_origins_of_both_are_carried_once_each_in_order(
    first: tuple[str, ...], second: tuple[str, ...], operation: Callable[[Figure, Figure], Figure]
) -> None:
    unit = of_unit(operation)
    computed = operation(figure(1, unit, origins=first), figure(2, unit, origins=second))
    assert computed.origins == tuple(dict.fromkeys(first + second))


@given(st.lists(NAMES, min_size=1, max_size=5), NAMES)
def test_origins_of_all_parts_and_weights_are_carried(
    parts: list[tuple[str, ...]], weights: tuple[str, ...]
) -> None:
    figures = [figure(1, origins=origins) for origins in parts]
    every = {origin for origins in parts for origin in origins}
    assert set(total(figures).origins) == every
    assert set(average(figures, [figure(1, origins=weights)] * len(parts)).origins) == every | set(weights)


@pytest.mark.parametrize("operation", TWO)
def test_what_went_in_can_be_followed_back(operation: Callable[[Figure, Figure], Figure]) -> None:
    now, base = figure(1, of_unit(operation), OCTOBER), figure(2, of_unit(operation), OCTOBER)
    computed = operation(now, base)
    assert computed.computed is not None
    assert computed.computed.inputs == (now, base)
    assert leaves(computed) == [now, base]
    assert leaves(now) == [now]


@pytest.mark.parametrize("operation", TWO)
def test_what_rests_on_a_rough_value_is_rough(operation: Callable[[Figure, Figure], Figure]) -> None:
    unit = of_unit(operation)
    assert operation(figure(1, unit), figure(2, unit)).qualifier == "exact"
    assert operation(figure(1, unit, qualifier="over"), figure(2, unit)).qualifier == "about"
    assert operation(figure(1, unit), figure(2, unit, qualifier="nearly")).qualifier == "about"


def test_notes_of_both_are_carried_once_each() -> None:
    now, base = replace(figure(1), notes=("a", "b")), replace(figure(2), notes=("b", "c"))
    assert change(now, base).notes == ("a", "b", "c")


def test_a_noun_is_carried_where_its_unit_is() -> None:
    now, base = replace(figure(3), noun="crimes solved"), figure(2)
    assert change(now, base).noun == "crimes solved"
    assert percent_change(now, base).noun == ""


def test_a_total_keeps_the_one_period_of_its_parts_or_takes_the_one_given() -> None:
    parts = [figure(1), figure(2)]
    assert total(parts).period == OCTOBER
    assert total([figure(1), figure(2, period=OCTOBER_2024)]).period is None
    assert total(parts, Period.year(2025)).period == Period.year(2025)


def test_printed_decimals_are_the_finest_of_the_inputs_or_none() -> None:
    assert change(figure("1.5", FTE, decimals=1), figure("1.25", FTE, decimals=2)).decimals == 2
    assert change(figure("1.5", FTE, decimals=1), figure("1.25", FTE)).decimals is None
    assert percent_change(figure(1, decimals=2), figure(2, decimals=2)).decimals is None


def test_a_figure_under_another_name_is_otherwise_the_same() -> None:
    assert replace(renamed(figure(1), "x.y"), name="crimes.solved") == figure(1)


# What is refused


@given(UNITS, UNITS, st.sampled_from(TWO))
def test_unlike_units_are_refused(
    one: Unit, other: Unit, operation: Callable[[Figure, Figure], Figure]
) -> None:
    assume(one != other)
    with pytest.raises(ValueError, match=r"unlike units|points_change is for percentages"):
        operation(figure(1, one), figure(2, other))


@given(UNITS, UNITS)
def test_unlike_units_are_neither_added_nor_averaged(one: Unit, other: Unit) -> None:
    assume(one != other)
    for combine in (total, average):
        with pytest.raises(ValueError, match="unlike units"):
            combine([figure(1, one), figure(2, other)])


@pytest.mark.parametrize("operation", [change, percent_change, points_change, ratio])
@given(months=st.integers(1, 11), start=st.integers(1, 12), year=st.integers(2000, 2030))
def test_part_years_are_never_compared_with_whole_years(
    operation: Callable[[Figure, Figure], Figure], months: int, start: int, year: int
) -> None:
    part = figure(1, of_unit(operation), Period.months(year, start, months))
    whole = figure(2, of_unit(operation), Period.year(2024))
    for now, base in ((part, whole), (whole, part)):
        with pytest.raises(ValueError, match="periods of different length can't be compared"):
            operation(now, base)


def test_a_share_is_of_the_same_period_only() -> None:
    with pytest.raises(ValueError, match="different periods"):
        share(figure(1, period=OCTOBER), figure(2, period=OCTOBER_2024))


@pytest.mark.parametrize("unit", RATE_UNITS, ids=str)
def test_rates_are_never_summed(unit: Unit) -> None:
    with pytest.raises(ValueError, match="can't be added up"):
        total([figure(1, unit), figure(2, unit)])


@pytest.mark.parametrize("unit", RATE_UNITS, ids=str)
def test_rates_have_no_parts(unit: Unit) -> None:
    with pytest.raises(ValueError, match="a share needs amounts"):
        share(figure(1, unit), figure(2, unit))


def test_the_change_of_a_percentage_is_in_points_and_in_nothing_else() -> None:
    now, base = figure(81, PERCENT), figure(79, PERCENT)
    with pytest.raises(ValueError, match="use points_change"):
        change(now, base)
    with pytest.raises(ValueError, match="use points_change"):
        percent_change(now, base)
    with pytest.raises(ValueError, match="use change"):
        points_change(figure(81), figure(79))


@pytest.mark.parametrize("base", [0, "-0.01", -5])
def test_nothing_is_a_per_cent_of_zero_or_less(base: int | str) -> None:
    for operation in (percent_change, share, ratio):
        with pytest.raises(ValueError, match="above zero"):
            operation(figure(1, POUNDS), figure(base, POUNDS))


@pytest.mark.parametrize("part", [-1, 11])
def test_a_part_is_no_larger_than_its_whole_and_no_less_than_zero(part: int) -> None:
    with pytest.raises(ValueError, match="is not a part of"):
        share(figure(part), figure(10))


def test_nothing_can_be_neither_added_nor_averaged() -> None:
    with pytest.raises(ValueError, match="nothing to be added up"):
        total([])
    with pytest.raises(ValueError, match="nothing to be averaged"):
        average([])


@pytest.mark.parametrize("weights", [[1], [1, 2, 3], [0, 0], [-1, 2]])
def test_weights_must_fit(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="don't fit"):
        average([figure(1), figure(2)], [figure(weight) for weight in weights])


def test_weights_are_alike() -> None:
    with pytest.raises(ValueError, match="unlike units"):
        average([figure(1), figure(2)], [figure(1), figure(1, PEOPLE)])
