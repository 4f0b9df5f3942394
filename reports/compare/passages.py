"""A document's sentences with their figures, each with its place in the page and its line in the words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reckoner.reports.document import Document, KeyFigure, NumberedParagraph, Section
from reckoner.reports.errors import Place
from reckoner.reports.figures.printed import Part, Printed, Sentence, plain, printed_in
from reckoner.reports.prose import Block, Grid, ItemList, Paragraph, Quotation, Subheading, sentence_of

_END = re.compile(r"(?<=[.?!])\s+(?=[A-Z“‘\"'(]|$)")


@dataclass(frozen=True)
class Passage:
    """One sentence. ``place`` is what the ledger calls it, ``where`` the line that an editor opens."""

    place: str
    sentence: Sentence
    where: Place | None = None

    @property
    def text(self) -> str:
        """As a reader sees it."""
        return " ".join(plain(self.sentence).split())

    @property
    def figures(self) -> tuple[Printed, ...]:
        """Its figures in order."""
        return printed_in(self.sentence)


def passages(document: Document) -> Iterator[Passage]:
    """Every sentence of headings and text, in reading order; charts and tables have none."""
    for each in document.documents:
        named = f"{each.title}, " if len(document.documents) > 1 else ""
        for block in each.introduction:
            if isinstance(block, NumberedParagraph):
                yield from _of_block(block.block, _in(named, block.label))
        for section in each.sections:
            yield from _of_section(section, named)


def _in(document: str, label: str) -> str:
    return label if label.startswith(document) else document + label


def _of_section(section: Section, named: str) -> Iterator[Passage]:
    title = plain(section.title)
    heading = f"heading of section {section.number}" if section.number else f"heading, {title}"
    yield Passage(_in(named, heading), section.title)
    for figure, words in section.key_numbers:
        yield Passage(_in(named, f"key number, {title}"), (*figure, " ", *words))
    for block in section.blocks:
        if isinstance(block, NumberedParagraph):
            yield from _of_block(block.block, _in(named, block.label))
        elif isinstance(block, Subheading):
            yield from _of_block(block, _in(named, "subheading"))
        elif isinstance(block, KeyFigure):
            yield Passage(_in(named, f"key figure, {block.label}"), (f"{block.label}: ", *block.figure))


def _of_block(block: Block, place: str) -> Iterator[Passage]:
    match block:
        case Paragraph() | Subheading():
            for sentence in sentences(sentence_of(block.runs)):
                yield Passage(place, sentence, block.where)
        case ItemList():
            for item in block.items:
                for inner in item:
                    yield from _of_block(inner, place)
        case Quotation():
            for inner in block.blocks:
                yield from _of_block(inner, place)
        case Grid():
            for row in (block.header, *block.rows):
                yield Passage(place, _joined([sentence_of(cell) for cell in row]), block.where)


def _joined(cells: list[Sentence]) -> Sentence:
    return tuple(part for number, cell in enumerate(cells) for part in (" | " if number else "", *cell))


def sentences(text: Sentence) -> list[Sentence]:
    """A text cut after each full stop, question or exclamation mark that a new sentence follows."""
    found: list[list[Part]] = [[]]
    for part in text:
        pieces: list[Part] = [*_END.split(part)] if isinstance(part, str) else [part]
        found[-1].append(pieces[0])
        found += [[piece] for piece in pieces[1:]]
    return [tuple(each) for each in found if any(part != "" for part in each)]
