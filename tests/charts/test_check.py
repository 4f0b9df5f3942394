from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from reckoner.charts.draw import draw
from reckoner.charts.look import Look
from reckoner.charts.spec import Break, ChartSpec, Point, Target
from reckoner.reports.errors import InputError
from reckoner.reports.figures.figure import Figure
from reckoner.reports.figures.unit import COUNT, PERCENT, SECONDS
from reckoner.reports.periods.period import Period
from tests.charts.built import WORDING, figure, point, series, spec

BARS = series("Crimes", Burglary=5, Drugs=3)
SHARES = series("Outcomes", PERCENT, Charged=70, Other=40)
ALONE = Look(stand_alone=True)

REFUSED = {
    "it has no series": spec("bar"),
    "the series 'Crimes' is empty": spec("bar", series("Crimes")),
    "every value is missing or held back": spec("line", series("Crimes", _2024=None, _2025="c")),
    "it is in count but has values in %": spec("bar", series("Rate", PERCENT, Here=5)),
    "some points have a period and some have none": spec("bar", series("Crimes", _2024=5, Burglary=3)),
    "a line chart needs a period for each value": spec("line", BARS),
    "overlap": spec("line", series("Crimes", _2024=5, _2024_10=3)),
    "is longer than the other periods": spec("bar", series("Crimes", _2024_01=5, _2024_02=3, _2025=40)),
    "below zero": spec("stacked", series("A", Here=5), series("B", Here=-5)),
    "a part of a whole can't be": spec("share", series("A", Here=5, There=Decimal("-0.5"))),
    "the shares in 'Outcomes' add up to more than 100%": spec("share", SHARES, unit=PERCENT),
    "has more than 6 parts": spec("waffle", series("Parts", **{f"P{n}": 1 for n in range(7)})),
    "a dumbbell compares two series; this has 1": spec("dumbbell", BARS),
    "a tile shows one series; this has 2": spec("tile", BARS, replace(BARS, name="Other")),
    "a slope chart needs the same two periods": spec("slope", series("Crimes", _2023=1, _2024=2, _2025=3)),
    "it has 13 series": spec("grouped", *(replace(BARS, name=f"S{n}") for n in range(13))),
    "it has 61 categories": spec("bar", series("Wards", **{f"Ward {n}": n for n in range(61)})),
    "'Crimes' has Burglary more than once": spec(
        "bar", replace(BARS, points=(*BARS.points, point("Burglary", 4)))
    ),
    "two series are called 'Crimes'": spec("grouped", BARS, BARS),
    "it highlights 'Burglry', which it doesn't show": spec("bar", BARS, highlights=("Burglry",)),
    "is 200 characters long": spec("bar", series("Crimes", **{"W" * 200: 1})),
    "has a control character": spec("bar", series("Crimes", **{"Bur\x07glary": 1})),
    "has '😀', which the charts' font can't draw": spec("bar", series("Crimes", **{"Good 😀": 1})),
    "the target 'Aim' is in seconds": spec("bar", BARS, targets=(Target("Aim", figure(5, SECONDS)),)),
    "it has a break in time but no periods": spec("bar", BARS, breaks=(Break(Period.year(2024), "New"),)),
    "is known but has none": spec("bar", replace(BARS, points=(Point(None, "Burglary", None), *BARS.points))),
    "is too long for a chart": spec("bar", series("Crimes", Burglary=10**14)),
}


@pytest.mark.parametrize(("told", "bad"), REFUSED.items(), ids=REFUSED.keys())
def test_what_cannot_be_drawn_is_refused_with_what_to_do(told: str, bad: ChartSpec) -> None:
    with pytest.raises(InputError) as refused:
        draw(bad, Look(), WORDING)
    assert any(told in fault.what for fault in refused.value.faults)
    assert all(fault.todo and str(fault.where) == "chart example" for fault in refused.value.faults)


def test_a_near_name_is_offered_for_a_highlight() -> None:
    with pytest.raises(InputError, match="Did you mean Burglary"):
        draw(spec("bar", BARS, highlights=("Burglry",)), Look(), WORDING)


def test_all_faults_come_together() -> None:
    with pytest.raises(InputError) as refused:
        draw(spec("bar", BARS, series("Rate", PERCENT, Burglary=5), highlights=("X",)), Look(), WORDING)
    assert len(refused.value.faults) == 2


def test_words_around_a_picture_that_stands_alone_must_be_drawable_too() -> None:
    smiling = spec("bar", BARS, subtitle="Crimes 😀")
    draw(smiling, Look(), WORDING)
    with pytest.raises(InputError, match="can't draw"):
        draw(smiling, ALONE, WORDING)


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_a_value_that_is_no_number_never_becomes_a_figure(value: str) -> None:
    with pytest.raises(ValueError, match="not a number that can be printed"):
        Figure(Decimal(value), COUNT, "crimes.solved")


SOUND = {
    "all zeros": spec("bar", series("Crimes", Burglary=0, Drugs=0)),
    "all zeros over time": spec("line", series("Crimes", _2024=0, _2025=0)),
    "one point": spec("line", series("Crimes", _2024=5)),
    "one bar": spec("bar", series("Crimes", Burglary=5)),
    "one value a thousand times the rest": spec("bar", series("Crimes", Burglary=5, Drugs=5000)),
    "sixty categories": spec("bar", series("Wards", **{f"Ward {n}": n for n in range(60)})),
    "labels of 80 characters": spec("grouped", *(series("W" * 80 + str(n), Here=n) for n in range(4))),
    "a share of nothing": spec("share", series("Outcomes", Charged=0, Other=0)),
    "negative values": spec("line", series("Change", _2024=-5, _2025=-9)),
}


@pytest.mark.parametrize("odd", SOUND.values(), ids=SOUND.keys())
def test_odd_but_sound_data_is_drawn(odd: ChartSpec) -> None:
    assert draw(odd, Look(png_scale=1.0), WORDING).svg
