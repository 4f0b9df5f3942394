"""The cells of a file as a message between processes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from reckoner.reports.confined.ipc import Message
from reckoner.reports.sources.given import (
    EmptyCell,
    ErrorCell,
    FormulaCell,
    MergedCell,
    PercentCell,
    RaisedCell,
    Raw,
)
from reckoner.reports.sources.grid import Grid
from reckoner.reports.sources.raw import RawTable
from reckoner.reports.sources.sheetmarks import Merge

# What JSON has no value for goes as a pair: a word for its type, and its value in words JSON has.
_OUT: dict[type, tuple[str, Callable[[Any], Any]]] = {
    PercentCell: ("percent", lambda cell: cell.fraction),
    ErrorCell: ("error", lambda cell: cell.text),
    MergedCell: ("merged", lambda cell: cell.range),
    RaisedCell: ("raised", lambda cell: [cell.text, cell.raised]),
    FormulaCell: ("formula", lambda cell: cell.formula),
    EmptyCell: ("empty", lambda cell: cell.shown),
    Decimal: ("decimal", str),
    datetime: ("datetime", datetime.isoformat),
    date: ("date", date.isoformat),
    time: ("time", time.isoformat),
    timedelta: ("timedelta", lambda span: [span.days, span.seconds, span.microseconds]),
}
_IN: dict[str, Callable[[Any], Raw]] = {
    "percent": PercentCell,
    "error": ErrorCell,
    "merged": MergedCell,
    "raised": lambda parts: RaisedCell(*parts),
    "formula": FormulaCell,
    "empty": EmptyCell,
    "decimal": Decimal,
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "timedelta": lambda parts: timedelta(*parts),
}


def message_of(table: RawTable) -> Message:
    """The message that ``table_from`` reads."""
    rows = [[sent(cell) for cell in row] for row in table.rows]
    raised = [[position, sent(cell)] for position, cell in table.raised.items()]
    return Message({"headings": table.headings, "header_line": table.header_line, "rows": rows,
                    "lines": list(table.lines), "lettered": table.lettered, "raised": raised})  # fmt: skip


def table_from(message: Message, shown: str) -> RawTable:
    """The table that ``message_of`` sent."""
    given = message.header
    rows: Sequence[Sequence[Raw | None]] = [tuple(map(received, row)) for row in given["rows"]]
    raised = {position: received(cell) for position, cell in given["raised"]}
    return RawTable(
        shown, tuple(given["headings"]), given["header_line"], rows, given["lines"], given["lettered"],
        {position: cell for position, cell in raised.items() if isinstance(cell, RaisedCell)},
    )  # fmt: skip


def grids_from(message: Message, shown: str) -> tuple[Grid, ...]:
    """The sheets that the reader of workbooks sent."""
    return tuple(_grid(given, shown) for given in message.header["sheets"])


def _grid(given: dict[str, Any], shown: str) -> Grid:
    return Grid(
        shown=shown,
        sheet=given["name"],
        cells=[[received(cell) for cell in row] for row in given["rows"]],
        hidden_rows=frozenset(given["hidden_rows"]),
        hidden_columns=frozenset(given["hidden_columns"]),
        merges=tuple(Merge(*corners) for corners in given["merges"]),
        is_hidden=given["hidden"],
    )


def sent(cell: Raw | None) -> object:
    """A cell as JSON can hold it."""
    out = _OUT.get(type(cell))
    return cell if out is None else [out[0], out[1](cell)]


def received(cell: Any) -> Raw | None:
    """The cell that ``sent`` gave."""
    if isinstance(cell, list):
        kind, value = cell
        return _IN[kind](value)
    found: Raw | None = cell
    return found
