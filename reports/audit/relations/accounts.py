"""A column of accounts: what is taken off under "Less", and what is carried forward.

Down a column the rows since the last total are added, and those named "Less" taken off; what they leave is
"net", a sub-total or a balance. From a balance brought forward to the one carried forward each row is added or
taken off: where no choice of signs comes out, the balance is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import product

from reckoner.reports.audit.finding import Finding
from reckoner.reports.audit.language.quantity import Quantity, shown
from reckoner.reports.audit.relations.claim import Claims
from reckoner.reports.audit.relations.lines import Lines, cell_finding, is_total

_LESS = ("less", "deduct", "minus")
_LEFT = ("net", "sub-total", "subtotal", "sub total", "total", "balance", "surplus", "requirement", "remaining",
         "to be", "deficit", "profit")  # fmt: skip
_OPENING = ("brought forward", "b/f", "b/fwd", "opening", "at start", "at the start", "at beginning", "at 1 ",
            "start of year", "start of the year", "at the beginning")  # fmt: skip
_CLOSING = ("carried forward", "c/f", "c/fwd", "closing", "at end", "at the end", "at 31 ", "at 30 ",
            "end of year", "end of the year")  # fmt: skip
_MOST = 7


def find(rows: Lines, claims: Claims) -> Iterator[Finding]:
    """What does not agree in the accounts of a table, column by column."""
    for column in range(rows.across):
        numbered = [n for n in range(rows.count) if rows.value(n, column) is not None]
        yield from _netted(rows, column, numbered, claims)
        yield from _carried(rows, column, numbered, claims)


def _netted(rows: Lines, column: int, numbered: Sequence[int], claims: Claims) -> Iterator[Finding]:
    since: list[int] = []
    for row in numbered:
        label = rows.label(row)
        taken = [n for n in since if _is_less(rows, n)]
        if taken and len(taken) < len(since) and label.startswith(_LEFT) and not _is_less(rows, row):
            signs = [-1 if n in taken else 1 for n in since]
            yield from _held(rows, column, row, since, [signs, _signed(rows, column, since)], claims)
            since = [row]
        elif is_total(label) and not taken:
            since = [row]
        else:
            since.append(row)


def _is_less(rows: Lines, row: int) -> bool:
    return rows.label(row).lstrip("( -").startswith(_LESS)


def _signed(rows: Lines, column: int, since: Sequence[int]) -> list[int]:
    """The rows under "Less" may carry their sign already."""
    return [1] * len(since)


def _carried(rows: Lines, column: int, numbered: Sequence[int], claims: Claims) -> Iterator[Finding]:
    opening = [n for n in numbered if any(word in rows.label(n) for word in _OPENING)]
    closing = [n for n in numbered if any(word in rows.label(n) for word in _CLOSING)]
    if len(opening) != 1 or len(closing) != 1:
        return
    between = [n for n in numbered if opening[0] < n < closing[0]]
    if not 1 <= len(between) <= _MOST or closing[0] < opening[0]:
        return
    choices = [(1, -1, 0) if _may_sum(rows, n) else (1, -1) for n in between]
    ways = [[1, *signs] for signs in product(*choices)]
    yield from _held(rows, column, closing[0], [opening[0], *between], ways, claims)


def _may_sum(rows: Lines, row: int) -> bool:
    label = rows.label(row)
    return is_total(label) or label.startswith(_LEFT) or "total" in label


def _held(
    rows: Lines, column: int, row: int, parts: Sequence[int], ways: Sequence[Sequence[int]], claims: Claims
) -> Iterator[Finding]:
    stated = rows.value(row, column)
    values = [value for n in parts if (value := rows.value(n, column)) is not None]
    if stated is None or len(values) != len(parts) or {value.kind for value in values} != {stated.kind}:
        return
    sums = [_sum(values, signs) for signs in ways]
    slack = (
        max(value.ulp for value in (stated, *values)) * len(values) / 2 if _is_rounded(rows, stated) else 0
    )
    holds = any(abs(abs(whole) - abs(stated.value)) <= slack for whole in sums)
    body = rows.grid.body[row]
    formula = _formula(values, _likeliest(values, ways, stated))
    claims.count(
        "table-total",
        body.text,
        f"{formula}: {stated.text}",
        "agrees" if holds else "wrong",
        body.line,
        body.page,
    )
    if not holds:
        whole = _sum(values, _likeliest(values, ways, stated))
        computed = shown(whole, stated.kind, unit=stated.unit)
        because = f"{formula} comes to {computed}, not {stated.text}."
        yield cell_finding(rows.grid, "error", "table-total", (row, column), computed, because)


def _likeliest(values: Sequence[Quantity], ways: Sequence[Sequence[int]], stated: Quantity) -> Sequence[int]:
    return min(ways, key=lambda signs: abs(_sum(values, signs) - stated.value))


def _sum(values: Sequence[Quantity], signs: Sequence[int]) -> Decimal:
    return sum((sign * value.value for sign, value in zip(signs, values, strict=True)), Decimal(0))


def _is_rounded(rows: Lines, stated: Quantity) -> bool:
    return rows.is_rounded or stated.kind == "money" or stated.ulp != 1


def _formula(values: Sequence[Quantity], signs: Sequence[int]) -> str:
    text = ""
    for sign, value in zip(signs, values, strict=True):
        if sign:
            text += f"{' - ' if sign < 0 else ' + ' if text else ''}{value.text}"
    return text
