"""Which named periods the figures go on with: a period of something that happened once doesn't move."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from reckoner.reports.content.placeholder import BadPlaceholder, FigureReference, parse_placeholder
from reckoner.reports.errors import ReckonerError
from reckoner.reports.figures.measure import Measure, NoValue
from reckoner.reports.modules.library import Library, load_library
from reckoner.reports.periods.period import Period

_PLACEHOLDER = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)


@dataclass(frozen=True)
class Series:
    """The measures that are asked for at each named period."""

    users: Mapping[str, tuple[Measure, ...]] = field(default_factory=dict)

    def goes_on(self, name: str, new: Period) -> bool:
        """Whether a measure that is asked for at this name has a value there, or a series that leads there.

        A name that no measure is asked at goes on by its form.
        """
        users = self.users.get(name, ())
        return not users or any(_leads_to(measure, new) for measure in users)


def series_of(house: Path, texts: Iterable[str]) -> Series:
    """The series behind an edition's words; none where the data can't be read, which the build will tell."""
    text = "\n".join(texts)
    references = list(_references(text))
    try:
        library = load_library(house, {reference.name for reference in references})
    except ReckonerError:
        return Series()
    users: dict[str, dict[str, Measure]] = defaultdict(dict)
    for name, measure in (*_asked(references, library), *_drawn(library), *_by_default(library)):
        users[name][measure.name] = measure
    return Series({name: tuple(found.values()) for name, found in users.items()})


def _leads_to(measure: Measure, new: Period) -> bool:
    """Two values that follow on one another make a series; a single one may become one."""
    try:
        measure.at(new)
    except NoValue:
        known = measure.periods
        return len(known) < 2 or any(first.end == second.start for first, second in pairwise(known))
    return True


def _references(text: str) -> Iterator[FigureReference]:
    for source in _PLACEHOLDER.findall(text):
        try:
            reference = parse_placeholder(source.replace('\\"', '"'))
        except BadPlaceholder:
            continue
        if isinstance(reference, FigureReference):
            yield reference


def _asked(references: Iterable[FigureReference], library: Library) -> Iterator[tuple[str, Measure]]:
    for reference in references:
        measure = library.catalogue.entries.get(reference.name)
        if isinstance(measure, Measure):
            names = (reference.period, reference.since)
            yield from ((name, measure) for name in names if name)


def _drawn(library: Library) -> Iterator[tuple[str, Measure]]:
    for chart in library.charts.values():
        declared = chart.declaration
        for measure in (library.catalogue.entries.get(name) for name in declared.measures):
            if isinstance(measure, Measure):
                names = (*declared.periods, *([declared.over] if declared.over else []))
                yield from ((name, measure) for name in names)


def _by_default(library: Library) -> Iterator[tuple[str, Measure]]:
    for item in library.catalogue:
        if isinstance(item, Measure) and item.default_period:
            yield item.default_period, item
