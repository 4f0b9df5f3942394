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
    the PNG, when it is first asked for: a picture that only stands within a page needs none.
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

    @property
    def png(self) -> bytes:
        """The picture as PNG."""
        return self.paint_png()
