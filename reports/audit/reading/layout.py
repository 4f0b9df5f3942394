"""A page's letters into lines of text: paragraphs put together again, cells of a table's row apart by a tab.

Letters on one height are a strip. Strips that stand beside one another with wide gaps, in two rows or more
and under one another, are a table. All others are lines of prose.
"""

from __future__ import annotations

from collections.abc import Sequence

from reckoner.reports.audit.reading.cells import rows_of
from reckoner.reports.audit.reading.columns import tables_of
from reckoner.reports.audit.reading.gutter import regions
from reckoner.reports.audit.reading.letters import Letter
from reckoner.reports.audit.reading.order import in_order
from reckoner.reports.audit.reading.paragraphs import is_bullet, paragraphs_of, starts_of
from reckoner.reports.audit.reading.strip import Strip, strips_of


def lines_of(letters: Sequence[Letter]) -> list[str]:
    """The text of a page: a line for each paragraph, an empty one between two, tabs in the rows of tables."""
    strips = [strip for strip in strips_of(letters) if strip.text]
    starts = starts_of(strips)
    strips = [s for s in strips if not is_bullet(s) or id(s) not in starts.values()]
    return [line for region in regions(in_order(strips)) for line in _region(in_order(region), starts)]


def _region(strips: Sequence[Strip], starts: dict[int, int]) -> list[str]:
    """The lines of one column."""
    tables = tables_of(strips)
    inside = {id(strip): table for table in tables for row in table for strip in row}
    lines: list[str] = []
    told: set[int] = set()
    prose: list[Strip] = []
    for strip in strips:
        table = inside.get(id(strip))
        if table is None:
            prose.append(strip)
            continue
        if id(table) not in told:
            lines += [*paragraphs_of(prose, starts), *rows_of(table), ""]
            prose = []
            told.add(id(table))
    return [*lines, *paragraphs_of(prose, starts)]
