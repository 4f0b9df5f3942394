"""Contrast between colours, as WCAG 2.2 defines it."""

from __future__ import annotations

import pytest

from reckoner.reports.settings.colour import COLOUR, contrast, luminance


def test_black_on_white_is_21_to_1_and_a_colour_on_itself_1() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#12436D", "#12436D") == pytest.approx(1)


def test_the_order_of_the_two_makes_no_difference() -> None:
    assert contrast("#801650", "#EEF2F6") == contrast("#EEF2F6", "#801650")


@pytest.mark.parametrize(("colour", "ratio"), [("#767676", 4.54), ("#777777", 4.48), ("#0000FF", 8.59)])
def test_known_ratios_with_white(colour: str, ratio: float) -> None:
    """The greys are the well-known neighbours of 4.5 to 1."""
    assert contrast(colour, "#ffffff") == pytest.approx(ratio, abs=0.01)


def test_green_is_lighter_than_red_and_red_than_blue() -> None:
    assert luminance("#00FF00") > luminance("#FF0000") > luminance("#0000FF")


@pytest.mark.parametrize("text", ["navy", "#fff", "#12436D00", "12436D", "#GGGGGG", "#12436D\n"])
def test_only_six_digits_after_a_hash_are_a_colour(text: str) -> None:
    assert COLOUR.fullmatch(text) is None
