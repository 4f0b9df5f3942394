"""Classes of values: a few steps of one colour, for tiles and cells, with a key that gives their bounds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from reckoner.charts.colour import mixed
from reckoner.charts.key import Entry
from reckoner.charts.look import Look
from reckoner.charts.scale import Scale, scale_for, tick_label
from reckoner.reports.figures.unit import Unit
from reckoner.reports.figures.wording import Wording

_MOST = 5
_PALE = 0.88


@dataclass(frozen=True, slots=True)
class Classes:
    """Equal steps of a scale, the palest the lowest."""

    scale: Scale
    colours: tuple[str, ...]

    @classmethod
    def over(cls, values: Iterable[Decimal], unit: Unit, look: Look) -> Classes:
        """Two to five classes with round bounds that hold the values."""
        scale = scale_for(values, unit, _MOST + 1, from_zero=False)
        count = len(scale.ticks) - 1
        steps = (_PALE * (1 - place / max(count - 1, 1)) for place in range(count))
        return cls(scale, tuple(mixed(look.colour(0), look.ground, step) for step in steps))

    def colour(self, value: Decimal) -> str:
        """The colour of the class that a value falls into; the highest bound belongs to the last class."""
        place = int((value - self.scale.low) / self.scale.step)
        return self.colours[min(place, len(self.colours) - 1)]

    def entries(self, unit: Unit, wording: Wording) -> list[Entry]:
        """The key: what each colour stands for."""
        ticks = [tick_label(value, self.scale, unit, wording) for value in self.scale.ticks]
        say = wording.language.say
        last = len(self.colours) - 1
        return [
            Entry(
                say(
                    "chart.class_last" if place == last else "chart.class",
                    low=ticks[place],
                    high=ticks[place + 1],
                ),
                colour,
            )
            for place, colour in enumerate(self.colours)
        ]
