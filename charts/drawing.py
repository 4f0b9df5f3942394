"""What drawing a chart gives: the picture in two forms, its words, its data, and the figures it prints."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from reckoner.reports.figures.printed import Printed, Sentence


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished chart.

    ``alt`` is under 250 characters; ``description`` says more; ``csv`` holds the data as printed.
    ``labels`` are the figures that stand inside the picture, in reading order. ``notes`` are sentences
    to print beneath it, the spec's own first. ``width`` and ``height`` are in points. ``paint_png`` paints
    the PNG, when it is first asked for: a picture that only stands within a page needs none. ``paint_whole``
    paints it with title, subtitle, notes and source inside, for whoever takes it elsewhere.
    """

    svg: bytes
    paint_png: Callable[[], bytes] = field(repr=False, compare=False)
    alt: Sentence
    description: Sentence
    csv: str
    labels: tuple[Printed, ...]
    notes: tuple[str, ...]
    width: float
    height: float
    paint_whole: Callable[[], bytes] | None = field(default=None, repr=False, compare=False)

    @property
    def png(self) -> bytes:
        """The picture as PNG."""
        return self.paint_png()

    @property
    def whole(self) -> bytes:
        """The picture as PNG with its words around it, where it has a form of its own for that."""
        return self.paint_whole() if self.paint_whole else self.png
