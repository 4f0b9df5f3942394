from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reckoner.reports.figures.arithmetic import average, change, percent_change, points_change, share, total
from reckoner.reports.figures.figure import Figure, Qualifier
from reckoner.reports.figures.language import load_language
from reckoner.reports.figures.unit import (
    COUNT,
    FTE,
    HOURS,
    PEOPLE,
    PER_1000,
    PERCENT,
    POINTS,
    POUNDS,
    RATIO,
    SECONDS,
    UNIT_NAMES,
    Unit,
    unit_named,
)
from reckoner.reports.figures.wording import HouseStyle, NumberStyle, Wording, clock, in_table, round_half_up
from reckoner.reports.periods.period import Period
from tests.figures.drawn import AMOUNTS, BASES, UNITS, VALUES, figure

ENGLISH = load_language("en")
WORDING = Wording(ENGLISH)
DECIMALS = st.integers(0, 6)


def word(figure_: Figure, **style: object) -> str:
    return WORDING.word(figure_, NumberStyle(**style)).text  # type: ignore[arg-type]


def half_up(value: Fraction, decimals: int) -> Fraction:
    """Rounding half up by whole numbers alone, nothing shared with the code under test."""
    scaled = abs(value) * 10**decimals
    rounded = Fraction(floor(scaled * 2 + 1) // 2, 10**decimals)
    return rounded if value >= 0 else -rounded


# Rounding


@given(st.decimals(-(10**12), 10**12, places=9), DECIMALS)
def test_rounding_is_half_up_at_the_printed_precision(value: Decimal, decimals: int) -> None:
    rounded = round_half_up(value, decimals)
    assert Fraction(rounded) == half_up(Fraction(value), decimals)
    assert rounded.as_tuple().exponent == -decimals


@given(st.integers(-(10**9), 10**9), DECIMALS)
def test_halves_go_away_from_zero(count: int, decimals: int) -> None:
    step = Decimal(1).scaleb(-decimals)
    half = count * step + (step / 2).copy_sign(count if count else 1)
    assert round_half_up(half, decimals) == (abs(count) + 1) * step.copy_sign(count if count else 1)


@given(AMOUNTS, BASES, DECIMALS)
def test_a_computed_percentage_is_rounded_once_from_the_exact_quotient(
    now: Decimal, base: Decimal, decimals: int
) -> None:
    printed = WORDING.word(percent_change(figure(now), figure(base)), NumberStyle(decimals=decimals))
    exact = (Fraction(now) - Fraction(base)) * 100 / Fraction(base)
    assert Fraction(printed.rounded) == half_up(exact, decimals)


@given(st.lists(st.tuples(AMOUNTS, BASES), min_size=1, max_size=6), DECIMALS)
def test_a_weighted_average_is_rounded_once(pairs: list[tuple[Decimal, Decimal]], decimals: int) -> None:
    mean = average([figure(v) for v, _ in pairs], [figure(w) for _, w in pairs])
    exact = sum((Fraction(v) * Fraction(w) for v, w in pairs), Fraction(0)) / sum(
        Fraction(w) for _, w in pairs
    )
    assert Fraction(WORDING.word(mean, NumberStyle(decimals=decimals)).rounded) == half_up(exact, decimals)


@given(UNITS, VALUES, DECIMALS)
def test_what_is_recorded_is_what_is_printed(unit: Unit, value: Decimal, decimals: int) -> None:
    printed = WORDING.word(figure(value, unit), NumberStyle(decimals=decimals, sign="negative"))
    assert Fraction(printed.rounded) == half_up(Fraction(value), decimals)
    if unit.kind == "rate":
        assert printed.text.endswith(f" {unit}")
    elif unit.kind != "duration":
        digits = "".join(c for c in printed.text if c in "0123456789.")
        assert Fraction(digits) == abs(Fraction(printed.rounded))
    assert printed.text.startswith("−") == (printed.rounded < 0)


@given(VALUES, st.integers(0, 3))
def test_millions_are_recorded_as_they_are_printed(value: Decimal, decimals: int) -> None:
    printed = WORDING.word(figure(value * 1000, POUNDS), NumberStyle(form="£m", decimals=decimals))
    number, scale = printed.text.removeprefix("−").removeprefix("£").split()
    power = {"million": 10**6, "billion": 10**9}[scale]
    assert Fraction(number.replace(",", "")) * power == abs(Fraction(printed.rounded))
    assert abs(Fraction(printed.rounded) - Fraction(value) * 1000) <= Fraction(power, 2 * 10**decimals)


@pytest.mark.parametrize(
    ("value", "decimals", "rounded"),
    [
        ("12.5", 0, "13"), ("-12.5", 0, "-13"), ("0.5", 0, "1"), ("2.675", 2, "2.68"), ("1.005", 2, "1.01"),
        ("-0.4", 0, "0"), ("-0.004", 2, "0.00"), ("1351000", -5, "1.4E+6"), ("99.95", 1, "100.0"),
        ("12.499999999999999999999999999999", 0, "12"), ("999999999999999999.5", 0, "1000000000000000000"),
    ],
)  # fmt: skip
def test_rounding_by_example(value: str, decimals: int, rounded: str) -> None:
    assert str(round_half_up(Decimal(value), decimals)) == rounded


@pytest.mark.parametrize("decimals", [13, 1000, 10**9])
def test_nobody_prints_thirteen_decimals(decimals: int) -> None:
    with pytest.raises(ValueError, match="too many to print"):
        round_half_up(Decimal(1), decimals)


# As it is printed


@pytest.mark.parametrize(
    ("value", "unit", "printed"),
    [
        (31, COUNT, "31"), (999, COUNT, "999"), (1000, COUNT, "1,000"), (1234567, COUNT, "1,234,567"),
        (0, COUNT, "0"), (-5, COUNT, "−5"), ("2230.5", PEOPLE, "2,231"),
        (16, PERCENT, "16%"), ("13.31", PERCENT, "13.31%"), ("15.80", PERCENT, "15.80%"),
        ("-3.5", PERCENT, "−3.5%"),
        (1, POINTS, "1 percentage point"), ("1.0", POINTS, "1.0 percentage points"),
        (2, POINTS, "2 percentage points"), ("0.5", POINTS, "0.5 percentage points"),
        (250, POUNDS, "£250"), ("1250.5", POUNDS, "£1,250.50"), ("1250.55", POUNDS, "£1,250.55"),
        (-7, POUNDS, "−£7"),
        (45, SECONDS, "45 seconds"), (1, SECONDS, "1 second"), (0, SECONDS, "0 seconds"),
        (60, SECONDS, "1 minute"),
        (61, SECONDS, "1 minute 1 second"), ("119.5", SECONDS, "2 minutes"),
        (754, SECONDS, "12 minutes 34 seconds"),
        ("37.5", FTE, "37.5"), (7, HOURS, "7"), ("2.25", RATIO, "2.3"), ("4.25", PER_1000, "4.3 per 1,000"),
    ],
)  # fmt: skip
def test_each_unit_has_its_wording(value: int | str, unit: Unit, printed: str) -> None:
    assert word(figure(value, unit)) == printed


@pytest.mark.parametrize(
    ("value", "unit", "style", "printed"),
    [
        ("13.315", PERCENT, {"decimals": 2}, "13.32%"),
        ("13.315", PERCENT, {"decimals": 0, "with_unit": False}, "13"),
        (2, POINTS, {"with_unit": False}, "2"),
        (1250, POUNDS, {"with_unit": False}, "1,250"),
        (7, COUNT, {"form": "in words"}, "seven"),
        (0, COUNT, {"form": "in words"}, "none"),
        (13, COUNT, {"form": "in words"}, "13"),
        (2, POINTS, {"form": "in words"}, "two percentage points"),
        (1, POINTS, {"form": "in words"}, "one percentage point"),
        (0, POINTS, {"form": "in words"}, "0 percentage points"),
        ("2.5", FTE, {"form": "in words"}, "2.5"),
        (3000000, COUNT, {"form": "£m", "decimals": 0}, "3 million"),
        (1350000, POUNDS, {"form": "£m"}, "£1.4 million"),
        (1350000, POUNDS, {"form": "£m", "decimals": 2}, "£1.35 million"),
        (1350000, POUNDS, {"form": "£m", "with_unit": False}, "1.4 million"),
        (999949999, POUNDS, {"form": "£m"}, "£999.9 million"),
        (999950000, POUNDS, {"form": "£m"}, "£1.0 billion"),
        (1250000000, POUNDS, {"form": "£m"}, "£1.3 billion"),
        (-40000, POUNDS, {"form": "£m"}, "£0.0 million"),
        (-1250000, POUNDS, {"form": "£m"}, "−£1.3 million"),
        (83, SECONDS, {"form": "mm:ss"}, "01:23"),
        ("83.6", SECONDS, {"form": "mm:ss"}, "01:24"),
        ("59.5", SECONDS, {"form": "mm:ss"}, "01:00"),
        ("83.64", SECONDS, {"form": "mm:ss", "decimals": 1}, "01:23.6"),
        ("83.64", SECONDS, {"decimals": 1}, "1 minute 23.6 seconds"),
        (7384, SECONDS, {"form": "mm:ss"}, "123:04"),
        (5, COUNT, {"sign": "always"}, "+5"),
        (0, COUNT, {"sign": "always"}, "0"),
        (-5, COUNT, {"sign": "never"}, "5"),
        ("0.4", COUNT, {"sign": "always"}, "0"),
        ("-0.4", COUNT, {}, "0"),
    ],
)
def test_a_style_picks_another_wording(
    value: int | str, unit: Unit, style: dict[str, object], printed: str
) -> None:
    assert word(figure(value, unit), **style) == printed


@pytest.mark.parametrize(
    ("form", "units"),
    [
        ("mm:ss", {"seconds"}),
        ("£m", {"£", "count", "people", "posts"}),
        ("in words", {"count", "people", "posts", "fte", "hours", "days", "ratio", "points"}),
    ],
)
def test_a_form_fits_its_units_and_is_refused_elsewhere(form: str, units: set[str]) -> None:
    for name in UNIT_NAMES:
        if name in units:
            assert word(figure(7, unit_named(name)), form=form)
        else:
            with pytest.raises(ValueError, match=f"`{form}` doesn't fit crimes.solved, which is in {name}"):
                word(figure(7, unit_named(name)), form=form)


def test_more_decimals_than_anyone_reads_are_refused_where_the_source_gives_them() -> None:
    with pytest.raises(ValueError, match="choose fewer"):
        word(figure("0.30000000000000004", FTE))
    assert word(figure("0.30000000000000004", FTE), decimals=1) == "0.3"


@pytest.mark.parametrize("qualifier", ["about", "over", "under", "nearly", "at least", "up to"])
def test_a_qualifier_is_printed_by_the_program(qualifier: Qualifier) -> None:
    assert word(figure(16000, qualifier=qualifier)) == f"{qualifier} 16,000"
    assert word(figure(16000, qualifier=qualifier), with_qualifier=False) == "16,000"


def test_prose_leaves_the_sign_of_a_change_to_its_words() -> None:
    fall = change(figure(90), figure(100))
    assert word(fall) == "10"
    assert word(percent_change(figure(90), figure(100))) == "10%"
    assert word(points_change(figure(79, PERCENT), figure(81, PERCENT))) == "2 percentage points"
    assert WORDING.word(fall).rounded == -10


def test_tables_sign_their_changes_and_write_durations_as_a_clock_does() -> None:
    fall = change(figure(72, SECONDS), figure(83, SECONDS))
    assert WORDING.word(fall, in_table(fall)).text == "−00:11"
    rise = change(figure(110), figure(100))
    assert WORDING.word(rise, in_table(rise)).text == "+10"
    assert WORDING.word(figure(83, SECONDS), in_table(figure(83, SECONDS))).text == "01:23"


# Printed decimals


def test_the_editor_goes_before_the_measure_and_the_measure_before_the_unit() -> None:
    assert word(figure("12.345", PERCENT, decimals=1)) == "12.3%"
    assert word(figure("12.345", PERCENT, decimals=1), decimals=0) == "12%"
    assert word(figure("12.345", PERCENT)) == "12.345%"


def test_computed_percentages_follow_the_house() -> None:
    one = Wording(ENGLISH, HouseStyle(percent_decimals=1))
    assert one.word(percent_change(figure(9), figure(7))).text == "28.6%"
    assert one.word(share(figure(1), figure(3))).text == "33.3%"
    assert WORDING.word(share(figure(1), figure(3))).text == "33%"


def test_a_change_is_as_fine_as_the_values_behind_it() -> None:
    assert word(change(figure("37.25", FTE), figure("30.5", FTE))) == "6.75"
    assert word(points_change(figure("81.5", PERCENT), figure("79.25", PERCENT))) == "2.25 percentage points"
    assert word(total([figure("1.5", FTE), figure("1.5", FTE)])) == "3.0"


def test_a_change_of_computed_shares_is_as_fine_as_the_shares_are_printed() -> None:
    one = Wording(ENGLISH, HouseStyle(percent_decimals=1))
    now, base = share(figure(2), figure(3)), share(figure(1), figure(3))
    assert one.word(points_change(now, base)).text == "33.3 percentage points"
    assert WORDING.word(points_change(now, base)).text == "33 percentage points"


def test_a_mean_is_as_fine_as_its_values_not_as_its_weights() -> None:
    rates = [figure("81.5", PERCENT), figure("90.0", PERCENT)]
    assert word(average(rates, [figure("10.125", FTE), figure("20.375", FTE)])) == "87.2%"


def test_a_data_file_has_the_printed_precision_without_dress() -> None:
    assert WORDING.bare(figure("1234567.5")) == "1234568"
    assert WORDING.bare(figure("-13.315", PERCENT, decimals=2)) == "-13.32"
    assert WORDING.bare(figure("1E+3")) == "1000"


def test_commas_start_where_the_house_says() -> None:
    late = Wording(ENGLISH, HouseStyle(thousands_from=10000))
    assert late.word(figure(9999)).text == "9999"
    assert late.word(figure(10000)).text == "10,000"


# The same for every figure


@given(UNITS, VALUES, st.sampled_from(["never", "always", "negative"]), st.booleans(), st.booleans())
def test_every_figure_of_every_unit_can_be_printed(
    unit: Unit, value: Decimal, sign: str, with_unit: bool, with_qualifier: bool
) -> None:
    assert word(figure(value, unit), sign=sign, with_unit=with_unit, with_qualifier=with_qualifier)
    assert WORDING.word(figure(value, unit), in_table(figure(value, unit))).text


@given(st.integers(0, 10**6), st.integers(0, 3))
def test_a_clock_reads_back_to_its_seconds(tenths: int, decimals: int) -> None:
    seconds = Decimal(tenths).scaleb(-decimals)
    minutes, rest = clock(seconds).split(":")
    assert int(minutes) * 60 + Decimal(rest) == seconds
    assert 0 <= Decimal(rest) < 60
    assert len(rest.split(".")[0]) == 2


def test_periods_and_days_are_worded_in_the_house_style() -> None:
    friday = date(2025, 11, 28)
    assert f"{friday:%A}" == "Friday"
    assert WORDING.day(friday) == "28 November 2025"
    assert WORDING.period(Period.parse("2023-24")) == "2023/24"
    assert (
        replace(WORDING, style=HouseStyle(years="2023 to 2024")).period(Period.parse("2023-24"))
        == "2023 to 2024"
    )
    assert WORDING.short_period(Period.parse("2025-04..2025-09")) == "Apr to Sep 2025"
