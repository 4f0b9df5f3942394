"""A table with withheld counts as somebody who adds up printed numbers would see it.

It holds the true counts, which nothing may print: they only show whether another table of counts would agree
with all that was printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from reckoner.reports.modules.measures import Declared, cells_of
from reckoner.reports.periods.period import Period
from reckoner.reports.sources.schema import TIME_TYPES
from reckoner.reports.sources.table import Table, group
from reckoner.reports.sources.value import SUPPRESSED

Cells = Mapping[str, Mapping[Period, tuple[int, ...]]]


@dataclass(frozen=True)
class Protected:
    """One protected column of a table: ``cells`` are the rows behind each measure's value at each period."""

    module: str
    table: Table
    column: str
    cells: Cells
    counts: Mapping[int, int] = field(repr=False)

    @property
    def name(self) -> str:
        """The table as editors call it."""
        return f"{self.module}.{self.table.name}"

    @cached_property
    def withheld(self) -> frozenset[int]:
        """The rows whose count is withheld."""
        place = self.table.index(self.column)
        return frozenset(n for n, row in enumerate(self.table.rows) if row[place] is SUPPRESSED)

    @property
    def heading(self) -> str:
        """What stands over the column in print."""
        return next(each.heading for each in self.table.columns if each.name == self.column)

    def label(self, number: int) -> str:
        """A row by its key."""
        row = self.table.rows[number]
        return ", ".join(str(row[self.table.index(name)]) for name in self.table.schema.key)

    def period_of(self, number: int) -> Period | None:
        """The period of a row."""
        when = self.table.schema.time_column
        value = self.table.rows[number][self.table.index(when)] if when else None
        return value if isinstance(value, Period) else None

    def rows_of(self, measure: str, period: Period) -> tuple[int, ...] | None:
        """The rows whose sum a measure is at a period; None where its periods don't make the period up."""
        by_period = self.cells.get(measure, {})
        if period in by_period:
            return by_period[period]
        inside = sorted(each for each in by_period if each in period)
        ends = [period.start, *(each.end for each in inside)]
        if not inside or any(each.start != end for each, end in zip(inside, ends, strict=False)):
            return None
        return tuple(n for each in inside for n in by_period[each]) if ends[-1] == period.end else None

    def totals(self) -> Iterator[tuple[Period, tuple[int, ...]]]:
        """Sums of a period that another table may hold: over all, or over all but one, of its categories."""
        kinds = {column.name: column.type for column in self.table.columns}
        key = self.table.schema.key
        texts = [name for name in key if kinds[name] not in TIME_TYPES]
        for left in ([], *([name] for name in texts)):
            names = [name for name in key if kinds[name] in TIME_TYPES or name in left]
            for rows in group(self.table, names).values():
                period = self.period_of(rows[0])
                if period and self.withheld.intersection(rows):
                    yield period, tuple(rows)


def protected_columns(
    module: str, raw: Table, table: Table, declared: Iterable[Declared]
) -> Iterator[Protected]:
    """What is protected in a table; ``raw`` is the same one before anything was withheld."""
    measures = [each for each in declared if each.entry.table == table.name]
    for name in table.protected:
        place = raw.index(name)
        counts = {n: value for n, row in enumerate(raw.rows) if isinstance(value := row[place], int)}
        cells: dict[str, Mapping[Period, tuple[int, ...]]] = {}
        for each in measures:
            if each.entry.value == name:
                cells |= cells_of(each, table)
        yield Protected(module, table, name, cells, counts)
