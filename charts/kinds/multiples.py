"""Small multiples: a panel for each series, on shared axes unless the spec gives each its own."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from reckoner.charts.bars import in_order
from reckoner.charts.fonts import LINE, width_of, wrap
from reckoner.charts.kinds import bar, line
from reckoner.charts.kinds.kind import ChartKind
from reckoner.charts.look import POINTS_PER_MM, Look
from reckoner.charts.scene import Scene, beside
from reckoner.charts.sketch import Sketch
from reckoner.charts.spec import ChartSpec, Target
from reckoner.charts.timeaxis import periods_of
from reckoner.charts.values import figures, is_timed, numbers, unit_of, worded
from reckoner.reports.figures.unit import Unit
from reckoner.reports.figures.wording import Wording

_NARROWEST = 136.0
_BETWEEN = 22.0
_FOR_NAMES, _FOR_LINE = 110.0, 80.0


def lay_out(spec: ChartSpec, look: Look, wording: Wording) -> Scene:
    """Two to twelve panels in rows: lines where the points have periods, bars where they are categories."""
    across = _columns(spec, look, wording)
    width = (look.width - _BETWEEN * (across - 1)) / across
    inner = replace(look, width_mm=width / POINTS_PER_MM)
    bodies = _bodies(spec, inner, wording)
    heads = [wrap(series.name, look.text, width, "semibold") for series in spec.series]
    sketch = Sketch(look)
    placed: list[tuple[Scene, float, float]] = []
    y = 0.0
    for first in range(0, len(bodies), across):
        row = range(first, min(first + across, len(bodies)))
        head = max(len(heads[place]) for place in row) * LINE * look.text + look.text * 0.3
        for column, place in enumerate(row):
            x = column * (width + _BETWEEN)
            sketch.write_lines(x, y + look.text, heads[place], weight="semibold")
            placed.append((bodies[place], x, y + head))
        y += head + max(bodies[place].height for place in row) + look.text * 1.2
    for note in (note for body in bodies for note in body.notes):
        sketch.note(note)
    # Of unlike units nobody expects one scale.
    if spec.scales == "own" and len({unit_of(series) for series in spec.series}) < len(spec.series):
        sketch.note(wording.language.say("chart.own_scales"))
    whole = beside(placed, look.width, y - look.text * 0.6)
    return replace(whole, marks=(*sketch.marks, *whole.marks), notes=tuple(sketch.notes))


def _bodies(spec: ChartSpec, look: Look, wording: Wording) -> list[Scene]:
    """The panels without their heads."""
    if not is_timed(spec):
        held = [numbers(panel) if spec.scales == "own" else numbers(spec) for panel in _panels(spec)]
        return [
            bar.across(panel, in_order(panel, panel.series[0].points), look, wording, values)
            for panel, values in zip(_panels(spec), held, strict=True)
        ]
    shared = [_shared(spec, panel, look) for panel in _panels(spec)]
    needed = [
        line.margins(panel, look, wording, held) for panel, held in zip(_panels(spec), shared, strict=True)
    ]
    margins = max(left for left, _ in needed), max(right for _, right in needed)
    return [
        line.lay_out(panel, look, wording, replace(held, margins=margins))
        for panel, held in zip(_panels(spec), shared, strict=True)
    ]


def _panels(spec: ChartSpec) -> list[ChartSpec]:
    """A spec for each series; its unit is that of its figures."""
    return [
        replace(
            spec, series=(series,), unit=unit_of(series) or spec.unit, targets=_targets(spec, unit_of(series))
        )
        for series in spec.series
    ]


def _targets(spec: ChartSpec, unit: Unit | None) -> tuple[Target, ...]:
    """The targets that a panel of this unit can show."""
    return tuple(target for target in spec.targets if target.figure.unit == unit)


def _shared(spec: ChartSpec, panel: ChartSpec, look: Look) -> line.Shared:
    """All periods; the values of all panels in the same unit, or of the panel alone on a scale of its own."""
    alike = (
        [panel] if spec.scales == "own" else [other for other in _panels(spec) if other.unit == panel.unit]
    )
    values = tuple(value for other in alike for value in numbers(other)) or (Decimal(0), Decimal(1))
    height = min(max(0.42 * look.width, 84.0), 92.0)
    return line.Shared(values, tuple(periods_of(spec.series)), height, from_zero=spec.scales == "own")


def _columns(spec: ChartSpec, look: Look, wording: Wording) -> int:
    """As many beside each other as stay readable; four make two rows of two."""
    widest = max(width_of(worded(figure, wording).text, look.text, "semibold") for figure in figures(spec))
    narrowest = max(_NARROWEST, 2 * widest + (_FOR_LINE if is_timed(spec) else _FOR_NAMES))
    fitting = max(1, int((look.width + _BETWEEN) / (narrowest + _BETWEEN)))
    panels = len(spec.series)
    return min(fitting, 2 if panels == 4 else 3, panels)


KIND = ChartKind(lay_out, time=("compares",), mixes_units=True)
