"""What a long report has beyond the sections of any document: parts, items, tables of where things are.

Frozen and worded like the document that holds it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reports.figures.printed import Printed, Sentence, printed_in
from reports.picture import Picture

Layout = Literal["text", "numbers"]


@dataclass(frozen=True, slots=True)
class KeyNumber:
    """A number pulled out of the text: the figure, what it counts, and the numbers of its sources."""

    figure: Sentence
    words: Sentence
    labels: tuple[str, ...]

    @property
    def figures(self) -> tuple[Printed, ...]:
        """The printed figures in it."""
        return (*printed_in(self.figure), *printed_in(self.words))


@dataclass(frozen=True, slots=True)
class Card:
    """One heading of a plan on a page, with its entries."""

    heading: str
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Priority:
    """A priority of the plan: its number there and its short title."""

    number: str
    title: str


@dataclass(frozen=True, slots=True)
class Item:
    """What else there is to a section of a report. ``part`` is the id of its part, or nothing.

    ``portrait`` and ``signature`` are words for places that somebody has yet to fill.
    """

    part: str
    priorities: tuple[Priority, ...] = ()
    numbers: tuple[KeyNumber, ...] = ()
    cards: tuple[Card, ...] = ()
    picture: Picture | None = None
    layout: Layout = "text"
    portrait: str = ""
    signature: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a report: its number, its title and the line above it, its colour as #RRGGBB.

    ``opener`` says whether it begins with a page of its own.
    """

    id: str
    number: str
    title: str
    over: str
    colour: str
    opener: bool

    @property
    def anchor(self) -> str:
        """Its place in the page."""
        return f"part-{self.id}"


@dataclass(frozen=True, slots=True)
class Goal:
    """A place that something leads to: its words and its anchor."""

    title: str
    anchor: str


@dataclass(frozen=True, slots=True)
class PriorityRow:
    """A priority of the plan with the items that answer it; without any where the report has none."""

    priority: Priority
    goals: tuple[Goal, ...]


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """An abbreviation, what it stands for, and where it is first used."""

    short: str
    long: str
    first: Goal


@dataclass(frozen=True, slots=True)
class Booklet:
    """A report's parts, its table of priorities and its glossary."""

    parts: tuple[Part, ...]
    priorities: tuple[PriorityRow, ...]
    abbreviations: tuple[Abbreviation, ...]
