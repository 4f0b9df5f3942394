"""A column of accounts: what is taken off under "Less", and what is carried forward.

Down a column the rows since the last total are added, and those named "Less" taken off; what they leave is
"net", a sub-total or a balance. From a balance brought forward to the one carried forward each row is added
or taken off: where no choice of signs comes out, the balance is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from reckoner.reports.audit.finding import Finding
from reckoner.reports.audit.language.quantity import Quantity, shown
from reckoner.reports.audit.relations.claim import Claims
from reckoner.reports.audit.relations.lines import Lines, cell_finding, is_total

_LESS = ("less", "deduct", "minus")
_LEFT = (
    "net",
    "sub-total",
    "subtotal",
    "sub total",
    "total",
    "balance",
    "surplus",
    "requirement",
    "remaining",
    "to be",
    "deficit",
    "profit",
)
_OPENING = (
    "brought forward",
    "b/f",
    "b/fwd",
    "opening",
    "at start",
    "at the start",
    "at beginning",
    "at 1 ",
    "start of year",
    "start of the year",
    "at the beginning",
)
_CLOSING = (
    "carried forward",
    "c/f",
    "c/fwd",
    "closing",
    "at end",
    "at the end",
    "at 31 ",
    "at 30 ",
    "end of year",
    "end of the year",
)
_MOST = 9
_NEAR = Decimal("0.3")  # further off, it is a sum of something else


def find(rows: Lines, claims: Claims) -> Iterator[Finding]:
    """What does not agree in the accounts of a table. Where it has several columns, most must come out."""
    for kind in (_netted, _carried):
        sums = [found for column in range(rows.across) for found in kind(rows, column)]
        wrong = [found for found in sums if not found.holds(rows)]
        for found in sums:
            found.count(rows, claims)
        if len(wrong) * 2 <= len(sums) or (len(wrong) == len(sums) == 1 and len(_columns(rows)) == 1):
            yield from (finding for found in wrong for finding in found.report(rows))


def _columns(rows: Lines) -> list[int]:
    """The columns that hold numbers."""
    return [
        at for at in range(rows.across) if sum(rows.value(n, at) is not None for n in range(rows.count)) > 1
    ]


@dataclass(frozen=True)
class _Sum:
    """A cell that other rows of its column come to, with some of these ways of adding and taking off."""

    row: int
    column: int
    parts: tuple[int, ...]
    ways: tuple[tuple[int, ...], ...]
    stated: Quantity
    values: tuple[Quantity, ...]

    def holds(self, rows: Lines) -> bool:
        """Whether some way comes to what is stated."""
        return any(
            abs(abs(whole) - abs(self.stated.value)) <= self._slack(rows)
            for whole in map(self._come, self.ways)
        )

    def _slack(self, rows: Lines) -> Decimal:
        rounded = rows.is_rounded or self.stated.kind == "money" or self.stated.ulp != 1
        ulp = max(value.ulp for value in (self.stated, *self.values))
        return ulp * len(self.values) / 2 if rounded else Decimal(0)

    def _come(self, signs: Sequence[int]) -> Decimal:
        return sum((sign * v.value for sign, v in zip(signs, self.values, strict=True)), Decimal(0))

    @property
    def _best(self) -> tuple[int, ...]:
        return min(self.ways, key=lambda signs: abs(self._come(signs) - self.stated.value))

    @property
    def _formula(self) -> str:
        text = ""
        for sign, value in zip(self._best, self.values, strict=True):
            if sign:
                text += f"{' - ' if sign < 0 else ' + ' if text else ''}{value.text}"
        return text

    def count(self, rows: Lines, claims: Claims) -> None:
        """Notes that the claim was worked out."""
        row, verdict = rows.grid.body[self.row], "agrees" if self.holds(rows) else "wrong"
        claims.count(
            "table-total", row.text, f"{self._formula}: {self.stated.text}", verdict, row.line, row.page
        )

    def report(self, rows: Lines) -> Iterator[Finding]:
        """The finding, where the cell is near enough to be the sum with a slip in it."""
        whole = self._come(self._best)
        if whole and abs(whole - self.stated.value) <= _NEAR * abs(whole):
            computed = shown(whole, self.stated.kind, unit=self.stated.unit)
            because = f"{self._formula} comes to {computed}, not {self.stated.text}."
            yield cell_finding(rows.grid, "error", "table-total", (self.row, self.column), computed, because)


def _sum(
    rows: Lines, column: int, row: int, parts: Sequence[int], ways: Iterable[Sequence[int]]
) -> Iterator[_Sum]:
    stated = rows.value(row, column)
    values = tuple(value for n in parts if (value := rows.value(n, column)) is not None)
    if stated is None or len(values) != len(parts) or {value.kind for value in values} != {stated.kind}:
        return
    if stated.kind in ("count", "money"):
        yield _Sum(row, column, tuple(parts), tuple(map(tuple, ways)), stated, values)


def _numbered(rows: Lines, column: int) -> list[int]:
    return [n for n in range(rows.count) if rows.value(n, column) is not None]


def _netted(rows: Lines, column: int) -> Iterator[_Sum]:
    """ "Less" rows taken off what stands before them, down to a net or a total."""
    since: list[int] = []
    for row in _numbered(rows, column):
        label = rows.label(row)
        taken = [n for n in since if _is_less(rows, n)]
        if taken and len(taken) < len(since) and label.startswith(_LEFT) and not _is_less(rows, row):
            first = since.index(taken[0])
            starts = range(first)
            signs = [
                [0 if n < start else -1 if since[n] in taken else 1 for n in range(len(since))]
                for start in starts
            ]
            signs += [[abs(sign) for sign in way] for way in signs]
            yield from _sum(rows, column, row, since, signs)
            since = [row]
        elif is_total(label) and not taken:
            since = [row]
        else:
            since.append(row)


def _is_less(rows: Lines, row: int) -> bool:
    return rows.label(row).lstrip("( -").startswith(_LESS)


def _carried(rows: Lines, column: int) -> Iterator[_Sum]:
    """From what is brought forward to what is carried forward."""
    numbered = _numbered(rows, column)
    opening = [n for n in numbered if any(word in rows.label(n) for word in _OPENING)]
    closing = [n for n in numbered if any(word in rows.label(n) for word in _CLOSING)]
    if len(opening) != 1 or len(closing) != 1:
        return
    between = [n for n in numbered if opening[0] < n < closing[0]]
    if not 1 <= len(between) <= _MOST or closing[0] < opening[0]:
        return
    choices = [(1, -1, 0) if _may_sum(rows, n) else (1, -1) for n in between]
    ways = [[1, *signs] for signs in product(*choices)]
    yield from _sum(rows, column, closing[0], [opening[0], *between], ways)


def _may_sum(rows: Lines, row: int) -> bool:
    label = rows.label(row)
    return not label or is_total(label) or label.startswith(_LEFT) or "total" in label
