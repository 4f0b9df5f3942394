"""A report's parts, its table of priorities and its glossary put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reports.booklet import Booklet
from reports.compose.glossary import abbreviations_of
from reports.compose.items import Items
from reports.compose.parts import parts_of
from reports.compose.priorities import priority_rows
from reports.document import Section


def booklet_of(items: Items, colours: Mapping[str, str], sections: Sequence[Section]) -> Booklet:
    """What a report has beside its sections. ``colours`` are those that parts may have, by name."""
    return Booklet(
        parts_of(items.words, colours, items.faults),
        priority_rows(items.plan, sections),
        abbreviations_of(items.words, sections, items.faults),
    )
