"""A chart's declaration turned into a spec: which measures at which periods, worded and sourced."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from charts.spec import ChartSpec, Point, Series, Target
from reports.content.placeholder import FigureReference
from reports.content.resolve import Resolver
from reports.errors import InputError
from reports.figures.measure import Measure, NoValue
from reports.modules.module import LoadedChart
from reports.periods.period import Period


def compose_chart(chart: LoadedChart, resolver: Resolver, source: str) -> ChartSpec:
    """The spec of a chart. Raises InputError where a measure, period or value asked for isn't there."""
    try:
        measures = [resolver.catalogue.measure(name) for name in chart.declaration.measures]
        periods = _periods(chart, measures, resolver)
        series = tuple(_series(chart, measures, periods, resolver))
        targets = tuple(
            Target(target.label, resolver.figure(FigureReference(target.at)))
            for target in chart.declaration.targets
        )
    except ValueError as problem:
        raise InputError(f"chart {chart.name}: {problem}", chart.place) from None
    declared = chart.declaration
    return ChartSpec(
        name=chart.name.replace(".", "-"),
        kind=declared.kind,
        title=resolver.sentence(declared.title, chart.place),
        subtitle=declared.subtitle,
        series=series,
        unit=measures[0].unit,
        source=source,
        notes=tuple(declared.notes),
        targets=targets,
        breaks=tuple(found for measure in measures for found in measure.breaks),
        highlights=tuple(declared.highlights),
        good=measures[0].good,
    )


def _periods(chart: LoadedChart, measures: Sequence[Measure], resolver: Resolver) -> list[Period]:
    declared = chart.declaration
    if declared.over:
        return list(resolver.period(declared.over).each_month())
    if declared.periods:
        return [resolver.period(name) for name in declared.periods]
    return sorted({period for measure in measures for period in measure.periods})


def _series(
    chart: LoadedChart, measures: Sequence[Measure], periods: Sequence[Period], resolver: Resolver
) -> Iterator[Series]:
    """A series for each measure over time; at one period the measures themselves are the categories."""
    if len(periods) == 1 and len(measures) > 1:
        points = [_point(measure, periods[0], None, measure.noun or measure.name) for measure in measures]
        yield Series(chart.declaration.subtitle, tuple(points))
        return
    whole = max(period.month_count or 0 for period in periods)
    for measure in measures:
        points = [
            _point(measure, period, period, resolver.wording.short_period(period), whole)
            for period in periods
        ]
        yield Series(measure.noun or measure.name, tuple(points))


def _point(measure: Measure, at: Period, shown: Period | None, label: str, whole: int = 0) -> Point:
    partial = bool(whole) and (at.month_count or 0) < whole
    try:
        return Point(shown, label, measure.at(at), partial=partial)
    except NoValue:
        state = measure.state_at(at)
        if state == "known":
            raise
        return Point(shown, label, None, state, partial)
