"""The values of two series in columns beside a chart's rows, each below the name of its series."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reckoner.charts.bars import words_of
from reckoner.charts.fonts import LINE, balanced, width_of
from reckoner.charts.key import Entry, Shape, draw_shape
from reckoner.charts.look import Look
from reckoner.charts.rows import GAP, write_value
from reckoner.charts.sketch import Sketch
from reckoner.charts.spec import Series
from reckoner.reports.figures.printed import Printed

SHAPES: tuple[Shape, ...] = ("ring", "dot")
_MOST_LINES = 2  # of a name above a column


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of two series in lines, how wide the column of each is, and the values of each row.

    ``widest`` is the width of the widest value. Nothing is ``wide``, and no name there, where columns have no
    room or there are not two series.
    """

    names: tuple[tuple[str, ...], ...]
    wide: tuple[float, ...]
    texts: Sequence[Sequence[Printed | str]]
    widest: float

    def __bool__(self) -> bool:
        """Whether there are columns to draw."""
        return bool(self.wide)

    @property
    def width(self) -> float:
        """How much of the picture they take."""
        return sum(self.wide)

    def head(self, look: Look) -> float:
        """The height of their names."""
        return look.text * LINE * max(map(len, self.names), default=0)

    def draw(
        self,
        sketch: Sketch,
        heights: Sequence[float],
        entries: Sequence[Entry] = (),
        down: float = 0.0,
        edge: float = 0.0,
        ground: str = "",
    ) -> None:
        """The values of each series below its name, at ``heights``, and its mark where it has one.

        Names lie ``down`` by so much, level with those of targets, where these leave them the room. The last
        column ends at the ``edge``, or at the picture's. ``ground`` is what values stand on, where it isn't
        the picture's.
        """
        if not self:
            return
        size, edge = sketch.look.text, edge or sketch.look.width
        rights = (edge - self.wide[1], edge)
        for entry, shape, right, name in zip(entries, SHAPES, rights, self.names, strict=False):
            aside = width_of(name[0], size) + size * 0.75 if name[0] else self.widest / 2
            mark = (right - aside, down + size * 0.66)
            draw_shape(sketch, shape, mark, size * 0.4, entry.colour)
        for place, (right, name) in enumerate(zip(rights, self.names, strict=True)):
            sketch.write_lines(right, down + size, [line for line in name if line], anchor="end")
            for middle, values in zip(heights, self.texts, strict=False):
                write_value(sketch, right, middle, values[place], "end", ground=ground)


def plan_columns(
    series: Sequence[Series],
    texts: Sequence[Sequence[Printed | str]],
    look: Look,
    share: float = 0.2,
    most: float = 0.5,
    named: bool = True,
) -> Columns:
    """Columns for two series, whose values are ``texts``, row by row; not ``named``, a mark heads each.

    A name stands in lines that a ``share`` of the chart holds, no word of it broken. Columns that would take
    ``most`` of the chart have no room.
    """
    size = look.text
    widest = max((width_of(words_of(text), size, "semibold") for row in texts for text in row), default=0.0)
    word = max((width_of(word, size) for each in series for word in each.name.split()), default=0.0)
    room = max(widest, word, look.width * share - size - GAP)
    names = tuple(balanced(each.name, size, room) if named else ("",) for each in series)
    names = names if len(series) > 1 else ()
    wide = tuple(max(widest, *(width_of(line, size) + size for line in name)) + GAP * 2 for name in names)
    fits = sum(wide) < most * look.width and all(len(name) <= _MOST_LINES for name in names)
    return Columns(names, wide, texts, widest) if fits else Columns((), (), texts, widest)
