from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import HealthCheck, event, given, settings

from reckoner.charts.draw import draw, lay_out, prepare
from reckoner.charts.look import Look
from reckoner.charts.scene import Box, Dot, Path, Scene, Text
from reckoner.charts.spec import ChartSpec
from reckoner.reports.errors import InputError
from tests.charts.built import WORDING, series, spec
from tests.charts.drawn import LOOKS, specs

# Half a point: texts may touch, but not cover one another.
SLACK = 0.5


# 500 specs in a soak run, a tenth of them otherwise.
CASES = min(settings().max_examples, 500)


@pytest.mark.slow
@settings(max_examples=CASES, suppress_health_check=[HealthCheck.too_slow])
@given(specs(), LOOKS)
def test_no_text_overlaps_or_is_cut_off_or_covered(drawn: ChartSpec, look: Look) -> None:
    prepared = sound(drawn)
    event(f"drawn as {prepared.kind}" if prepared else "refused")
    if prepared:
        assert faults_of(lay_out(prepared, look, WORDING)) == []


@settings(max_examples=CASES // 5, suppress_health_check=[HealthCheck.too_slow])
@given(specs(), LOOKS)
def test_whatever_can_be_laid_out_can_be_drawn(drawn: ChartSpec, look: Look) -> None:
    if sound(drawn):
        assert draw(drawn, look, WORDING).svg


def sound(drawn: ChartSpec) -> ChartSpec | None:
    """The spec as it will be drawn, or None where it is refused, as it must be, with what to do."""
    try:
        return prepare(drawn, WORDING)
    except InputError as refused:
        return None if all(fault.todo for fault in refused.faults) else drawn


def faults_of(scene: Scene) -> list[str]:
    """What is wrong with the texts of a scene."""
    found = [f"{text.words!r} is cut off" for text in scene.texts if not inside(text.box, scene)]
    for first, second in combinations(scene.texts, 2):
        if first.box.meets(second.box, -SLACK):
            found.append(f"{first.words!r} overlaps {second.words!r}")
    for place, mark in enumerate(scene.marks):
        if isinstance(mark, Text):
            found += [
                f"{mark.words!r} is covered" for later in scene.marks[place + 1 :] if covers(later, mark.box)
            ]
    return found


def inside(box: Box, scene: Scene) -> bool:
    return (
        box.left >= -SLACK
        and box.top >= -SLACK
        and box.right <= scene.width + SLACK
        and box.bottom <= scene.height + SLACK
    )


def covers(mark: object, text: Box) -> bool:
    match mark:
        case Dot(x, y, radius):
            return Box(x - radius, y - radius, x + radius, y + radius).meets(text, -1.0)
        case Path() if mark.fill:
            xs = [x for stroke in mark.strokes for x, _ in stroke]
            ys = [y for stroke in mark.strokes for _, y in stroke]
            return Box(min(xs), min(ys), max(xs), max(ys)).meets(text, -1.0)
    return False


def test_values_of_bars_below_zero_stand_clear_of_the_periods() -> None:
    changes = {f"_{2017 + place}": value for place, value in enumerate((300, -120, 400, -300, 690, -500))}
    drawn = spec("bar", series("Change", **changes), direction="up")
    assert faults_of(lay_out(prepare(drawn, WORDING), Look(), WORDING)) == []
