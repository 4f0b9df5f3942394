"""What rows must be together: no key twice, no gap between periods."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from reckoner.reports.errors import Fault
from reckoner.reports.periods.period import Period
from reckoner.reports.sources.schema import Every
from reckoner.reports.sources.table import Table, column, group
from reckoner.reports.sources.value import Value

_MONTHS: dict[Every, int] = {"month": 1, "quarter": 3, "year": 12, "financial year": 12}


def broken_rules(table: Table) -> Iterator[Fault]:
    """Each row that repeats a key, and each gap or stray period where the table declares ``every``."""
    yield from _double_keys(table)
    if table.schema.every:
        yield from _gaps(table, table.schema.every)


def _double_keys(table: Table) -> Iterator[Fault]:
    if not table.schema.key:
        return
    for key, numbers in group(table, table.schema.key).items():
        for number in numbers[1:]:
            first = table.place(numbers[0])
            where = first.cell or f"line {first.line}"
            if first.path != table.spots[number].path:
                where = f"{first.path}, {where}"
            yield Fault(
                f"{_words(key)} stands twice, first in {where}", table.place(number), "Keep one of the two."
            )


def _words(key: tuple[tuple[str, Value], ...]) -> str:
    return ", ".join("blank" if value is None else str(value) for _, value in key)


def _gaps(table: Table, every: Every) -> Iterator[Fault]:
    name = table.schema.time_column
    if name is None:
        return
    first_rows: dict[Period, int] = {}
    for number, value in enumerate(column(table, name)):
        if isinstance(value, Period):
            first_rows.setdefault(value, number)
    strays = [period for period in first_rows if period.shape != every]
    for period in strays:
        yield Fault(f"{period} is not a {every}, but the table has one row for every {every}",
                    table.place(first_rows[period], name), f"Write each {every} in its own row.")  # fmt: skip
    steady = sorted(first_rows.keys() - strays)
    for before, after in pairwise(steady):
        if before.end != after.start:
            missing = ", ".join(str(period) for period in _between(before, after, _MONTHS[every]))
            yield Fault(f"there is a gap: nothing for {missing}", table.place(first_rows[after], name),
                        f"Add the row, or leave out `every: {every}`.")  # fmt: skip


def _between(before: Period, after: Period, months: int) -> Iterator[Period]:
    period = before.shifted(months)
    while period.start < after.start:
        yield period
        period = period.shifted(months)
