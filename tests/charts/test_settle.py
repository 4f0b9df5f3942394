from __future__ import annotations

import pytest

from reckoner.charts.draw import prepare
from reckoner.charts.spec import Break, Kind
from reckoner.reports.figures.printed import plain
from reckoner.reports.figures.unit import PERCENT
from reckoner.reports.periods.period import Period
from tests.charts.built import WORDING, series, spec

MONTHS = {f"_2024_{month:02}": 10 + month for month in range(1, 13)}


@pytest.mark.parametrize("kind", ["line", "grouped", "stacked"])
def test_more_than_four_series_become_small_multiples(kind: Kind) -> None:
    four = [series(f"S{n}", _2024=n, _2025=n) for n in range(4)]
    assert prepare(spec(kind, *four), WORDING).kind == kind
    assert prepare(spec(kind, *four, series("S4", _2024=1, _2025=2)), WORDING).kind == "multiples"


def test_more_than_four_parts_of_a_whole_become_bars() -> None:
    parts = series("Outcomes", PERCENT, A=20, B=20, C=20, D=20, E=20)
    assert prepare(spec("share", parts, unit=PERCENT), WORDING).kind == "bar"
    assert prepare(spec("waffle", parts, unit=PERCENT), WORDING).kind == "bar"


def test_bars_of_several_series_are_grouped() -> None:
    assert prepare(spec("bar", series("A", _2024=1), series("B", _2024=2)), WORDING).kind == "grouped"


def test_a_control_chart_of_eleven_values_is_a_line_that_says_why() -> None:
    assert prepare(spec("control", series("Thefts", **MONTHS)), WORDING).kind == "control"
    few = prepare(spec("control", series("Thefts", **dict(list(MONTHS.items())[1:]))), WORDING)
    assert few.kind == "line"
    assert few.notes == ("There are too few values for control limits.",)


def test_a_control_chart_with_a_break_needs_twelve_values_on_each_side() -> None:
    cut = (Break(Period.months(2024, 7), "New rules"),)
    assert prepare(spec("control", series("Thefts", **MONTHS), breaks=cut), WORDING).kind == "line"


def test_a_shorter_period_is_a_part_period_whether_the_spec_says_so_or_not() -> None:
    drawn = prepare(spec("bar", series("Solved", _2023=76, _2024=334, _2025_01_to_2025_08=304)), WORDING)
    assert [point.partial for point in drawn.series[0].points] == [False, False, True]


def test_months_of_28_and_31_days_are_of_one_length() -> None:
    drawn = prepare(spec("bar", series("Solved", **MONTHS)), WORDING)
    assert not any(point.partial for point in drawn.series[0].points)


def test_breaks_outside_the_periods_shown_are_left_out() -> None:
    cuts = tuple(Break(Period.months(year, 6), "New rules") for year in (2020, 2024, 2026))
    drawn = prepare(spec("line", series("Solved", **MONTHS), breaks=cuts), WORDING)
    assert drawn.breaks == cuts[1:2]


def test_the_title_stays_as_it_is() -> None:
    assert plain(prepare(spec("bar", series("Solved", _2024=1)), WORDING).title) == "A finding"
