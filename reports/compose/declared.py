"""A chart's declared ``series``: labelled figures, each asked for as a placeholder asks for one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from reckoner.charts.spec import Point, Series
from reckoner.reports.compose.resolve import Resolver
from reckoner.reports.content.placeholder import FigureReference, parse_placeholder
from reckoner.reports.figures.arithmetic import change, share, total
from reckoner.reports.figures.catalogue import Catalogue, Fact
from reckoner.reports.figures.figure import Figure
from reckoner.reports.figures.interval import interval_of
from reckoner.reports.figures.measure import Measure, NoValue
from reckoner.reports.figures.unit import GRADE
from reckoner.reports.modules.declaration import BoundsEntry, ChartEntry

_ALL = ".*"


def declared_series(declared: ChartEntry, resolver: Resolver) -> Iterator[Series]:
    """A series for each name. Raises ValueError where a figure asked for isn't there."""
    for name, values in declared.series.items():
        if isinstance(values, str):
            values = _categories(values, resolver.catalogue)
        yield _series(name, values, declared, resolver)


def series_beside(declared: ChartEntry, resolver: Resolver) -> Iterator[Series]:
    """The same of those whose values stand in columns."""
    for name, values in declared.beside.items():
        yield _series(name, values, declared, resolver)


def _series(name: str, values: Mapping[str, str], declared: ChartEntry, resolver: Resolver) -> Series:
    return Series(name, tuple(_point(label, asked, declared, resolver) for label, asked in values.items()))


def with_total(series: Series, label: str) -> Series:
    """The same with a last value that sums those before it. Raises ValueError where they can't be summed."""
    figures = [point.figure for point in series.points if point.figure]
    if len(figures) < len(series.points):
        raise ValueError(f"{label!r} would sum values of which one is missing or held back")
    return replace(series, points=(*series.points, Point(None, label, total(figures))))


def with_rest(series: Series, label: str) -> Series:
    """The same with what its parts leave of their whole as a last value, where all are shares of one."""
    shares = [point.figure.computed for point in series.points if point.figure and point.figure.computed]
    wholes = {computed.inputs[-1] for computed in shares if computed.operation == "share"}
    if len(shares) < len(series.points) or len(wholes) != 1:
        return series
    whole = wholes.pop()
    parts = [computed.inputs[0] for computed in shares]
    left = change(whole, total(parts) if len(parts) > 1 else parts[0])
    return replace(series, points=(*series.points, Point(None, label, share(left, whole))))


def estimated(series: Series, declared: ChartEntry, resolver: Resolver) -> Series:
    """The same with the interval of each estimate: as published, or computed from how many were asked."""
    asked = resolve(declared.asked, declared, resolver) if declared.asked else None
    points = [_with_interval(point, declared.bounds, asked, declared, resolver) for point in series.points]
    return replace(series, points=tuple(points))


def _with_interval(
    point: Point, bounds: Mapping[str, BoundsEntry], asked: Figure | None, declared: ChartEntry,
    resolver: Resolver,
) -> Point:  # fmt: skip
    if point.figure is None:
        return point
    if published := bounds.get(point.label):
        low, high = (resolve(each, declared, resolver) for each in (published.low, published.high))
        return replace(point, low=low, high=high)
    if asked is None:
        return point
    low, high = interval_of(point.figure, asked)
    return replace(point, low=low, high=high)


def resolve(asked: str, declared: ChartEntry, resolver: Resolver) -> Figure:
    """The figure that is asked for; at the chart's own period where it names one and the words don't."""
    reference = parse_placeholder(asked)
    if not isinstance(reference, FigureReference) or reference.word:
        raise ValueError(f"{asked!r} is no figure; write NAME or NAME at PERIOD")
    item = _item(reference, resolver.catalogue)
    if isinstance(item, Measure) and item.unit.kind == GRADE.kind:
        raise ValueError(f"{item.name} is a grade, which has no length to draw: print a table")
    if reference.period is None and len(declared.periods) == 1 and not isinstance(item, Fact):
        reference = replace(reference, period=declared.periods[0])
    return resolver.figure(reference)


def items_of(references: tuple[str, ...], catalogue: Catalogue) -> Iterator[Measure | Fact]:
    """The measures and facts that references rest on; those that aren't there are passed over."""
    for asked in references:
        if asked.endswith(_ALL):
            yield from (item for item in catalogue if item.name.startswith(asked.removesuffix("*")))
            continue
        reference = parse_placeholder(asked)
        if isinstance(reference, FigureReference) and (item := _item(reference, catalogue)):
            yield item


def _item(reference: FigureReference, catalogue: Catalogue) -> Measure | Fact | None:
    """The measure or fact of the longest name."""
    names = [reference.name]
    names += [f"{names[-1]}.{step}" for step in reference.steps[:1]]
    return next((catalogue.entries[name] for name in reversed(names) if name in catalogue), None)


def _categories(pattern: str, catalogue: Catalogue) -> dict[str, str]:
    """The categories of a measure by what they are called."""
    if not pattern.endswith(_ALL):
        raise ValueError(f"{pattern!r} isn't a list of figures: write LABEL: NAME, or GROUP.MEASURE.*")
    start = pattern.removesuffix("*")
    found = {
        item.noun or item.name: item.name
        for item in catalogue
        if isinstance(item, Measure) and item.name.startswith(start)
    }
    if not found:
        raise ValueError(f"no measure begins with {start!r}: it needs a measure with `by`")
    return found


def _point(label: str, asked: str, declared: ChartEntry, resolver: Resolver) -> Point:
    try:
        return Point(None, label, resolve(asked, declared, resolver))
    except NoValue:
        if absent := _absent(label, asked, declared, resolver):
            return absent
        raise


def _absent(label: str, asked: str, declared: ChartEntry, resolver: Resolver) -> Point | None:
    """A value that is missing or held back, with its mark."""
    reference = parse_placeholder(asked)
    assert isinstance(reference, FigureReference)
    item = _item(reference, resolver.catalogue)
    if not isinstance(item, Measure) or reference.steps:
        return None
    period = resolver.period_for(item, reference.period or next(iter(declared.periods), None))
    if period is None or (state := item.state_at(period)) == "known":
        return None
    return Point(None, label, None, state, mark=item.mark_at(period))
