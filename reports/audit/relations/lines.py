"""A table's lines, its columns or its rows: what each is called, and the numbers where they cross."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from reckoner.reports.audit.finding import Finding, Severity
from reckoner.reports.audit.language.grid import Grid
from reckoner.reports.audit.language.quantity import Quantity

_ROUNDED = ("£", "$", "€", "million", "thousand", "'000", "000s", "(000", "rounding", "rounded", "(m)", "bn")
_MOST = 400  # a table with more rows is data, and data is not typed


PLAIN = frozenset({"total", "totals", "grand total", "overall total", "sum", "overall", "all", "force total",
                   "county total", "total number"})  # fmt: skip
_SUMMED = ("total ", "grand total", "all ", "net ", "gross ", "sum ", "overall ")
_NO_SUM = (
    "excluding",
    "excl",
    "average",
    "per ",
    "of total",
    "% of",
    "rate",
    "all other",
    "net of",
    "change",
)


def is_total(label: str) -> bool:
    """Whether a line's name says that it may be a total."""
    text = label.lower().strip(" :*†")
    if any(word in text for word in _NO_SUM):
        return False
    named = text in PLAIN or text.startswith(_SUMMED) or text.endswith(" total")
    return named or text in ("year", "both", "combined", "england", "uk", "united kingdom", "group")


@dataclass(frozen=True, eq=False)
class Lines:
    """The columns of a grid, or with ``turned`` its rows."""

    grid: Grid
    turned: bool = False

    @cached_property
    def count(self) -> int:
        """How many lines."""
        return min(len(self.grid.body), _MOST) if self.turned else self.grid.width

    @cached_property
    def across(self) -> int:
        """How many numbers a line may hold."""
        return self.grid.width if self.turned else min(len(self.grid.body), _MOST)

    def label(self, line: int) -> str:
        """What a line is called, in lower case."""
        return self.grid.label(line).lower() if self.turned else self.grid.header(line)

    def side(self, at: int) -> str:
        """What the ``at``-th number of each line is about."""
        return self.grid.header(at) if self.turned else self.grid.label(at).lower()

    def value(self, line: int, at: int) -> Quantity | None:
        """The number of a line at a place."""
        return self.values[line][at]

    @cached_property
    def values(self) -> list[list[Quantity | None]]:
        """All numbers, by line."""
        value = self.grid.value
        if self.turned:
            return [[value(line, at) for at in range(self.across)] for line in range(self.count)]
        return [[value(at, line) for at in range(self.across)] for line in range(self.count)]

    @cached_property
    def numeric(self) -> list[int]:
        """The lines that hold numbers: in at least half of their places, but for names and headings."""
        places = self.across - 1 if self.turned else self.across
        return [n for n in range(self.count)
                if sum(value is not None for value in self.values[n]) * 2 >= max(places, 1)]  # fmt: skip

    @cached_property
    def is_rounded(self) -> bool:
        """Whether the table says that its numbers are money, or given in thousands or millions."""
        rows = (*self.grid.head, *self.grid.body[:40])
        text = " ".join((self.grid.caption, *(cell for row in rows for cell in row.cells))).lower()
        return any(sign in text for sign in _ROUNDED)

    def cell(self, line: int, at: int) -> tuple[int, int]:
        """Row and column in the body."""
        return (line, at) if self.turned else (at, line)

    def finding(
        self, severity: Severity, rule: str, line: int, at: int, computed: str, because: str
    ) -> Finding:
        """A finding on the number of a line at a place, which is marked in its row."""
        return cell_finding(self.grid, severity, rule, self.cell(line, at), computed, because)


def cell_finding(
    grid: Grid, severity: Severity, rule: str, cell: tuple[int, int], computed: str, because: str
) -> Finding:
    """A finding on a cell, which is marked in its row and named by its row and column."""
    row = grid.body[cell[0]]
    quantity = grid.value(*cell)
    stated = quantity.text if quantity else row.cells[cell[1]]
    before = "\t".join(row.cells[: cell[1]]) + ("\t" if cell[1] else "")
    text = "\t".join(row.cells)
    lead = len(text) - len(text.lstrip())
    start = len(before) - lead + row.cells[cell[1]].find(stated)
    names = [name for name in (grid.label(cell[0]), grid.header(cell[1])) if name]
    because = because[:1].upper() + because[1:]
    return Finding(
        severity, rule, row.text, stated, computed, because, row.line, row.page,
        mark=(start, start + len(stated)), cell=", ".join(names),
    )  # fmt: skip
