"""The newsletter as its mail has it: whole, or of each story its picture or its first chart, its summary, its
first figure, in words or set large, and a link to the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from reckoner.reports.document import (
    ChartSlot,
    DocumentBlock,
    KeyFigure,
    NumberedParagraph,
    Section,
    SourceMark,
    block_entries,
)
from reckoner.reports.errors import Place
from reckoner.reports.kinds.news.document import Pointer, StorySection
from reckoner.reports.kinds.newsletter.document import Newsletter
from reckoner.reports.prose import Grid, Link, Paragraph, Text, flatten


def mailed(document: Newsletter) -> Newsletter:
    """What the mail holds of a newsletter. With its summary a story keeps its first chart, and the first
    figure that the chart does not show, set large or with its paragraph; without one its first block. The
    first story keeps its links; another that has a number to ring, in its links or a table, keeps it, the
    links to websites, and its first table rather than a figure. What that table links isn't linked again
    below it. A chart stands in the place of the picture."""
    if not document.letter.whole_at:
        return document
    first = document.stories[:1]
    return replace(document, sections=tuple(_shortened(each, each in first) for each in document.sections))


def _shortened(section: Section, is_first: bool) -> Section:
    if not isinstance(section, StorySection) or section.story.standing == "brief":
        return section
    tables = tuple(_tables(section))
    rings = any(address.startswith("tel:") for address in _linked(tables))
    at_hand = _at_hand(section.story.links, rings)
    charts = tuple(islice((block for block in section.blocks if isinstance(block, ChartSlot)), 1))
    told = _told(section, _figures(charts))
    kept = (*tables, *told) if rings or at_hand else told
    blocks = (_summary(section), *islice(kept, 1)) if section.story.summary else section.blocks[:1]
    linked = set(_linked(blocks))
    further = tuple(link for link in at_hand if link.address not in linked)
    story = section.story if is_first else replace(section.story, links=further)
    if charts:
        story = replace(story, picture=None)
    return replace(section, blocks=(*blocks, *charts), story=story)


def _at_hand(links: tuple[Pointer, ...], rings: bool) -> tuple[Pointer, ...]:
    """Whom readers can reach at once: numbers to ring, and the websites beside these or those of a table."""
    found = tuple(link for link in links if link.dials or link.leads_home)
    return found if rings or any(link.dials for link in found) else ()


def _tables(section: StorySection) -> Iterator[NumberedParagraph]:
    """Its tables, as which its numbers to ring stand."""
    for each in section.blocks:
        if isinstance(each, NumberedParagraph) and isinstance(each.block, Grid):
            yield replace(each, block=replace(each.block, label=""))


def _linked(blocks: Iterable[DocumentBlock]) -> Iterator[str]:
    """The addresses that tables among these blocks link."""
    for each in blocks:
        if isinstance(each, NumberedParagraph) and isinstance(each.block, Grid):
            cells = (cell for row in each.block.rows for cell in row)
            yield from (run.address for cell in cells for run in flatten(cell) if isinstance(run, Link))


def _told(section: Section, shown: set[object]) -> Iterator[NumberedParagraph | KeyFigure]:
    """The figures that are set large, and the paragraphs with some, but those that tell what is shown."""
    for each in section.blocks:
        if isinstance(each, NumberedParagraph) and not isinstance(each.block, Paragraph):
            continue
        if isinstance(each, NumberedParagraph | KeyFigure):
            found = _figures((each,))
            if found and not found & shown:
                yield each


def _figures(blocks: Iterable[DocumentBlock]) -> set[object]:
    return {entry.printed.figure.identity for block in blocks for entry in block_entries(block)}


def _summary(section: StorySection) -> NumberedParagraph:
    words = Paragraph((Text(section.story.summary),), Place(section.story.slug))
    return NumberedParagraph("", section.story.slug, f"{section.anchor}-summary", words, SourceMark(()))
