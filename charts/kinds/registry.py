"""The kinds of chart there are. A new one is a file beside, a line here and its name in ``charts.spec``."""

from __future__ import annotations

from reckoner.charts.kinds import (
    bar,
    bullet,
    changes,
    control,
    diverging,
    dots,
    dumbbell,
    flows,
    funnel,
    grouped,
    heatmap,
    line,
    multiples,
    pyramid,
    share,
    slope,
    sparkline,
    stacked,
    survey,
    tile,
    tilemap,
    timeline,
    waffle,
    waterfall,
)  # fmt: skip
from reckoner.charts.kinds.kind import ChartKind
from reckoner.charts.spec import ChartSpec, Kind

_KINDS: dict[Kind, ChartKind] = {
    "line": line.KIND,
    "bar": bar.KIND,
    "grouped": grouped.KIND,
    "stacked": stacked.KIND,
    "dumbbell": dumbbell.KIND,
    "slope": slope.KIND,
    "multiples": multiples.KIND,
    "control": control.KIND,
    "share": share.KIND,
    "waffle": waffle.KIND,
    "sparkline": sparkline.KIND,
    "tile": tile.KIND,
    "dots": dots.KIND,
    "changes": changes.KIND,
    "tilemap": tilemap.KIND,
    "survey": survey.KIND,
    "diverging": diverging.KIND,
    "waterfall": waterfall.KIND,
    "flows": flows.KIND,
    "heatmap": heatmap.KIND,
    "bullet": bullet.KIND,
    "funnel": funnel.KIND,
    "pyramid": pyramid.KIND,
    "timeline": timeline.KIND,
}


def kind_of(spec: ChartSpec) -> ChartKind:
    """The kind of a spec that has been checked."""
    return _KINDS[spec.kind]
