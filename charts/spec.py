"""What a chart shows, before anything is drawn: frozen, and light to import."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from reckoner.reports.figures.figure import Figure
from reckoner.reports.figures.measure import Break, Direction, State
from reckoner.reports.figures.printed import Sentence
from reckoner.reports.figures.unit import Unit
from reckoner.reports.periods.period import Period

__all__ = [
    "KINDS", "Annotation", "Break", "ChartSpec", "Event", "Kind", "Point", "Series", "State", "Target",
]  # fmt: skip

Kind = Literal[
    "line", "bar", "grouped", "stacked", "dumbbell", "slope", "multiples",
    "control", "share", "waffle", "sparkline", "tile", "dots", "changes", "tilemap", "survey", "diverging",
    "waterfall", "flows", "heatmap", "bullet", "funnel", "pyramid", "timeline",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Point:
    """One value, or the reason why there is none.

    ``period`` places it on a time axis; without one it is a category, called ``label``. ``figure`` is
    None unless the state is "known". ``partial`` marks a period that isn't over, or is shorter than
    the others: it is drawn differently and named. ``mark`` is the shorthand in which a producer said why
    there is no value, such as ``[z]``. ``low`` and ``high`` are the ends of the interval that the true value
    is likely to lie in, where it was estimated.
    """

    period: Period | None
    label: str
    figure: Figure | None
    state: State = "known"
    partial: bool = False
    mark: str = ""
    low: Figure | None = None
    high: Figure | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """Values that belong together: a line, or one colour of bars."""

    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """A value to compare with, drawn as a line across the chart."""

    label: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class Annotation:
    """Words tied to one value, which ``at`` names by its label or its written period."""

    at: str
    words: str


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, or is ``planned``, and when."""

    at: Period
    words: str
    planned: bool = False


@dataclass(frozen=True, slots=True)
class ChartSpec:
    """Everything that a chart shows, and nothing about how it looks.

    ``title`` states the finding; its numbers are printed figures. ``subtitle`` says what is measured,
    where and when. ``source`` is the line under the chart. ``highlights`` name the points (by label or
    written period) or the series that stand out. ``order`` is how bars of categories are sorted;
    periods always stay in time order. ``direction`` turns bars "across" the page or "up"; those
    of falls run to the "left". ``good`` says which direction is an improvement, for a tile. ``scales`` of
    small multiples are shared by all panels of one unit unless each is to have its "own", which is then said
    beneath. ``grid`` places the categories of a tile map: rows of labels, empty where there is no tile.
    ``events`` are those of a timeline. ``rest`` names the squares of a waffle that no part fills.
    ``headings`` head its data: the rows, and the values of a single series. ``beside`` are two series whose
    values stand in columns beside the rows that they share, such as the totals behind averages. A picture
    that travels alone says its number, the ``label``, and the ``notice``, what every reader must know.
    """

    name: str
    kind: Kind
    title: Sentence
    subtitle: str
    series: tuple[Series, ...]
    unit: Unit
    source: str
    notes: tuple[str, ...] = ()
    targets: tuple[Target, ...] = ()
    breaks: tuple[Break, ...] = ()
    highlights: tuple[str, ...] = ()
    order: Literal["value", "given"] = "value"
    direction: Literal["auto", "across", "left", "up"] = "auto"
    good: Direction = "neither"
    scales: Literal["shared", "own"] = "shared"
    grid: tuple[tuple[str, ...], ...] = ()
    annotations: tuple[Annotation, ...] = ()
    events: tuple[Event, ...] = ()
    rest: str = ""
    headings: tuple[str, ...] = ()
    beside: tuple[Series, ...] = ()
    label: str = ""
    notice: str = ""

    @property
    def all_series(self) -> tuple[Series, ...]:
        """The series that are drawn, then those whose values stand beside them."""
        return (*self.series, *self.beside)
