"""A report in parts of a few lines: its words as text, and what is made of them."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from reckoner.reports.compose.occasion import Occasion
from reckoner.reports.compose.task import Task
from reckoner.reports.kinds.report.compose import ReportComposer
from reckoner.reports.kinds.report.document import Report
from reckoner.reports.kinds.report.words import ReportWords, read_report
from reckoner.reports.modules.library import Library
from reckoner.reports.periods.period import Period
from reckoner.reports.settings.publication import Publication
from tests.compose.house import library, table
from tests.small import house, wording, write
from tests.worked_example import ROOT

YEAR = Period.parse("2024-25")
REPORT = Publication(
    name="annual-report",
    kind="report",
    title="A report",
    occasion="financial year",
    options={"colours": {"blue": "#12436D", "green": "#0F655C"}},
)
FRONT = """
---
title: The year
periods: {latest: 2025-10}
plan: plan.priorities
parts:
  - {id: first, title: The first part, colour: blue, opener: false}
  - {id: second, title: The second part, colour: green}
---
"""
OPENING = "title: The second part\npart: second\nbox: opening"
WALKS = "title: Walks\npart: first\npriorities: [2]"
TALKS = "title: Talks\npart: second"
ITEMS = {"10-walks": WALKS, "20-second": OPENING, "30-talks": TALKS}
PRIORITIES = table(("1", "Be seen"), ("2", "Be heard"), number="text", title="text")


def report(
    folder: Path,
    items: Mapping[str, str] | None = None,
    front: str = FRONT,
    texts: Mapping[str, str] | None = None,
) -> ReportWords:
    """The words of a report: the front matter of each item by file name, and the text of some."""
    home = folder / "content" / "annual-report" / "2024-25"
    write(home / "edition.md", front)
    for name, given in {**ITEMS, **(items or {})}.items():
        write(home / f"{name}.md", f"---\n{given}\n---\n{(texts or {}).get(name, 'Words.')}\n")
    return read_report(folder, "annual-report", "2024-25")


def a_shelf() -> Library:
    """A library with a plan of two priorities."""
    return library(tables={"plan.priorities": PRIORITIES})


def composed(words: ReportWords, shelf: Library | None = None) -> Report:
    """The report of these words."""
    occasion = Occasion(date(2025, 3, 31), period=YEAR)
    return ReportComposer(
        Task(REPORT, shelf or a_shelf(), house().office, occasion, wording()), words
    ).document()


def faults(words: ReportWords) -> list[str]:
    """What is wrong, each with the file and line where it stands."""
    home = "content/annual-report/2024-25/"
    return [f"{found.where}: {found.what}".removeprefix(home) for found in composed(words).remarks]


def report_house(folder: Path, count: int = 1) -> Path:
    """A house that can build the report of 2024-25 with the example's templates and ``count`` items."""
    for name in ("office.yaml", "schedules.yaml"):
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, folder / name)
    for name in ("annual-report", "shared"):
        shutil.copytree(ROOT / "templates" / name, folder / "templates" / name)
    write(folder / "data/facts.yaml", "facts: {}\n")
    text = "Officers walked through the town and talked to shopkeepers about what worries them. " * 6
    names = [f"1{number:04}-walk-{_name(number)}" for number in range(count)]
    items = {name: f"title: A walk called {_name(place)}\npart: first" for place, name in enumerate(names)}
    items["10-walks"] = "title: Walks\npart: first"
    texts = {name: "\n\n".join([text] * 4) for name in names}
    report(folder, items, FRONT.replace("plan: plan.priorities\n", ""), texts)
    return folder


def _name(number: int) -> str:
    """A name without digits, which would have to be in the ledger."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))
