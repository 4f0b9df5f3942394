"""What can't be drawn honestly is refused, each fault with a sentence that says what to do, all together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import pairwise

from charts.fonts import lacking
from charts.spec import KINDS, ChartSpec, Point, Series
from charts.values import figures, is_timed, period_of
from reports.errors import Fault, InputError, Place, nearest
from reports.figures.printed import plain
from reports.figures.unit import PERCENT

MOST_ROWS = 60
MOST_PANELS = 12
MOST_PARTS = 6
_LONGEST = 160
_MIXED_UNITS = ("multiples", "dumbbell")
_ON_A_TIME_AXIS = ("line", "control", "slope", "sparkline")


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
    if not any(series.points for series in spec.series):
        return
    for find in _RULES:
        yield from find(spec)


def _empty(spec: ChartSpec) -> Said:
    if spec.kind not in KINDS:
        yield f"there is no kind {spec.kind!r}", nearest(spec.kind, KINDS)
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
    if spec.kind not in _MIXED_UNITS:
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
    elif spec.kind in _ON_A_TIME_AXIS and not is_timed(spec):
        yield f"a {spec.kind} chart needs a period for each value", "Use bars for categories."
    elif is_timed(spec) and spec.kind not in ("tile", "dumbbell"):
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


def _shares(spec: ChartSpec) -> Said:
    if spec.kind not in ("share", "waffle", "stacked"):
        return
    for figure in figures(spec):
        if figure.value < 0:
            yield f"{figure.name} is below nought: a part of a whole can't be", "Use bars."
    if spec.kind == "stacked":
        return
    for series in spec.series:
        known = [
            point.figure.value for point in series.points if point.figure and point.figure.unit == PERCENT
        ]
        if sum(known, Decimal(0)) > 100 + Decimal("0.5") * len(known):
            yield f"the shares in {series.name!r} add up to more than 100%", "Check them, or use bars."
        if len(series.points) > MOST_PARTS:
            yield (
                f"{series.name!r} has more than {MOST_PARTS} parts",
                "Put the smallest together, or use bars.",
            )


def _counts(spec: ChartSpec) -> Said:
    if spec.kind in ("dumbbell",) and len(spec.series) != 2:
        yield (
            f"a dumbbell compares two series; this has {len(spec.series)}",
            "Name the one before and the one after.",
        )
    if spec.kind in ("control", "waffle", "sparkline", "tile") and len(spec.series) > 1:
        yield f"a {spec.kind} shows one series; this has {len(spec.series)}", "Draw one for each."
    if (
        spec.kind == "slope"
        and is_timed(spec)
        and any(_other_periods(spec, series) for series in spec.series)
    ):
        yield "a slope chart needs the same two periods in each series", "Use a line for more."
    if len(spec.series) > MOST_PANELS:
        yield f"it has {len(spec.series)} series", f"Choose at most {MOST_PANELS}, or use a table."
    rows = max(len({point.period or point.label for point in series.points}) for series in spec.series)
    if rows > MOST_ROWS and not is_timed(spec):
        yield (
            f"it has {rows} categories",
            f"Show the largest and put the rest together as one: at most {MOST_ROWS}.",
        )


def _other_periods(spec: ChartSpec, series: Series) -> bool:
    wanted = {point.period for point in spec.series[0].points}
    return len(wanted) != 2 or {point.period for point in series.points} != wanted


def _names(spec: ChartSpec) -> Said:
    known = {point.label for series in spec.series for point in series.points}
    known |= {str(point.period) for series in spec.series for point in series.points if point.period}
    known |= {series.name for series in spec.series}
    for name in spec.highlights:
        if name not in known:
            yield f"it highlights {name!r}, which it doesn't show", nearest(name, known)
    for words in _words(spec):
        if len(words) > _LONGEST:
            yield (
                f"the label {words[:40] + '…'!r} is {len(words)} characters long",
                f"Keep it under {_LONGEST}.",
            )
        yield from _signs(words)


def _signs(words: str) -> Said:
    """Control characters, and signs that would come out as empty boxes."""
    if odd := [sign for sign in words if not sign.isprintable() and sign != "\n"]:
        yield f"the label {words!r} has a control character, {odd[0]!r}", "Take it out."
    elif odd := list(lacking(words)):
        yield f"the label {words!r} has {odd[0]!r}, which the charts' font can't draw", "Write it in words."


def _words(spec: ChartSpec) -> Iterator[str]:
    for series in spec.series:
        yield series.name
        yield from (point.label for point in series.points)
    yield from (target.label for target in spec.targets)
    yield from (cut.note for cut in spec.breaks)


_RULES: tuple[Callable[[ChartSpec], Said], ...] = (_points, _units, _periods, _shares, _counts, _names)
