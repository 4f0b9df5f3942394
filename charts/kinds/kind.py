"""What a kind of chart is: how it is laid out, and all that is true of it and not of others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from reckoner.charts.look import Look
from reckoner.charts.phrases import Choices, Phrases
from reckoner.charts.scene import Scene
from reckoner.charts.spec import ChartSpec, Point, Series
from reckoner.reports.figures.wording import Wording

MOST_TOGETHER = 4
"""How many series can be told apart in one plot."""
Layout = Callable[[ChartSpec, Look, Wording], Scene]
Refusals = Iterator[tuple[str, str]]
"""What can't be drawn honestly, and what to do instead."""


def multiples_of_many(spec: ChartSpec, _wording: Wording) -> ChartSpec | None:
    """A panel for each series where they are too many to be told apart."""
    return replace(spec, kind="multiples") if len(spec.series) > MOST_TOGETHER else None


def bars_of_one(spec: ChartSpec, wording: Wording) -> ChartSpec | None:
    """Plain bars where there is one series, a panel for each where there are too many."""
    return replace(spec, kind="bar") if len(spec.series) == 1 else multiples_of_many(spec, wording)


@dataclass(frozen=True)
class ChartKind:
    """``refuse`` finds what this kind can't draw; ``instead`` gives the spec of another kind where its own
    would mislead, or None; ``alt`` tells in words what it shows, or None where it has no way of its own.

    ``rows`` gives its rows, the points of each, where it shows them in an order of its own; ``plots``
    gives what is drawn where that isn't the values themselves.

    ``time`` says what it makes of periods: it "needs" them; it "compares" them, so that a part period must be
    marked; or it "takes" each by itself, so that periods may overlap. ``peaks`` says whether its highest and
    lowest values are told, ``tells_each`` whether each value is. A ``small`` one has no words around it,
    a ``figureless`` one shows no values; words can be tied to the values of an ``annotated`` one. One that
    ``has_columns`` can show further values beside its rows.
    """

    lay_out: Layout
    refuse: Callable[[ChartSpec], Refusals] = lambda _spec: iter(())
    instead: Callable[[ChartSpec, Wording], ChartSpec | None] = lambda _spec, _wording: None
    alt: Callable[[ChartSpec, Phrases], Choices | None] = lambda _spec, _phrases: None
    rows: Callable[[ChartSpec], Sequence[tuple[Point, ...]]] | None = None
    plots: Callable[[ChartSpec, Wording], Series | None] = lambda _spec, _wording: None
    time: tuple[Literal["needs", "compares", "takes"], ...] = ()
    mixes_units: bool = False
    one_series: bool = False
    peaks: bool = True
    small: bool = False
    figureless: bool = False
    annotated: bool = False
    tells_each: bool = False
    has_columns: bool = False
