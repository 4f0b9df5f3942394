"""A table as numbers: which rows are headers, what each column and row is called, and each cell's value."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Literal

from reckoner.reports.audit.document import Row, Table
from reckoner.reports.audit.language.item import Item
from reckoner.reports.audit.language.lexer import items_of
from reckoner.reports.audit.language.quantity import Quantity
from reckoner.reports.audit.language.sentence import stem
from reckoner.reports.audit.language.when import When

_SIGNS = frozenset(
    ["£", "$", "€", "%", "[", "]", "+", "-", "–", "—", "(", ")", "▲", "▼", "↑", "↓", "→", "*", "†", ","]
)
# A number and its share in one cell: "135 (27%)".
TWO_FIGURES = re.compile(r"\s*([£$€]?[0-9][0-9,.]*[mk]?)\s*\(\s*([0-9.]+\s*%)\s*\)\s*")
_LONGEST_CELL = 400
_WIDEST = 60  # a table with more columns is a dump of data


@lru_cache(maxsize=8192)
def read_cell(text: str) -> Quantity | None:
    """The one number of a cell, or None where it holds words; brackets are a minus sign in accounts."""
    if (
        not text
        or len(text) > 60
        or not any(character.isdigit() for character in text)
        or text.lstrip("£(").startswith("000")
    ):
        return None
    items = items_of(text.replace("−", "-"))
    numbers = [item for item in items if item.kind == "quantity"]
    if len(numbers) != 1 or any(item.kind not in ("quantity", "sign", "when") for item in items):
        return None
    if any(item.kind == "when" for item in items) or any(
        i.lower not in _SIGNS for i in items if i.kind == "sign"
    ):
        return None
    quantity = numbers[0].quantity
    assert quantity is not None
    down = text.strip(" £$€").startswith(("(", "-", "−", "–", "▼", "↓")) or quantity.sign == "-"
    up = text.strip().startswith(("+", "▲", "↑")) or quantity.sign == "+"
    value = -quantity.value if down else quantity.value
    currency = next((sign for sign in "£$€" if sign in text), "")
    if currency and quantity.kind == "count":
        quantity = replace(quantity, kind="money", unit=currency)
    sign: Literal["", "+", "-"] = "-" if down else "+" if up else ""
    return replace(quantity, value=value, text=text.strip(), in_words=False, sign=sign)


@lru_cache(maxsize=8192)
def cell_items(text: str) -> tuple[Item, ...]:
    """The items of a cell."""
    return tuple(items_of(text[:_LONGEST_CELL]))


def when_of(text: str) -> When | None:
    """The time that a label names, where it names one."""
    return next((item.when for item in cell_items(text) if item.when is not None), None)


@dataclass(frozen=True)
class Grid:
    """``head`` are the rows above the first number; ``body`` the rest; ``caption`` the words before it."""

    head: tuple[Row, ...]
    body: tuple[Row, ...]
    caption: str = ""

    @cached_property
    def width(self) -> int:
        """How many columns."""
        return max((len(row.cells) for row in (*self.head, *self.body)), default=0)

    def header(self, column: int) -> str:
        """The words above a column, lower case."""
        return self._headers[column] if column < len(self._headers) else ""

    @cached_property
    def _headers(self) -> list[str]:
        """Each column's words. Of two rows of headings, one of the upper reaches to the next one."""
        rows = [list(row.cells) for row in self.head if _is_wide(row)]
        for row in rows[:-1]:
            for at in range(1, len(row)):
                row[at] = row[at] if row[at].strip() or at == 1 else row[at - 1]
        said = ([row[at] for row in rows if at < len(row)] for at in range(self.width))
        return [" ".join(" ".join(words).split()).lower() for words in said]

    def value(self, row: int, column: int) -> Quantity | None:
        """The number in a cell of the body; a column headed with % makes its bare numbers percentages."""
        cells = self.body[row].cells
        quantity = read_cell(cells[column]) if column < len(cells) else None
        if quantity is None or quantity.kind != "count":
            return quantity
        if _is_percent(self.header(column)) or _is_percent(self.label(row)):
            return replace(quantity, kind="percent")
        if "£" in self.header(column):
            return replace(quantity, kind="money", unit="£")
        return quantity

    def label(self, row: int) -> str:
        """What a row is called: its first cell, unless that is a number."""
        cells = self.body[row].cells
        return cells[0].strip() if cells and read_cell(cells[0]) is None else ""

    def column(self, column: int) -> list[Quantity | None]:
        """The values of a column, top to bottom."""
        return [self.value(row, column) for row in range(len(self.body))]

    @cached_property
    def numeric(self) -> tuple[int, ...]:
        """The columns that hold numbers in at least half of the rows."""
        return tuple(
            column
            for column in range(self.width)
            if sum(value is not None for value in self.column(column)) * 2 >= len(self.body)
        )


def _is_percent(label: str) -> bool:
    """It says per cent, and does not name one as what it is about: "90% target met"."""
    return ("%" in label and not any(character.isdigit() for character in label.partition("%")[0][-2:])) or (
        "per cent" in label.lower() or "percentage" in label.lower()
    )


def _is_wide(row: Row) -> bool:
    """A header with a name for more than one column, not a caption in the first cell."""
    return sum(bool(cell.strip()) for cell in row.cells) > 1


def grid_of(table: Table, caption: str = "") -> Grid:
    """The table with its header rows apart."""
    first = 0
    for row in table.rows:
        if any(read_cell(cell) is not None or TWO_FIGURES.fullmatch(cell) for cell in row.cells):
            break
        first += 1
    if first == len(table.rows) or max(len(row.cells) for row in table.rows) > _WIDEST:
        return Grid((), ())
    return Grid(table.rows[:first], table.rows[first:], caption)


def words_of(text: str) -> frozenset[str]:
    """The stems of a label's words of more than two letters."""
    return frozenset(
        stem(item.lower) for item in cell_items(text.lower()) if item.kind == "word" and len(item.lower) > 2
    )
