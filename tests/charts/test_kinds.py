"""Each kind shows its data: another number makes another picture, and what would mislead is refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from reckoner.charts.alt import alt_text
from reckoner.charts.check import check
from reckoner.charts.collisions import collisions
from reckoner.charts.draw import draw, lay_out, prepare
from reckoner.charts.look import Look
from reckoner.charts.scene import Dot, Path
from reckoner.charts.spec import Annotation, ChartSpec, Kind, Point, Series, Target
from reckoner.charts.values import figure_of
from reckoner.reports.errors import InputError
from reckoner.reports.figures.measure import Direction
from reckoner.reports.figures.printed import plain
from reckoner.reports.figures.unit import PEOPLE, PERCENT, POUNDS, SECONDS
from reckoner.reports.periods.period import Period
from tests.charts.baselines import EXAMPLES
from tests.charts.built import WORDING, figure, series, spec

LOOK = Look()
NEW = (
    "forces", "months", "changes", "districts", "survey", "agreement", "budget", "money", "hours", "targets",
    "rates", "ages",
)  # fmt: skip
# Sums that must agree: the places to change together.
TOGETHER = {"budget": ((0, 0), (0, -1)), "money": ((0, 0), (1, 0))}


def altered(example: ChartSpec) -> ChartSpec:
    """The example with one number larger, and what must agree with it."""
    made = list(example.series)
    for place, number in TOGETHER.get(example.name, ((0, 1),)):
        points = list(made[place].points)
        points[number] = larger(points[number])
        made[place] = replace(made[place], points=tuple(points))
    return replace(example, series=tuple(made))


def larger(point: Point) -> Point:
    assert point.figure is not None
    by = Decimal(1_000_000) if point.figure.unit == POUNDS else Decimal(30 if point.label == "01" else 1)
    more = replace(point.figure, value=point.figure.value + by)
    high = replace(point.high, value=point.high.value + 3) if point.high else None
    return replace(point, figure=more, high=high)


@pytest.mark.parametrize("name", NEW)
def test_another_number_makes_another_picture(name: str) -> None:
    kept, other = (draw(each, LOOK, WORDING) for each in (EXAMPLES[name], altered(EXAMPLES[name])))
    assert kept.svg.partition(b"</title>")[2] != other.svg.partition(b"</title>")[2]
    assert kept.csv != other.csv


def test_another_date_makes_another_timeline() -> None:
    kept = EXAMPLES["headquarters"]
    first = replace(kept.events[0], at=kept.events[0].at.shifted(3))
    moved = replace(kept, events=(first, *kept.events[1:]))
    assert draw(kept, LOOK, WORDING).svg != draw(moved, LOOK, WORDING).svg


def told(example: ChartSpec) -> str:
    return plain(alt_text(prepare(example, WORDING), WORDING))


def test_alt_text_tells_what_is_picked_out_and_the_ends() -> None:
    assert " Hertfordshire 94.1%, Force A" in told(
        EXAMPLES["forces"]
    )  # in full, since its title's number is told
    assert "Highest: Dacorum 3,067. Lowest: Three Rivers 1,578." in told(EXAMPLES["districts"])


def test_alt_text_of_bars_is_in_the_order_drawn() -> None:
    drawn = spec("bar", series("Shares", PERCENT, Arrests=67, Knives=88, Searches=58), unit=PERCENT)
    assert "Knives 88%, Arrests 67% and Searches 58%." in told(drawn)


def test_alt_text_has_the_headline_first_and_the_turning_point() -> None:
    drawn = spec(
        "line", series("Rate", PERCENT, _2022=89, _2023=78, _2024=89, _2025=94), unit=PERCENT,
        title=("Calls were ", WORDING.word(figure(90, PERCENT)), " answered"),
    )  # fmt: skip
    assert told(drawn).startswith("Line chart: What is measured. Calls were 90% answered. It rose")
    assert told(drawn).endswith("lowest 78% in 2023.")


def test_times_in_charts_are_no_clock_times() -> None:
    drawn = spec("line", series("Wait", SECONDS, _2023=128, _2024=42), unit=SECONDS)
    labels = {
        printed.text.replace("\N{NO-BREAK SPACE}", " ") for printed in draw(drawn, LOOK, WORDING).labels
    }
    assert "2 min 8 s" in labels
    assert "2 minutes 8 seconds" in told(drawn)
    assert ":" not in told(drawn).partition(". ")[2]


def test_steps_that_bars_would_shrink_have_a_scale_of_their_own_and_say_so() -> None:
    steps = spec("waterfall", series("Budget", POUNDS, Last=1000, Pay=30, This=1030), unit=POUNDS)
    wide = spec("waterfall", series("Budget", POUNDS, Last=1000, Pay=900, This=1900), unit=POUNDS)
    assert "The scale does not start at zero." in draw(steps, LOOK, WORDING).notes
    assert draw(wide, LOOK, WORDING).notes == ()


def test_steps_that_only_add_are_parts_of_a_whole_written_as_it_is() -> None:
    spent = series("Spent", POUNDS, Buildings=13_500_000, Cars=2_500_000, Other=600_000, All=16_600_000)
    scene = lay_out(prepare(spec("waterfall", spent, unit=POUNDS), WORDING), LOOK, WORDING)
    assert [text.words for text in scene.texts if "£" in text.words] == ["£13.5m", "£2.5m", "£0.6m", "£16.6m"]
    said = "Buildings £13.5 million, Cars £2.5 million and Other £0.6 million. £16.6 million in all."
    assert told(spec("waterfall", spent, unit=POUNDS)).replace("\N{NO-BREAK SPACE}", " ").endswith(said)
    fills = {mark.fill for mark in scene.marks if isinstance(mark, Path)} & set(LOOK.colours)
    assert fills == {LOOK.colour(0)}


@pytest.mark.parametrize("kind", ["bar", "dots"])
def test_all_money_of_a_chart_is_in_millions_or_none_is(kind: Kind) -> None:
    for small, said in ((600_000, {"£13.5m", "£0.6m"}), (650_000, {"£13,500,000", "£650,000"})):
        drawn = spec(kind, series("Spent", POUNDS, Estates=13_500_000, Other=small), unit=POUNDS)
        printed = {text.words for text in lay_out(prepare(drawn, WORDING), LOOK, WORDING).texts}
        assert said <= printed


def test_in_a_small_picture_of_changes_counts_stand_beside_the_names_and_bars_have_the_width() -> None:
    counts = spec("changes", series("2019", Thefts=4000, Drugs=500), series("2024", Thefts=4400, Drugs=400))
    wide, small = (lay_out(prepare(counts, WORDING), look, WORDING) for look in (LOOK, LOOK.narrow()))
    for scene, is_beside in ((wide, False), (small, True)):
        at = {text.words: text.y for text in scene.texts}
        assert at["4,000"] == at["4,400"]
        assert (at["Thefts"] == at["4,000"] < at["+10%"]) == is_beside
    assert max(text.x for text in small.texts) > 0.85 * small.width


def test_steps_on_a_scale_of_their_own_stand_over_an_axis_of_round_values() -> None:
    for pay, said in ((30, ["£1,000", "£1,010", "£1,020", "£1,030"]), (900, [])):
        steps = spec("waterfall", series("Budget", POUNDS, Last=1000, Pay=pay, This=1000 + pay), unit=POUNDS)
        muted = [
            t.words for t in lay_out(prepare(steps, WORDING), LOOK, WORDING).texts if t.colour == LOOK.muted
        ]
        assert [words for words in muted if words.startswith("£")] == said


def test_dots_whose_scale_does_not_start_at_zero_stand_over_an_axis_of_round_values() -> None:
    for rate, said in ((78, {"75%", "80%", "85%", "90%", "95%"}), (8, set())):
        rates = spec("dots", series("Rate", PERCENT, Here=rate, There=94), unit=PERCENT)
        svg = draw(rates, LOOK, WORDING).svg.decode()
        assert {f"{value}%" for value in range(0, 101, 5) if f">{value}%<" in svg} == said


def test_steps_in_the_good_direction_have_the_colour_of_good_ones() -> None:
    steps = spec("waterfall", series("Budget", POUNDS, Last=1000, Pay=30, Less=-20, This=1010), unit=POUNDS)
    up, down = LOOK.colour(1).lower(), LOOK.colour(3).lower()
    colours = {
        good: re.findall(rf"{up}|{down}", draw(replace(steps, good=good), LOOK, WORDING).svg.decode().lower())
        for good in ("up", "neither", "down")
    }
    assert colours["up"] == colours["neither"] == [up, down]
    assert colours["down"] == [down, up]


def test_values_as_published_keep_their_decimals_and_others_share_theirs() -> None:
    drawn = spec("bar", series("Change", PERCENT, Burglary=5.2, Hate=4), unit=PERCENT)
    points = tuple(
        replace(point, figure=replace(figure_of(point), published=True)) for point in drawn.series[0].points
    )
    quoted = replace(drawn, series=(replace(drawn.series[0], points=points),))
    assert {printed.text for printed in draw(quoted, LOOK, WORDING).labels} >= {"5.2%", "4%"}


def test_two_dots_of_a_row_are_joined_and_their_values_stand_in_two_columns() -> None:
    scene = lay_out(prepare(EXAMPLES["months"], WORDING), LOOK, WORDING)
    words = scene.texts
    values = {
        f"{value}%" for value in ("89.46", "87.53", "78.26", "79.95", "81.05", "89.38", "92.25", "94.08")
    }
    assert len({word.x for word in words if word.words in values}) == 2
    ends = {word.x for word in words if word.words in values}
    assert {word.x for word in words if word.words in ("September", "October")} == ends


def test_names_of_columns_stand_level_with_a_target_s_where_there_is_room() -> None:
    for look, level in ((LOOK, True), (LOOK.narrow(), False)):
        texts = lay_out(prepare(EXAMPLES["months"], WORDING), look, WORDING).texts
        heights = {text.y for text in texts if text.words in ("September", "October", "National target 90%")}
        assert (len(heights) == 1) == level


def test_rows_of_two_dots_stand_in_the_order_of_the_second() -> None:
    pairs = spec(
        "dots", series("Before", Least=9, Most=5, Middle=6), series("Now", Least=1, Most=4, Middle=3)
    )
    words = {text.words: text.y for text in lay_out(prepare(pairs, WORDING), LOOK, WORDING).texts}
    assert words["Most"] < words["Middle"] < words["Least"]


@pytest.mark.parametrize("now", [50, 51, 52, 99])
def test_two_dots_of_a_row_have_one_size_and_the_ring_lies_open_over_the_other(now: int) -> None:
    pairs = spec("dots", series("Before", Here=50, There=0), series("Now", Here=now, There=100))
    scene = lay_out(prepare(pairs, WORDING), LOOK, WORDING)
    row = next(text.y for text in scene.texts if text.words == "Here")
    first, second, ring = (mark for mark in scene.marks if isinstance(mark, Dot) and abs(mark.y - row) < 12)
    assert (first.radius, first.y) == (second.radius, second.y)
    assert ring == replace(first, fill="none")


def test_long_names_head_the_columns_of_two_dots_in_lines() -> None:
    pairs = spec("dots", series("January and February 2019", A=1), series("January and February 2024", A=2))
    words = [text.words for text in lay_out(prepare(pairs, WORDING), LOOK, WORDING).texts]
    assert words.count("January and") == 2
    assert {"February 2019", "February 2024"} <= set(words)


def test_in_a_small_picture_names_that_would_break_stand_above_the_dots() -> None:
    names = {"A district with a very long name": 1, "Here": 4}
    pairs = spec("dots", series("2019", **names), series("2024", **names))
    texts = lay_out(prepare(pairs, WORDING), replace(LOOK, width_mm=78.0), WORDING).texts
    assert {text.x for text in texts if text.words in names} == {0.0}


def test_the_values_of_two_dots_stand_in_columns_below_their_names_or_in_a_small_picture_their_marks() -> (
    None
):
    rates = {"2024": 81, "2025": 94}
    pairs = spec(
        "dots", series("September", **rates), series("October", **rates), targets=(Target("Aim", figure(90)),)
    )
    for mm, is_small in ((160.0, False), (78.0, True)):
        scene = lay_out(prepare(pairs, WORDING), replace(LOOK, width_mm=mm), WORDING)
        columns = sorted({text.box.right for text in scene.texts if text.words in ("81", "94")})
        assert len(columns) == 2
        (aim,) = (text for text in scene.texts if text.words.startswith("Aim"))
        marks = [
            mark.x for mark in scene.marks if isinstance(mark, Dot) and abs(mark.y - aim.y) < 2 * LOOK.text
        ]
        (name,) = (text for text in scene.texts if text.words == "October")
        assert (name.box.right == pytest.approx(columns[1])) is not is_small
        if is_small:  # the key stands above, a mark above each column
            assert name.y < aim.y
            assert [any(right - 20 < x < right for x in marks) for right in columns] == [True, True]


def test_the_name_of_a_target_stands_left_of_its_line_where_columns_stand_right_of_it() -> None:
    rates = {"2024": 81, "2025": 94}
    pairs = spec(
        "dots",
        series("September", **rates),
        series("October", **rates),
        targets=(Target("A target for the whole country", figure(90)),),
    )
    scene = lay_out(prepare(pairs, WORDING), replace(LOOK, width_mm=130.0), WORDING)
    (aim,) = (text for text in scene.texts if text.words.startswith("A target"))
    assert aim.box.right < min(
        text.box.left for text in scene.texts if text.words in ("September", "October")
    )


def test_in_a_small_picture_the_first_label_of_the_scale_has_room() -> None:
    pairs = spec(
        "dots", *(series(name, PERCENT, A=78, B=94) for name in ("September", "October")), unit=PERCENT
    )
    texts = lay_out(prepare(pairs, WORDING), replace(LOOK, width_mm=78.0), WORDING).texts
    (first,) = (text for text in texts if text.words == "75%")
    assert first.box.left >= 0


def test_changes_are_bars_with_their_per_cent_beside_what_was_counted() -> None:
    counts = spec("changes", series("2019", Thefts=4000, Drugs=500), series("2024", Thefts=4400, Drugs=400))
    scene = lay_out(prepare(counts, WORDING), LOOK, WORDING)
    words = {text.words: text for text in scene.texts}
    assert {"\N{MINUS SIGN}20%", "+10%", "4,000", "4,400", "500", "400"} <= set(words)
    assert [
        text.printed[0].figure.computed is not None
        for text in scene.texts
        if "%" in text.words[1:] and text.printed
    ] == [True, True]
    assert words["Thefts"].y < words["Drugs"].y
    bars = [mark for mark in scene.marks if isinstance(mark, Path) and mark.fill == LOOK.colour(0)]
    sides = [sorted(x - words["0%"].x for x, _ in bar.strokes[0]) for bar in bars]
    assert sides[0][0] == pytest.approx(0) == sides[1][-1]
    assert -sides[1][0] == pytest.approx(2 * sides[0][-1])


def test_data_of_changes_have_what_is_drawn_in_the_order_of_its_rows() -> None:
    counts = spec("changes", series("2019", Drugs=500, Thefts=4000), series("2024", Drugs=400, Thefts=4400))
    rows = [line.split(",")[:4] for line in draw(counts, LOOK, WORDING).csv.splitlines()[1:]]
    assert [row[1] for row in rows] == ["Thefts", "Drugs"] * 3
    assert [(row[0], row[3]) for row in rows[4:]] == [("Change", "10"), ("Change", "-20")]


def test_rises_and_falls_of_changes_differ_in_colour_as_those_that_are_published_do() -> None:
    counts = spec("changes", series("2019", Thefts=4000, Drugs=500), series("2024", Thefts=4400, Drugs=400))
    scene = lay_out(prepare(replace(counts, good="down"), WORDING), LOOK, WORDING)
    bars = [mark.fill for mark in scene.marks if isinstance(mark, Path) and mark.fill in LOOK.colours]
    assert bars == [LOOK.colour(3), LOOK.colour(1)] * 2  # in the key and in the rows
    assert {"Rise", "Fall"} <= {text.words for text in scene.texts}


def test_in_a_small_picture_a_bar_stands_nearer_to_its_own_name_than_to_the_next() -> None:
    names = {"Violence and sexual offences": 400, "Criminal damage and arson": 500}
    pair = spec("changes", series("2019", **names), series("2024", **dict.fromkeys(names, 300)))
    small = replace(LOOK, width_mm=78.0)
    scene = lay_out(prepare(pair, WORDING), small, WORDING)
    first, second = sorted(text.y for text in scene.texts if text.words in names)
    [bar, _] = [m for m in scene.marks if isinstance(m, Path) and m.fill == small.colour(0)]
    top, bottom = min(y for _, y in bar.strokes[0]), max(y for _, y in bar.strokes[0])
    assert top - first < second - small.text - bottom


@pytest.mark.parametrize(("before", "after", "mark"), [(0, 5, "[z]"), (None, 5, "[x]"), (5, None, "[x]")])
@pytest.mark.parametrize("look", [LOOK, LOOK.narrow()])
def test_a_row_without_a_change_stands_beside_rows_that_have_one(
    before: int | None, after: int | None, mark: str, look: Look
) -> None:
    pairs = (series("2019", Here=before, There=4), series("2024", Here=after, There=5))
    moved = prepare(spec("changes", *pairs), WORDING)
    assert "+25%" in {text.words for text in lay_out(moved, look, WORDING).texts}
    assert f"Change,Here,,{mark},per cent," in draw(moved, look, WORDING).csv


@pytest.mark.parametrize(("before", "after"), [(0, 5), (None, 5), (5, None)])
def test_where_no_row_has_a_change_dots_are_drawn(before: int | None, after: int | None) -> None:
    pairs = (series("2019", Here=before), series("2024", Here=after))
    drawn = [lay_out(prepare(spec(kind, *pairs), WORDING), LOOK, WORDING) for kind in ("changes", "dots")]
    assert drawn[0] == drawn[1]


def test_one_part_of_several_bars_needs_no_key_and_a_value_too_wide_for_it_stands_beside() -> None:
    shares = spec("share", series("Women", PERCENT, Part=44), series("Others", PERCENT, Part=2), unit=PERCENT)
    words = [text.words for text in lay_out(prepare(shares, WORDING), LOOK, WORDING).texts]
    assert words == ["Women", "Others", "44%", "2%"]


@pytest.mark.parametrize(("good", "named"), [("down", True), ("neither", False)])
def test_a_key_names_the_colours_of_rises_and_falls(good: Direction, named: bool) -> None:
    moves = spec("bar", series("Change", PERCENT, Burglary=5, Abuse=-8), unit=PERCENT)
    drawn = lay_out(prepare(replace(moves, good=good), WORDING), LOOK, WORDING)
    assert ({"Rise", "Fall"} <= {text.words for text in drawn.texts}) == named


def test_where_some_bars_hang_below_zero_the_values_above_it_have_a_plus() -> None:
    moves = spec("bar", series("Change", PERCENT, Burglary=5, Abuse=-8), unit=PERCENT)
    words = {text.words for text in lay_out(prepare(moves, WORDING), LOOK, WORDING).texts}
    assert {"+5%", "\N{MINUS SIGN}8%"} <= words


def test_events_too_near_for_their_words_follow_one_another_in_even_steps() -> None:
    near = replace(
        EXAMPLES["headquarters"],
        events=tuple(
            replace(event, at=Period.months(2026, month), words="What")
            for event, month in zip(EXAMPLES["headquarters"].events[:3], (1, 11, 12), strict=True)
        ),
    )
    heights = [mark.y for mark in lay_out(near, LOOK, WORDING).marks if isinstance(mark, Dot)][-3:]
    assert heights[1] - heights[0] == pytest.approx(heights[2] - heights[1])


def test_the_longest_name_keeps_clear_of_the_edge() -> None:
    pairs = spec("bar", series("One", **{"Violence and sexual offences": 3, "Drugs": 1}))
    scene = lay_out(prepare(pairs, WORDING), LOOK, WORDING)
    assert next(text for text in scene.texts if text.words.startswith("Violence")).box.left >= 1


def test_a_value_beside_a_target_line_stands_clear_of_it() -> None:
    assert collisions(draw(EXAMPLES["months"], LOOK, WORDING).svg) == []


@pytest.mark.parametrize("value", [89, Decimal("89.5"), Decimal("89.9")])
def test_a_bar_just_short_of_its_target_has_its_value_within_it(value: Decimal) -> None:
    bars = spec("bar", series("One", **{"2022": value, "2023": 95}), targets=(Target("Aim", figure(90)),))
    scene = lay_out(prepare(bars, WORDING), LOOK, WORDING)
    ends = {text.words[:2]: text.anchor for text in scene.texts if text.words.startswith(("89", "90", "95"))}
    assert ends == {str(round(value)): "end", "95": "start"}


Change = Callable[[ChartSpec], ChartSpec]


def without_a_series(drawn: ChartSpec) -> ChartSpec:
    return replace(drawn, series=drawn.series[:1])


def with_one_more(drawn: ChartSpec) -> ChartSpec:
    first = drawn.series[0]
    points = (replace(first.points[0], figure=larger(first.points[0]).figure), *first.points[1:])
    return replace(drawn, series=(replace(first, points=points), *drawn.series[1:]))


def without_intervals(drawn: ChartSpec) -> ChartSpec:
    points = tuple(replace(point, low=None, high=None) for point in drawn.series[0].points)
    return replace(drawn, series=(Series(drawn.series[0].name, points),))


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("districts", lambda drawn: replace(drawn, grid=()), "a tile map needs a `grid`"),
        ("districts", lambda drawn: replace(drawn, grid=(*drawn.grid, ("Luton",))), "'Luton', of which"),
        ("districts", lambda drawn: replace(drawn, grid=drawn.grid[:2]), "has no tile in the grid"),
        ("survey", without_intervals, "interval"),
        ("agreement", without_a_series, "it has 1 answers"),
        ("budget", with_one_more, "the steps lead from"),
        ("money", with_one_more, "they differ by"),
        ("hours", without_a_series, "a heat map has two rows or more"),
        ("targets", without_a_series, "a bullet bar has"),
        ("rates", without_a_series, "a funnel plot needs two series"),
        ("ages", without_a_series, "a pyramid sets two groups"),
        ("headquarters", lambda drawn: replace(drawn, events=drawn.events[:1]), "a timeline shows two to"),
    ],
)  # fmt: skip
def test_what_a_kind_cannot_show_is_refused_with_what_to_do(name: str, change: Change, said: str) -> None:
    with pytest.raises(InputError) as refused:
        check(change(EXAMPLES[name]))
    assert any(said in fault.what and fault.todo for fault in refused.value.faults)


def test_own_force_is_marked_by_shape_and_weight_as_well_as_colour() -> None:
    picked = draw(EXAMPLES["forces"], LOOK, WORDING).svg
    plainly = draw(replace(EXAMPLES["forces"], highlights=()), LOOK, WORDING).svg
    assert picked.count(b"font-weight: 600") == plainly.count(b"font-weight: 600") + 1


def test_an_annotation_stands_by_its_value_and_is_told() -> None:
    values = {f"_2024_{month:02}": number for month, number in enumerate((90, 84, 80, 60, 52, 50, 48), 1)}
    drawn = spec(
        "line", series("Wait", SECONDS, **values), unit=SECONDS,
        annotations=(Annotation("2024-04", "New contact centre opens"),),
    )  # fmt: skip
    made = draw(drawn, LOOK, WORDING)
    assert b"New contact centre" in made.svg
    assert collisions(made.svg) == []
    assert "April 2024: New contact centre opens." in plain(made.description)


def test_an_annotation_of_a_value_that_is_not_there_is_refused() -> None:
    drawn = spec("line", series("Wait", _2024=3, _2025=2), annotations=(Annotation("2026", "Later"),))
    with pytest.raises(InputError, match="tied to '2026', of which there is no value"):
        check(drawn)
    bars = spec("bar", series("Wait", _2024=3, _2025=2), annotations=(Annotation("2025", "Now"),))
    with pytest.raises(InputError, match="has no annotations"):
        check(bars)


def test_people_are_counted_in_whole_numbers() -> None:
    pyramid = EXAMPLES["ages"]
    assert {point.figure.unit for one in pyramid.series for point in one.points if point.figure} == {PEOPLE}


@pytest.mark.parametrize("kind", ["bar", "grouped"])
def test_bars_that_run_to_the_left_say_where_zero_is(kind: Kind) -> None:
    falls = [
        series(name, PERCENT, Hatfield=-15, Ware=-12) for name in ("One", "Two")[: 1 + (kind == "grouped")]
    ]
    rises = [series(each.name, PERCENT, Hatfield=15, Ware=12) for each in falls]
    for of, has in ((falls, True), (rises, False)):
        svg = draw(spec(kind, *of, unit=PERCENT), LOOK, WORDING).svg.decode()
        assert (">0%<" in svg) == has


BESIDE = (series("All of West", Then=120, Now=2400), series("All of East", Then=36, Now=480))


def test_grouped_bars_have_columns_beside_them_whose_values_are_told_too() -> None:
    bars = (series("West", Then=10, Now=200), series("East", Then=3, Now=40))
    made = spec("grouped", *bars, beside=BESIDE, order="given")
    for look in (LOOK, replace(LOOK, width_mm=84)):
        drawing = draw(made, look, WORDING)
        shown = [mark.words for mark in lay_out(prepare(made, WORDING), look, WORDING).texts]
        assert {"2,400", "480", "120", "36"} <= set(shown)
        assert not collisions(drawing.svg)
        assert "All of East" in plain(drawing.description)


def test_columns_are_two_and_stand_beside_grouped_bars_alone() -> None:
    with pytest.raises(InputError, match="a line chart has no columns beside it"):
        check(spec("line", series("West", _2024=1, _2025=2), beside=BESIDE))
    with pytest.raises(InputError, match="it has 1 series beside its bars"):
        check(spec("grouped", *BESIDE, beside=BESIDE[:1]))
