"""A line the size of a word, for a table's cell: no text, the last value marked."""

from __future__ import annotations

from reckoner.charts.kinds.kind import ChartKind
from reckoner.charts.look import Look
from reckoner.charts.scene import Dot, Path, Scene
from reckoner.charts.sketch import Sketch
from reckoner.charts.spec import ChartSpec
from reckoner.charts.timeaxis import TimeAxis
from reckoner.charts.values import figures, period_of, runs
from reckoner.reports.figures.wording import Wording

_WIDTH, _HEIGHT, _INSET = 84.0, 20.0, 3.5


def lay_out(spec: ChartSpec, look: Look, _wording: Wording) -> Scene:
    """The first series from its lowest to its highest value; the words stand in the table beside it."""
    sketch = Sketch(look)
    series = spec.series[0]
    width = min(_WIDTH, look.width)
    axis = TimeAxis.over([period_of(point) for point in series.points], _INSET, width - _INSET)
    values = [float(figure.value) for figure in figures(spec)]
    low, span = min(values), max(values) - min(values)

    def height(value: float) -> float:
        part = (value - low) / span if span else 0.5
        return _HEIGHT - _INSET - part * (_HEIGHT - 2 * _INSET)

    for run in runs(series.points, spec):
        places = [
            (axis.of(period_of(point)), height(float(point.figure.value))) for point in run if point.figure
        ]
        if len(places) > 1:
            sketch.add(Path((tuple(places),), colour=look.colour(0), width=1.4, round_ends=True))
        else:
            sketch.add(Dot(*places[0], 1.4, look.colour(0)))
    last = max((point for point in series.points if point.figure), key=period_of)
    assert last.figure is not None
    x, y = axis.of(period_of(last)), height(float(last.figure.value))
    sketch.add(Dot(x, y, 2.6, look.ground if last.partial else look.colour(0), look.colour(0), 1.2))
    return sketch.scene(width, _HEIGHT)


KIND = ChartKind(lay_out, time=("needs", "compares"), one_series=True, small=True)
