"""The Word part of a request: one section of an edition, with the sources that it names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reckoner.reports.build import Composed, word_file
from reckoner.reports.document import ChartSlot, Document, NumberedParagraph, Section, SourceMark, Table
from reckoner.reports.errors import Place, UsageError
from reckoner.reports.word.write import WordFile


def section_file(composed: Composed, path: str) -> WordFile:
    """The section of this file as a Word file of its own. Raises UsageError where the edition has none."""
    anchors = [
        section.anchor
        for words in composed.words.editions
        for section in words.sections
        if section.file.shown == path
    ]
    document = composed.document
    found = [section for section in document.sections if section.anchor in anchors[:1]]
    if not found:
        raise UsageError("the edition has no section of this file", Place(path))
    return word_file(composed, _alone(document, found[0]))


def _alone(document: Document, section: Section) -> Document:
    labels = {label for mark in _marks(section) for label in mark.labels}
    sources = tuple(each for each in document.sources if each.number in labels)
    return replace(
        document, introduction=(), corrections=(), sections=(section,), sources=sources, source_notes=()
    )


def _marks(section: Section) -> Iterator[SourceMark]:
    yield section.source
    for block in section.blocks:
        if isinstance(block, NumberedParagraph | Table | ChartSlot):
            yield block.source
