"""Alt text of values side by side: what is picked out first, then the ends, then all in the order drawn."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reckoner.charts.bars import in_order
from reckoner.charts.phrases import Choices, Phrases, item
from reckoner.charts.spec import ChartSpec, Point
from reckoner.charts.values import figure_of, is_highlighted


def ranked_alt(spec: ChartSpec, phrases: Phrases) -> Choices:
    """From full to short."""
    points = in_order(spec, spec.series[0].points)
    known = [point for point in points if point.figure]
    picked = [point for point in known if is_highlighted(spec, point)]
    own = tuple(phrases.say("alt.values", values=item(point, phrases)) for point in picked)
    ends = phrases.say("alt.extremes", highest=item(most(known), phrases), lowest=item(least(known), phrases))
    each = phrases.say("alt.values", values=phrases.listed([item(point, phrases) for point in points]))
    led = () if picked and picked[0] is points[0] else own
    told = () if set(picked) <= {most(known), least(known)} else own
    return [(*led, each), (*told, ends), own or (ends,)]


def most(points: Sequence[Point]) -> Point:
    """The point with the highest value."""
    return max(points, key=_value)


def least(points: Sequence[Point]) -> Point:
    """The point with the lowest value."""
    return min(points, key=_value)


def _value(point: Point) -> Decimal:
    return figure_of(point).value
