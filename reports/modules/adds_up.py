"""Tables that have to add up: a column's sum beside a total elsewhere in the module, to the last pound.

Each period adds up by itself. A difference that is known is declared with its reason, and then exactly
that difference has to be there, so that a corrected value is noticed too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from reckoner.reports.errors import Fault, Place, nearest
from reckoner.reports.modules.declaration import AddsUpEntry, ModuleFile
from reckoner.reports.periods.period import Period
from reckoner.reports.settings.yaml import YamlFile
from reckoner.reports.sources.sums import without_totals
from reckoner.reports.sources.table import Table, column, of_rows, where

Sums = dict[Period | None, Decimal]


def faults_of(file: YamlFile, declared: ModuleFile, tables: Mapping[str, Table]) -> Iterator[Fault]:
    """What doesn't add up, or can't be added up, in the tables that were read."""
    for name, entry in declared.tables.items():
        for number, rule in enumerate(entry.adds_up):
            place = file.place("tables", name, "adds_up", number)
            if name not in tables:
                continue
            try:
                yield from _compared(tables, name, rule, place)
            except (KeyError, TypeError) as problem:
                yield Fault(f"{name} can't be added up: {problem.args[0]}", place, "Correct the rule.")


def _compared(tables: Mapping[str, Table], name: str, rule: AddsUpEntry, place: Place) -> Iterator[Fault]:
    other, _, goal = rule.to.partition(".")
    if other not in tables:
        yield Fault(f"there is no table {other!r} to add up to", place, nearest(other, tables))
        return
    parts = _sums(_without_totals(tables[name], rule.rows), rule.column)
    wholes = _sums(_without_totals(tables[other], rule.where), goal)
    for period, whole in wholes.items():
        found = parts.get(period)
        if found is None:
            yield Fault(f"{name} has nothing for {period}, but {rule.to} has {whole:,}", place)
        elif found - whole != rule.difference:
            yield Fault(_said(name, rule, period, found, whole), place, _todo(rule))


def _without_totals(table: Table, conditions: Mapping[str, Sequence[str]]) -> Table:
    """The rows that meet the conditions, but for totals that these don't ask for."""
    return where(of_rows(table, without_totals(table, conditions)), conditions)


def _said(name: str, rule: AddsUpEntry, period: Period | None, found: Decimal, whole: Decimal) -> str:
    at = f" for {period}" if period else ""
    direction = "more" if found > whole else "less"
    gap = f"{abs(found - whole):,} {direction}" if found != whole else "no difference"
    return f"{name}.{rule.column} adds up to {found:,}{at}, but {rule.to} is {whole:,}: {gap}"


def _todo(rule: AddsUpEntry) -> str:
    if rule.difference:
        return (
            f"The declared difference is {rule.difference:,} ({rule.because}). Correct the one or the other."
        )
    return "Correct the table, or declare the `difference` and say `because`."


def _sums(table: Table, name: str) -> Sums:
    """The sum of a column for each period, or one sum where the table has no periods.

    Raises KeyError for an unknown column, TypeError for values that can't be added.
    """
    when = next((c.name for c in table.columns if c.type in ("period", "month")), None)
    periods = column(table, when) if when else [None] * len(table.rows)
    sums: Sums = {}
    for period, value in zip(periods, column(table, name), strict=True):
        if not isinstance(value, (int, Decimal)):
            raise TypeError(f"a value of {name} is missing, withheld or no number")
        key = period if isinstance(period, Period) else None
        sums[key] = sums.get(key, Decimal(0)) + value
    return sums
