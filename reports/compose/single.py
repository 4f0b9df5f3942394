"""One chart drawn alone, for a month of one's choosing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from reckoner.charts.drawing import Drawing
from reckoner.reports.compose.charts import compose_chart, draw_chart, edition_charts, source_line
from reckoner.reports.compose.occasion import look_of
from reckoner.reports.compose.resolve import Resolver
from reckoner.reports.compose.wording import wording_of
from reckoner.reports.content.edition import EditionWords, advanced
from reckoner.reports.errors import InputError, UsageError, nearest
from reckoner.reports.modules.library import load_library
from reckoner.reports.periods.period import Period
from reckoner.reports.settings.house import House


def draw_alone(house: House, name: str, latest: Period | None, editions: Sequence[EditionWords]) -> Drawing:
    """Draw a chart with its title and source inside the picture.

    The periods are those of the newest of ``editions``, moved on so that its ``latest`` is
    the month given. Raises UsageError where no chart has that name, InputError where it can't be drawn.
    """
    if not editions:
        raise UsageError("no edition has words", todo="Write content/PUBLICATION/EDITION/edition.md.")
    words = max(editions, key=_latest_day)
    periods = words.front.periods
    if latest is not None:
        try:
            periods = advanced(periods, latest)
        except ValueError as problem:
            raise UsageError(f"the periods can't be moved to {latest}: {problem}") from None
    library = load_library(house.root, under=house.office.small_numbers.under)
    charts = {**library.charts, **edition_charts(words)}
    if name not in charts:
        raise UsageError(f"there is no chart {name!r}", todo=nearest(name, charts))
    wording = wording_of(house)
    names = house.office.on(house.office.office[-1].from_).names
    resolver = Resolver(library.catalogue, wording, periods, office=names)
    chart = charts[name]
    spec = compose_chart(chart, resolver, source_line(library, chart))
    if resolver.faults:
        raise InputError.of(resolver.faults)
    return draw_chart(chart, spec, replace(look_of(house.office.design), stand_alone=True), wording)


def _latest_day(words: EditionWords) -> date:
    return max((period.end for period in words.front.periods.values()), default=date.min)
