"""A sketch: the marks that a kind gathers while it lays its chart out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from reckoner.charts.fonts import LINE, Weight
from reckoner.charts.look import Look
from reckoner.charts.scene import XY, Anchor, Box, Mark, Path, Scene, Text
from reckoner.reports.figures.printed import Printed

_CLEAR = 1.5  # between words and a line that gives way to them


@dataclass
class Sketch:
    """Collects marks in drawing order, and sentences to print beneath the picture."""

    look: Look
    marks: list[Mark] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, *marks: Mark) -> None:
        """Marks on top of those before."""
        self.marks.extend(marks)

    def line(
        self, *points: XY, colour: str, width: float = 1.0, dash: tuple[float, ...] = (),
        gives_way: bool = False,
    ) -> None:  # fmt: skip
        """One stroke; one that ``gives_way`` stops for words."""
        self.add(Path((points,), colour=colour, width=width, dash=dash, gives_way=gives_way))

    def target(self, start: XY, stop: XY) -> None:
        """A target's line: dashes, each on a ground that leaves bars whole, parted where words stand."""
        self.line(start, stop, colour=self.look.ground, width=2.4, dash=(4, 3), gives_way=True)
        self.line(start, stop, colour=self.look.ink, width=1.1, dash=(4, 3), gives_way=True)

    def write(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float = 0.0,
        colour: str = "",
        weight: Weight = "regular",
        anchor: Anchor = "start",
        printed: tuple[Printed, ...] = (),
    ) -> Text:
        """One line of text, in the look's size and ink unless told otherwise."""
        text = Text(x, y, words, size or self.look.text, colour or self.look.ink, weight, anchor, printed)
        self.add(text)
        return text

    def write_lines(
        self, x: float, y: float, lines: Sequence[str], *, colour: str = "", weight: Weight = "regular",
        anchor: Anchor = "start", size: float = 0.0,
    ) -> None:  # fmt: skip
        """Lines of text, the first one's baseline at ``y``."""
        for place, words in enumerate(lines):
            below = place * LINE * (size or self.look.text)
            self.write(x, y + below, words, colour=colour, weight=weight, anchor=anchor, size=size)

    def note(self, words: str) -> None:
        """A sentence for beneath the picture, once."""
        if words not in self.notes:
            self.notes.append(words)

    @property
    def texts(self) -> list[Text]:
        """The texts so far."""
        return [mark for mark in self.marks if isinstance(mark, Text)]

    @property
    def strokes(self) -> list[tuple[XY, XY]]:
        """The straight lines so far, but for the edges of what is filled."""
        paths = (mark for mark in self.marks if isinstance(mark, Path) and not mark.fill)
        return [line for path in paths for stroke in path.strokes for line in pairwise(stroke)]

    def is_free(self, box: Box, gap: float = 1.0, strokes: Iterable[tuple[XY, XY]] = ()) -> bool:
        """Whether the box comes near no text so far and none of the strokes."""
        wider = Box(box.left - gap, box.top - gap / 2, box.right + gap, box.bottom + gap / 2)
        return not any(box.meets(text.box, gap) for text in self.texts) and not any(
            crosses(wider, a, b) for a, b in strokes
        )

    def scene(self, width: float, height: float) -> Scene:
        """The finished layout."""
        words = [text.core.grown(_CLEAR) for text in self.texts]
        marks = (part for mark in self.marks for part in _parts(mark, words))
        return Scene(width, height, tuple(marks), tuple(self.notes))


def _parts(mark: Mark, words: Sequence[Box]) -> Iterator[Mark]:
    """A straight line that gives way in the pieces that no words hide; any other mark as it is."""
    if not (isinstance(mark, Path) and mark.gives_way):
        yield mark
        return
    ((start, stop),) = mark.strokes
    hidden = sorted(part for box in words if (part := within(box, start, stop)))
    clear = 0.0
    for entering, leaving in [*hidden, (1.0, 1.0)]:
        if entering > clear:
            yield replace(mark, strokes=((_at(start, stop, clear), _at(start, stop, entering)),))
        clear = max(clear, leaving)


def _at(start: XY, stop: XY, part: float) -> XY:
    return start[0] + part * (stop[0] - start[0]), start[1] + part * (stop[1] - start[1])


def crosses(box: Box, start: XY, stop: XY) -> bool:
    """Whether a straight stroke passes through a box."""
    return within(box, start, stop) is not None


def within(box: Box, start: XY, stop: XY) -> tuple[float, float] | None:
    """From which to which part of its length a stroke runs in a box (Liang and Barsky's clipping)."""
    entering, leaving = 0.0, 1.0
    across, down = stop[0] - start[0], stop[1] - start[1]
    for step, room in (
        (-across, start[0] - box.left),
        (across, box.right - start[0]),
        (-down, start[1] - box.top),
        (down, box.bottom - start[1]),
    ):
        if step == 0:
            if room < 0:
                return None
        elif step < 0:
            entering = max(entering, room / step)
        else:
            leaving = min(leaving, room / step)
    return (entering, leaving) if entering <= leaving else None
