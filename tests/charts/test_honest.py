"""What makes a chart honest, read from its marks."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reckoner.charts.draw import lay_out, prepare
from reckoner.charts.look import Look
from reckoner.charts.scale import scale_for, tick_label
from reckoner.charts.scene import Path, Scene
from reckoner.charts.spec import Break, ChartSpec, Kind, Point, Series
from reckoner.charts.timeaxis import TimeAxis
from reckoner.charts.values import runs
from reckoner.reports.figures.printed import plain
from reckoner.reports.figures.unit import COUNT, PERCENT, POUNDS, SECONDS
from reckoner.reports.periods.period import Period
from tests.charts.built import WORDING, figure, series, spec

LOOK = Look()


def drawn(wanted: ChartSpec) -> Scene:
    return lay_out(prepare(wanted, WORDING), LOOK, WORDING)


def bars(scene: Scene, colour: str = LOOK.colours[0]) -> list[tuple[float, float]]:
    """Left and right of each bar in the colour."""
    filled = [mark.strokes[0] for mark in scene.marks if isinstance(mark, Path) and mark.fill == colour]
    return [(min(x for x, _ in corners), max(x for x, _ in corners)) for corners in filled]


def lines(scene: Scene, colour: str = LOOK.colours[0]) -> list[Path]:
    return [
        mark for mark in scene.marks if isinstance(mark, Path) and mark.colour == colour and mark.width > 2
    ]


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=12))
def test_bars_start_at_zero_and_are_as_long_as_their_values(values: list[int]) -> None:
    found = bars(drawn(spec("bar", series("Crimes", **{f"Ward {n}": v for n, v in enumerate(values)}))))
    assert len({left for left, _ in found}) == 1
    longest = max(right - left for left, right in found)
    for (left, right), value in zip(found, sorted(values, reverse=True), strict=True):
        assert (right - left) / longest == pytest.approx(value / max(values), abs=1e-6)


def test_bars_of_periods_stay_in_time_order_and_bars_of_categories_are_sorted() -> None:
    years = drawn(spec("bar", series("Crimes", _2025=1, _2024=3, _2023=2)))
    assert [text.words for text in years.texts if text.words.startswith("20")] == ["2023", "2024", "2025"]
    places = drawn(spec("bar", series("Crimes", Dacorum=1, Watford=3, Stevenage=2)))
    assert [text.words for text in places.texts][:3] == ["Watford", "Stevenage", "Dacorum"]
    given_order = drawn(spec("bar", series("Crimes", Dacorum=1, Watford=3, Stevenage=2), order="given"))
    assert [text.words for text in given_order.texts][:3] == ["Dacorum", "Watford", "Stevenage"]


def test_a_part_year_is_hatched_and_named() -> None:
    scene = drawn(spec("bar", series("Solved", _2023=76, _2024=334, _2025_01_to_2025_08=304)))
    assert len(bars(scene)) == 2
    assert any("(part" in text.words.replace("\N{NO-BREAK SPACE}", " ") for text in scene.texts)
    hatching = [mark for mark in scene.marks if isinstance(mark, Path) and len(mark.strokes) > 20]
    assert len(hatching) == 1


def test_a_part_year_at_the_end_of_a_line_is_dashed_and_named() -> None:
    scene = drawn(spec("line", series("Solved", _2023=76, _2024=334, _2025_01_to_2025_08=304)))
    assert [bool(line.dash) for line in lines(scene)] == [False, True]
    assert "part year" in [text.words for text in scene.texts]


def test_a_missing_value_leaves_a_gap_and_is_marked() -> None:
    scene = drawn(spec("line", series("Solved", _2020=1, _2021=2, _2022=None, _2023=4, _2024="c", _2025=6)))
    assert [len(line.strokes[0]) for line in lines(scene)] == [2]
    assert [text.words for text in scene.texts if text.words.startswith("[")] == ["[x]", "[c]"]
    assert scene.notes[-2:] == ("[x]: not available.", "[c]: held back so that nobody can be recognised.")


def test_periods_that_are_not_shown_leave_a_gap_too() -> None:
    one = series("Rate", _2022_09=1, _2022_10=2, _2023_09=3, _2023_10=4)
    found = runs(one.points, spec("line", one))
    assert [[str(point.period) for point in run] for run in found] == [
        ["2022-09", "2022-10"],
        ["2023-09", "2023-10"],
    ]


def test_the_same_month_of_each_year_makes_one_line() -> None:
    one = series("September", _2022_09=1, _2023_09=2, _2024_09=3)
    assert len(runs(one.points, spec("line", one))) == 1


def test_a_break_in_method_cuts_the_line_and_is_named() -> None:
    cut = Break(Period.year(2024), "New counting rules")
    scene = drawn(spec("line", series("Solved", _2022=10, _2023=20, _2024=90, _2025=80), breaks=(cut,)))
    assert [len(line.strokes[0]) for line in lines(scene)] == [2, 2]
    assert "New counting rules" in [text.words for text in scene.texts]


def test_breaks_too_close_for_their_words_have_letters_and_notes() -> None:
    cuts = tuple(Break(Period.months(2024, month), f"Rule {month}") for month in (3, 4, 5))
    months = {f"_2024_{month:02}": month for month in range(1, 13)}
    scene = drawn(spec("line", series("Solved", **months), breaks=cuts))
    assert scene.notes[-3:] == ("A: Rule 3", "B: Rule 4", "C: Rule 5")


@given(st.lists(st.integers(1990, 2030), min_size=2, max_size=10, unique=True))
def test_time_is_to_scale(years: list[int]) -> None:
    periods = [Period.year(year) for year in sorted(years)]
    axis = TimeAxis.over(periods, 10.0, 410.0)
    for first, second in pairwise(periods):
        days = (second.start - first.start).days
        whole = (periods[-1].start - periods[0].start).days
        assert axis.of(second) - axis.of(first) == pytest.approx(400 * days / whole, abs=1.0)


def test_suppressed_values_are_printed_nowhere() -> None:
    scene = drawn(spec("stacked", series("A", Here=5, There=7), series("B", Here="c", There=3)))
    assert [text.words for text in scene.texts if text.words[0] in "[0123456789"] == [
        "7",
        "3",
        "5",
        "10",
        "[c]",
    ]


@pytest.mark.parametrize("kind", ["line", "bar", "grouped"])
def test_a_value_that_does_not_apply_has_the_mark_of_its_source_and_says_so(kind: Kind) -> None:
    first, second, *more = series("Reports", _2022=5, _2023=None, _2024=8, _2025=9).points
    points = (first, replace(second, mark="[z]"), *more)
    others = [series("Others", _2022=5, _2023=6, _2024=8, _2025=9)] if kind == "grouped" else []
    scene = drawn(spec(kind, Series("Reports", points), *others))
    assert "[z]" in [text.words for text in scene.texts]
    assert "[z]: a value that does not apply." in scene.notes


def test_a_control_chart_whose_axis_does_not_start_at_zero_says_so_and_a_line_need_not() -> None:
    months = {f"_2024_{month:02}": 80 + month % 3 for month in range(1, 13)}
    assert (
        "The vertical axis does not start at zero." in drawn(spec("control", series("Rate", **months))).notes
    )
    assert drawn(spec("line", series("Rate", _2023=80, _2024=90))).notes == ()


def test_values_of_one_unit_have_one_number_of_decimals_and_none_is_finer_than_its_source() -> None:
    points = tuple(
        Point(None, name, replace(figure(value, PERCENT), name=name))
        for name, value in {"Theft": "4", "Burglary": "2.2", "Robbery": "-8.25"}.items()
    )
    scene = drawn(spec("bar", Series("Change", points), unit=PERCENT))
    assert {"+4%", "+2%", "−8%"} <= {text.words for text in scene.texts}
    alike = drawn(spec("bar", series("Change", PERCENT, Theft="4", Burglary="2.2"), unit=PERCENT))
    assert {"4.0%", "2.2%"} <= {text.words for text in alike.texts}


def test_panels_with_scales_of_their_own_start_at_zero_and_say_so() -> None:
    panels = series("A", _2024=80, _2025=90), series("B", _2024=3, _2025=4)
    scene = drawn(spec("multiples", *panels, scales="own"))
    assert [text.words for text in scene.texts].count("0") == 2
    assert scene.notes == ("The scales differ.",)
    unlike = series("A", _2024=80, _2025=90), series("B", PERCENT, _2024="3", _2025="4")
    assert drawn(spec("multiples", *unlike, scales="own")).notes == ()


def test_a_dumbbell_puts_each_value_outside_its_own_dot() -> None:
    scene = drawn(spec("dumbbell", series("Before", Posts=39), series("After", Posts=32)))
    texts = {text.words: text.box for text in scene.texts}
    assert texts["32"].right < texts["39"].left


VALUES = st.lists(st.decimals(-(10**6), 10**6, places=2), min_size=1, max_size=20)


@given(VALUES, st.sampled_from((COUNT, PERCENT, POUNDS, SECONDS)), st.integers(3, 8), st.booleans())
def test_a_scale_holds_every_value_between_round_ticks(
    values: list[Decimal], unit: object, most: int, from_zero: bool
) -> None:
    scale = scale_for(values, unit, most, from_zero)  # type: ignore[arg-type]
    assert scale.low <= min(values)
    assert max(values) <= scale.high
    assert 2 <= len(scale.ticks) <= most
    assert scale.ticks[-1] == scale.high
    assert not from_zero or scale.low <= 0 <= scale.high


def test_an_axis_above_zero_reaches_down_a_fifth_so_that_small_changes_look_small() -> None:
    scale = scale_for([Decimal(6007), Decimal(6330)], COUNT, 5, from_zero=False)
    assert scale.low <= Decimal("0.8") * 6330


@pytest.mark.parametrize(
    ("unit", "values", "labels"),
    [
        (COUNT, (0, 2400), ["0", "1,000", "2,000", "3,000"]),
        (PERCENT, (2, 96), ["0%", "50%", "100%"]),
        (SECONDS, (42, 131), ["0 s", "1 min", "2 min", "3 min"]),
        (POUNDS, (0, 1500000), ["£0", "£0.5m", "£1.0m", "£1.5m"]),
    ],
)
def test_ticks_are_worded_like_the_text(unit: object, values: tuple[int, int], labels: list[str]) -> None:
    scale = scale_for([Decimal(value) for value in values], unit, 4, from_zero=False)  # type: ignore[arg-type]
    assert [tick_label(value, scale, unit, WORDING) for value in scale.ticks] == labels  # type: ignore[arg-type]


def test_a_hedged_figure_keeps_its_hedge() -> None:
    one = series("Hours", Patrols=16000, Arrests=225)
    over = tuple(
        replace(point, figure=replace(point.figure, qualifier="over")) for point in one.points if point.figure
    )
    scene = drawn(spec("bar", replace(one, points=over)))
    assert "over 16,000" in [text.words for text in scene.texts]


def test_the_finding_is_the_title_and_nothing_is_added_to_it() -> None:
    assert plain(prepare(spec("bar", series("A", Here=1)), WORDING).title) == "A finding"


def test_bars_of_falls_run_to_the_left_from_zero_each_with_its_value_before_it() -> None:
    falls = series("Fall", PERCENT, East=22, West=11, North=0)
    scene = drawn(spec("bar", falls, unit=PERCENT, direction="left"))
    east, west, north = bars(scene)
    assert east[1] == west[1] == north[0] == north[1]
    assert east[1] - east[0] == pytest.approx(2 * (west[1] - west[0]))
    placed = {text.words: text.box for text in scene.texts}
    assert placed["▼\N{NO-BREAK SPACE}22%"].right < east[0]
    assert placed["▼\N{NO-BREAK SPACE}11%"].right < west[0]
    (base,) = [mark for mark in scene.marks if isinstance(mark, Path) and mark.colour == LOOK.ink]
    assert {x for x, _ in base.strokes[0]} == {east[1]}
    assert [text.words for text in scene.texts].count("0%") == 1  # a value, and no axis of nothing else
    assert placed["0%"].left
