"""The performance table: each measure against the year before and its target, in words and shapes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from reckoner.charts.look import Look
from reckoner.reports.compose.resolve import Resolver
from reckoner.reports.compose.smallline import FEWEST, begun, comparable, small_line, spanned
from reckoner.reports.compose.sourcebook import SourceBook
from reckoner.reports.compose.tables import figures_of, key_to_marks
from reckoner.reports.compose.targets import is_met
from reckoner.reports.content.placeholder import FigureReference
from reckoner.reports.document import Cell, Table
from reckoner.reports.errors import InputError, Place
from reckoner.reports.figures.arithmetic import ratio
from reckoner.reports.figures.comparison import StepName
from reckoner.reports.figures.figure import Figure
from reckoner.reports.figures.ledger import write_csv
from reckoner.reports.figures.measure import Direction, Measure
from reckoner.reports.figures.printed import Printed, Sentence, printed_in, unparted
from reckoner.reports.figures.typographer import typographic_sentence
from reckoner.reports.figures.unit import PERCENT, POINTS, RATIO
from reckoner.reports.figures.wording import PLAIN, Wording, in_chart
from reckoner.reports.modules.declaration import PerformanceEntry, PerformanceRow
from reckoner.reports.settings.typographer import typographic

_HEADS = ("measure", "latest", "before", "change", "target", "trend")
_VALUES = ("latest", "before")
_DATA = (
    "group", "measure", "better", "value", "unit", "period", "before", "before_period",
    "change", "change_unit", "change_percent", "judgement", "target", "target_period", "met",
)  # fmt: skip
_LARGE = 200  # per cent: what more than trebled is told in times
_SHAPES = {"up": "▲", "down": "▼", "same": "■"}
_MET = {True: "✓", False: "×"}
_TONES: Mapping[str, Literal["good", "bad"]] = {"better": "good", "worse": "bad"}


@dataclass(frozen=True)
class LoadedPerformance:
    """A performance table's declaration, and where it is written."""

    name: str
    declaration: PerformanceEntry
    place: Place


@dataclass(frozen=True)
class Performance:
    """Fills a performance table for one edition."""

    resolver: Resolver
    book: SourceBook
    look: Look

    @property
    def wording(self) -> Wording:
        """How its numbers are worded."""
        return self.resolver.wording

    def table(self, loaded: LoadedPerformance, label: str) -> Table:
        """The table. Raises InputError, at its own line, where a value or a target isn't there."""
        declared = loaded.declaration
        try:
            rows = tuple(self._row(row) for row in declared.rows)
            heads = _told(declared, rows)
            body = tuple(_body(declared, rows, heads))
            notes = tuple(self._notes(declared, heads, body, loaded.place))
        except ValueError as problem:
            raise InputError(f"performance {loaded.name}: {problem}", loaded.place) from None
        said = {"latest": "latest_comparable"} if any(map(self._is_old, declared.rows)) else {}
        header = tuple(Cell((self._say(said.get(name, name)),), "col") for name in heads)
        name = f"performance-{loaded.name}"
        figures = [*figures_of(body), *(each for note in notes for each in printed_in(note))]
        return Table(
            name=name,
            caption=typographic_sentence(self.resolver.sentence(declared.title, loaded.place)),
            header=(header,),
            body=body,
            source=self.book.mark(figures, label, f"table-{name}"),
            notes=notes,
            data=write_csv(_DATA, self._records(declared)),
            label=label,
        )

    def _notes(
        self, declared: PerformanceEntry, heads: Sequence[str], body: Sequence[tuple[Cell, ...]], place: Place
    ) -> Iterator[Sentence]:
        """What a reader must know about the data, and what marks and short words stand for."""
        for row in declared.rows:
            if row.note:
                said = self.resolver.sentence(f"{self._called(row)}: {row.note}", place)
                yield typographic_sentence(said)
        short = {
            "no_targets": "target" not in heads,
            "points_note": any(printed.figure.unit == POINTS for printed in figures_of(body)),
        }
        if any(short.values()):
            yield (" ".join(self._say(key) for key, is_there in short.items() if is_there),)
        yield from key_to_marks((cell.content for row in body for cell in row), self.wording)

    def _say(self, key: str, **parts: str) -> str:
        return self.wording.language.say(f"performance.{key}", **parts)

    def _measure(self, row: PerformanceRow) -> Measure:
        return self.resolver.catalogue.measure(row.measure)

    def _called(self, row: PerformanceRow) -> str:
        if row.fall:
            return typographic(row.label or self.resolver.figure(FigureReference(row.fall)).noun or row.fall)
        measure = self._measure(row)
        return typographic(row.label or measure.noun or measure.name)

    def _fall(self, row: PerformanceRow) -> tuple[Cell, ...]:
        """A published fall: what it is of, when, and how much; its values aren't known."""
        fall = self.resolver.figure(FigureReference(row.fall))
        if fall.unit.kind != "share" or fall.value <= 0:
            raise ValueError(f"{row.fall} is no fall in per cent: give a fact above 0 with the unit %")
        when = row.when or (self.wording.short_period(fall.period) if fall.period else "")
        period = (unparted(typographic(when)), ", ") if when else ()
        below = (*period, self._say("good_down"))
        return (
            Cell((self._called(row), " ", *below), "row", below=len(below)),
            Cell((self._say("fall_alone"),), columns=len(_VALUES)),
            Cell(
                (f"{_SHAPES['down']}\N{NO-BREAK SPACE}", self._number(fall), " ", self._say("better")),
                below=1,
                tone="good",
            ),
            Cell((self._say("no_target"),), below=1),
            Cell((self._say("fall_only"),), below=1),
        )

    def _row(self, row: PerformanceRow) -> tuple[Cell, ...]:
        if row.fall:
            return self._fall(row)
        measure, label = self._measure(row), self._called(row)
        latest = self._latest(row)
        if latest.period is None:
            raise ValueError(f"{row.measure} has no period: a performance table compares periods")
        before = self._before(row)
        good = () if measure.good == "neither" else (" ", self._say(f"good_{measure.good}"))
        return (
            Cell((label, *good), "row", below=len(good[1:])),
            self._dated(latest),
            self._dated(before) if before else Cell(self._absent()),
            self._change(row, measure),
            self._target(row, measure, latest),
            self._trend(label, () if row.per else comparable(measure, latest.period)),
        )

    def _latest(self, row: PerformanceRow) -> Figure:
        return self._figure(row)

    def _figure(self, row: PerformanceRow, *steps: StepName, at: str | None = None) -> Figure:
        """A figure of the row, or one computed from it, with its decimals. Raises ValueError."""
        reached: tuple[StepName, ...] = ("per_month", *steps) if row.per else steps
        since = row.since if steps else None
        figure = self.resolver.figure(
            FigureReference(row.measure, reached, period=at or row.period, since=since)
        )
        if row.decimals is None or "percent_change" in steps:
            return figure
        return replace(figure, decimals=row.decimals)

    def _is_old(self, row: PerformanceRow) -> bool:
        """Whether a row's latest value is of a full year that only parts of years follow."""
        if row.fall:
            return False
        period = self._latest(row).period
        if period is None or not period.is_whole_year:
            return False
        later = [each for each in self._measure(row).periods if each.start >= period.end]
        return bool(later) and not any(each.is_whole_year for each in later)

    def _records(self, declared: PerformanceEntry) -> Iterator[list[str]]:
        """The rows as data: one value to a cell, bare and rounded as it is printed."""
        group = ""
        for row in declared.rows:
            group = row.group or group
            record = self._fallen(row) if row.fall else self._record(row)
            record |= {"group": typographic(group), "measure": self._called(row)}
            yield [record.get(name, "") for name in _DATA]

    def _fallen(self, row: PerformanceRow) -> dict[str, str]:
        fall = self.resolver.figure(FigureReference(row.fall))
        return {
            "better": self._say("down"),
            "period": row.when or str(fall.period or ""),
            "change": self.wording.bare(replace(fall, value=-fall.value)),
            "change_unit": self.wording.bare_unit(fall.unit),
            "judgement": self._say("better"),
        }

    def _record(self, row: PerformanceRow) -> dict[str, str]:
        measure, bare = self._measure(row), self.wording.bare
        latest = self._latest(row)
        before, change = self._before(row), self._changed(row, measure)
        record = {
            "better": "" if measure.good == "neither" else self._say(measure.good),
            "value": bare(latest),
            "unit": self.wording.bare_unit(latest.unit),
            "period": str(latest.period),
        }
        if before:
            record |= {"before": bare(before), "before_period": str(before.period or "")}
        if change:
            record |= {"change": bare(change), "change_unit": self.wording.bare_unit(change.unit)}
            if (percent := self._relative(row, change)) and percent.unit == PERCENT:
                record["change_percent"] = bare(percent)
            record["judgement"] = self._say(_judgement(self._way(change), measure.good))
        if row.target:
            target = self.resolver.figure(FigureReference(row.target))
            met = is_met(measure.good, latest, target)
            record |= {"target": bare(target), "target_period": str(target.period or "")}
            record["met"] = "" if met is None else self._say("met" if met else "not_met")
        return record

    def _changed(self, row: PerformanceRow, measure: Measure) -> Figure | None:
        return self._step(row, "points_change" if measure.unit.kind == "share" else "change")

    def _way(self, change: Figure) -> str:
        """Which way a change goes as it is rounded."""
        rounded = self._number(change).rounded
        return "same" if rounded == 0 else "up" if rounded > 0 else "down"

    def _absent(self) -> Sentence:
        return (self.wording.language.say("number.missing"),)

    def _number(self, figure: Figure) -> Printed:
        return self.wording.word(figure, in_chart(figure))

    def _dated(self, figure: Figure) -> Cell:
        """A value above its period."""
        period = figure.called or (self.wording.short_period(figure.period) if figure.period else "")
        return Cell((self._number(figure), " ", unparted(period)), below=1)

    def _before(self, row: PerformanceRow) -> Figure | None:
        """The value that the latest is held against."""
        if row.since:
            return self._figure(row, at=row.since)
        return self._step(row, "before")

    def _step(self, row: PerformanceRow, *steps: StepName) -> Figure | None:
        """A figure computed from the measure, or None where there is nothing to compare with."""
        try:
            return self._figure(row, *steps)
        except ValueError:
            return None

    def _change(self, row: PerformanceRow, measure: Measure) -> Cell:
        """A shape that points the way and the change without a sign; below, in per cent or points, whether
        it is for the better."""
        change = self._changed(row, measure)
        if change is None:
            return Cell(self._absent())
        in_points = change.unit == POINTS
        style = replace(in_chart(change), sign="never")
        printed = self.wording.word(change, replace(style, with_unit=False) if in_points else style)
        way = self._way(change)
        judged = _judgement(way, measure.good)
        words = self._say(judged)
        below: Sentence = (f"{self._say('points')}, {words}" if in_points else words,)
        if relative := self._relative(row, change):
            said = self.wording.word(relative, replace(PLAIN, sign="never"))
            times = f"\N{NO-BREAK SPACE}{self._say('times')}" if relative.unit == RATIO else ""
            below = (said, f"{times}, {words}")
        content = (f"{_SHAPES[way]}\N{NO-BREAK SPACE}", printed, " ", *below)
        return Cell(content, below=len(below), tone=_TONES.get(judged, ""))

    def _relative(self, row: PerformanceRow, change: Figure) -> Figure | None:
        """The same change in per cent, or as so many times where it is large; nothing for one in points, or
        where it can't be told so."""
        percent = None if change.unit == POINTS else self._step(row, "percent_change")
        before = self._before(row)
        if percent is None or before is None or percent.value < _LARGE:
            return percent
        return replace(ratio(self._latest(row), before), decimals=0)

    def _target(self, row: PerformanceRow, measure: Measure, latest: Figure) -> Cell:
        """The target, and below whether it is met, in a shape and in words, or the year that it was for."""
        if row.target is None:
            return Cell((self._say("no_target"),), below=1)
        target = self.resolver.figure(FigureReference(row.target))
        if target.unit != latest.unit:
            raise ValueError(f"{row.target} is in {target.unit}, {row.measure} in {latest.unit}")
        if measure.good == "neither":
            raise ValueError(f"{row.measure} has a target: say in its module which way is `good: up` or down")
        met = is_met(measure.good, latest, target)
        if met is None and target.period:
            for_year = self._say("target_for", year=self.wording.short_period(target.period))
            return Cell((self._number(target), " ", unparted(for_year)), below=1)
        said = f"{_MET[bool(met)]}\N{NO-BREAK SPACE}{self._say('met' if met else 'not_met')}"
        return Cell((self._number(target), " ", said), below=1, tone="good" if met else "bad")

    def _trend(self, label: str, figures: Sequence[Figure]) -> Cell:
        """A small line, with the lowest and the highest value in words."""
        if len(figures) < FEWEST:
            how_many = self.wording.counted(len(figures))
            said = self._say("one_value") if len(figures) == 1 else self._say("too_few", number=how_many)
            return Cell((said,), below=1)
        low, high = min(figures, key=_value), max(figures, key=_value)
        span = spanned(figures, self.wording)
        words = self.wording.language.sentence(
            "performance.range",
            span=(unparted(begun(span)),),
            low=(self._number(low),),
            high=(self._number(high),),
        )
        alt = self._say("trend_of", label=label, span=span)
        picture = small_line(figures, alt, self.look, self.wording)
        return Cell(words, picture=picture, alt=alt, below=len(words))


def _told(declared: PerformanceEntry, rows: Sequence[tuple[Cell, ...]]) -> tuple[str, ...]:
    """The columns in which a row says something: no targets without a target, no trends without a line."""
    empty = {
        "target": not any(row.target for row in declared.rows),
        "trend": not any(cell.picture for row in rows for cell in row),
    }
    return tuple(name for name in _HEADS if not empty.get(name))


def _body(
    declared: PerformanceEntry, rows: Sequence[tuple[Cell, ...]], heads: Sequence[str]
) -> Iterator[tuple[Cell, ...]]:
    """The rows, each group's under one that heads it across the whole table. A published fall has one cell
    for the values that aren't known."""
    for row, cells in zip(declared.rows, rows, strict=True):
        if row.group:
            yield (Cell((typographic(row.group),), "rowgroup", columns=len(heads)),)
        names = [name for name in _HEADS if not row.fall or name != "before"]
        yield tuple(cell for name, cell in zip(names, cells, strict=True) if name in heads)


def _judgement(way: str, good: Direction) -> str:
    if way == "same":
        return "no_change"
    if good == "neither":
        return way
    return "better" if way == good else "worse"


def _value(figure: Figure) -> Decimal:
    return figure.value
