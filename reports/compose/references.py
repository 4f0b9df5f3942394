"""Which modules an edition's words refer to, so that no others need be read."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reckoner.reports.compose.charts import edition_charts, edition_performance
from reckoner.reports.content.edition import EditionWords

_GROUP = re.compile(r"\{\{\s*(?:chart\s+|table\s+)?([a-z0-9_]+)\.[a-z0-9_]")


def groups_in(texts: Iterable[str]) -> frozenset[str]:
    """The groups named in texts."""
    return frozenset(group for text in texts for group in _GROUP.findall(text))


def names_in(words: EditionWords) -> frozenset[str]:
    """The groups (modules, or heads of facts) named in the words, headings, charts and tables included."""
    named = set(groups_in(words.naming))
    for chart in edition_charts(words).values():
        declared = chart.declaration
        named.update(name.split(".")[0] for name in (*declared.measures, *(t.at for t in declared.targets)))
        named.update(group for text in (declared.title, *declared.notes) for group in _GROUP.findall(text))
    for table in edition_performance(words).values():
        rows = table.declaration.rows
        named.update(name.split(".")[0] for row in rows for name in row.named)
        named |= groups_in((table.declaration.title, *(row.note for row in rows)))
    return frozenset(named)
