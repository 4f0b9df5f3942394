"""A sentence against the table beside it.

"Normally 84 to 89%" above values most of which lie outside; "the lowest" of a value that is not; "rose
every month" above a column that fell; "a reduction of 7 posts" beside a row "Number of posts" that says 39
to 37. Only tables within three blocks are looked at, and only in the sentence's unit.

For: "around 10 minutes" beside a table of counts; "the highest since 2011" where the table holds no other
year.
"""

from __future__ import annotations

from collections.abc import Iterator

from reckoner.reports.audit.finding import Finding
from reckoner.reports.audit.language.grid import Grid
from reckoner.reports.audit.language.sentence import Sentence
from reckoner.reports.audit.relations.claim import Claims
from reckoner.reports.audit.relations.near_extremes import every_time, extremes, named_extremes
from reckoner.reports.audit.relations.near_means import means
from reckoner.reports.audit.relations.near_ranges import ranges
from reckoner.reports.audit.relations.near_times import shifted
from reckoner.reports.audit.relations.near_values import (
    changes_of_rows,
    pairs_of_rows,
    row_changes,
    told_values,
    values_of_rows,
)

WAYS = (
    ranges,
    extremes,
    named_extremes,
    row_changes,
    changes_of_rows,
    pairs_of_rows,
    every_time,
    told_values,
    values_of_rows,
    means,
    shifted,
)


def find(sentence: Sentence, grid: Grid, claims: Claims) -> Iterator[Finding]:
    """Findings of this rule in a sentence beside a table."""
    for way in WAYS:
        yield from way(sentence, grid, claims)
