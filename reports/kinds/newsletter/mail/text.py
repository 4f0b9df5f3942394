"""The newsletter as plain text: written for readers of plain text, not stripped from the HTML."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping

from reckoner.reports.document import Cell, ChartSlot, KeyFigure, NumberedParagraph, Section, Table
from reckoner.reports.figures.printed import Gap, Printed, plain
from reckoner.reports.kinds.news.document import Story, StorySection
from reckoner.reports.kinds.newsletter.document import DatesSection, Newsletter
from reckoner.reports.kinds.newsletter.mail.html import cited
from reckoner.reports.kinds.newsletter.mail.places import Places
from reckoner.reports.prose import (
    Block,
    Code,
    Emphasis,
    Foreign,
    Grid,
    ItemList,
    LineBreak,
    Link,
    Paragraph,
    Quotation,
    Runs,
    Slot,
    Strong,
    Subheading,
    Text,
)

WIDTH = 72
_NO_DIGIT = re.compile(r"\D")


def mail_text(document: Newsletter, words: Mapping[str, str], places: Places) -> str:
    """The whole text, wrapped, with every link written out."""
    writer = _Writer(document, words)
    return "\n".join([*writer.head(places), *writer.body(), *writer.foot(places)]) + "\n"


def wrapped(text: str, first: str = "", rest: str | None = None) -> list[str]:
    """Lines no longer than the width, but for addresses, which are never broken."""
    rest = " " * len(first) if rest is None else rest
    lines = []
    for line in text.split("\n"):
        lines += textwrap.wrap(
            " ".join(line.split(" ")), WIDTH, initial_indent=first, subsequent_indent=rest,
            break_long_words=False, break_on_hyphens=False,
        )  # fmt: skip
        first = rest
    return lines


def runs_text(runs: Runs) -> str:
    """Runs as text: a link's address follows its words."""
    return "".join(_run_text(run) for run in runs)


def _run_text(run: object) -> str:
    match run:
        case Printed() | Gap():
            return run.text
        case Text() | Code():
            return run.text
        case LineBreak():
            return "\n"
        case Strong() | Emphasis() | Foreign():
            return runs_text(run.runs)
        case Link():
            words, address = runs_text(run.runs), _shown(run.address)
            said = address in ("", words) or _is_said(run.address, words)
            return words if said else f"{words} ({address})"
    return ""


def _shown(address: str) -> str:
    """An address as people read it; a place in the page is none here."""
    if address.startswith("#"):
        return ""
    return address.removeprefix("mailto:").removeprefix("tel:")


def _is_said(address: str, words: str) -> bool:
    """Whether a link's words give the telephone number that it dials."""
    number = _NO_DIGIT.sub("", address) if address.startswith("tel:") else ""
    return bool(number) and number in _NO_DIGIT.sub("", words)


class _Writer:
    def __init__(self, document: Newsletter, words: Mapping[str, str]) -> None:
        self.document, self.letter, self.words = document, document.letter, words
        # What a link within the letter leads to.
        self.headings = {section.anchor: self.title(section) for section in document.sections}

    def head(self, places: Places) -> Iterator[str]:
        document, letter = self.document, self.letter
        if document.imprint.notice:
            yield from wrapped(document.imprint.notice)
            yield ""
        yield from wrapped(document.title)
        if letter.month:
            yield from wrapped(letter.month)
        yield f"{self.words['view_in_browser']}:"
        yield places.view
        yield ""
        yield places.greeting  # never wrapped: a platform's token may hold blanks
        yield ""
        yield from self.blocks(document.introduction)
        if letter.sign_off:
            place = f"[{self.words['message_place']}]" if letter.sign_off.is_awaited else ""
            if message := letter.sign_off.message or place:
                yield from wrapped(message)
                yield ""
            yield from wrapped(letter.sign_off.name)
            if letter.sign_off.title not in ("", document.imprint.office):
                yield from wrapped(letter.sign_off.title)
            yield ""
        if document.stories and not letter.whole_at:
            yield from self.heading(self.words["in_this_edition"], "-")
            for section in document.stories:
                yield from wrapped(self.title(section), "- ")
            yield ""

    def body(self) -> Iterator[str]:
        for section in self.document.sections:
            yield ""
            yield from self.section(section)

    def section(self, section: Section) -> Iterator[str]:
        yield from self.heading(self.title(section), "=")
        if isinstance(section, StorySection):
            yield from self.story(section, section.story)
        elif isinstance(section, DatesSection):
            yield from self.blocks(section.blocks)
        else:
            yield from self.tiles(section)

    def foot(self, places: Places) -> Iterator[str]:
        document, imprint, letter = self.document, self.document.imprint, self.letter
        yield ""
        if letter.close:
            yield from wrapped(letter.close)
            yield ""
            if not letter.sign_off:
                yield from wrapped(document.imprint.office)
                yield ""
        yield "-" * WIDTH
        yield from wrapped(self.words["why"])
        if places.leave:
            yield from wrapped(places.leave)
        else:
            yield f"{self.words['unsubscribe']}:"
            yield places.unsubscribe
        yield ""
        if letter.sign_up:
            yield f"{self.words['forwarded']} {self.words['get_it']}:"
            yield letter.sign_up.address
            yield ""
        if letter.social:
            yield f"{self.words['follow']}:"
            for link in letter.social:
                yield f"- {link.words}: {link.address}"
            yield ""
        yield from self.sources(places)
        named = [*document.published(places.postal), ("pictures", document.maker)]
        said = (f"{self.words[name]}: {who}." for name, who in named if who)
        yield from wrapped(" ".join((imprint.statement, *said)))
        yield ""
        yield from wrapped(self.contact())

    def sources(self, places: Places) -> Iterator[str]:
        if self.document.sources:
            if named := cited(self.document, self.words):
                yield from wrapped(f"{named}.")
            yield f"{self.words['sources_link']}:"
            yield places.sources
            yield ""

    def contact(self) -> str:
        """Whom to write to and ring is said once."""
        imprint = self.document.imprint
        if self.letter.reaches(imprint.email):
            return f"{self.words['website']}: {imprint.website}"
        contacts = ", ".join(part for part in (imprint.email, imprint.telephone, imprint.website) if part)
        return f"{self.words['contact']}: {contacts}"

    def title(self, section: Section) -> str:
        last = isinstance(section, StorySection) and section.story.standing == "finally"
        return (self.words["and_finally"] if last else "") + plain(section.title)

    def heading(self, text: str, line: str) -> Iterator[str]:
        lines = wrapped(text)
        yield from lines
        yield line * max(map(len, lines), default=0)
        yield ""

    def story(self, section: StorySection, story: Story) -> Iterator[str]:
        if story.picture and not story.picture.is_decoration:
            yield from wrapped(f"[{story.picture.alt}]")
            small = self.letter.whole_at and story.standing != "lead"
            if caption := self.caption("" if small else story.picture.caption, story.picture.credit):
                yield from wrapped(caption)
            yield ""
        yield from self.blocks(section.blocks)
        if self.letter.whole_at and story.standing != "brief":
            yield f"{story.whole or self.words['whole_story']}:"
            yield self.letter.whole_of(section)
            yield ""
        leads = self.letter.whole_at and story.standing == "lead"  # it has its button and nothing beside that
        for link in () if leads else story.links:
            if heading := self.headings.get(link.address.removeprefix("#")):
                yield from wrapped(f"{link.words}: {heading}")
            elif _is_said(link.address, link.words):
                yield from wrapped(link.words)
            else:
                yield from wrapped(f"{link.words}:")
                yield _shown(link.address) or self.words["read_more"]
            yield ""

    def caption(self, said: str, maker: str) -> str:
        """Who made a picture is said once, at the end, where one maker made them all."""
        named = bool(maker) and not self.document.maker
        return " ".join((said, f"{self.words['photo']}{maker}." if named else "")).strip()

    def tiles(self, section: Section) -> Iterator[str]:
        for block in section.blocks:
            if isinstance(block, KeyFigure):
                yield from wrapped(key_figure_text(block), "- ")
            else:
                yield from self.blocks((block,))
        yield ""

    def blocks(self, blocks: tuple[object, ...]) -> Iterator[str]:
        for block in blocks:
            match block:
                case NumberedParagraph():
                    yield from self.block(block.block)
                case Subheading():
                    yield from self.block(block)
                case ChartSlot():
                    yield from self.chart(block)
                case KeyFigure():
                    yield from wrapped(key_figure_text(block))
                case Table():
                    yield from self.table(block)
            yield ""

    def block(self, block: Block, first: str = "", rest: str = "") -> Iterator[str]:
        match block:
            case Paragraph() | Subheading():
                yield from wrapped(runs_text(block.runs), first, rest)
            case ItemList():
                for number, item in enumerate(block.items, 1):
                    mark = f"{number}. " if block.ordered else "- "
                    for place, part in enumerate(item):
                        start = rest + (mark if place == 0 else " " * len(mark))
                        yield from self.block(part, start, rest + " " * len(mark))
            case Quotation():
                for part in block.blocks:
                    yield from self.block(part, f"{rest}> ", f"{rest}> ")
            case Grid():
                yield from _grid(block, first, rest)
            case Slot():
                return

    def chart(self, chart: ChartSlot) -> Iterator[str]:
        yield from wrapped(plain(chart.spec.title))
        yield from wrapped(chart.spec.subtitle)
        yield from wrapped(f"[{chart.alt}]")
        for note in chart.drawing.notes:
            yield from wrapped(note)
        yield from wrapped(f"{self.words['source']}: {chart.spec.source}")

    def table(self, table: Table) -> Iterator[str]:
        yield from wrapped(plain(table.caption))
        header = [_cell(cell) for cell in table.header[-1]] if table.header else []
        for row in table.body:
            yield from wrapped(_row(header, [_cell(cell) for cell in row]), "- ")
        for note in table.notes:
            yield from wrapped(plain(note))


def _grid(grid: Grid, first: str, rest: str) -> Iterator[str]:
    if grid.title:
        yield from wrapped(runs_text(grid.title), first, rest)
    header = [runs_text(cell) for cell in grid.header]
    for row in grid.rows:
        yield from wrapped(_row(header, [runs_text(cell) for cell in row]), f"{rest}- ")


def key_figure_text(key: KeyFigure) -> str:
    """A key figure in a line, and below it of when it is and what it is held against."""
    rest = (key.when, *(plain(words) for words in (key.before, key.move) if words))
    return f"{key.label}: {plain(key.figure)}\n" + " ".join(f"{words.removesuffix('.')}." for words in rest)


def _cell(cell: Cell) -> str:
    return plain(cell.content)


def _row(header: list[str], cells: list[str]) -> str:
    """A row of a table as a sentence: what it is about, then each column's head and value, of two columns the
    value alone."""
    if len(cells) == 2:
        return ": ".join(cells)
    pairs = [f"{name}: {value}" for name, value in zip(header[1:], cells[1:], strict=False)]
    return f"{cells[0]}. {'; '.join(pairs)}" if pairs else ", ".join(cells)
