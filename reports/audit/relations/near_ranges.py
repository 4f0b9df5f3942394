"""A range that values are said to lie in, against the values of the table beside it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reckoner.reports.audit.finding import Finding
from reckoner.reports.audit.language.grid import Grid, read_cell
from reckoner.reports.audit.language.quantity import Quantity
from reckoner.reports.audit.language.sentence import Sentence
from reckoner.reports.audit.language.vocabulary import words
from reckoner.reports.audit.relations.claim import Claims, passage

_USUALLY = words(
    "normally typically usually generally historically traditionally mostly consistently ordinarily"
)
_ALWAYS = words("always consistently ranged ranging throughout each every between")
_ENOUGH = Decimal(2) / 3


def ranges(sentence: Sentence, grid: Grid, claims: Claims) -> Iterator[Finding]:
    """ "Normally around 84-89%": two thirds of the values, at least, should lie inside."""
    for at, item in enumerate(sentence.items):
        quantity = item.quantity
        if item.kind != "range" or quantity is None or quantity.upper is None or quantity.kind == "count":
            continue
        before = {word.lower for word in sentence.items[max(0, at - 8) : at]}
        if not before & (_USUALLY | _ALWAYS):
            continue
        rows = [_row_values(row.cells, quantity.kind) for row in grid.body]
        rows = [row for row in rows if row]
        if sum(map(len, rows)) < 4 or not _is_its_measure(quantity, rows):
            continue
        claims.count("sentence-and-table", sentence.text)
        yield from _outside(sentence, at, quantity, rows)


def _row_values(cells: tuple[str, ...], kind: str) -> list[Quantity]:
    return [value for cell in cells if (value := read_cell(cell)) and value.kind == kind]


def _outside(
    sentence: Sentence, at: int, quantity: Quantity, rows: list[list[Quantity]]
) -> Iterator[Finding]:
    """The newest row, or the oldest, may be the exception that the text tells of."""
    choices = [rows, rows[:-1], rows[1:]]
    shares = [_inside(quantity, [value for row in choice for value in row]) for choice in choices if choice]
    if max(shares) >= _ENOUGH:
        return
    values = [value for row in rows for value in row]
    strays = [value.text for value in values if not _is_inside(quantity, value)]
    computed = f"{len(values) - len(strays)} of {len(values)} values"
    because = (
        f"of the {len(values)} values in the table beside it, {', '.join(strays[:8])} lie "
        f"outside {quantity.text}."
    )
    yield passage(sentence, "error", "range-and-table", quantity.text, computed, because, at)


def _is_its_measure(quantity: Quantity, rows: list[list[Quantity]]) -> bool:
    """The table's middle value is of the order of the range; else it is a table of something else."""
    values = sorted(value.value for row in rows for value in row)
    middle, upper = values[len(values) // 2], quantity.upper or quantity.value
    return quantity.value / 2 <= middle <= upper * 2


def _inside(quantity: Quantity, values: list[Quantity]) -> Decimal:
    return (
        Decimal(sum(_is_inside(quantity, value) for value in values)) / len(values) if values else Decimal(0)
    )


def _is_inside(quantity: Quantity, value: Quantity) -> bool:
    slack = quantity.ulp / 2 if quantity.hedge != "about" else quantity.ulp
    upper = quantity.upper if quantity.upper is not None else quantity.value
    return quantity.value - slack <= value.value <= upper + slack
