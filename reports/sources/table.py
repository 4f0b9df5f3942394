"""A table: typed rows that know where each came from, with the origin that they share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from reckoner.reports.errors import Place, nearest
from reckoner.reports.sources.origin import Origin
from reckoner.reports.sources.schema import Column, Schema
from reckoner.reports.sources.value import Value

Row = tuple[Value, ...]
GroupKey = tuple[tuple[str, Value], ...]
"""The values that a group's rows share: ``(("district", "Watford"),)``."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that was read: its path as written for the house, and the sha256 of its bytes."""

    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a row was read: its file and line; ``letters`` name the cells of a spreadsheet's row.

    ``marks`` are the shorthand that its cells hold in place of a value or beside it, by column: ``[z]``.
    """

    path: str
    line: int
    letters: Mapping[str, str] | None = None
    marks: Mapping[str, str] = field(default_factory=dict)

    def place(self, column: str | None = None) -> Place:
        """The place of a cell, or of the row where no column is named."""
        if self.letters is None:
            return Place(self.path, self.line)
        letter = self.letters.get(column or "") or next(iter(self.letters.values()), "A")
        return Place(self.path, cell=f"{letter}{self.line}")


@dataclass(frozen=True, slots=True)
class Note:
    """How many rows reading found that a reader of the numbers should know of. ``kind`` names its words in
    the language file, under ``notes``."""

    kind: str
    number: int


@dataclass(frozen=True)
class Table:
    """Rows in the order of the file; each row has one value for each of ``schema.kept``.

    ``protected`` names the columns in which small numbers were suppressed; ``totals`` holds, for each of
    them, the group totals that stay true without giving a suppressed value back. ``notes`` say what
    reading found that a reader of the numbers should know.
    """

    name: str
    title: str
    schema: Schema
    rows: tuple[Row, ...]
    spots: tuple[Spot, ...]
    origin: Origin
    files: tuple[SourceFile, ...] = ()
    protected: tuple[str, ...] = ()
    totals: Mapping[str, Mapping[GroupKey, int]] | None = None
    notes: tuple[Note, ...] = ()

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns in the order of each row's values."""
        return self.schema.kept

    @cached_property
    def _index(self) -> dict[str, int]:
        return {name: number for number, name in enumerate(self.schema.names)}

    def index(self, column: str) -> int:
        """The place of a column in each row. Raises KeyError with the nearest names."""
        if column not in self._index:
            raise KeyError(f"the table {self.name} has no column {column!r}. {nearest(column, self._index)}")
        return self._index[column]

    def mark(self, row: int, column: str) -> str:
        """The shorthand that a cell holds in place of a value or beside it."""
        return self.spots[row].marks.get(column, "")

    def place(self, row: int, column: str | None = None) -> Place:
        """Where a row, or one of its cells, was read."""
        return self.spots[row].place(column)


def column(table: Table, name: str) -> tuple[Value, ...]:
    """The values of one column."""
    number = table.index(name)
    return tuple(row[number] for row in table.rows)


def where(table: Table, conditions: Mapping[str, Value | Iterable[Value]]) -> Table:
    """The rows whose columns hold the values given; a list stands for any of its values."""
    wanted = {table.index(name): _as_set(allowed) for name, allowed in conditions.items()}
    chosen = [
        n for n, row in enumerate(table.rows) if all(row[i] in allowed for i, allowed in wanted.items())
    ]
    return of_rows(table, chosen)


def of_rows(table: Table, numbers: Sequence[int]) -> Table:
    """The table with these of its rows alone."""
    return replace(
        table, rows=tuple(table.rows[n] for n in numbers), spots=tuple(table.spots[n] for n in numbers)
    )


def _as_set(allowed: Value | Iterable[Value]) -> frozenset[Value]:
    if isinstance(allowed, (list, tuple, set, frozenset)):
        return frozenset(allowed)
    return frozenset([allowed])  # type: ignore[list-item]


def group(table: Table, names: Iterable[str]) -> dict[GroupKey, list[int]]:
    """The numbers of the rows that share the values of these columns, in the order of the file."""
    chosen = [(name, table.index(name)) for name in names]
    groups: dict[GroupKey, list[int]] = {}
    for number, row in enumerate(table.rows):
        groups.setdefault(tuple((name, row[i]) for name, i in chosen), []).append(number)
    return groups
