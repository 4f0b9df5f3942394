"""The average of a table's rows that a sentence gives: "131 calls a day" beside a table of days.

What the average is per is what the rows are: the heading of their names.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from decimal import Decimal

from reckoner.reports.audit.finding import Finding
from reckoner.reports.audit.language.grid import Grid, when_of, words_of
from reckoner.reports.audit.language.judge import comes_to
from reckoner.reports.audit.language.sentence import Sentence, stem
from reckoner.reports.audit.language.vocabulary import WEEKDAYS, words
from reckoner.reports.audit.relations.claim import Claims, passage
from reckoner.reports.audit.relations.lines import is_total

_SAID = words("average averaged averaging averages mean")
_PER = words("a an per each every")
_NEAR = Decimal("0.5")


def means(sentence: Sentence, grid: Grid, claims: Claims) -> Iterator[Finding]:
    """ "The average was 113 calls a day" beside the calls of five days."""
    if not _SAID & sentence.word_set or len(sentence.quantities) != 1:
        return
    at = sentence.quantities[0]
    stated, unit = sentence.items[at].quantity, _unit(sentence, at)
    rows = [row for row in range(len(grid.body)) if not is_total(grid.label(row))]
    column = _column(sentence, grid)
    if stated is None or not unit or column is None or unit != _unit_of_rows(grid, rows) or stated.hedge:
        return
    values = [value for row in rows if (value := grid.value(row, column)) and value.kind == stated.kind]
    if len(values) < 3 or len(values) != len(rows):
        return
    average = sum((value.value for value in values), Decimal(0)) / len(values)
    if abs(average - stated.value) > _NEAR * average:
        return
    claims.count("sentence-and-table", sentence.text)
    if abs(average - stated.value) > stated.ulp:
        computed = comes_to(average, stated)
        because = f"the {len(values)} values of the table beside it average {computed}."
        yield passage(sentence, "error", "sentence-and-table", stated.text, computed, because, at)


def _unit(sentence: Sentence, at: int) -> str:
    lowers = sentence.lowers[at + 1 : at + 7]
    found = (after for before, after in itertools.pairwise(lowers) if before in _PER)
    return stem(next(found, ""))


def _unit_of_rows(grid: Grid, rows: list[int]) -> str:
    """What the rows are, by the heading of their names or by the names."""
    head = words_of(grid.header(0))
    if len(head) == 1:
        return next(iter(head))
    if rows and all(grid.label(row).lower() in WEEKDAYS for row in rows):
        return "day"
    whens = [when_of(grid.label(row)) for row in rows]
    shapes = {when.shape for when in whens if when}
    return (
        {"month": "month", "year": "year"}.get(next(iter(shapes)), "")
        if len(shapes) == 1 and all(whens)
        else ""
    )


def _column(sentence: Sentence, grid: Grid) -> int | None:
    """The only column of numbers, or the one that the sentence names."""
    said = {stem(item.lower) for item in sentence.items if item.kind == "word"}
    columns = [c for c in grid.numeric if c > 0]
    named = [c for c in columns if words_of(grid.header(c)) & said]
    return named[0] if len(named) == 1 else columns[0] if len(columns) == 1 else None
