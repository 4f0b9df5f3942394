from __future__ import annotations

from decimal import Decimal
from typing import Any, cast

import pytest

from reckoner.reports.figures.figure import Figure
from reckoner.reports.figures.unit import COUNT
from tests.figures.drawn import figure


@pytest.mark.parametrize(
    "use",
    [str, "{}".format, lambda f: f"{f}", lambda f: f"{f:.0f}", lambda f: f.__html__(), print],
)  # fmt: skip
def test_a_figure_never_becomes_text_by_itself(use: Any) -> None:
    with pytest.raises(TypeError, match=r"crimes\.solved can't be used as text: word it first"):
        use(figure(31))


@pytest.mark.parametrize(
    "use", [int, float, round, lambda f: f + 1, lambda f: "" + f, lambda f: "".join([f])]
)
def test_a_figure_is_no_bare_number_and_no_text(use: Any) -> None:
    with pytest.raises(TypeError):
        use(figure(31))


@pytest.mark.parametrize("value", ["NaN", "sNaN", "Infinity", "-Infinity", "1e18", "-1e18", "1e999999999"])
def test_what_cannot_be_printed_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="is not a number that can be printed"):
        figure(Decimal(value))


@pytest.mark.parametrize("value", [31, 31.0, "31", None, True])
def test_a_value_is_a_decimal(value: object) -> None:
    with pytest.raises(TypeError, match="a figure's value is a Decimal"):
        Figure(cast(Decimal, value), COUNT, "crimes.solved")


def test_a_rough_figure_says_so() -> None:
    assert figure(1, qualifier="over").is_hedged
    assert not figure(1).is_hedged
