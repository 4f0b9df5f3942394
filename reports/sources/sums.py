"""Rows that are the sum of others, recognised by arithmetic and by what they are called.

Whoever adds such a row to what it sums counts everything twice. A row counts as a sum where its label says so
and the arithmetic agrees, or where the arithmetic agrees so often that it is no coincidence.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reckoner.reports.sources.table import Table

_TOTAL = re.compile(r"(grand |sub-?|sub )?totals?|all|overall|sum|altogether", re.IGNORECASE)
_LIKE_TOTAL = re.compile(
    r"\b(sub-?)?totals?\b|^(all|overall|sum|both|combined|altogether)\b|\b(combined|overall)$"
    r"|^(county|countywide|force(wide|-wide)?( area)?|england( and wales)?|united kingdom|uk)$",
    re.IGNORECASE,
)
_ENOUGH, _LARGE = 3, 10
"""Groups in which the arithmetic must agree where no label says so, and how large each sum must be."""


@dataclass(frozen=True, slots=True)
class SumRow:
    """A label whose rows are sums, in a column of text; ``row`` is the first of them, ``value`` its sum.

    ``adds_up`` is False where the label alone says that it is a total.
    """

    column: str
    label: str
    row: int
    value: Decimal
    adds_up: bool


def is_total(label: object) -> bool:
    """Whether a label can mean nothing but a total: Total, All, Sub-total."""
    return _TOTAL.fullmatch(str(label).strip(" :*")) is not None


def sum_rows(table: Table, value: str, rows: Sequence[int], columns: Sequence[str]) -> Iterator[SumRow]:
    """The labels among these rows, in these columns of text, whose rows sum others in column ``value``."""
    for name in columns:
        yield from _in_column(table, value, rows, name)


def sums_in(table: Table) -> Iterator[SumRow]:
    """The labels, in any column of text in the key, whose rows sum others; those declared left aside."""
    rows, seen = without_totals(table), set()
    texts = [each.name for each in table.columns if each.type == "text" and each.name in table.schema.key]
    for column in table.columns:
        if column.type not in _SUMMED:
            continue
        for found in sum_rows(table, column.name, rows, texts):
            if (found.column, found.label) not in seen:
                seen.add((found.column, found.label))
                yield found


_SUMMED = frozenset(("count", "people", "posts", "integer", "money", "hours", "fte"))


def _in_column(table: Table, value: str, rows: Sequence[int], name: str) -> Iterator[SumRow]:
    position, others = table.index(name), [table.index(each) for each in table.schema.key if each != name]
    amounts = table.index(value)
    groups: dict[tuple[object, ...], dict[str, int]] = {}
    for number in rows:
        key = tuple(str(table.rows[number][each]) for each in others)
        groups.setdefault(key, {})[str(table.rows[number][position])] = number
    members = [
        {label: _amount(table.rows[number][amounts]) for label, number in group.items()}
        for group in groups.values()
    ]
    first = {label: number for group in reversed(groups.values()) for label, number in group.items()}
    found: dict[str, bool] = {}
    while (label := _next_sum(members, found)) is not None:
        found[label] = True
    for label in first:
        if label not in found and is_total(label):
            found[label] = False
    for label, adds_up in found.items():
        amount = _amount(table.rows[first[label]][amounts])
        yield SumRow(name, label, first[label], amount or Decimal(0), adds_up)


def _amount(value: object) -> Decimal | None:
    return Decimal(value) if isinstance(value, int | Decimal) else None


def _next_sum(groups: Sequence[Mapping[str, Decimal | None]], known: Mapping[str, bool]) -> str | None:
    """A label that is a sum of labels which are none themselves."""
    plain = [{label: each for label, each in group.items() if label not in known} for group in groups]
    for label in dict.fromkeys(label for group in plain for label in group):
        said = _LIKE_TOTAL.search(label) is not None
        evidence = [group for group in plain if group.get(label) and None not in group.values()]
        if len(evidence) < (1 if said else _ENOUGH) or not all(
            _sums_others(label, each) for each in evidence
        ):
            continue
        if said or all((group[label] or 0) >= _LARGE for group in evidence):
            return label
    return None


def _sums_others(label: str, group: Mapping[str, Decimal | None]) -> bool:
    """Whether an amount is the sum of all others of its group, or of some that follow or precede it."""
    amounts = [each or Decimal(0) for each in group.values()]
    place = list(group).index(label)
    amount, after, before = amounts[place], amounts[place + 1 :], amounts[:place]
    return (
        _begins_with_sum(amount, after)
        or _begins_with_sum(amount, before[::-1])
        or (sum(map(bool, after + before)) > 1 and sum(after + before) == amount)
    )


def _begins_with_sum(amount: Decimal, amounts: Sequence[Decimal]) -> bool:
    """Whether the first of these add up to an amount, two of them at least not being zero."""
    total, counted = Decimal(0), 0
    for each in amounts:
        total, counted = total + each, counted + bool(each)
        if counted > 1 and total == amount:
            return True
    return False


def without_totals(table: Table, named: Container[str] = ()) -> tuple[int, ...]:
    """The rows that the table doesn't declare as totals; rows of columns that are ``named`` may be any."""
    declared = [(table.index(name), labels) for name, labels in table.schema.totals if name not in named]
    return tuple(
        number
        for number, row in enumerate(table.rows)
        if not any(str(row[position]) in labels for position, labels in declared)
    )
