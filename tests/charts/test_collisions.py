"""Labels measured on the finished picture."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings

from reckoner.charts.collisions import collisions
from reckoner.charts.draw import draw
from reckoner.charts.look import Look
from reckoner.charts.paint import paint_svg
from reckoner.charts.scene import Box, Dot, Mark, Path, Scene, Text, rectangle
from reckoner.charts.spec import ChartSpec, Target
from tests.charts.baselines import EXAMPLES
from tests.charts.built import WORDING, figure, series, spec
from tests.charts.drawn import LOOKS, specs
from tests.charts.test_layout import sound

LOOK = Look()
LABEL = Text(50.0, 50.0, "89.46%", 9.0, "#1D1D1B")
LINE = Path((((20.0, 47.0), (180.0, 47.0)),), colour="#1D1D1B", width=0.6)
HEAVY = replace(LINE, width=1.1)
GROUND = rectangle(Box(48.0, 40.0, 90.0, 54.0), "#FFFFFF")


def found(*marks: Mark) -> list[str]:
    return collisions(paint_svg(Scene(200.0, 100.0, marks), LOOK, "A picture"))


@pytest.mark.parametrize(
    "marks", [(LINE, LABEL), (LABEL, LINE), (GROUND, LINE, LABEL), (HEAVY, GROUND, LABEL)]
)
def test_a_line_through_a_label_is_found(marks: tuple[Mark, ...]) -> None:
    assert found(*marks) == ["a line runs through “89.46%”"]


def test_a_grid_line_that_a_ground_behind_the_label_hides_is_not() -> None:
    assert found(LINE, GROUND, LABEL) == []


def test_a_line_that_a_bar_hides_is_not() -> None:
    assert found(HEAVY, replace(GROUND, fill="#12436D"), LABEL) == []


def test_labels_that_run_together_are_found() -> None:
    assert found(LABEL, LABEL.moved(20.0, 2.0)) == ["“89.46%” lies over “89.46%”"]


def test_a_label_off_the_picture_or_under_a_marker_is_found() -> None:
    assert found(LABEL.moved(130.0, 0.0)) == ["“89.46%” is cut off"]
    assert found(LABEL, Dot(60.0, 47.0, 4.0, "#12436D")) == ["“89.46%” is covered"]


@pytest.mark.parametrize("width", [92.0, 120.0, 160.0])
@pytest.mark.parametrize("name", EXAMPLES)
def test_no_label_of_any_kind_collides(name: str, width: float) -> None:
    for stand_alone in (False, True):
        look = Look(width_mm=width, stand_alone=stand_alone)
        assert collisions(draw(EXAMPLES[name], look, WORDING).svg) == []


@pytest.mark.parametrize("apart", ["0", "0.5", "2"])
def test_targets_that_stand_on_each_other_are_both_read(apart: str) -> None:
    example = EXAMPLES["restructure"]
    value = example.series[0].points[0].figure
    assert value
    targets = tuple(
        Target(label, replace(value, value=value.value + Decimal(more)))
        for label, more in (("National target", "0"), ("Our own target", apart))
    )
    drawn = replace(example, targets=targets)
    assert collisions(draw(drawn, Look().narrow(), WORDING).svg) == []


LONG = "Right to Know and Right to Ask requests that the constabulary has answered in full"
AIM = Target("Target", figure(-8))


@pytest.mark.parametrize(
    "drawn",
    [
        spec("bar", series("Change", A=-5, B=-60, C=20), targets=(AIM,)),
        spec("grouped", series("One", A=-5, B=-60), series("Two", A=-30, B=10), targets=(AIM,)),
        spec(
            "stacked", series("One", A=80, B=9), series("Two", A=9, B=80), targets=(Target("T", figure(40)),)
        ),
        spec("dumbbell", series("One", A=-5, B=-60), series("Two", A=0, B=10), targets=(AIM,)),
        spec("dots", series("One", **{LONG: -60, "B": 9}), targets=(AIM, Target("Own target", figure(-59)))),
        spec("dots", series(LONG, A=0, B=None, C=5), series("W" * 30, A=None, B=None, C=0)),
        spec("pyramid", series(LONG, A=5, B=6), series("W" * 40, A=3, B=2)),
    ],
    ids=lambda drawn: drawn.kind,
)
@pytest.mark.parametrize("look", [LOOK, LOOK.narrow()], ids=["wide", "narrow"])
def test_words_are_read_whatever_stands_beside_them(drawn: ChartSpec, look: Look) -> None:
    assert collisions(draw(drawn, look, WORDING).svg) == []


@settings(max_examples=min(settings().max_examples, 500) // 2, suppress_health_check=[HealthCheck.too_slow])
@given(specs(), LOOKS)
def test_no_label_of_any_chart_collides(drawn: ChartSpec, look: Look) -> None:
    if sound(drawn):
        assert collisions(draw(drawn, look, WORDING).svg) == []
