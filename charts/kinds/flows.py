"""Money in and money out: two columns of one height, joined, each parted into what it is made of."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reckoner.charts.colour import mixed
from reckoner.charts.endlabels import EndLabel, Piece
from reckoner.charts.fonts import LINE, wrap
from reckoner.charts.kinds.kind import ChartKind, Refusals
from reckoner.charts.label_layout import spread
from reckoner.charts.look import Look
from reckoner.charts.parts import may_add, refuse_negative
from reckoner.charts.phrases import Choices, Phrases, item
from reckoner.charts.scene import Anchor, Box, Path, Scene, middle_of, rectangle
from reckoner.charts.sketch import Sketch
from reckoner.charts.spec import ChartSpec, Point, Series
from reckoner.charts.values import figure_of, figures, worded
from reckoner.reports.figures.arithmetic import sum_of, total
from reckoner.reports.figures.printed import Printed, Sentence
from reckoner.reports.figures.wording import Wording

_BAR, _BETWEEN, _GAP = 34.0, 40.0, 9.0
_TALL = 210.0
_MOST_PARTS = 8
_SHADES = (0.0, 0.3, 0.5, 0.66)


def lay_out(spec: ChartSpec, look: Look, wording: Wording) -> Scene:
    """The first series is what comes in, the second what goes out; both add up to the same."""
    sketch, size = Sketch(look), look.text
    heads = _heads(spec, look)
    head = LINE * size * (1 + max(map(len, heads))) + size * 0.6
    labels = [[_label(point, look, wording) for point in series.points] for series in spec.series]
    needed = max(sum(label.height(size) for label in column) for column in labels)
    tall = max(_TALL if not look.is_small else _TALL * 0.85, needed)
    middle = look.width / 2
    lefts = (middle - _BETWEEN / 2 - _BAR, middle + _BETWEEN / 2)
    band = (
        (lefts[0] + _BAR, head),
        (lefts[1], head),
        (lefts[1], head + tall),
        (lefts[0] + _BAR, head + tall),
    )
    sketch.add(Path(((*band, band[0]),), fill=mixed(look.grid, look.ground, 0.55)))
    for place, (series, left) in enumerate(zip(spec.series, lefts, strict=True)):
        is_left = place == 0
        anchor: Anchor = "end" if is_left else "start"
        edge = left - _GAP if is_left else left + _BAR + _GAP
        _head(sketch, series, heads[place], left + _BAR if is_left else left, anchor, wording)
        middles = _column(sketch, series, Box(left, head, left + _BAR, head + tall), look.colour(place))
        _write(sketch, labels[place], middles, edge, (head, head + tall), anchor)
    return sketch.scene(look.width, head + tall + size * 0.4)


def _heads(spec: ChartSpec, look: Look) -> list[tuple[str, ...]]:
    """The series' names in lines, each with its half of the width."""
    room = (look.width - _BETWEEN) / 2
    return [wrap(series.name, look.text, room, "semibold") for series in spec.series]


def _head(
    sketch: Sketch, series: Series, lines: Sequence[str], x: float, anchor: Anchor, wording: Wording
) -> None:
    """The series' name and its sum above its column, towards its own side."""
    size = sketch.look.text
    value = worded(total([figure_of(point) for point in series.points]), wording)
    sketch.write_lines(x, size, lines, weight="semibold", anchor=anchor)
    sketch.write(
        x, size + len(lines) * LINE * size, value.text, weight="semibold", anchor=anchor, printed=(value,)
    )


def _column(sketch: Sketch, series: Series, box: Box, colour: str) -> list[float]:
    """The parts from the top down, a white line between them; returns their middles."""
    whole = float(sum_of(figure_of(point) for point in series.points)) or 1.0
    y, middles = box.top, []
    for place, point in enumerate(series.points):
        high = float(figure_of(point).value) / whole * (box.bottom - box.top)
        shade = mixed(colour, sketch.look.ground, _SHADES[place % len(_SHADES)])
        bottom = max(y + high - (1.0 if high > 1.6 else 0.0), y + 0.4)
        sketch.add(rectangle(Box(box.left, y, box.right, bottom), shade))
        middles.append(y + high / 2)
        y += high
    return middles


def _label(point: Point, look: Look, wording: Wording) -> EndLabel:
    """The part's name in lines, its amount beneath."""
    room = (look.width - _BETWEEN) / 2 - _BAR - _GAP - 2
    value = worded(figure_of(point), wording)
    lines = [(Piece(line),) for line in wrap(point.label, look.text, room)]
    return EndLabel((*lines, (Piece(value.text, "semibold", (value,)),)), look.ink)


def _write(
    sketch: Sketch, labels: Sequence[EndLabel], middles: Sequence[float], x: float,
    within: tuple[float, float], anchor: Anchor,
) -> None:  # fmt: skip
    """The labels beside their parts, moved apart; a thin line leads to a part that lies elsewhere."""
    size = sketch.look.text
    centres = spread(middles, [label.height(size) for label in labels], *within)
    toward = 1 if anchor == "end" else -1
    for label, wanted, centre in zip(labels, middles, centres, strict=True):
        if abs(centre - wanted) > 1.0:
            stop = x + toward * (_GAP - 1)
            sketch.line((x + toward * 2, centre), (stop, wanted), colour=sketch.look.rest, width=0.6)
        first = middle_of(centre, size) - (len(label.lines) - 1) * LINE * size / 2
        for row, (piece,) in enumerate(label.lines):
            sketch.write(
                x, first + row * LINE * size, piece.words,
                weight=piece.weight, anchor=anchor, printed=piece.printed,
            )  # fmt: skip


def _refuse(spec: ChartSpec) -> Refusals:
    if len(spec.series) != 2:
        yield (
            f"it joins two series, what comes in and what goes out; this has {len(spec.series)}",
            "Name both.",
        )
        return
    if any(point.figure is None for series in spec.series for point in series.points):
        yield "a part is missing or held back, so the columns don't add up", "Print a table."
        return
    if not may_add(figures(spec)):
        yield f"values in {spec.unit} don't add up to the columns' heights", "Give amounts."
        return
    yield from refuse_negative(spec)
    for series in spec.series:
        if len(series.points) > _MOST_PARTS:
            yield f"{series.name!r} has more than {_MOST_PARTS} parts", "Put the smallest together."
    came, went = (sum((figure_of(p).value for p in series.points), Decimal(0)) for series in spec.series)
    if came != went:
        first, second = (series.name for series in spec.series)
        yield (
            f"{first!r} adds up to {came:,f}, {second!r} to {went:,f}: they differ by {abs(came - went):,f}",
            "Name the difference as a part, such as money put into reserves.",
        )


def _alt(spec: ChartSpec, phrases: Phrases) -> Choices:
    """The sum, then the parts of each side in the order drawn, or the largest of each."""
    whole = phrases.say("alt.flows", value=_sum(spec.series[0], phrases))
    each = [_parts(series, series.points, phrases) for series in spec.series]
    most = [
        _parts(series, [max(series.points, key=lambda point: figure_of(point).value)], phrases)
        for series in spec.series
    ]
    return [(whole, *each), (whole, *most), (whole,)]


def _sum(series: Series, phrases: Phrases) -> Printed:
    return phrases.figure(total([figure_of(point) for point in series.points]))


def _parts(series: Series, points: Sequence[Point], phrases: Phrases) -> Sentence:
    values = phrases.listed([item(point, phrases) for point in points])
    return phrases.say("alt.series_values", name=series.name, values=values)


KIND = ChartKind(lay_out, _refuse, alt=_alt, peaks=False)
