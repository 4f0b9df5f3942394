"""The words of a document as data: blocks of text, and the runs within a line.

Editors' Markdown is read into these with ``Placeholder`` runs; composing replaces each of them by
the figure or words it stands for. Nothing here is markup: renderers decide how it looks.

``prose`` and ``picture`` are rooms of their own. The blocks and runs of text are needed by the words before
composing and by the Document after it. One vocabulary below both avoids two that must be kept alike.
``picture`` is the same for photographs and drawings: ``content/pictures.py`` makes one ready, stories and
items of a report hold it as it is, and its bytes are the file in the draft and what the PDF may open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from reckoner.reports.errors import Place
from reckoner.reports.figures.printed import Gap, Part, Printed, Sentence, plain, printed_in


@dataclass(frozen=True, slots=True)
class Text:
    """Characters as they are."""

    text: str


@dataclass(frozen=True, slots=True)
class Placeholder:
    """What stood between ``{{`` and ``}}``, and where."""

    source: str
    where: Place


@dataclass(frozen=True, slots=True)
class Strong:
    """Strong importance."""

    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Stress, or a title within the text."""

    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A link to an https, mailto or tel address, or within the page (``#...``)."""

    runs: tuple[Run, ...]
    address: str


@dataclass(frozen=True, slots=True)
class Code:
    """Characters quoted exactly."""

    text: str


@dataclass(frozen=True, slots=True)
class Foreign:
    """A passage in another language, by its BCP 47 tag."""

    runs: tuple[Run, ...]
    language: str


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A forced new line."""


Run = Text | Printed | Gap | Placeholder | Strong | Emphasis | Link | Code | Foreign | LineBreak
Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    runs: Runs
    where: Place


@dataclass(frozen=True, slots=True)
class Subheading:
    """A heading inside a section; ``level`` 1 is just below the section's own."""

    runs: Runs
    level: int
    where: Place


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list; each item is a few blocks."""

    items: tuple[tuple[Block, ...], ...]
    ordered: bool
    where: Place


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of somebody else."""

    blocks: tuple[Block, ...]
    where: Place


@dataclass(frozen=True, slots=True)
class Grid:
    """A table that an editor wrote in Markdown: the first row heads the columns, the first column the rows.

    ``aligned`` says of each column whether it stands at the end of its line, as numbers do. ``title`` is the
    line ``Table: ...`` above it; composing gives the table its ``label``, such as "Table 2".
    """

    header: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]
    aligned: tuple[Literal["start", "end"], ...]
    where: Place
    title: Runs = ()
    label: str = ""

    def heads_group(self, row: tuple[Runs, ...]) -> bool:
        """Whether a row heads those below it: only its first cell says anything."""
        return len(row) > 1 and bool(row[0]) and not any(row[1:])


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of a chart or a table, by name."""

    kind: str
    name: str
    where: Place


Block = Paragraph | Subheading | ItemList | Quotation | Grid | Slot


def flatten(runs: Runs) -> Iterator[Run]:
    """Every run, those inside others included, in reading order."""
    for run in runs:
        yield run
        if isinstance(run, Strong | Emphasis | Link | Foreign):
            yield from flatten(run.runs)


def text_of(runs: Runs) -> str:
    """The runs as plain text."""
    return plain(sentence_of(runs))


def figures_in(block: Block) -> tuple[Printed, ...]:
    """The printed figures of a block, in reading order."""
    match block:
        case Paragraph() | Subheading():
            return printed_in(sentence_of(block.runs))
        case ItemList():
            return tuple(figure for item in block.items for part in item for figure in figures_in(part))
        case Quotation():
            return tuple(figure for part in block.blocks for figure in figures_in(part))
        case Grid():
            cells = (block.title, *block.header, *(cell for row in block.rows for cell in row))
            return tuple(figure for cell in cells for figure in printed_in(sentence_of(cell)))
        case Slot():
            return ()


def words_in(block: Block) -> str:
    """The words of a block as plain text, its figures as they are printed."""
    match block:
        case Paragraph() | Subheading():
            return text_of(block.runs)
        case ItemList():
            return " ".join(words_in(part) for item in block.items for part in item)
        case Quotation():
            return " ".join(words_in(part) for part in block.blocks)
        case Grid():
            rows = ((block.title,) if block.title else (), block.header, *block.rows)
            return " ".join(text_of(cell) for row in rows for cell in row)
        case Slot():
            return ""


def sentence_of(runs: Runs) -> Sentence:
    """The runs as a sentence: text and figures only."""
    parts: list[Part] = []
    for run in flatten(runs):
        if isinstance(run, Printed | Gap):
            parts.append(run)
        elif isinstance(run, Text | Code):
            parts.append(run.text)
        elif isinstance(run, LineBreak):
            parts.append(" ")
    return tuple(parts)


def map_runs(runs: Runs, change: Callable[[Run], Runs]) -> Runs:
    """The runs with each innermost one replaced by what ``change`` makes of it."""
    changed: list[Run] = []
    for run in runs:
        if isinstance(run, Strong | Emphasis | Link | Foreign):
            changed.append(replace(run, runs=map_runs(run.runs, change)))
        else:
            changed.extend(change(run))
    return tuple(changed)


def map_block(block: Block, change: Callable[[Run], Runs]) -> Block:
    """The block with every run in it changed; slots stay."""
    return map_texts(block, lambda runs: map_runs(runs, change))


def map_texts(block: Block, change: Callable[[Runs], Runs]) -> Block:
    """The block with the runs of each paragraph, item and cell changed together; slots stay."""
    match block:
        case Paragraph() | Subheading():
            return replace(block, runs=change(block.runs))
        case ItemList():
            items = tuple(tuple(map_texts(part, change) for part in item) for item in block.items)
            return replace(block, items=items)
        case Quotation():
            return replace(block, blocks=tuple(map_texts(part, change) for part in block.blocks))
        case Grid():
            header = tuple(change(cell) for cell in block.header)
            rows = tuple(tuple(change(cell) for cell in row) for row in block.rows)
            return replace(block, header=header, rows=rows, title=change(block.title))
        case Slot():
            return block
