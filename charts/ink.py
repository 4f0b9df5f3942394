"""Ink: a scene becomes SVG and PNG through matplotlib, without pyplot."""

from __future__ import annotations

import io
import re
from typing import Any, Literal

import matplotlib
import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.patches import Circle, PathPatch
from matplotlib.path import Path as Outline
from matplotlib.text import Text as Lettering
from matplotlib.transforms import Affine2D, Transform
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from reckoner.charts.fonts import FAMILY, properties
from reckoner.charts.look import Look
from reckoner.charts.scene import Anchor, Dot, Mark, Path, Scene, Text

PIXELS_PER_INCH = 96
# Whatever a machine's matplotlibrc says, the picture is the same.
_SETTINGS: dict[Any, Any] = {
    "figure.frameon": True,
    "patch.antialiased": True,
    "path.effects": [],
    "path.simplify": False,
    "path.sketch": None,
    "path.snap": False,
    "savefig.bbox": None,
    "svg.fonttype": "none",
    "svg.hashsalt": "reckoner",
    "svg.id": None,
    "text.antialiased": True,
    "text.hinting": "none",
    "text.usetex": False,
}
_SIDES: dict[Anchor, Literal["left", "center", "right"]] = {
    "start": "left",
    "middle": "center",
    "end": "right",
}
# What a page that holds the picture has no use for: names of groups, which would clash with another
# chart's, rotations by nothing, the metadata that repeats the title, a style sheet for the whole page.
_NOISE = re.compile(
    rb' id="[a-z]+\d*_\d+"| transform="rotate\(-0 [^"]*\)"|<!DOCTYPE[^>]*>\n'
    rb"| <metadata>.*?</metadata>\n| <defs>\s*<style.*?</defs>\n",
    re.DOTALL,
)
_TEXT = re.compile(rb"<text ")
_JOINS = b'<svg stroke-linejoin="round" stroke-linecap="butt" '
_PALETTE = 256


def svg(scene: Scene, look: Look, title: str) -> bytes:
    """The scene as SVG, whose title is the alt text.

    Each text is told its width, so that a reader without the font squeezes another into the same room.
    """
    out = io.BytesIO()
    about = {"Title": title, "Date": None, "Creator": None}
    with matplotlib.rc_context(_SETTINGS):
        canvas = FigureCanvasSVG(_figure(scene, look))
        canvas.print_figure(out, format="svg", dpi=72, metadata=about, facecolor="auto")
    families = ", ".join(name if "-" in name else f"'{name}'" for name in (look.family, *look.fallbacks))
    drawn = _NOISE.sub(b"", out.getvalue()).replace(b"<svg ", _JOINS, 1)
    widths = iter(
        [text.box.right - text.box.left for text in scene.texts if text.words]
    )  # an empty one isn't drawn
    sized = b'<text textLength="%.2f" lengthAdjust="spacingAndGlyphs" '
    return _TEXT.sub(lambda _: sized % next(widths), drawn).replace(f"'{FAMILY}'".encode(), families.encode())


def png(scene: Scene, look: Look, title: str) -> bytes:
    """The scene as PNG at the look's scale, in 256 colours, which a chart hardly exceeds: a third of the size
    for mail."""
    dpi = PIXELS_PER_INCH * look.png_scale
    with matplotlib.rc_context(_SETTINGS):
        figure = _figure(scene, look)
        figure.set_dpi(dpi)
        canvas: Any = FigureCanvasAgg(figure)
        canvas.draw()
    picture = Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB")
    about = PngInfo()
    about.add_itxt("Title", title)
    out = io.BytesIO()
    few = picture.quantize(_PALETTE, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(out, "png", dpi=(dpi, dpi), pnginfo=about)
    return out.getvalue()


def _figure(scene: Scene, look: Look) -> Figure:
    figure = Figure(figsize=(scene.width / 72, scene.height / 72), dpi=72, facecolor=look.ground)
    place = Affine2D().scale(1, -1).translate(0, scene.height).scale(1 / 72) + figure.dpi_scale_trans
    for order, mark in enumerate(scene.marks):
        artist = _artist(mark, place)
        artist.set_zorder(order)
        figure.add_artist(artist)
    return figure


def _artist(mark: Mark, place: Transform) -> Artist:
    match mark:
        case Text():
            return Lettering(
                mark.x, mark.y, mark.words, color=mark.colour, transform=place, parse_math=False,
                horizontalalignment=_SIDES[mark.anchor], verticalalignment="baseline",
                fontproperties=properties(mark.weight, mark.size),
            )  # fmt: skip
        case Dot():
            return Circle(
                (mark.x, mark.y), mark.radius, facecolor=mark.fill, edgecolor=mark.edge or "none",
                linewidth=mark.width if mark.edge else 0, transform=place,
            )  # fmt: skip
        case Path():
            ends, joins = ("round", "round") if mark.round_ends else ("butt", "miter")
            return PathPatch(
                _outline(mark), facecolor=mark.fill or "none", edgecolor=mark.colour or "none",
                linewidth=mark.width if mark.colour else 0, capstyle=ends, joinstyle=joins, transform=place,
                linestyle=(0, tuple(part / mark.width for part in mark.dash)) if mark.dash else "solid",
            )  # fmt: skip


def _outline(mark: Path) -> Outline:
    points = [point for stroke in mark.strokes for point in stroke]
    codes = [
        code for stroke in mark.strokes for code in (Outline.MOVETO, *[Outline.LINETO] * (len(stroke) - 1))
    ]
    return Outline(points, codes)
