"""What can't be drawn honestly is refused, each fault with a sentence that says what to do, all together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from reckoner.charts.fonts import lacking
from reckoner.charts.kinds.registry import kind_of
from reckoner.charts.spec import KINDS, ChartSpec, Point, Series
from reckoner.charts.values import figures, is_timed, period_of
from reckoner.reports.errors import Fault, InputError, Place, nearest
from reckoner.reports.figures.printed import plain

MOST_ROWS = 60
MOST_PANELS = 12
_LONGEST = 160


def check(spec: ChartSpec) -> None:
    """Raises InputError with every fault of the spec."""
    faults = [Fault(what, Place(f"chart {spec.name}"), todo) for what, todo in _faults(spec)]
    if faults:
        raise InputError.of(faults)


def check_page(spec: ChartSpec) -> None:
    """Raises InputError where words around the picture have signs that can't be drawn in it."""
    told = (plain(spec.title), spec.subtitle, *spec.notes, spec.source)
    faults = [
        Fault(what, Place(f"chart {spec.name}"), todo) for words in told for what, todo in _signs(words)
    ]
    if faults:
        raise InputError.of(faults)


Said = Iterator[tuple[str, str]]


def _faults(spec: ChartSpec) -> Said:
    yield from _empty(spec)
    if spec.kind not in KINDS:
        return
    if kind_of(spec).figureless:
        yield from _own(spec)
        yield from _names(spec)
        return
    if not any(series.points for series in spec.series):
        return
    for find in _RULES:
        yield from find(spec)


def _empty(spec: ChartSpec) -> Said:
    if spec.kind not in KINDS:
        yield f"there is no kind {spec.kind!r}", nearest(spec.kind, KINDS)
    elif kind_of(spec).figureless:
        return
    if not spec.series:
        yield "it has no series", "Name at least one measure."
    for series in spec.series:
        if not series.points:
            yield f"the series {series.name!r} is empty", "Name the periods or categories to show."
    if any(series.points for series in spec.series) and not any(True for _ in figures(spec)):
        yield "every value is missing or held back", "Leave the chart out, and say why in words."


def _points(spec: ChartSpec) -> Said:
    for series in spec.series:
        for point in series.points:
            if (point.figure is None) == (point.state == "known"):
                yield (
                    f"{point.label!r} in {series.name!r} is {point.state} but has {_what(point)}",
                    "Give it one or the other.",
                )
        labels = [point.period or point.label for point in series.points]
        for label in dict.fromkeys(label for label in labels if labels.count(label) > 1):
            yield f"{series.name!r} has {label} more than once", "Keep one value for each."
    names = [series.name for series in spec.series]
    for name in dict.fromkeys(name for name in names if names.count(name) > 1):
        yield f"two series are called {name!r}", "Give each a name of its own."


def _what(point: Point) -> str:
    return "a value" if point.figure else "none"


def _units(spec: ChartSpec) -> Said:
    if not kind_of(spec).mixes_units:
        for unit in dict.fromkeys(figure.unit for figure in figures(spec) if figure.unit != spec.unit):
            yield (
                f"it is in {spec.unit} but has values in {unit}",
                "Draw one unit in a chart, or use small multiples.",
            )
    known = {spec.unit, *(figure.unit for figure in figures(spec))}
    for target in spec.targets:
        if target.figure.unit not in known:
            yield f"the target {target.label!r} is in {target.figure.unit}", f"Give it in {spec.unit}."


def _periods(spec: ChartSpec) -> Said:
    if any(p.period for s in spec.series for p in s.points) and not is_timed(spec):
        yield "some points have a period and some have none", "Give each a period, or none."
    elif "needs" in kind_of(spec).time and not is_timed(spec):
        yield f"a {spec.kind} chart needs a period for each value", "Use bars for categories."
    elif is_timed(spec) and "takes" not in kind_of(spec).time:
        for series in spec.series:
            yield from _overlaps(series)
    if spec.breaks and not is_timed(spec):
        yield "it has a break in time but no periods", "Leave the break out."


def _overlaps(series: Series) -> Said:
    ordered = sorted(series.points, key=period_of)
    for before, after in pairwise(ordered):
        first, second = period_of(before), period_of(after)
        if first.overlaps(second) and not first.comparable_with(second):
            yield (
                f"{first} and {second} in {series.name!r} overlap",
                "Show periods of one length that follow each other.",
            )


def _own(spec: ChartSpec) -> Said:
    """What the kind itself refuses, and columns that it has no place for."""
    if spec.beside and not kind_of(spec).has_columns:
        yield (
            f"a {spec.kind} chart has no columns beside it",
            "Draw grouped bars, or say the values in words.",
        )
    elif spec.beside and len(spec.beside) != 2:
        yield f"it has {len(spec.beside)} series beside its bars", "Set two beside them, or none."
    yield from kind_of(spec).refuse(spec)


def _counts(spec: ChartSpec) -> Said:
    if kind_of(spec).one_series and len(spec.series) > 1:
        yield f"a {spec.kind} shows one series; this has {len(spec.series)}", "Draw one for each."
    if len(spec.series) > MOST_PANELS:
        yield f"it has {len(spec.series)} series", f"Choose at most {MOST_PANELS}, or use a table."
    rows = max(len({point.period or point.label for point in series.points}) for series in spec.series)
    if rows > MOST_ROWS and not is_timed(spec):
        yield (
            f"it has {rows} categories",
            f"Show the largest and put the rest together as one: at most {MOST_ROWS}.",
        )


def _names(spec: ChartSpec) -> Said:
    known = {point.label for series in spec.series for point in series.points}
    known |= {str(point.period) for series in spec.series for point in series.points if point.period}
    known |= {series.name for series in spec.series}
    for name in spec.highlights:
        if name not in known:
            yield f"it highlights {name!r}, which it doesn't show", nearest(name, known)
    yield from _annotations(spec)
    for words in _words(spec):
        if len(words) > _LONGEST:
            yield (
                f"the label {words[:40] + '…'!r} is {len(words)} characters long",
                f"Keep it under {_LONGEST}.",
            )
        yield from _signs(words)


def _annotations(spec: ChartSpec) -> Said:
    if spec.annotations and not kind_of(spec).annotated:
        yield f"a {spec.kind} chart has no annotations", "Put the words into `notes`, or draw a line."
    known = {
        name
        for series in spec.series
        for point in series.points
        if point.figure
        for name in (point.label, str(point.period))
    }
    for annotation in spec.annotations:
        if annotation.at not in known:
            yield (
                f"an annotation is tied to {annotation.at!r}, of which there is no value",
                nearest(annotation.at, known),
            )


def _signs(words: str) -> Said:
    """Control characters, and signs that would come out as empty boxes."""
    if odd := [sign for sign in words if not sign.isprintable() and sign != "\n"]:
        yield f"the label {words!r} has a control character, {odd[0]!r}", "Take it out."
    elif odd := list(lacking(words)):
        yield f"the label {words!r} has {odd[0]!r}, which the charts' font can't draw", "Write it in words."


def _words(spec: ChartSpec) -> Iterator[str]:
    for series in spec.all_series:
        yield series.name
        yield from (point.label for point in series.points)
    yield from (target.label for target in spec.targets)
    yield from (cut.note for cut in spec.breaks)
    yield from (annotation.words for annotation in spec.annotations)


_RULES: tuple[Callable[[ChartSpec], Said], ...] = (
    _points, _units, _periods, _own, _counts, _names,
)  # fmt: skip
