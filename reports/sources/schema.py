"""What a table's file must look like: each column with its type and limits, the key, the body."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Literal, get_args

ColumnType = Literal[
    "period", "month", "date", "text", "code",
    "count", "integer", "decimal", "percent", "points", "money", "duration", "hours", "fte",
    "people", "posts",
    "ignored",
]  # fmt: skip
CellForm = Literal["plain", "fraction", "time", "minutes as hours", "seconds"]
Every = Literal["month", "quarter", "year", "financial year"]
Hidden = Literal["refuse", "keep", "leave out"]

COLUMN_TYPES: tuple[str, ...] = get_args(ColumnType)
TIME_TYPES: frozenset[str] = frozenset({"period", "month", "date"})
KEY_TYPES: frozenset[str] = TIME_TYPES | {"text", "code"}
WHOLE_TYPES: frozenset[str] = frozenset({"count", "integer", "people", "posts", "duration"})
NUMBER_TYPES: frozenset[str] = frozenset(COLUMN_TYPES) - KEY_TYPES - {"ignored"}
NOT_NEGATIVE: frozenset[str] = frozenset({"count", "people", "posts", "duration", "hours", "fte"})


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``name`` is its header in the file; ``heading`` stands over it in print.

    ``markers`` are the texts that mean "missing" ("" is a blank cell); none means that each row must
    have a value. ``zeros`` are texts that mean 0, such as an accountant's dash. ``cell`` says how a
    spreadsheet holds the value: ``fraction`` (13.31% is 0.1331), ``time`` (a clock time is what it says),
    ``minutes as hours`` (01:30 was typed for 1 minute 30 and the spreadsheet made hours of it), ``seconds``
    (a plain number). Where the sheet's cells are of
    another kind than the column declares, they are refused. A column that isn't ``printed`` is for
    measures and keys only.
    """

    name: str
    type: ColumnType
    heading: str
    optional: bool = False
    markers: tuple[str, ...] = ()
    zeros: tuple[str, ...] = ()
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    decimals: int | None = None
    cell: CellForm = "plain"
    printed: bool = True

    @property
    def least(self) -> Decimal | None:
        """The smallest value allowed: as declared, or zero for what is counted."""
        if self.minimum is None and self.type in NOT_NEGATIVE:
            return Decimal(0)
        return self.minimum

    def outside(self, value: int | Decimal) -> str | None:
        """Which limit the value breaks, in words."""
        if self.least is not None and value < self.least:
            return f"under the minimum of {self.least}"
        if self.maximum is not None and value > self.maximum:
            return f"over the maximum of {self.maximum}"
        return None


@dataclass(frozen=True)
class Schema:
    """Columns in the order in which they print, the key that no two rows share, and the table's body.

    ``every`` names the step at which periods must follow each other without a gap. Spreadsheets:
    ``until_blank`` ends the table at the first blank row, ``footnotes`` leaves out so many last rows,
    ``hidden`` says what to do with hidden rows, columns and sheets that hold data. ``totals`` are columns of
    text with the labels whose rows are sums of other rows.
    """

    columns: tuple[Column, ...]
    key: tuple[str, ...]
    every: Every | None = None
    header_row: int = 1
    until_blank: bool = False
    footnotes: int = 0
    hidden: Hidden = "refuse"
    totals: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @cached_property
    def kept(self) -> tuple[Column, ...]:
        """The columns whose values are read."""
        return tuple(column for column in self.columns if column.type != "ignored")

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The headers of the columns that are read."""
        return tuple(column.name for column in self.kept)

    @cached_property
    def time_column(self) -> str | None:
        """The first column of the key that holds periods, months or dates."""
        timed = [column.name for column in self.kept if column.type in TIME_TYPES]
        return next((name for name in self.key if name in timed), None)


def default_key(columns: tuple[Column, ...]) -> tuple[str, ...]:
    """All periods, dates, texts and codes."""
    return tuple(column.name for column in columns if column.type in KEY_TYPES)
