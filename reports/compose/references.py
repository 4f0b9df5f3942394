"""Which modules an edition's words refer to, so that no others need be read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reports.compose.charts import edition_charts
from reports.content.edition import EditionWords, SectionFront

_GROUP = re.compile(r"\{\{\s*(?:chart\s+|table\s+)?([a-z0-9_]+)\.[a-z0-9_]")


def names_in(words: EditionWords) -> frozenset[str]:
    """The groups (modules, or heads of facts) named in the words, headings and charts included."""
    files = (words.file, *(section.file for section in words.sections))
    texts = [file.markdown for file in files] + [section.front.title for section in words.sections]
    named = {group for text in texts for group in _GROUP.findall(text)}
    for front in (section.front for section in words.sections):
        named.update(group for text in _in_front(front) for group in _GROUP.findall(text))
        named.update([front.cards.split(".")[0]] if front.cards else [])
    named.update([words.front.plan.split(".")[0]] if words.front.plan else [])
    for chart in edition_charts(words).values():
        declared = chart.declaration
        named.update(name.split(".")[0] for name in (*declared.measures, *(t.at for t in declared.targets)))
        named.update(group for text in (declared.title, *declared.notes) for group in _GROUP.findall(text))
    return frozenset(named)


def _in_front(front: SectionFront) -> Iterator[str]:
    """The texts of a section's front matter that may hold placeholders."""
    for number in front.numbers:
        yield from (number.figure, number.words)
