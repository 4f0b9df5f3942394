"""A report's parts, its table of priorities and its glossary put together."""

from __future__ import annotations

from collections.abc import Sequence

from reports.booklet import Booklet, Part
from reports.compose.glossary import abbreviations_of
from reports.compose.priorities import Plan, priority_rows
from reports.content.edition import EditionWords
from reports.document import Section
from reports.errors import Fault


def booklet_of(
    words: EditionWords, parts: Sequence[Part], sections: Sequence[Section], plan: Plan, faults: list[Fault]
) -> Booklet | None:
    """What a report in parts has beside its sections; none for other documents."""
    if not parts:
        return None
    abbreviations = abbreviations_of(words, sections, faults)
    return Booklet(tuple(parts), priority_rows(plan, sections), abbreviations)
