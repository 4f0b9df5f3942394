"""Placeholders resolved: each becomes the figure or the words it stands for."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from reckoner.reports.compose.direction import unborne
from reckoner.reports.compose.flow import in_flow
from reckoner.reports.compose.freshness import Freshness, own_period
from reckoner.reports.content.placeholder import (
    GRADE_WORDS,
    BadPlaceholder,
    DateReference,
    FigureReference,
    OfficeReference,
    PeriodReference,
    ToCome,
    parse_placeholder,
)
from reckoner.reports.errors import Fault, Place, nearest
from reckoner.reports.figures.arithmetic import grade_move, renamed
from reckoner.reports.figures.catalogue import Catalogue, Fact
from reckoner.reports.figures.comparison import StepName, steps
from reckoner.reports.figures.figure import Figure
from reckoner.reports.figures.measure import Measure
from reckoner.reports.figures.printed import Gap, Part, Printed, Sentence
from reckoner.reports.figures.trend import TREND_WORDS, trend_of, worded
from reckoner.reports.figures.wording import Wording
from reckoner.reports.findings import Finding
from reckoner.reports.periods.period import Period
from reckoner.reports.prose import Block, Placeholder, Run, Runs, Text, map_runs, map_texts

TO_COME, STRANGER = "to-come", "to-come-from-nobody"
T = TypeVar("T")
_IN_SENTENCE = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)


@dataclass
class Resolver:
    """Resolves placeholders for one edition and gathers what is wrong with them.

    What can't be resolved becomes a mark and a fault. ``people`` are the ids of those who may be asked for a
    figure, ``to_come`` the findings on what they still have to bring.
    ``remarks`` are words that print and that the series behind them doesn't bear out.
    """

    catalogue: Catalogue
    wording: Wording
    periods: Mapping[str, Period]
    dates: Mapping[str, date] = field(default_factory=dict)
    office: Mapping[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    freshness: Freshness | None = None
    people: Collection[str] = ()
    to_come: list[Finding] = field(default_factory=list)
    remarks: list[Finding] = field(default_factory=list)

    def block(self, block: Block) -> Block:
        """The block with its placeholders resolved."""
        return map_texts(block, self.runs)

    def runs(self, runs: Runs) -> Runs:
        """The runs with their placeholders resolved."""
        return in_flow(map_runs(runs, self._run), self.wording.language)

    def sentence(self, text: str, where: Place) -> Sentence:
        """A line of settings, such as a chart's title, with its placeholders resolved."""
        parts: list[Part] = []
        for number, piece in enumerate(_IN_SENTENCE.split(text)):
            if number % 2 == 0:
                if "{{" in piece or "}}" in piece:
                    self.faults.append(
                        Fault(f"braces are left over in {piece!r}", where, "Close the placeholder.")
                    )
                parts.append(piece)
            else:
                parts.extend(self._resolve(Placeholder(piece.strip(), where)))
        return tuple(part for part in parts if part != "")

    def figure(self, reference: FigureReference) -> Figure:
        """The figure a reference asks for. Raises ValueError."""
        name, names = self._longest_name(reference)
        item = self.catalogue.find(name)
        period = self.period_for(item, reference.period)
        since = self.period(reference.since) if reference.since else None
        if reference.word and not (names and names[-1].endswith("change")):
            is_share = item.unit.kind == "share" if isinstance(item, Measure) else False
            names.append("points_change" if is_share or "share" in names else "change")
        if since and not any(name == "before" or name.endswith("change") for name in names):
            raise BadPlaceholder(f"`since` needs something to compare, such as {reference.name}.change")
        figure = steps(item, names or ["value"], period, self.catalogue, since)
        figure = renamed(figure, ".".join([reference.name, *reference.steps]))
        return self.freshness.noted(figure) if self.freshness else figure

    def _longest_name(self, reference: FigureReference) -> tuple[str, list[StepName]]:
        """A category may be called like a step: ``offences.total`` is a name where there is one."""
        name, names = reference.name, list(reference.steps)
        while names and f"{name}.{names[0]}" in self.catalogue:
            name = f"{name}.{names.pop(0)}"
        return name, names

    def period_for(self, item: Measure | Fact, asked: str | None) -> Period | None:
        """The period asked for by name or label, else the measure's or the edition's. Raises ValueError."""
        if isinstance(item, Fact):
            if asked:
                raise BadPlaceholder(f"{item.name} is a one-off fact: it has no other period")
            return None
        wanted = asked or item.default_period
        if wanted is None:
            return own_period(item, self.freshness.own if self.freshness else None)
        return self.period(wanted)

    def period(self, name: str) -> Period:
        """A period of the edition's front matter by name, or one written out. Raises ValueError."""
        if name in self.periods:
            return self.periods[name]
        if not name[:1].isdigit():
            todo = f"{nearest(name, self.periods)} Name it under `periods`, or write one out: `at 2025-10`."
            raise BadPlaceholder(f"the edition names no period {name!r}. {todo}")
        return Period.parse(name)

    def _run(self, run: Run) -> Runs:
        if not isinstance(run, Placeholder):
            return (run,)
        return tuple(Text(part) if isinstance(part, str) else part for part in self._resolve(run))

    def _resolve(self, placeholder: Placeholder) -> tuple[str | Printed | Gap, ...]:
        try:
            found = self._value(placeholder)
        except ValueError as problem:
            self.faults.append(Fault(f"{{{{ {placeholder.source} }}}}: {problem}", placeholder.where))
            found = Gap(self.wording.language.say("document.no_figure", what=placeholder.source))
        return found if isinstance(found, tuple) else (found,)

    def _value(self, placeholder: Placeholder) -> str | Printed | Gap | Sentence:
        match reference := parse_placeholder(placeholder.source):
            case PeriodReference():
                return self.wording.period(self.period(reference.name))
            case DateReference():
                return self.wording.day(_named(reference.name, self.dates, "the edition has no date"))
            case OfficeReference():
                return _named(reference.name, self.office, "the office has no")
            case FigureReference(word=None):
                return self.wording.word(self.figure(reference), reference.style)
            case FigureReference(word="trend_words"):
                return self.trend(reference) or self.wording.language.say("trend.too_few")
            case FigureReference(word="improved_or_declined"):
                return self._graded(reference)
            case FigureReference():
                self.remarks += self._doubts(reference, placeholder)
                return self._follow(reference)
            case ToCome():
                return self._awaited(reference, placeholder.where)
        raise BadPlaceholder("a chart or a table needs a paragraph of its own")

    def _awaited(self, figure: ToCome, where: Place) -> Gap:
        what = f"{figure.what} is still to come, from {figure.person} by {figure.by.isoformat()}"
        todo = "Take the figure in, and write its placeholder in this place."
        self.to_come.append(Finding("error", TO_COME, what, str(where), todo=todo))
        if figure.person not in self.people:
            what = f"{figure.what} is to come from {figure.person!r}, who is nobody in office.yaml"
            self.to_come.append(
                Finding("error", STRANGER, what, str(where), todo=nearest(figure.person, self.people))
            )
        return Gap(self.wording.language.say("document.to_come", what=figure.what))

    def _graded(self, reference: FigureReference) -> Sentence:
        """How a grade moved since the one before it, with both grades as figures. Raises ValueError."""
        name, names = self._longest_name(reference)
        measure = self.catalogue.measure(name)
        period = self.period_for(measure, reference.period)
        if names or period is None:
            raise BadPlaceholder(f"{GRADE_WORDS} comes straight after a measure of grades")
        earlier = [each for each in measure.periods if each < period]
        since = self.period(reference.since) if reference.since else max(earlier, default=None)
        if since is None:
            raise BadPlaceholder(f"{name} has no grade before that of {period}")
        now, before = (steps(measure, [each], period, self.catalogue, since) for each in ("value", "before"))
        if before.notes:
            raise BadPlaceholder(f"{name} can't be compared: {before.notes[0]}")
        parts = {"now": (self.wording.word(now),), "before": (self.wording.word(before),)}
        return self.wording.language.sentence(f"grade.{grade_move(now, before)}", **parts)

    def trend(self, reference: FigureReference) -> Printed | None:
        """What the series says about change, or None where it is too short to say. Raises ValueError."""
        name, names = self._longest_name(reference)
        measure = self.catalogue.measure(name)
        period = self.period_for(measure, reference.period)
        if measure.unit.kind == "grade":
            raise BadPlaceholder(f"{name} is a grade: write {name}.{GRADE_WORDS}")
        if reference.since:
            raise BadPlaceholder(f"`since` means nothing for {TREND_WORDS}: it looks at the whole series")
        if any(each == "before" or each.endswith("change") for each in names):
            raise BadPlaceholder(
                f"{TREND_WORDS} speaks of values, not of changes; write {name}.{TREND_WORDS}"
            )
        if period is None:
            raise BadPlaceholder(f"{name} has no values")
        trend = trend_of(measure, names, period, self.catalogue, self.wording)
        called = ".".join([reference.name, *reference.steps, TREND_WORDS])
        return worded(trend, called, self.wording, reference.style) if trend else None

    def trend_beside(self, text: str) -> Printed | None:
        """What the series says beside a number that stands alone, where that is a measure with enough values.

        Nothing where the text is no such number: what is wrong with it is said when it is resolved.
        """
        match = _IN_SENTENCE.fullmatch(text.strip())
        try:
            reference = parse_placeholder(match[1].strip()) if match else None
            if isinstance(reference, FigureReference) and reference.word is None:
                return self.trend(reference)
        except ValueError:
            return None
        return None

    def _doubts(self, reference: FigureReference, placeholder: Placeholder) -> Iterator[Finding]:
        """A direction that lies within what the series does anyway."""
        name, names = self._longest_name(reference)
        item = self.catalogue.find(name)
        if isinstance(item, Fact) or any(each == "before" or each.endswith("change") for each in names):
            return
        now = self.figure(reference).period
        before = self.period(reference.since) if reference.since else now.years_earlier() if now else None
        if now is None or before is None:
            return
        try:
            trend = trend_of(item, names, now, self.catalogue, self.wording)
        except ValueError:  # no series of one length to look at
            return
        if trend is None or trend.signals_in(before, now):
            return
        yield unborne(self._follow(reference), name, trend, placeholder, self.wording)

    def _follow(self, reference: FigureReference) -> str:
        """The word that follows the sign of the change as it is printed."""
        rounded = self.wording.word(self.figure(reference), reference.style).rounded
        direction = "same" if rounded == 0 else "up" if rounded > 0 else "down"
        return self.wording.language.say(f"step.{reference.word}.{direction}")


def _named(name: str, known: Mapping[str, T], missing: str) -> T:
    if name not in known:
        raise BadPlaceholder(f"{missing} {name!r}. {nearest(name, known)}")
    return known[name]
