"""What becomes of a spec that asks for more than can honestly be shown: another kind, part periods marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from reckoner.charts.kinds.registry import kind_of
from reckoner.charts.spec import Break, ChartSpec, Point, Series
from reckoner.charts.values import figures, is_timed, period_of, worded
from reckoner.reports.errors import Fault, InputError, Place
from reckoner.reports.figures.wording import PLAIN, Wording
from reckoner.reports.periods.period import Period

_LONGEST_VALUE = 18
# Units whose values are printed as finely as their source gives them, one 4, the next 2.2.
_UNEVEN = ("share", "points", "rate", "amount")
_SHORTEN = "Give it fewer decimals, or a larger unit."


def normalise(spec: ChartSpec, wording: Wording) -> ChartSpec:
    """The spec to draw. Raises InputError where values are too long or periods unlike."""
    _refuse_long_values(spec, wording)
    if is_timed(spec):
        spec = replace(spec, breaks=_breaks_within(spec))
        if "compares" in kind_of(spec).time:
            spec = _with_part_periods(spec)
    while other := kind_of(spec).instead(spec, wording):
        spec = other
    return spec if kind_of(spec).small else with_even_decimals(spec, wording)


def with_even_decimals(spec: ChartSpec, wording: Wording) -> ChartSpec:
    """The values of each unit with one number of decimals: that of the measure that is known least finely.

    A value printed finer than its source gives it would say more than is known. One that is quoted as it was
    published stays so: the text quotes it too, and the two should agree.
    """
    places: dict[str, dict[str, int]] = {}
    for figure in figures(spec):
        if figure.unit.kind in _UNEVEN and not figure.published:
            names = places.setdefault(figure.unit.name, {})
            names[figure.name] = max(names.get(figure.name, 0), wording.decimals(figure, PLAIN))
    least = {unit: min(names.values()) for unit, names in places.items()}
    return replace(spec, series=tuple(_evened(series, least) for series in spec.series))


def _evened(series: Series, places: Mapping[str, int]) -> Series:
    points = (
        replace(point, figure=replace(point.figure, decimals=places[point.figure.unit.name]))
        if point.figure and point.figure.unit.name in places and not point.figure.published
        else point
        for point in series.points
    )
    return replace(series, points=tuple(points))


def _refuse_long_values(spec: ChartSpec, wording: Wording) -> None:
    texts = dict.fromkeys(worded(figure, wording).text for figure in figures(spec))
    faults = [
        Fault(f"the value {text} is too long for a chart", Place(f"chart {spec.name}"), _SHORTEN)
        for text in texts
        if len(text) > _LONGEST_VALUE
    ]
    if faults:
        raise InputError.of(faults)


def _breaks_within(spec: ChartSpec) -> tuple[Break, ...]:
    """The breaks that part two of the periods shown."""
    starts = [period_of(point).start for series in spec.series for point in series.points]
    return tuple(cut for cut in spec.breaks if min(starts) < cut.at.start <= max(starts))


def _with_part_periods(spec: ChartSpec) -> ChartSpec:
    """Periods shorter than the usual one are part periods, whether the spec says so or not."""
    lengths = Counter(_length(period_of(p)) for series in spec.series for p in series.points if not p.partial)
    if len(lengths) < 2:
        return spec
    usual = max(lengths, key=lambda length: (lengths[length], length))
    for series in spec.series:
        for point in series.points:
            if _length(period_of(point)) > usual and not point.partial:
                raise InputError.of([_too_long(spec, point)])
    return replace(spec, series=tuple(_marked(series, usual) for series in spec.series))


def _too_long(spec: ChartSpec, point: Point) -> Fault:
    return Fault(
        f"{point.period} is longer than the other periods",
        Place(f"chart {spec.name}"),
        "Show periods of one length; only the last may be shorter.",
    )


def _marked(series: Series, usual: int) -> Series:
    points = (replace(p, partial=p.partial or _length(period_of(p)) < usual) for p in series.points)
    return replace(series, points=tuple(points))


def _length(period: Period) -> int:
    """In days, whole months as thirty-one so that February is as long as March."""
    return period.month_count * 31 if period.month_count is not None else (period.end - period.start).days
