from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from reckoner.charts.alt import MOST, alt_text, description
from reckoner.charts.draw import prepare
from reckoner.charts.limits import limits_of, stretches
from reckoner.charts.spec import Break, ChartSpec, Target
from reckoner.reports.errors import InputError
from reckoner.reports.figures.figure import Figure
from reckoner.reports.figures.printed import plain, printed_in
from reckoner.reports.figures.unit import PERCENT
from reckoner.reports.periods.period import Period
from tests.charts.built import WORDING, figure, series, spec
from tests.charts.drawn import specs
from tools.gallery.examples import examples

EXAMPLES = {example.name: prepare(example, WORDING) for example in examples(WORDING)}
every_example = pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES.keys())


def alt(drawn: ChartSpec) -> str:
    return plain(alt_text(prepare(drawn, WORDING), WORDING))


def known(drawn: ChartSpec) -> list[Figure]:
    """The figures that a chart shows, those of its title, targets and control limits included."""
    found = [point.figure for one in drawn.series for point in one.points if point.figure]
    bounds = [bound for one in drawn.series for point in one.points for bound in (point.low, point.high)]
    found += [bound for bound in bounds if bound]
    found += [target.figure for target in drawn.targets]
    found += [printed.figure for printed in printed_in(drawn.title)]
    if drawn.kind == "control":
        part = limits_of(
            stretches(drawn)[-1],
            ("the mean moving range times 2.66", "upper control limit", "lower control limit"),
        )
        found += [limit for limit in (part.mean, part.upper, part.lower) if limit]
    return found


def shown(told: Figure, drawn: ChartSpec) -> bool:
    """Whether a figure is one of the chart's, at whatever precision, or computed from those that are."""
    if any((told.name, told.value, told.period) == (f.name, f.value, f.period) for f in known(drawn)):
        return True
    return told.computed is not None and all(shown(each, drawn) for each in told.computed.inputs)


@every_example
def test_alt_text_is_short_and_its_numbers_are_those_of_the_chart(example: ChartSpec) -> None:
    for words in (alt_text(example, WORDING), description(example, WORDING)):
        assert all(shown(printed.figure, example) for printed in printed_in(words))
    assert len(plain(alt_text(example, WORDING))) <= MOST


@every_example
def test_every_number_in_alt_text_is_a_figure_or_stands_in_the_names_and_periods(example: ChartSpec) -> None:
    names = " ".join(
        (
            example.subtitle,
            *(f"{one.name} {point.label}" for one in example.series for point in one.points),
            *(WORDING.period(point.period) for one in example.series for point in one.points if point.period),
            *(f"{target.label}" for target in example.targets),
            *(f"{WORDING.period(event.at)} {event.words}" for event in example.events),
            plain(example.title),
            *(f"{WORDING.period(cut.at)} {cut.note}" for cut in example.breaks),
        )
    )
    for words in (alt_text(example, WORDING), description(example, WORDING)):
        rest = "".join(part for part in words if isinstance(part, str))
        assert all(number in names for number in re.findall(r"\d+", rest))


@settings(max_examples=min(settings().max_examples, 500), suppress_health_check=[HealthCheck.too_slow])
@given(specs())
def test_alt_text_of_any_chart_is_short_and_true_to_its_figures(drawn: ChartSpec) -> None:
    try:
        ready = prepare(drawn, WORDING)
    except InputError:
        return
    words = alt_text(ready, WORDING)
    assert 0 < len(plain(words)) <= MOST
    assert all(shown(printed.figure, ready) for printed in printed_in(words))


@pytest.mark.parametrize(
    ("first", "last", "moved"), [(76, 334, "rose"), (334, 76, "fell"), (76, 76, "did not change")]
)
def test_the_direction_follows_the_numbers(first: int, last: int, moved: str) -> None:
    drawn = spec("line", series("Solved", _2023=first, _2024=100, _2025=last))
    assert f"It {moved} from {first} in 2023 to {last} in 2025" in alt(drawn)


def test_values_that_print_alike_did_not_change() -> None:
    drawn = spec("line", series("Rate", PERCENT, _2023="10.04", _2024="10.01"), unit=PERCENT)
    rounded = tuple(
        replace(p, figure=replace(p.figure, decimals=1)) for p in drawn.series[0].points if p.figure
    )
    told = alt(replace(drawn, series=(replace(drawn.series[0], points=rounded),)))
    assert "It did not change from 10.0% in 2023 to 10.0% in 2024." in told


def test_a_part_year_is_told_but_not_compared_with_whole_years() -> None:
    told = alt(spec("line", series("Solved", _2023=76, _2024=334, _2025_01_to_2025_08=304)))
    assert "rose from 76 in 2023 to 334 in 2024." in told
    assert "January to August 2025, part of a year: 304." in told


def test_values_before_and_after_a_break_are_not_compared() -> None:
    cut = Break(Period.year(2024), "New counting rules")
    told = alt(spec("line", series("Solved", _2022=10, _2023=20, _2024=90, _2025=80), breaks=(cut,)))
    assert "It fell from 90 in 2024 to 80 in 2025." in told
    assert "Break in the series in 2024: New counting rules." in told
    assert "10" not in told.replace("2010", "")


def test_gaps_are_told() -> None:
    told = alt(spec("line", series("Solved", _2022=10, _2023=None, _2024="c", _2025=80)))
    assert "Not available: 2023." in told
    assert "Held back: 2024." in told


def test_the_target_is_told() -> None:
    aim = Target("National target", figure(90, PERCENT))
    assert alt(spec("bar", series("Rate", PERCENT, Here=94), unit=PERCENT, targets=(aim,))).endswith(
        "National target: 90%."
    )


def test_many_bars_are_told_by_their_highest_and_lowest() -> None:
    wards = {f"A ward with a rather long name {place}": 100 - place for place in range(20)}
    told = alt(spec("bar", series("Crimes", **wards)))
    assert (
        "Highest: A ward with a rather long name 0 100. Lowest: A ward with a rather long name 19 81." in told
    )


def test_a_control_chart_tells_its_limits_instead_of_a_trend() -> None:
    told = plain(alt_text(EXAMPLES["control"], WORDING))
    assert "The mean is 211 and the limits are 159 and 262." in told
    assert "Outside the limits: 290 in August 2023." in told
    assert "rose" not in told
    assert "fell" not in told


def test_a_dumbbell_tells_how_each_row_moved() -> None:
    told = plain(alt_text(EXAMPLES["restructure"], WORDING))
    assert "From Old structure to New structure: Posts fell from 39 to 32;" in told


def test_a_long_subtitle_gives_way_to_the_values_of_every_series() -> None:
    four = [series(f"Time to answer a {n} call", _2023=7, _2024=8) for n in (101, 999, 111, 105)]
    told = alt(spec("multiples", *four, subtitle="How long callers waited, " + "and where and when, " * 8))
    assert len(told) <= MOST
    assert all(re.search(rf"a {n} call (8|rose from 7 to 8)", told) for n in (101, 999, 111, 105))


def test_the_description_says_what_the_chart_says_and_leaves_its_values_to_the_table() -> None:
    example = EXAMPLES["hotspot"]
    told = plain(description(example, WORDING))
    assert plain(example.title) in told
    values = sorted(point.figure.value for point in example.series[0].points if point.figure)
    assert [f" {value}%" in told for value in values] == [True, *[False] * (len(values) - 2), True]
