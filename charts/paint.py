"""Ink: a scene becomes SVG and PNG through matplotlib, without pyplot."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any, Literal

import matplotlib
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.patches import Circle, PathPatch
from matplotlib.path import Path as Outline
from matplotlib.text import Text as Lettering
from matplotlib.transforms import Affine2D, Transform

from charts.fonts import properties
from charts.look import Look
from charts.scene import Anchor, Dot, Mark, Path, Scene, Text

PIXELS_PER_INCH = 96
_SIDES: dict[Anchor, Literal["left", "center", "right"]] = {
    "start": "left",
    "middle": "center",
    "end": "right",
}


def paint(scene: Scene, look: Look, title: str) -> tuple[bytes, bytes]:
    """The scene as SVG, whose title is the alt text, and as PNG at the look's scale."""
    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": "reckoner", "path.snap": False}):
        figure = _figure(scene, look)
        svg = _saved(FigureCanvasSVG(figure), "svg", 72, {"Title": title, "Date": None, "Creator": None})
        dpi = PIXELS_PER_INCH * look.png_scale
        png = _saved(FigureCanvasAgg(figure), "png", dpi, {"Title": title, "Software": None})
    return svg, png


def _figure(scene: Scene, look: Look) -> Figure:
    figure = Figure(figsize=(scene.width / 72, scene.height / 72), dpi=72, facecolor=look.ground)
    place = Affine2D().scale(1, -1).translate(0, scene.height).scale(1 / 72) + figure.dpi_scale_trans
    for order, mark in enumerate(scene.marks):
        artist = _artist(mark, place, look)
        artist.set_zorder(order)
        figure.add_artist(artist)
    return figure


def _artist(mark: Mark, place: Transform, look: Look) -> Artist:
    match mark:
        case Text():
            return Lettering(
                mark.x, mark.y, mark.words, color=mark.colour, transform=place, parse_math=False,
                horizontalalignment=_SIDES[mark.anchor], verticalalignment="baseline",
                fontproperties=properties(mark.weight, mark.size, (look.family, *look.fallbacks)),
            )  # fmt: skip
        case Dot():
            return Circle(
                (mark.x, mark.y), mark.radius, facecolor=mark.fill, edgecolor=mark.edge or "none",
                linewidth=mark.width if mark.edge else 0, transform=place,
            )  # fmt: skip
        case Path():
            ends = "round" if mark.round_ends else "butt"
            return PathPatch(
                _outline(mark), facecolor=mark.fill or "none", edgecolor=mark.colour or "none", transform=place,
                linewidth=mark.width if mark.colour else 0, capstyle=ends, joinstyle="round" if mark.round_ends else "miter",
                linestyle=(0, tuple(part / mark.width for part in mark.dash)) if mark.dash else "solid",
            )  # fmt: skip


def _outline(mark: Path) -> Outline:
    points = [point for stroke in mark.strokes for point in stroke]
    codes = [
        code for stroke in mark.strokes for code in (Outline.MOVETO, *[Outline.LINETO] * (len(stroke) - 1))
    ]
    return Outline(points, codes)


def _saved(
    canvas: FigureCanvasSVG | FigureCanvasAgg, form: str, dpi: float, about: Mapping[str, Any]
) -> bytes:
    out = io.BytesIO()
    canvas.print_figure(out, format=form, dpi=dpi, metadata=dict(about), facecolor="auto", edgecolor="none")
    return out.getvalue()
