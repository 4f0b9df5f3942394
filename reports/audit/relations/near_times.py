"""Values of a sentence that the table beside it has under another year: a label shifted by one."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reckoner.reports.audit.finding import Finding
from reckoner.reports.audit.language.change import changes_of
from reckoner.reports.audit.language.grid import Grid, when_of
from reckoner.reports.audit.language.passage import Passage
from reckoner.reports.audit.language.sentence import Sentence
from reckoner.reports.audit.language.time_of import bind_times
from reckoner.reports.audit.language.when import When
from reckoner.reports.audit.relations.claim import Claims, passage

_LEAST = Decimal(100)  # a smaller number may stand in two cells by chance


def shifted(sentence: Sentence, grid: Grid, claims: Claims) -> Iterator[Finding]:
    """ "In 2021 there were 1,204" beside a table that has 1,204 under 2020 only."""
    whole = Passage.of([sentence])
    years = {
        at: when for at in range(grid.width) if (when := when_of(grid.header(at))) and when.is_whole_year
    }
    if "(" in sentence.word_set or len(years) < 2 or len({when.shape for when in years.values()}) > 1:
        return
    taken = frozenset(change.at for change in changes_of(whole))
    for at, when in bind_times(whole.items, taken).items():
        quantity = sentence.items[at].quantity
        if quantity is None or quantity.hedge or when.shape not in {y.shape for y in years.values()}:
            continue
        if quantity.kind not in ("count", "money") or quantity.value < _LEAST or quantity.rounded_to >= 100:
            continue
        cells = [(row, column) for row in range(len(grid.body)) for column in years
                 if (value := grid.value(row, column)) and value.value == quantity.value]  # fmt: skip
        own = [column for column in years if _is_same(years[column], when)]
        if len(cells) != 1 or len(own) != 1:
            continue
        claims.count("sentence-and-table", sentence.text)
        row, column = cells[0]
        if column != own[0] and grid.value(row, own[0]) is not None:
            told = years[column].text
            because = f"the table beside it has {quantity.text} under {told}, not {when.text}."
            yield passage(sentence, "error", "sentence-and-table", quantity.text, told, because, at)


def _is_same(one: When, other: When) -> bool:
    return abs(one.order - other.order) < 1e-6
