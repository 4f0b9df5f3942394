"""Words, measures and a library of a few lines, composed into a Document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

from reckoner.charts.look import Look
from reckoner.reports.compose.compose import compose
from reckoner.reports.compose.occasion import Occasion
from reckoner.reports.compose.task import Task
from reckoner.reports.content.edition import EditionWords
from reckoner.reports.document import Document
from reckoner.reports.errors import Place
from reckoner.reports.figures.catalogue import Catalogue, Fact
from reckoner.reports.figures.figure import Figure
from reckoner.reports.figures.measure import Measure, Observation, OverTime
from reckoner.reports.figures.unit import COUNT
from reckoner.reports.modules.declaration import ChartEntry
from reckoner.reports.modules.library import KnownOrigin, Library
from reckoner.reports.modules.module import LoadedChart, LoadedTable
from reckoner.reports.periods.period import Period
from reckoner.reports.settings.publication import Publication
from reckoner.reports.sources.origin import Origin
from reckoner.reports.sources.schema import Column, Schema
from reckoner.reports.sources.table import Note, Row, Spot, Table
from tests.small import house, read_paper, wording, write

PAPER = Publication(name="panel-paper", title="A paper", occasion="meeting", numbered=True)
FRONT = """
---
title: Progress
periods: {latest: 2025-10, year_to_date: 2025-01..2025-10}
---
"""


def origin(name: str, notes: str = "") -> Origin:
    """A source called ``A paper, NAME``."""
    return Origin(
        name, "kept", "The Force", f"A paper, {name}", date(2025, 11, 20), "The office", "Public", notes=notes
    )


def measure(name: str, values: Mapping[str, int | None], origins: str = "panel", **given: object) -> Measure:
    """A measure with a value for each written period; None is missing."""
    observations = tuple(
        Observation(Period.parse(period), Decimal(value))
        if value is not None
        else Observation(Period.parse(period), None, "missing")
        for period, value in values.items()
    )
    given = {"noun": "crimes solved", "default_period": "latest", "over_time": OverTime("sum"), **given}
    return Measure(name, COUNT, observations, (origins,), **given)  # type: ignore[arg-type]


SOLVED = measure("crimes.solved", {"2024-09": 90, "2024-10": 100, "2025-09": 110, "2025-10": 125})
SCHOOLS = Fact(
    Figure(Decimal(31), COUNT, "crime.schools", Period.parse("2025-10"), ("office",), noun="schools")
)


def table(*rows: Row, notes: tuple[Note, ...] = (), **columns: str) -> Table:
    """A table with columns of these types, of the source ``panel``."""
    kinds = tuple(Column(name, kind, name.capitalize()) for name, kind in columns.items())  # type: ignore[arg-type]
    spots = tuple(Spot("solved.csv", line) for line in range(2, len(rows) + 2))
    return Table("solved", "Crimes solved", Schema(kinds, ()), rows, spots, origin("panel"), notes=notes)


def library(
    items: Iterable[Measure | Fact] = (SOLVED, SCHOOLS),
    charts: Mapping[str, Mapping[str, object]] | None = None,
    tables: Mapping[str, Table] | None = None,
) -> Library:
    """A library of these; charts as they are declared."""
    place = Place("data/crimes/module.yaml", 9)
    return Library(
        catalogue=Catalogue.of(items),
        tables={name: LoadedTable(name, each) for name, each in (tables or {}).items()},
        charts={
            name: LoadedChart(name, ChartEntry.model_validate(each), place)
            for name, each in (charts or {}).items()
        },
        origins={
            "panel": KnownOrigin(origin("panel", "Typed from it."), "Crime"),
            "office": KnownOrigin(origin("office"), "Schools"),
        },
    )


def edition(folder: Path, front: str = FRONT, **sections: str) -> EditionWords:
    """The words of these sections, ``crime`` becoming 10-crime.md; each begins with its title."""
    home = folder / "content" / "panel-paper" / "2025-11"
    write(home / "edition.md", front)
    for number, (name, text) in enumerate(sections.items(), 1):
        title, _, words = text.partition("\n")
        write(home / f"{number}0-{name}.md", f"---\ntitle: {title!r}\n---\n{words}")
    return read_paper(folder)


def composed(words: EditionWords, shelf: Library | None = None, publication: Publication = PAPER) -> Document:
    """The Document of these words, for the meeting of Friday 2025-11-28."""
    occasion = Occasion(date(2025, 11, 28), {"meeting": date(2025, 11, 28)}, (("Meeting", "The Panel"),))
    task = Task(publication, shelf or library(), house().office, occasion, wording())
    return compose(task, words, Look())
