"""Small documents made by hand and a house of a few lines, for tests that need no whole paper."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from textwrap import dedent

from reckoner.charts.drawing import Drawing
from reckoner.charts.spec import ChartSpec
from reckoner.reports.compose.wording import wording_of
from reckoner.reports.content.edition import EditionWords
from reckoner.reports.document import (
    Cell,
    ChartSlot,
    Cover,
    Document,
    DocumentBlock,
    Imprint,
    NumberedParagraph,
    Section,
    SourceMark,
    Table,
)
from reckoner.reports.errors import Place
from reckoner.reports.figures.figure import Figure
from reckoner.reports.figures.printed import Printed, Sentence
from reckoner.reports.figures.unit import COUNT, Unit
from reckoner.reports.figures.wording import Wording
from reckoner.reports.kinds.registry import read_whole
from reckoner.reports.prose import Grid, ItemList, Paragraph, Quotation, Run, Runs, Text
from reckoner.reports.render.html import Medium, Templates, render_html
from reckoner.reports.schedule.hooks import now_utc
from reckoner.reports.settings.house import House, read_house
from reckoner.reports.settings.publication import Publication
from tests.worked_example import ROOT

WHERE = Place("words.md", 1)
SVG = b"""<?xml version="1.0" encoding="utf-8" standalone="no"?>
<svg width="9pt" height="9pt" viewBox="0 0 9 9" xmlns="http://www.w3.org/2000/svg"><title>x</title></svg>
"""


@cache
def house() -> House:
    """The worked example's settings."""
    return read_house(ROOT)


@cache
def wording() -> Wording:
    """The worked example's voice."""
    return wording_of(house())


def figure(value: str | int, name: str = "crimes.solved", unit: Unit = COUNT) -> Figure:
    """A figure of one source, called ``panel``."""
    return Figure(Decimal(value), unit, name, origins=("panel",), noun="crimes solved")


def printed(value: str | int, name: str = "crimes.solved", unit: Unit = COUNT) -> Printed:
    """Such a figure as it is printed."""
    return wording().word(figure(value, name, unit))


def runs(*parts: Run | str) -> Runs:
    """Runs, with plain texts written as they are."""
    return tuple(Text(part) if isinstance(part, str) else part for part in parts)


def prose(*parts: Run | str) -> Paragraph:
    """A paragraph of prose."""
    return Paragraph(runs(*parts), WHERE)


def numbered(block: Paragraph | ItemList | Quotation | Grid, number: str = "1.1") -> NumberedParagraph:
    """A block with its number."""
    anchor = f"p{number.replace('.', '-')}"
    return NumberedParagraph(number, f"paragraph {number}", anchor, block, SourceMark())


def paragraph(*parts: Run | str) -> NumberedParagraph:
    """The document's first paragraph."""
    return numbered(prose(*parts))


def chart(alt: Sentence = ("A line.",), notes: tuple[str, ...] = (), **spec: object) -> ChartSlot:
    """A chart that nobody drew, called ``crimes-solved``."""
    empty = ChartSpec("crimes-solved", "line", ("Solved",), "Crimes solved", (), COUNT, "The Force, A paper")
    drawing = Drawing(SVG, bytes, alt, alt, "", (), notes, 100, 100)
    return ChartSlot(replace(empty, **spec), drawing, SourceMark(), "Figure 1")  # type: ignore[arg-type]


def a_table(
    caption: Sentence = ("Schools",),
    body: tuple[tuple[Cell, ...], ...] = ((Cell(("Watford",), "row"),),),
    notes: tuple[Sentence, ...] = (),
) -> Table:
    """A table of one column."""
    return Table(
        "schools", caption, ((Cell(("District",), "col"),),), body, SourceMark(), notes, "", "Table 1"
    )


IMPRINT = Imprint(
    "The office", ("A street",), "office@example.org", "a telephone", "https://example.org", "An example."
)


def document(*blocks: DocumentBlock, title: str = "A paper", heading: Sentence = ("Crime",)) -> Document:
    """A document of one section, without sources."""
    return Document(
        publication="panel-paper",
        edition="2025-11",
        language="en-GB",
        cover=Cover("", title, "For the Panel", (("Meeting", "The Panel"),)),
        introduction=(),
        sections=(Section("1", "crime", heading, blocks),),
        sources=(),
        imprint=IMPRINT,
        web_address="https://example.org/reports/",
        dated=date(2025, 11, 28),
        author="The office",
        subject="Progress",
    )


def html(document: Document, dress: Medium = "screen", banner: str = "") -> str:
    """The page as the worked example's templates make it."""
    publication = house().publication("panel-paper")
    templates = Templates(ROOT, publication, house().office.design, wording().language)
    return render_html(document, templates, dress, banner)


FRONT = """
---
title: Progress
periods: {latest: 2025-10}
---
"""
FACTS = """
origins:
  panel:
    kind: kept
    producer: The Force
    document: A paper
    received: 2025-11-20
    from: The Force
    licence: Public
    topic: Crime
facts:
  crime.schools: {value: 31, unit: count, noun: schools, period: 2025-10, origin: panel}
"""


def only_the_paper_is_due(house: Path) -> None:
    """Pauses the other schedules, which fall due on days of the calendar, be it today."""
    path = house / "schedules.yaml"
    text = path.read_text("utf-8")
    for line in ("    catch_up: 10 days\n", "    catch_up: 4 weeks\n"):
        assert line in text
        text = text.replace(line, f"{line}    paused: not in this house\n")
    path.write_text(text, "utf-8")


def due_meeting() -> date:
    """The weekday of a meeting whose paper, due 12 clear days before it, is due whatever day today is.

    No deadline is past: the first is 6 clear days before.
    """
    day = now_utc().date() + timedelta(days=12)
    while day.weekday() > 4:
        day -= timedelta(days=1)
    return day


def tiny_house(root: Path, words: str, front: str = FRONT, outputs: str = "[html]") -> Path:
    """A house with the worked example's settings and templates, one fact, and one section of these words."""
    root.mkdir(parents=True)
    for name in ("office.yaml", "schedules.yaml"):
        shutil.copy2(ROOT / name, root / name)
    shutil.copytree(ROOT / "templates", root / "templates")
    settings = root / "templates" / "panel-paper" / "publication.yaml"
    settings.write_text(settings.read_text("utf-8").replace("[pdf, html]", outputs), "utf-8")
    write(root / "data" / "facts.yaml", FACTS)
    write(root / "content" / "panel-paper" / "2025-11" / "edition.md", front)
    write(root / "content" / "panel-paper" / "2025-11" / "10-crime.md", f"---\ntitle: Crime\n---\n{words}\n")
    return root


def write(path: Path, text: str) -> None:
    """Write a text without its indentation and its first line end."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(dedent(text).lstrip("\n"), encoding="utf-8")


def read_paper(root: Path, key: str = "2025-11") -> EditionWords:
    """The words of a house's Panel paper. Raises InputError with every fault."""
    words = read_whole(root, Publication(name="panel-paper", title="Progress", occasion="meeting"), key)
    assert isinstance(words, EditionWords)
    return words
