"""Points and titles for the gallery's examples, in few words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from reckoner.charts.spec import Point
from reckoner.reports.figures.figure import Figure
from reckoner.reports.figures.measure import State
from reckoner.reports.figures.printed import Printed, Sentence
from reckoner.reports.figures.unit import Unit
from reckoner.reports.figures.wording import Wording, spoken
from reckoner.reports.periods.period import Period

_STATES: dict[str, State] = {"x": "missing", "c": "suppressed"}


@dataclass(frozen=True)
class Builder:
    """Builds what examples need, worded alike."""

    wording: Wording

    def over(self, values: Iterable[tuple[str, object]], unit: Unit) -> tuple[Point, ...]:
        """Points over time; "x" is missing, "c" held back."""
        points = []
        for written, value in values:
            period = Period.parse(written)
            state = _STATES.get(str(value), "known")
            figure = Figure(Decimal(str(value)), unit, "example", period) if state == "known" else None
            points.append(Point(period, self.wording.period(period), figure, state))
        return tuple(points)

    def categories(self, values: Mapping[str, object], unit: Unit) -> tuple[Point, ...]:
        return tuple(
            Point(None, name, Figure(Decimal(str(v)), unit, "example")) for name, v in values.items()
        )

    def told(self, template: str, *points: Point) -> Sentence:
        """A title with its numbers as figures."""
        texts = template.split("{}")
        found: list[str | Printed] = [texts[0]]
        for point, text in zip(points, texts[1:], strict=True):
            assert point.figure is not None
            found += [self.wording.word(point.figure, spoken(point.figure)), text]
        return tuple(part for part in found if part != "")
