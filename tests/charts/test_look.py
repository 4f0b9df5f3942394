from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reckoner.charts.colour import hexed, lightness, mixed, readable, with_lightness
from reckoner.charts.look import Look, in_steps
from reckoner.reports.errors import SettingsError
from reckoner.reports.settings.colour import contrast, luminance, rgb
from tools.gallery.vision import WAYS, seen

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}")


def test_the_first_colour_is_the_analysis_functions_dark_blue() -> None:
    assert Look().colours[0] == "#12436D"


def test_each_colour_has_3_to_1_with_the_ground_and_with_the_one_beside_it() -> None:
    look = Look()
    for colour in look.colours:
        assert contrast(colour, look.ground) >= 3
    for first, second in pairwise(look.colours):
        assert contrast(first, second) >= 3


@pytest.mark.parametrize("way", WAYS)
def test_colours_differ_in_grey_and_for_people_with_each_deficiency(way: str) -> None:
    for first, second in combinations(Look().colours, 2):
        assert abs(lightness(seen(first, way)) - lightness(seen(second, way))) >= 6


def test_words_in_a_series_colour_can_be_read() -> None:
    look = Look()
    for place in range(4):
        assert contrast(look.words(place), look.ground) >= 4.5


@given(st.tuples(COLOURS, COLOURS, COLOURS, COLOURS))
def test_any_four_colours_can_be_brought_into_steps_that_a_look_accepts(colours: tuple[str, ...]) -> None:
    assert Look(colours=in_steps(colours)).colours


@pytest.mark.parametrize(
    ("colours", "told"),
    [
        (("#12436D", "#28A197", "#801650", "#F46A25"), "look alike in grey"),
        (("#12436D", "#28A197", "#3F0B27", "#FFDD00"), "too faint"),
        (("#12436D", "#28A197"), "need four colours"),
        (("blue", "#28A197", "#3F0B27", "#B84C18"), "not a colour"),
    ],
)
def test_colours_that_would_mislead_are_refused(colours: tuple[str, ...], told: str) -> None:
    with pytest.raises(SettingsError, match=told):
        Look(colours=colours)


def test_a_phone_gets_the_same_text_size_on_a_narrower_picture() -> None:
    assert Look().narrow().width < Look().width
    assert Look().narrow().text == Look().text


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)
    assert luminance("#808080") == pytest.approx(0.2159, abs=0.0005)
    assert lightness("#777777") == pytest.approx(50.0, abs=0.3)


@given(COLOURS, COLOURS)
def test_readable_text_can_be_read_on_any_ground(colour: str, ground: str) -> None:
    assert contrast(readable(colour, ground), ground) >= 4.5


@given(COLOURS, st.floats(5, 95))
def test_a_colour_can_be_given_any_lightness(colour: str, target: float) -> None:
    assert lightness(with_lightness(colour, target)) == pytest.approx(target, abs=1.0)


@given(COLOURS)
def test_colours_are_written_as_they_are_read(colour: str) -> None:
    assert hexed(rgb(colour)) == colour
    assert mixed(colour, "#FFFFFF", 0) == colour
    assert mixed(colour, "#FFFFFF", 1) == "#FFFFFF"


def test_grey_stays_grey_for_everyone() -> None:
    for way in WAYS:
        assert contrast(seen("#808080", way), "#808080") == pytest.approx(1, abs=0.03)
