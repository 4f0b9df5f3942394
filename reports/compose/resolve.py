"""Placeholders resolved: each becomes the figure or the words it stands for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from reckoner.reports.content.placeholder import (
    BadPlaceholder,
    DateReference,
    FigureReference,
    OfficeReference,
    PeriodReference,
    parse_placeholder,
)
from reckoner.reports.errors import Fault, Place, nearest
from reckoner.reports.figures.arithmetic import renamed
from reckoner.reports.figures.catalogue import Catalogue, Fact
from reckoner.reports.figures.comparison import StepName, steps
from reckoner.reports.figures.figure import Figure
from reckoner.reports.figures.measure import Measure
from reckoner.reports.figures.printed import Printed, Sentence
from reckoner.reports.figures.wording import Wording
from reckoner.reports.periods.period import Period
from reckoner.reports.prose import Block, Placeholder, Run, Runs, Text, map_block, map_runs

_IN_SENTENCE = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)


@dataclass
class Resolver:
    """Resolves placeholders for one edition and gathers what is wrong with them."""

    catalogue: Catalogue
    wording: Wording
    periods: Mapping[str, Period]
    dates: Mapping[str, date] = field(default_factory=dict)
    office: Mapping[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def block(self, block: Block) -> Block:
        """The block with its placeholders resolved."""
        return map_block(block, self._run)

    def runs(self, runs: Runs) -> Runs:
        """The runs with their placeholders resolved."""
        return map_runs(runs, self._run)

    def sentence(self, text: str, where: Place) -> Sentence:
        """A line of settings, such as a chart's title, with its placeholders resolved."""
        parts: list[str | Printed] = []
        for number, piece in enumerate(_IN_SENTENCE.split(text)):
            if number % 2 == 0:
                if "{{" in piece or "}}" in piece:
                    self.faults.append(
                        Fault(f"braces are left over in {piece!r}", where, "Close the placeholder.")
                    )
                parts.append(piece)
            else:
                parts.append(self._resolve(Placeholder(piece.strip(), where)))
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
        return renamed(figure, ".".join([reference.name, *reference.steps]))

    def _longest_name(self, reference: FigureReference) -> tuple[str, list[StepName]]:
        """A category may be called like a step: ``offences.total`` is a name where there is one."""
        name, names = reference.name, list(reference.steps)
        while names and f"{name}.{names[0]}" in self.catalogue:
            name = f"{name}.{names.pop(0)}"
        return name, names

    def period_for(self, item: Measure | Fact, asked: str | None) -> Period | None:
        """The period asked for by name or label, or the measure's default. Raises ValueError."""
        if isinstance(item, Fact):
            if asked:
                raise BadPlaceholder(f"{item.name} is a one-off fact: it has no other period")
            return None
        wanted = asked or item.default_period
        if wanted is None:
            return item.periods[-1] if item.periods else None
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
        found = self._resolve(run)
        return (Text(found),) if isinstance(found, str) else (found,)

    def _resolve(self, placeholder: Placeholder) -> str | Printed:
        try:
            return self._value(placeholder.source)
        except ValueError as problem:
            self.faults.append(Fault(f"{{{{ {placeholder.source} }}}}: {problem}", placeholder.where))
            return ""

    def _value(self, source: str) -> str | Printed:
        match reference := parse_placeholder(source):
            case PeriodReference():
                return self.wording.period(self.period(reference.name))
            case DateReference():
                if reference.name not in self.dates:
                    raise BadPlaceholder(
                        f"the edition has no date {reference.name!r}. {nearest(reference.name, self.dates)}"
                    )
                return self.wording.day(self.dates[reference.name])
            case OfficeReference():
                if reference.name not in self.office:
                    known = nearest(reference.name, self.office)
                    raise BadPlaceholder(f"the office has no {reference.name!r}. {known}")
                return self.office[reference.name]
            case FigureReference(word=None):
                return self.wording.word(self.figure(reference), reference.style)
            case FigureReference():
                return self._follow(reference)
        raise BadPlaceholder("a chart or a table needs a paragraph of its own")

    def _follow(self, reference: FigureReference) -> str:
        """The word that follows the sign of the change as it is printed."""
        rounded = self.wording.word(self.figure(reference), reference.style).rounded
        direction = "same" if rounded == 0 else "up" if rounded > 0 else "down"
        return self.wording.language.say(f"step.{reference.word}.{direction}")
