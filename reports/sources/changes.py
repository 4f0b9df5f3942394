"""What differs between two versions of a table: rows added, rows removed, cells changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from reckoner.reports.sources.schema import Column
from reckoner.reports.sources.table import Table
from reckoner.reports.sources.value import Value
from reckoner.reports.sources.written import written


@dataclass(frozen=True, slots=True)
class CellChange:
    """One value that is another one now; ``row`` is the row's key in words."""

    row: str
    column: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Changes:
    """Rows by their key in words, in the order of their file."""

    table: str
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[CellChange, ...] = ()

    @property
    def is_any(self) -> bool:
        """Whether anything differs."""
        return bool(self.added or self.removed or self.changed)

    def lines(self, most: int = 20) -> Iterator[str]:
        """For a person: at most so many of each kind, and how many more there are."""
        yield from _listed([f"{c.row}: {c.column} {c.old} -> {c.new}" for c in self.changed], most, "changed")
        yield from _listed([f"+ {row}" for row in self.added], most, "added")
        yield from _listed([f"- {row}" for row in self.removed], most, "removed")


def _listed(lines: list[str], most: int, verb: str) -> Iterator[str]:
    yield from lines[:most]
    if len(lines) > most:
        yield f"and {len(lines) - most} more {verb}"


def compare_tables(old: Table | None, new: Table) -> Changes:
    """What ``new`` changes; all its rows are added where there is no old version.

    Rows are matched by the key; without one, equal rows are.
    """
    before = _by_key(old) if old else {}
    after = _by_key(new)
    changed = [
        change
        for key in after
        if old and key in before
        for change in _cells(key, (old, before[key]), (new, after[key]))
    ]
    return Changes(
        new.name,
        tuple(key for key in after if key not in before),
        tuple(key for key in before if key not in after),
        tuple(changed),
    )


def _by_key(table: Table) -> dict[str, int]:
    """The number of each row, by its key in words."""
    names = table.schema.key or table.schema.names
    columns = [
        (table.index(name), column) for name in names for column in table.columns if column.name == name
    ]
    seen: Counter[str] = Counter()
    rows: dict[str, int] = {}
    for number, row in enumerate(table.rows):
        words = ", ".join(_shown(row[index], column) for index, column in columns)
        seen[words] += 1
        rows[words if seen[words] == 1 else f"{words} ({seen[words]})"] = number
    return rows


def _cells(key: str, old: tuple[Table, int], new: tuple[Table, int]) -> Iterator[CellChange]:
    """The cells of a row that hold another value, or the same with another mark; 94.0 and 94 are one."""
    for column in new[0].columns:
        before, after = _cell(*old, column), _cell(*new, column)
        if before != after and _held(*old, column) != _held(*new, column):
            yield CellChange(key, column.name, before, after)


def _held(table: Table, number: int, column: Column) -> tuple[Value, str]:
    return table.rows[number][table.index(column.name)], table.mark(number, column.name)


def _cell(table: Table, number: int, column: Column) -> str:
    value, mark = table.rows[number][table.index(column.name)], table.mark(number, column.name)
    if value is None:
        return mark or _shown(value, column)
    return f"{_shown(value, column)} {mark}".rstrip()


def _shown(value: Value, column: Column) -> str:
    return "missing" if value is None else written(value, column)
