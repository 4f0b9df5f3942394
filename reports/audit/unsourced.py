"""Numbers that no figure of a ledger gives: asked for, each is a warning."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reckoner.reports.audit.document import Document, Row, Table
from reckoner.reports.audit.finding import Finding
from reckoner.reports.audit.language.grid import grid_of
from reckoner.reports.audit.language.judge import band_of
from reckoner.reports.audit.language.quantity import Quantity
from reckoner.reports.audit.language.sentence import sentences_of
from reckoner.reports.audit.ledger import KnownFigure
from reckoner.reports.audit.relations.claim import passage

_BECAUSE = "No figure of the ledger has this value: name its source, or take it out."
_UNITS = {"money": ("£",), "percent": ("%", "points"), "points": ("%", "points", "percentage points")}


def unsourced(document: Document, known: Sequence[KnownFigure]) -> Iterator[Finding]:
    """The numbers of sentences and tables that no known figure of their unit gives, however it is rounded."""
    for part in document.parts:
        if isinstance(part, Table):
            yield from _cells(part, known)
            continue
        for sentence in sentences_of(part):
            for at in sentence.quantities:
                quantity = sentence.items[at].quantity
                if quantity is not None and not quantity.in_words and not _is_known(quantity, known):
                    yield passage(sentence, "warning", "unsourced", quantity.text, "", _BECAUSE, at)


def _cells(table: Table, known: Sequence[KnownFigure]) -> Iterator[Finding]:
    grid = grid_of(table)
    for number, row in enumerate(grid.body):
        for column in range(len(row.cells)):
            quantity = grid.value(number, column)
            if quantity is not None and not _is_known(quantity, known):
                named = ", ".join(part for part in (grid.label(number), grid.header(column)) if part)
                yield Finding(
                    "warning", "unsourced", row.text, row.cells[column], "", _BECAUSE, row.line, row.page,
                    mark=_mark(row, column), cell=named,
                )  # fmt: skip


def _mark(row: Row, column: int) -> tuple[int, int]:
    lead = len("\t".join(row.cells)) - len("\t".join(row.cells).lstrip())
    start = sum(len(cell) + 1 for cell in row.cells[:column]) - lead
    return start, start + len(row.cells[column])


def _is_known(quantity: Quantity, known: Sequence[KnownFigure]) -> bool:
    low, high = band_of(quantity)
    units = _UNITS.get(quantity.kind)
    return any(
        low <= abs(figure.value) <= high and (units is None or figure.unit in units) for figure in known
    )
