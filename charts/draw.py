"""From a spec to a drawing: the one function that others call."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, partial

from reckoner.charts.alt import alt_text, description
from reckoner.charts.check import check, check_page
from reckoner.charts.data import data_csv
from reckoner.charts.drawing import Drawing
from reckoner.charts.kinds.registry import kind_of
from reckoner.charts.look import Look
from reckoner.charts.normalise import normalise
from reckoner.charts.page import inside, on_page
from reckoner.charts.paint import paint_png, paint_svg
from reckoner.charts.scene import Scene
from reckoner.charts.spec import ChartSpec
from reckoner.charts.values import of_chart
from reckoner.reports.figures.printed import plain
from reckoner.reports.figures.wording import Wording


def draw(spec: ChartSpec, look: Look, wording: Wording) -> Drawing:
    """Draw a chart.

    Raises InputError, with every fault and what to do about it, where the data can't be drawn honestly.
    """
    spec = prepare(spec, wording)
    scene = lay_out(spec, look, wording)
    alt = alt_text(spec, wording)
    title = plain(alt)
    return Drawing(
        svg=paint_svg(scene, look, title),
        paint_png=cache(partial(paint_png, scene, look, title)),
        alt=alt,
        description=description(spec, wording),
        csv=data_csv(spec, wording),
        labels=scene.labels(),
        notes=(*spec.notes, *scene.notes),
        width=scene.width,
        height=scene.height,
        paint_whole=cache(partial(_whole, spec, look, wording, title)),
    )


def _whole(spec: ChartSpec, look: Look, wording: Wording, title: str) -> bytes:
    alone = replace(look, stand_alone=True)
    return paint_png(lay_out(spec, alone, wording), alone, title)


def prepare(spec: ChartSpec, wording: Wording) -> ChartSpec:
    """The spec as it will be drawn: checked, part periods marked, of another kind where its own misleads."""
    check(spec)
    return normalise(spec, wording)


def lay_out(spec: ChartSpec, look: Look, wording: Wording) -> Scene:
    """The picture before ink; a picture that stands alone has its words around it."""
    kind, wording = kind_of(spec), of_chart(spec, wording)
    if not look.stand_alone or kind.small:
        return kind.lay_out(spec, look, wording)
    check_page(spec)
    plot = kind.lay_out(spec, inside(look), wording)
    return replace(on_page(spec, plot, look), notes=plot.notes)
