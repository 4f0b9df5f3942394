"""The small pieces that charts are laid out with."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reckoner.charts.data import data_csv
from reckoner.charts.draw import draw, prepare
from reckoner.charts.fonts import balanced, lacking, width_of, wrap
from reckoner.charts.label_layout import spread
from reckoner.charts.look import Look
from reckoner.charts.parts import in_hundred, parts_of
from reckoner.charts.phrases import Phrases, shortened
from reckoner.charts.scene import Box, hatching
from reckoner.charts.sketch import crosses
from reckoner.charts.spec import Point, Series, Target
from reckoner.charts.trends import move_of
from reckoner.reports.errors import InputError
from reckoner.reports.figures.measure import Direction
from reckoner.reports.figures.printed import plain
from reckoner.reports.figures.unit import PER_1000, PERCENT, SECONDS
from tests.charts.built import WORDING, figure, point, series, spec

LABELS = st.lists(st.tuples(st.floats(0, 200), st.floats(5, 30)), min_size=1, max_size=6)


@given(LABELS)
def test_labels_moved_apart_keep_their_order_and_never_overlap(labels: list[tuple[float, float]]) -> None:
    wanted, heights = [y for y, _ in labels], [height for _, height in labels]
    centres = spread(wanted, heights, 0.0, 200.0)
    order = sorted(range(len(labels)), key=lambda place: wanted[place])
    for first, second in pairwise(order):
        assert centres[first] + heights[first] / 2 <= centres[second] - heights[second] / 2 + 1e-6
    assert all(centre - height / 2 >= -1e-6 for centre, height in zip(centres, heights, strict=True))
    if sum(heights) <= 200:
        assert all(centre + height / 2 <= 200 + 1e-6 for centre, height in zip(centres, heights, strict=True))


def test_labels_with_room_stay_where_they_want_to_be() -> None:
    assert spread([20, 100, 60], [10, 10, 10], 0, 200) == [20, 100, 60]


@given(st.text("abc WV-é", min_size=1, max_size=120), st.floats(30, 200))
def test_wrapped_lines_fit_and_lose_no_letter(text: str, room: float) -> None:
    lines = wrap(text, 9.0, room)
    assert all(width_of(line, 9.0) <= room for line in lines)
    assert "".join(lines).replace("-", "").replace(" ", "") == text.replace("-", "").replace(" ", "")


@given(
    st.lists(st.text("acfjlrvyAJLTVWY147/(),.–’“-", min_size=1, max_size=9), max_size=12), st.floats(90, 300)
)
def test_a_line_ends_where_one_more_word_would_be_too_wide(words: list[str], room: float) -> None:
    """Lines are seldom measured: where they end is as if each were."""
    measured = [""]
    for word in words:
        longer = f"{measured[-1]} {word}".strip()
        if width_of(longer, 9.0) > room:
            measured.append(word)
        else:
            measured[-1] = longer
    assert wrap(" ".join(words), 9.0, room) == tuple(filter(None, measured))


def test_a_title_is_broken_into_lines_of_even_length() -> None:
    title = "A 101 call waited 42 seconds for an answer in September 2025, 90 seconds in April"
    first, second = balanced(title, 12.0, 330.0, "semibold")
    assert len(wrap(title, 12.0, 330.0, "semibold")) == 2
    assert abs(width_of(first, 12.0, "semibold") - width_of(second, 12.0, "semibold")) < 80


def test_the_font_knows_what_it_lacks() -> None:
    assert lacking("£5 – “Ŵyn” 12% €") == ""
    assert lacking("fine 😀") == "😀"


@given(st.tuples(st.floats(0, 100), st.floats(0, 100), st.floats(1, 200), st.floats(1, 60)))
def test_hatching_stays_within_its_box(sides: tuple[float, float, float, float]) -> None:
    left, top, width, height = sides
    for stroke in hatching(Box(left, top, left + width, top + height), "#000000").strokes:
        for x, y in stroke:
            assert left - 1e-6 <= x <= left + width + 1e-6
            assert top - 1e-6 <= y <= top + height + 1e-6


@pytest.mark.parametrize(
    ("start", "stop", "met"),
    [((0, 5), (10, 5), True), ((0, 0), (10, 1), False), ((4, 0), (4, 10), True), ((0, 12), (12, 0), True)],
)
def test_a_stroke_that_passes_through_a_box_is_noticed(
    start: tuple[float, float], stop: tuple[float, float], met: bool
) -> None:
    assert crosses(Box(3, 3, 9, 9), start, stop) is met


def test_a_whole_fills_a_hundred_squares_by_largest_remainder() -> None:
    thirds = parts_of(series("Answers", PERCENT, A="33.3", B="33.3", C="33.4"), WORDING)
    assert in_hundred(thirds) == [33, 33, 34]
    assert sum(in_hundred(parts_of(series("Answers", A=1, B=1, C=1), WORDING))) == 100
    assert in_hundred(parts_of(series("Answers", PERCENT, A=20, B=5), WORDING)) == [20, 5]


def test_amounts_become_shares_of_their_sum() -> None:
    parts = parts_of(series("Answers", Yes=30, No=10), WORDING)
    assert [part.value.text for part in parts] == ["75%", "25%"]
    assert parts[0].value.figure.computed is not None


@pytest.mark.parametrize(
    ("before", "now", "good", "told"),
    [
        (100, 116, "neither", "Up 16% on 2024"),
        (100, 116, "up", "Up 16% on 2024, an improvement"),
        (100, 84, "up", "Down 16% on 2024, a worsening"),
        (100, 100, "down", "Unchanged on 2024"),
        (10000, 10001, "up", "Almost unchanged on 2024"),
        (0, 5, "neither", "Up 5 on 2024"),
    ],
)
def test_a_move_is_told_in_words(before: int, now: int, good: Direction, told: str) -> None:
    move = move_of(point("2024", before), point("2025", now), good, Phrases(WORDING))
    assert move is not None
    assert plain(move.sentence) == told


def test_percentages_move_in_points() -> None:
    move = move_of(point("2024", 81, PERCENT), point("2025", 92, PERCENT), "neither", Phrases(WORDING))
    assert move is not None
    assert plain(move.sentence) == "Up 11 percentage points on 2024"


def test_a_part_year_has_no_move_against_a_whole_one() -> None:
    assert move_of(point("2024", 334), point("2025-01..2025-08", 304), "up", Phrases(WORDING)) is None


def test_the_data_are_as_printed_with_marks_for_what_is_not_there() -> None:
    drawn = spec(
        "bar", series("Rate", PERCENT, _2023="81.25", _2024=None, _2025="c"), unit=PERCENT,
        targets=(Target("Aim", figure(90, PERCENT)),),
    )  # fmt: skip
    assert data_csv(drawn, WORDING) == (
        "series,label,period,value,unit,note\n"
        "Rate,2023,2023,81.25,per cent,\n"
        "Rate,2024,2024,[x],per cent,\n"
        "Rate,2025,2025,[c],per cent,\n"
        "Aim,,,90,per cent,target\n"
    )


def test_the_data_of_categories_and_targets_name_the_period_of_each() -> None:
    points = (Point(None, "Hatfield", figure(5, period="2025-09")), Point(None, "Ware", figure(6)))
    drawn = spec("bar", Series("Cases", points), targets=(Target("Aim", figure(4, period="2025")),))
    rows = [row.split(",") for row in data_csv(drawn, WORDING).splitlines()[1:]]
    assert [row[:3] for row in rows] == [
        ["Cases", "Hatfield", "2025-09"], ["Cases", "Ware", ""], ["Aim", "", "2025"],
    ]  # fmt: skip


def test_the_data_have_no_date_where_a_period_is_none() -> None:
    undated = replace(figure(22, PERCENT, period="2025-11"), called="months not known")
    drawn = spec("bar", Series("Fall", (Point(undated.period, "Ware", undated),)), unit=PERCENT)
    assert data_csv(drawn, WORDING).splitlines()[1] == "Fall,Ware,,22,per cent,months not known"


def test_the_data_say_what_is_approximate_and_write_a_quarter_by_its_months() -> None:
    rough = replace(figure(22, period="2025-Q1"), qualifier="about")
    drawn = spec("bar", Series("Cases", (Point(rough.period, "Ware", rough),)))
    assert data_csv(drawn, WORDING).splitlines()[1] == "Cases,Ware,2025-01..2025-03,22,,about"


def test_the_data_of_a_chart_in_two_units_have_the_unit_of_each_series_and_target() -> None:
    drawn = spec(
        "multiples", series("Wait", SECONDS, _2025=90),
        series("Abandoned", PERCENT, _2025="4.49", _2026=None), unit=SECONDS,
        targets=(Target("Aim", figure(5, PERCENT)),),
    )  # fmt: skip
    rows = [row.split(",") for row in data_csv(drawn, WORDING).splitlines()[1:]]
    assert [(row[0], row[3], row[4]) for row in rows] == [
        ("Wait", "90", "seconds"), ("Abandoned", "4.49", "per cent"), ("Abandoned", "[x]", "per cent"),
        ("Aim", "5", "per cent"),
    ]  # fmt: skip


def test_words_are_shortened_at_a_comma_or_between_words() -> None:
    assert shortened("Calls answered, Hertfordshire, 2025.", 60) == "Calls answered, Hertfordshire, 2025"
    assert shortened("Calls answered, Hertfordshire, 2025", 32) == "Calls answered, Hertfordshire"
    assert shortened("Calls answered within ten seconds", 20) == "Calls answered…"
    assert shortened("Calls answered, late (−), and lost", 33) == "Calls answered, late (−)"


def test_rates_are_neither_added_up_in_a_stack_nor_shown_as_money_in_and_out() -> None:
    rates = [series(name, PER_1000, North=4, South=3) for name in ("Burglary", "Robbery")]
    assert b">4.0<" in draw(spec("stacked", *rates, unit=PER_1000), Look(), WORDING).svg
    with pytest.raises(InputError, match="don't add up"):
        prepare(spec("flows", *rates, unit=PER_1000), WORDING)
