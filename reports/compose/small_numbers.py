"""Small numbers that documents give away together: a total here, the rest of it in an earlier edition.

Each protected table is held against all that this draft and every draft that went out have printed of it,
in tables, charts, prose and key numbers: their ledgers say so. Only numbers that agree with the table count,
since a value that was restated is no longer one of its sums.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from reckoner.reports.figures.ledger import LedgerRow, read_rows
from reckoner.reports.findings import Finding, Severity
from reckoner.reports.modules.protected import Protected
from reckoner.reports.periods.period import Period
from reckoner.reports.sources.disclosure import Disclosed, Statement, disclosed

RULES = ("small-number",)
_STEPS = ("value", "before", "total")
_ROW = re.compile(r"(?P<table>.+), (?P<heading>.+), row (?P<number>[0-9]+)")
_COUNTED = ("count", "people", "posts")
_MOST_PLACES = 4


@dataclass(frozen=True, slots=True)
class PrintedLedger:
    """What a document printed; ``ours`` is that of the draft that is being made."""

    document: str
    rows: tuple[LedgerRow, ...]
    ours: bool = False


def printed_ledger(document: str, ledger: str, *, ours: bool = False) -> PrintedLedger:
    """The ledger of a draft. Raises KeyError where it isn't one."""
    return PrintedLedger(document, tuple(read_rows(ledger)), ours)


def find(tables: Iterable[Protected], ledgers: Sequence[PrintedLedger]) -> Iterator[Finding]:
    """An error for each count that this draft gives away, a warning for what others have or may have."""
    for table in tables:
        statements = list(_statements(table, ledgers))
        if not any(statement.ours for statement in statements):
            continue
        sure = [statement for statement in statements if not statement.likely]
        certain = list(disclosed(table.counts, table.withheld, sure))
        others = [statement for statement in sure if not statement.ours]
        before = {each.number for each in disclosed(table.counts, table.withheld, others)}
        for each in certain:
            yield _finding(table, each, "warning" if each.number in before else "error")
        known = {each.number for each in certain}
        for each in disclosed(table.counts, table.withheld - known, statements):
            if any(statement.ours for statement in each.statements):
                yield _finding(table, each, "warning")


def _statements(table: Protected, ledgers: Sequence[PrintedLedger]) -> Iterator[Statement]:
    totals = {(period, _sum(table, rows)): rows for period, rows in table.totals()}
    for ledger in ledgers:
        for row in ledger.rows:
            value, period = _value(row), _period(row)
            if value is None:
                continue
            where = f"{ledger.document}, {row.place} ({row.name})"
            members = _members(table, row, period)
            if members and value == _sum(table, members):
                yield Statement(members, where, ledger.ours)
            elif members is None and row.name.split(".")[0] == table.module and period:
                total = totals.get((period, int(value)), ())
                yield from [Statement(total, where, ledger.ours, likely=True)] if total else ()


def _members(table: Protected, row: LedgerRow, period: Period | None) -> tuple[int, ...] | None:
    """The rows of the table that a printed number is the sum of; None where it isn't of this table."""
    if cell := _ROW.fullmatch(row.name):
        number = int(cell["number"]) - 1
        same = cell["table"] == table.name and cell["heading"] == table.heading
        fits = number in table.counts and table.period_of(number) == period
        return (number,) if same and fits else () if cell["table"] == table.name else None
    parts = row.name.split(".")
    while len(parts) > 2 and parts[-1] in _STEPS:
        parts.pop()
    name = ".".join(parts)
    if name not in table.cells:
        return None
    return (table.rows_of(name, period) if period else None) or ()


def _sum(table: Protected, rows: Sequence[int]) -> int | None:
    return sum(table.counts[n] for n in rows) if all(n in table.counts for n in rows) else None


def _value(row: LedgerRow) -> Decimal | None:
    """The value of a count that is printed in full, in digits or in words."""
    if row.unit not in _COUNTED:
        return None
    try:
        value = Decimal(row.value)
    except InvalidOperation:
        return None
    shown = re.sub(r"[^0-9.]", "", row.printed)
    return value if not shown or shown == f"{value.normalize():f}" else None


def _period(row: LedgerRow) -> Period | None:
    try:
        return Period.parse(row.period) if row.period else None
    except ValueError:
        return None


def _finding(table: Protected, each: Disclosed, severity: Severity) -> Finding:
    """It names cells and places, never the number."""
    cell = f"{table.heading} for {table.label(each.number)} in {table.name}"
    places = list(dict.fromkeys(statement.where for statement in each.statements))
    alone = len(each.statements) == 1 and len(each.statements[0].members) == 1
    what = (
        f"{cell} is withheld, but printed by itself"
        if alone
        else f"{cell} is withheld, but can be worked out"
    )
    if any(statement.likely for statement in each.statements):
        what = f"{cell} is withheld, but can be worked out if a number that equals a total is that total"
    more = f"; and {len(places) - _MOST_PLACES} more" if len(places) > _MOST_PLACES else ""
    todo = (
        "Take one of these numbers out of this draft, or withhold more of the table."
        if severity == "error"
        else "Look at each place; what is out already, this draft can't take back."
    )
    return Finding(severity, RULES[0], what, quote="; ".join(places[:_MOST_PLACES]) + more, todo=todo)
