"""Specs drawn at random: of every kind, with long labels, gaps, wild values and odd signs."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from hypothesis import strategies as st

from reckoner.charts.look import Look
from reckoner.charts.spec import KINDS, Break, ChartSpec, Kind, Point, Series, Target
from reckoner.reports.figures.figure import Figure
from reckoner.reports.figures.unit import COUNT, FTE, PERCENT, POUNDS, SECONDS, Unit
from reckoner.reports.periods.period import Period
from tests.charts.built import WORDING

_WORDS = (
    "calls", "answered", "Hertfordshire", "of", "the", "violence", "and", "sexual", "offences", "<b>", "$5",
    "A & E", "St Albans", "under", "10", "misappropriation", "Right to Ask", "w/c", "$x^2$", "per cent",
    "anti-social", "Iwan Ŵyn",
)  # fmt: skip
LABELS = st.one_of(
    st.lists(st.sampled_from(_WORDS), min_size=1, max_size=3).map(" ".join),
    st.lists(st.sampled_from(_WORDS), min_size=8, max_size=12).map(
        lambda words: " ".join(words)[:80].strip()
    ),
    st.integers(20, 80).map(lambda length: "W" * length),
)
UNITS = st.sampled_from((COUNT, PERCENT, POUNDS, SECONDS, FTE))


def values(unit: Unit, share: bool) -> st.SearchStrategy[Decimal]:
    """Values that the unit can have; parts of a whole are small enough to add up to less than it."""
    if share and unit == PERCENT:
        return st.decimals(0, 16, places=1)
    if unit == PERCENT:
        return st.decimals(0, 100, places=2)
    if unit == SECONDS:
        return st.integers(0, 4000).map(Decimal)
    low = 0 if share else -500
    small = st.integers(low, 900).map(Decimal)
    wild = small.map(lambda value: value * 1000) | small.map(lambda value: value * 10**7)
    return st.one_of(small, small, small, wild, st.just(Decimal(0)))


@st.composite
def time_points(draw: st.DrawFn, unit: Unit, least: int = 1, most: int = 30) -> tuple[Period, ...]:
    """Months, quarters, years or financial years in a row, some left out."""
    make: Callable[[int], Period] = draw(
        st.sampled_from(
            (
                lambda place: Period.months(2019 + place // 12, place % 12 + 1),
                lambda place: Period.months(2012 + place // 4, place % 4 * 3 + 1, 3),
                lambda place: Period.year(1990 + place),
                lambda place: Period.financial_year(1990 + place),
            )
        )
    )
    places = draw(st.lists(st.integers(0, most), min_size=least, max_size=most, unique=True).map(sorted))
    return tuple(make(place) for place in places)


@st.composite
def specs(draw: st.DrawFn, kinds: tuple[Kind, ...] = KINDS) -> ChartSpec:
    """A spec that is mostly sound; some are refused."""
    kind = draw(st.sampled_from(kinds))
    unit = draw(UNITS)
    share = kind in ("stacked", "share", "waffle")
    count = {"dumbbell": 2, "changes": 2, "control": 1, "waffle": 1, "sparkline": 1, "tile": 1}.get(
        kind
    ) or draw(st.integers(1, 6))
    timed = kind in ("line", "control", "slope", "sparkline", "tile") or (
        kind in ("bar", "grouped", "stacked", "multiples") and draw(st.booleans())
    )
    periods: tuple[Period | None, ...] = ()
    if timed:
        least, most = {"slope": (2, 2), "control": (10, 40), "tile": (1, 3)}.get(
            kind, (1, draw(st.sampled_from((8, 30, 90))))
        )
        periods = draw(time_points(unit, least, most))
        labels = [WORDING.period(period) for period in periods if period]
    else:
        most = 6 if kind in ("share", "waffle") else 20
        many = kind == "bar" and draw(st.integers(0, 9)) == 0
        labels = draw(st.lists(LABELS, min_size=1, max_size=most, unique=True))
        labels = [f"Ward {place}" for place in range(60)] if many else labels
        periods = (None,) * len(labels)
    names = draw(st.lists(LABELS, min_size=count, max_size=count, unique=True))
    state = st.sampled_from(("known",) * 12 + ("missing", "suppressed"))

    def point(period: Period | None, label: str, last: bool) -> Point:
        now = draw(state)
        value = Figure(draw(values(unit, share)), unit, "x.y", period, ("o",)) if now == "known" else None
        return Point(period, label, value, now, partial=last and timed and draw(st.integers(0, 4)) == 0)

    series = tuple(
        Series(
            name, tuple(point(p, label, p == periods[-1]) for p, label in zip(periods, labels, strict=True))
        )
        for name in names
    )
    targets = draw(st.lists(st.builds(Target, LABELS, _figures(unit, share)), max_size=2))
    breaks = draw(st.lists(st.builds(Break, st.sampled_from(periods), LABELS), max_size=2)) if timed else []
    return ChartSpec(
        name="drawn",
        kind=kind,
        title=(draw(LABELS),),
        subtitle=draw(LABELS),
        series=series,
        unit=unit,
        source="Source",
        targets=tuple(targets),
        breaks=tuple(breaks),
        highlights=tuple(draw(st.lists(st.sampled_from(labels), max_size=1))),
        scales=draw(st.sampled_from(("shared", "own"))),
        direction=draw(st.sampled_from(("auto", "across", "left"))),
    )


def _figures(unit: Unit, share: bool) -> st.SearchStrategy[Figure]:
    return values(unit, share).map(lambda value: Figure(value, unit, "x.target", None, ("o",)))


LOOKS = st.builds(
    Look, width_mm=st.sampled_from((84.0, 120.0, 160.0)), stand_alone=st.booleans(), png_scale=st.just(1.0)
)
