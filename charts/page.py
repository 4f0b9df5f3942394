"""A chart that travels alone: title and subtitle above the picture, notes and source beneath."""

from __future__ import annotations

from dataclasses import replace

from reckoner.charts.fonts import LINE, Weight, balanced, wrap
from reckoner.charts.look import POINTS_PER_MM, Look
from reckoner.charts.scene import Mark, Scene, Text
from reckoner.charts.spec import ChartSpec
from reckoner.reports.figures.printed import Printed, plain, printed_in

_MARGIN = 12.0


def inside(look: Look) -> Look:
    """The look of the plot alone, without the page's margins."""
    return replace(look, width_mm=(look.width - 2 * _MARGIN) / POINTS_PER_MM)


def on_page(spec: ChartSpec, plot: Scene, look: Look) -> Scene:
    """The plot with its words around it; the notes stand in the picture."""
    page = _Page(look)
    title = " ".join(filter(None, (spec.label, plain(spec.title))))
    page.write(title, look.text * 1.35, "semibold", look.ink, printed_in(spec.title))
    page.write(spec.subtitle, look.text * 1.05, "regular", look.muted)
    page.y += look.text * 0.8
    page.marks += plot.moved(_MARGIN, page.y)
    page.y += plot.height + look.text * 0.6
    for words in filter(None, (*spec.notes, *plot.notes, spec.source, spec.notice)):
        page.write(words, look.text * 0.92, "regular", look.muted)
    return Scene(look.width, page.y + _MARGIN * 0.6, tuple(page.marks))


class _Page:
    """Paragraphs from the top down."""

    def __init__(self, look: Look) -> None:
        self.look, self.y, self.marks = look, _MARGIN, list[Mark]()

    def write(
        self, words: str, size: float, weight: Weight, colour: str, printed: tuple[Printed, ...] = ()
    ) -> None:
        """One paragraph; its figures are booked with its first line."""
        split = wrap if weight == "regular" else balanced
        for place, line in enumerate(split(words, size, self.look.width - 2 * _MARGIN, weight)):
            booked = printed if place == 0 else ()
            self.marks.append(Text(_MARGIN, self.y + size, line, size, colour, weight, printed=booked))
            self.y += LINE * size
        self.y += size * 0.15
