"""Rows added up: as they are, or, where small numbers are suppressed, only as far as totals are safe."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from reckoner.reports.sources.table import GroupKey, Table, group
from reckoner.reports.sources.value import SUPPRESSED, Value


def total_of(table: Table, column: str, rows: Sequence[int]) -> Value:
    """The sum of a column over these rows; None where a value is missing.

    Where a value among them is suppressed, the sum is too, unless the rows are made up of whole groups
    whose totals the table gives as safe.
    """
    position = table.index(column)
    values = [table.rows[number][position] for number in rows]
    if len(values) == 1:
        return values[0]
    if any(value is SUPPRESSED for value in values):
        return _safe_total(table, rows, (table.totals or {}).get(column, {}))
    if not all(isinstance(value, (int, Decimal)) for value in values):
        return None
    return sum((value for value in values if isinstance(value, (int, Decimal))), start=0)


def _safe_total(table: Table, rows: Sequence[int], totals: Mapping[GroupKey, int]) -> Value:
    """The sum of published group totals that cover exactly these rows."""
    wanted = set(rows)
    for names in dict.fromkeys(tuple(name for name, _ in key) for key in totals):
        groups = {
            key: members for key, members in group(table, names).items() if wanted.intersection(members)
        }
        if all(key in totals for key in groups) and set().union(*groups.values()) == wanted:
            return sum(totals[key] for key in groups)
    return SUPPRESSED
