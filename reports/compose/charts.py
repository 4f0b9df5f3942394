"""A chart's declaration turned into a spec: which measures at which periods, worded and sourced."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reckoner.charts.draw import draw
from reckoner.charts.drawing import Drawing
from reckoner.charts.look import Look
from reckoner.charts.spec import Annotation, ChartSpec, Event, Point, Series, Target
from reckoner.reports.compose.declared import (
    declared_series,
    estimated,
    items_of,
    series_beside,
    with_rest,
    with_total,
)  # fmt: skip
from reckoner.reports.compose.freshness import up_to
from reckoner.reports.compose.performance import LoadedPerformance
from reckoner.reports.compose.resolve import Resolver
from reckoner.reports.content.edition import EditionWords
from reckoner.reports.content.placeholder import FigureReference
from reckoner.reports.errors import InputError
from reckoner.reports.figures.catalogue import Fact
from reckoner.reports.figures.measure import Direction, Measure, NoValue, describe_periods
from reckoner.reports.figures.typographer import typographic_sentence
from reckoner.reports.figures.unit import COUNT, Unit
from reckoner.reports.figures.wording import Wording
from reckoner.reports.modules.declaration import ChartsFile, bad_names
from reckoner.reports.modules.library import Library
from reckoner.reports.modules.module import LoadedChart
from reckoner.reports.periods.period import Period
from reckoner.reports.settings.typographer import typographic
from reckoner.reports.settings.yaml import validate


def edition_charts(words: EditionWords) -> dict[str, LoadedChart]:
    """The charts that an edition declares beside its words. Raises InputError with lines."""
    if words.charts is None:
        return {}
    declared = validate(ChartsFile, words.charts, InputError).charts
    if faults := list(bad_names(words.charts, "charts", declared)):
        raise InputError.of(faults)
    return {
        name: LoadedChart(name, entry, words.charts.place("charts", name)) for name, entry in declared.items()
    }


def edition_performance(words: EditionWords) -> dict[str, LoadedPerformance]:
    """The performance tables that an edition declares. Raises InputError with lines."""
    if words.charts is None:
        return {}
    declared = validate(ChartsFile, words.charts, InputError).performance
    if faults := list(bad_names(words.charts, "performance", declared)):
        raise InputError.of(faults)
    return {
        name: LoadedPerformance(name, entry, words.charts.place("performance", name))
        for name, entry in declared.items()
    }


def compose_chart(chart: LoadedChart, resolver: Resolver, source: str) -> ChartSpec:
    """The spec of a chart. Raises InputError where a measure, period or value asked for isn't there."""
    declared = chart.declaration
    try:
        measures = [resolver.catalogue.measure(name) for name in declared.measures]
        _refuse_grades(measures)
        periods = _periods(chart, measures, resolver)
        series = tuple(_all_series(chart, measures, periods, resolver))
        beside = tuple(_typeset(each) for each in series_beside(declared, resolver))
        targets = tuple(
            Target(typographic(target.label), resolver.figure(FigureReference(target.at)))
            for target in declared.targets
        )
    except ValueError as problem:
        raise InputError(f"chart {chart.name}: {problem}", chart.place) from None
    _require_values(chart, measures, periods, series)
    return ChartSpec(
        name=chart.name.replace(".", "-"),
        kind=declared.kind,
        title=typographic_sentence(resolver.sentence(declared.title, chart.place)),
        subtitle=typographic(declared.subtitle),
        series=series,
        unit=_unit(measures, series),
        source=typographic(source),
        notes=tuple(map(typographic, declared.notes)),
        targets=targets,
        breaks=tuple(found for measure in measures for found in measure.breaks),
        highlights=tuple(map(typographic, declared.highlights)),
        order=declared.order,
        direction=declared.direction,
        good=_good(chart, measures, resolver),
        scales=declared.scales,
        rest=declared.rest,
        headings=declared.headings,
        beside=beside,
        grid=tuple(tuple(map(typographic, row)) for row in declared.grid),
        annotations=tuple(Annotation(typographic(a.at), typographic(a.words)) for a in declared.annotations),
        events=tuple(Event(e.at, typographic(e.words), e.planned) for e in declared.events),
    )


def _good(chart: LoadedChart, measures: Sequence[Measure], resolver: Resolver) -> Direction:
    """Which way is good: as the first measure says, or as all those say that a declared series names; else as
    the chart itself says."""
    if measures:
        return measures[0].good
    asked = (values for values in chart.declaration.series.values() if not isinstance(values, str))
    named = items_of(tuple(each for values in asked for each in values.values()), resolver.catalogue)
    said = {item.good for item in named if isinstance(item, Measure) and item.good != "neither"}
    return said.pop() if len(said) == 1 else chart.declaration.good


def _unit(measures: Sequence[Measure], series: Sequence[Series]) -> Unit:
    """That of the first value; a timeline has none."""
    if measures:
        return measures[0].unit
    found = (point.figure.unit for each in series for point in each.points if point.figure)
    return next(found, COUNT)


def _all_series(
    chart: LoadedChart, measures: Sequence[Measure], periods: Sequence[Period], resolver: Resolver
) -> Iterator[Series]:
    """The series, of declared figures or of measures, with their total, their intervals and curly quotes."""
    declared = chart.declaration
    found = list(
        _series(chart, measures, periods, resolver) if measures else declared_series(declared, resolver)
    )
    for each in found:
        each = with_total(each, declared.total) if declared.total else each
        each = with_rest(each, declared.rest) if declared.rest else each
        each = estimated(each, declared, resolver) if declared.asked or declared.bounds else each
        yield _typeset(each, declared.decimals)


def _typeset(series: Series, decimals: int | None = None) -> Series:
    points = tuple(_as_declared(point, decimals) for point in series.points)
    return Series(typographic(series.name), points)


def _as_declared(point: Point, decimals: int | None) -> Point:
    """With curly quotes, and with so many decimals where the chart says how many."""
    figure = point.figure
    if figure and decimals is not None:
        figure = replace(figure, decimals=decimals)
    return replace(point, label=typographic(point.label), figure=figure)


def _require_values(
    chart: LoadedChart, measures: Sequence[Measure], periods: Sequence[Period], series: Sequence[Series]
) -> None:
    """Raises InputError that says which table has nothing for which months, where nothing can be drawn."""
    points = [point for each in series for point in each.points]
    if not points or any(point.figure is not None for point in points):
        return
    asked = describe_periods(periods)
    lacking = [
        f"{m.name} has no value to print for {asked} (it has {describe_periods(_known(m))})" for m in measures
    ]
    modules = dict.fromkeys(measure.name.partition(".")[0] for measure in measures)
    takes = " and ".join(f"reckoner take {module} FILE" for module in modules)
    raise InputError(
        f"chart {chart.name}: there is nothing to draw: {'; '.join(lacking)}",
        chart.place,
        f"Take the newer table in: {takes}. Or leave the chart out, and say why in words.",
    )


def _known(measure: Measure) -> list[Period]:
    return [period for period in measure.periods if measure.state_at(period) == "known"]


def draw_chart(chart: LoadedChart, spec: ChartSpec, look: Look, wording: Wording) -> Drawing:
    """The drawing. Raises InputError, at the chart's own line, where it can't be drawn honestly."""
    try:
        return draw(spec, look, wording)
    except InputError as refused:
        faults = [
            replace(fault, what=f"chart {chart.name}: {fault.what}", where=chart.place)
            for fault in refused.faults
        ]
        raise InputError.of(faults) from None


def source_line(library: Library, chart: LoadedChart) -> str:
    """The line under a chart: how the sources of its measures are cited, a whole not beside its part.

    Events have the origin that they name, or say their source in words.
    """
    if words := chart.declaration.source:
        return library.citations.get(words, words)
    items = items_of(chart.declaration.references, library.catalogue)
    origins = dict.fromkeys(origin for item in items for origin in _origins(item))
    cited = dict.fromkeys(library.citations[origin] for origin in origins)
    return "; ".join(each for each in cited if not any(other.startswith(f"{each}, ") for other in cited))


def _origins(item: Measure | Fact) -> tuple[str, ...]:
    return item.figure.origins if isinstance(item, Fact) else item.origins


def _refuse_grades(measures: Sequence[Measure]) -> None:
    for measure in measures:
        if measure.unit.kind == "grade":
            raise ValueError(f"{measure.name} is a grade, which has no length to draw: print a table")


def _periods(chart: LoadedChart, measures: Sequence[Measure], resolver: Resolver) -> list[Period]:
    declared = chart.declaration
    if declared.over:
        return list(resolver.period(declared.over).each_month())
    if declared.periods:
        return [resolver.period(name) for name in declared.periods]
    own = resolver.freshness.own if resolver.freshness else None
    known = [up_to(measure, own) if own else measure for measure in measures]
    return sorted({period for measure in known for period in measure.periods})


def _series(
    chart: LoadedChart, measures: Sequence[Measure], periods: Sequence[Period], resolver: Resolver
) -> Iterator[Series]:
    """A series for each measure over time; of a dumbbell, for each of its two periods; at one period
    the measures themselves are the categories."""
    if chart.declaration.kind == "dumbbell":
        for period in periods:
            points = [_point(measure, period, None, _called(chart, measure)) for measure in measures]
            yield Series(_name_of(chart, period, resolver), tuple(points))
        return
    if len(periods) == 1 and len(measures) > 1:
        points = [_point(measure, periods[0], None, _called(chart, measure)) for measure in measures]
        yield Series(chart.declaration.subtitle, tuple(points))
        return
    whole = max((period.month_count or 0 for period in periods), default=0)
    for measure in measures:
        points = [
            _point(measure, period, period, _name_of(chart, period, resolver), whole) for period in periods
        ]
        yield Series(_called(chart, measure), tuple(points))


def _called(chart: LoadedChart, measure: Measure) -> str:
    """What the declaration calls a measure, or its noun."""
    return chart.declaration.labels.get(measure.name) or measure.noun or measure.name


def _name_of(chart: LoadedChart, period: Period, resolver: Resolver) -> str:
    """What the declaration calls a period, or the period in few letters."""
    named = {str(resolver.period(asked)): name for asked, name in chart.declaration.names.items()}
    return named.get(str(period), resolver.wording.short_period(period))


def _point(measure: Measure, at: Period, shown: Period | None, label: str, whole: int = 0) -> Point:
    partial = bool(whole) and (at.month_count or 0) < whole
    try:
        return Point(shown, label, measure.at(at), partial=partial)
    except NoValue:
        state = measure.state_at(at)
        if state == "known":
            raise
        return Point(shown, label, None, state, partial, measure.mark_at(at))
