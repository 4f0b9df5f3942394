"""The Word part of a request: one section of an edition, with the sources that it names."""

from __future__ import annotations

from dataclasses import replace

from reckoner.reports.composed import Composed
from reckoner.reports.document import Document, Section
from reckoner.reports.docx import word_section
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
    return word_section(composed, _alone(document, found[0]))


def _alone(document: Document, section: Section) -> Document:
    labels = {label for mark in section.marks for label in mark.labels}
    sources = tuple(each for each in document.sources if each.number in labels)
    return replace(
        document, introduction=(), corrections=(), sections=(section,), sources=sources, source_notes=()
    )
