"""A chart's data as a CSV file: what is drawn, rounded as it is printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reckoner.charts.kinds.registry import kind_of
from reckoner.charts.spec import ChartSpec, Series
from reckoner.charts.values import state_mark, unit_of
from reckoner.reports.figures.ledger import write_csv
from reckoner.reports.figures.wording import Wording

_COLUMNS = ("series", "label", "period", "value", "unit", "note")


def data_csv(spec: ChartSpec, wording: Wording) -> str:
    """A row for each point, event and target; [c] and [x] stand for values held back and missing."""
    return write_csv(_COLUMNS, _rows(spec, wording))


def columns_of(spec: ChartSpec, wording: Wording) -> Iterator[Series]:
    """All series, and what is drawn where that is something else; points in the order of the chart's rows."""
    kind = kind_of(spec)
    plotted = kind.plots(spec, wording)
    labels = [group[0].label for group in kind.rows(spec)] if kind.rows else []
    for series in (*spec.all_series, *([plotted] if plotted else ())):
        known = {point.label for point in series.points}
        if labels and known == set(labels) and len(known) == len(series.points):
            yield replace(
                series, points=tuple(sorted(series.points, key=lambda point: labels.index(point.label)))
            )
        else:
            yield series


def _rows(spec: ChartSpec, wording: Wording) -> Iterator[tuple[str, ...]]:
    say = wording.language.say
    for series in columns_of(spec, wording):
        unit = wording.bare_unit(unit_of(series) or spec.unit)
        for point in series.points:
            value = wording.bare(point.figure) if point.figure else state_mark(point, wording)
            note = say("chart.part_year") if point.partial else ""
            period = point.period or (point.figure.period if point.figure else None)
            undated = point.figure.called if point.figure else ""
            hedge = say(f"qualifier.{point.figure.qualifier}", number="").strip() if point.figure else ""
            when = period.in_months if period and not undated else ""
            note = "; ".join(filter(None, (note, undated, hedge)))
            yield series.name, point.label, when, value, unit, note
    for event in spec.events:
        yield "", event.words, str(event.at), "", "", ""
    for target in spec.targets:
        yield (
            target.label,
            "",
            target.figure.period.in_months if target.figure.period else "",
            wording.bare(target.figure),
            wording.bare_unit(target.figure.unit),
            say("chart.target"),
        )
