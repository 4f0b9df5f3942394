"""What a report in parts has beyond any document: parts, items, tables of where things are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from reckoner.reports.document import (
    ChartSlot,
    Goal,
    Mention,
    NumberedParagraph,
    ReferenceTable,
    Section,
    Source,
    SourceMark,
)
from reckoner.reports.figures.ledger import Entry, write_csv
from reckoner.reports.figures.printed import Sentence, plain, printed_in
from reckoner.reports.kinds.tables import WithTables
from reckoner.reports.picture import Picture

_AT_THE_END = ("priorities", "sources")  # what begins a page there
_TAB, _STEP = 3, 26
# In lines of contents: a part's heading, what follows the parts, a page of two columns.
_HEADING, _AFTER, _PAGE = 2.8, 6, 96
Layout = Literal["text", "numbers"]
Outcome = Literal["measured", "worse", "reported", "activity", "none"]


@dataclass(frozen=True, slots=True)
class KeyNumber:
    """A number pulled out of the text: the figure, what it counts, what it is compared with, its sources.

    ``group`` heads it and those that follow, where numbers stand in groups. One that is ``dated`` has a date
    for its figure.
    """

    figure: Sentence
    words: Sentence
    source: SourceMark
    group: str = ""
    against: Sentence = ()
    dated: bool = False

    @property
    def said(self) -> Sentence:
        """The figure with its words; a date stands behind what happened then."""
        if not self.figure:
            return self.words
        return (*self.words, ": ", *self.figure) if self.dated else (*self.figure, " ", *self.words)


@dataclass(frozen=True, slots=True)
class Card:
    """One heading of a plan on a page, with its entries."""

    heading: str
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Priority:
    """A priority of the plan: its number there and its short title; what an item says of it alone."""

    number: str
    title: str
    result: KeyNumber | None = None
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """What else there is to a section of a report. ``part`` is the id of its part, or nothing.

    ``outcome`` is what is known to have come of its priorities: a result that is measured, for the better or
    the worse, or one that is only reported, what was done, or nothing.
    ``portrait`` and ``signature`` are words for places that somebody has yet to fill; what is a ``summary``
    the web's first page shows too.
    """

    part: str
    priorities: tuple[Priority, ...] = ()
    numbers: tuple[KeyNumber, ...] = ()
    result: KeyNumber | None = None
    outcome: Outcome = "none"
    cards: tuple[Card, ...] = ()
    picture: Picture | None = None
    layout: Layout = "text"
    portrait: str = ""
    signature: str = ""
    summary: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a report: its number, its title and the line above it, its colour as #RRGGBB.

    ``about`` is a line on what it holds.

    ``opener`` says whether words and numbers stand in the band of its colour that opens it, below its title.
    """

    id: str
    number: str
    title: str
    over: str
    colour: str
    opener: bool
    about: str = ""

    @property
    def anchor(self) -> str:
        """Its place in the page."""
        return f"part-{self.id}"

    @property
    def tab(self) -> str:
        """Its tab's distance from the top margin, in millimetres: each part's a step below the last one's."""
        return str(_TAB + _STEP * (int(self.number) - 1))


@dataclass(frozen=True, slots=True)
class PriorityRow:
    """Priorities of the plan that the same items answer; without any where the report has none.

    ``numbers`` are what the items that ``goals`` lead to say of it: their result, or their first number. The
    ``outcome`` is the best that one of them has.
    """

    priorities: tuple[Priority, ...]
    goals: tuple[Goal, ...]
    numbers: tuple[KeyNumber, ...] = ()
    outcome: Outcome = "none"

    @property
    def named(self) -> str:
        """Their numbers in the plan."""
        return ", ".join(priority.number for priority in self.priorities)

    @property
    def known(self) -> str:
        """What is known of them."""
        return "; ".join(plain(number.said) for number in self.numbers)


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """An abbreviation, what it stands for, and where it is first used."""

    short: str
    long: str
    first: Goal


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemSection(Section):
    """A section of a report, with what it has beside its text."""

    item: Item

    @property
    def picture(self) -> Picture | None:
        """Its picture, if it has one."""
        return self.item.picture

    @property
    def key_numbers(self) -> tuple[tuple[Sentence, ...], ...]:
        """Its key numbers: each figure, what it counts, and what it is compared with."""
        return tuple(
            (number.figure, number.words, *([number.against] if number.against else []))
            for number in self.item.numbers
        )


@dataclass(frozen=True, kw_only=True)
class Report(WithTables):
    """A report in parts, with its table of priorities and its glossary.

    ``priority_only`` says of that table how many it lists; ``priority_heads`` are its columns, ``outcomes``
    what it calls each outcome, and ``outcome_counts`` how many priorities have it.
    """

    sections: tuple[ItemSection, ...]
    parts: tuple[Part, ...]
    priorities: tuple[PriorityRow, ...]
    priority_only: Sentence
    priority_source: SourceMark
    abbreviations: tuple[Abbreviation, ...]
    priority_label: str = ""
    priority_heads: tuple[str, ...] = ()
    outcomes: Mapping[str, str] = field(default_factory=dict)
    outcome_counts: Mapping[str, Sentence] = field(default_factory=dict)

    def table_files(self) -> dict[str, str]:
        """That of the priorities as well: a row for each."""
        if not self.priorities:
            return super().table_files()
        rows = (
            (priority.number, priority.title, "; ".join(goal.title for goal in row.goals), row.known,
             self.outcomes[row.outcome])
            for row in self.priorities
            for priority in row.priorities
        )  # fmt: skip
        return super().table_files() | {"priorities": write_csv(self.priority_heads, rows)}

    @property
    def openings(self) -> tuple[str, ...]:
        """Contents, parts, the tables at the end, and the back cover."""
        last = (each.anchor for each in self.sections if each.box == "contact")
        return ("contents", *(part.anchor for part in self.parts), *_AT_THE_END, *last, "imprint")

    @staticmethod
    def leads(section: ItemSection) -> bool:
        """Whether it is a summary in words alone: the web has it on the first page, and there only."""
        shown = any(isinstance(block, ChartSlot) for block in section.blocks)
        return section.item.summary and not (shown or section.item.numbers)

    def items_of(self, part: Part) -> tuple[ItemSection, ...]:
        """A part's items, without what opens it."""
        return tuple(each for each in self.sections if each.item.part == part.id and each.box != "opening")

    def web_items_of(self, part: Part) -> tuple[ItemSection, ...]:
        """Those on the part's page of the web."""
        return tuple(item for item in self.items_of(part) if not self.leads(item))

    def _height(self, part: Part) -> float:
        """The lines that contents on paper need for a part: its heading, its groups and its items."""
        items = self.items_of(part)
        return _HEADING + len(items) + len({item.group for item in items if item.group})

    @property
    def second_column(self) -> str:
        """The part that begins the second of two columns of contents; none where a page can't hold them."""
        heights = [self._height(part) for part in self.parts]
        after = [sum(heights[at:]) + _AFTER - sum(heights[:at]) for at in range(len(heights))]
        if sum(heights) > _PAGE:
            return ""
        return self.parts[min(range(len(after)), key=lambda at: abs(after[at]))].id

    def places_of(self, source: Source) -> tuple[Mention, ...]:
        """The parts whose items use it, since items would fill the list; and what has a number of its own."""
        part_at = {anchor: section.item.part for section in self.sections for anchor in _anchors(section)}
        used = {part_at.get(place.anchor) for place in source.places}
        parts = (Mention(part.title, part.anchor) for part in self.parts if part.id in used)
        return (*parts, *(place for place in source.places if place.anchor not in part_at))

    @property
    def part_numbers(self) -> dict[str, str]:
        """The number of each part, by its anchor."""
        return {part.anchor: part.number for part in self.parts}

    def exact_places_of(self, source: Source) -> tuple[Mention, ...]:
        """The items that use it, each by its title; what opens a part by the part's."""
        used = {place.anchor for place in source.places}
        titles = {part.id: part.title for part in self.parts}
        known = [(section, _anchors(section)) for section in self.sections]
        items = (
            Mention(plain(section.title) or titles[section.item.part], section.anchor)
            for section, anchors in known
            if used.intersection(anchors)
        )
        inside = {anchor for _, anchors in known for anchor in anchors}
        return (*items, *(place for place in source.places if place.anchor not in inside))

    def references(self) -> tuple[ReferenceTable, ...]:
        """From priority to page, and what abbreviations stand for; only those that have rows."""
        plan = (
            (row.named, "; ".join(priority.title for priority in row.priorities), row.goals, row.known,
             self.outcomes[row.outcome])
            for row in self.priorities
        )  # fmt: skip
        glossary = ((entry.short, entry.long, (entry.first,)) for entry in self.abbreviations)
        tables = (
            ReferenceTable("the table of priorities", tuple(plan)),
            ReferenceTable("the table of abbreviations", tuple(glossary)),
        )
        return tuple(table for table in tables if table.rows)

    def entries(self) -> Iterator[Entry]:
        """Its figures, those in the table of priorities too."""
        yield from super().entries()
        for sentence in (self.priority_only, *self.outcome_counts.values()):
            yield from (Entry("plan priorities", printed) for printed in printed_in(sentence))
        for row in self.priorities:
            for number in row.numbers:
                said = (*printed_in(number.figure), *printed_in(number.words))
                yield from (Entry(f"plan priority {row.named}", printed) for printed in said)


def _anchors(section: Section) -> tuple[str, ...]:
    paragraphs = (block.anchor for block in section.blocks if isinstance(block, NumberedParagraph))
    return (section.anchor, *paragraphs)
