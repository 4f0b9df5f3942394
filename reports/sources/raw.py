"""From cells as a file holds them to typed rows: headers matched by name, each refused cell named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from reckoner.reports.errors import Fault, Place, nearest
from reckoner.reports.sources.cell import Refused, read_cell
from reckoner.reports.sources.given import RaisedCell, Raw
from reckoner.reports.sources.numerals import tidy
from reckoner.reports.sources.schema import NUMBER_TYPES, Column, Schema
from reckoner.reports.sources.shorthand import reason_of, without_marks
from reckoner.reports.sources.table import Row, Spot
from reckoner.reports.sources.value import Value

MOST_FAULTS = 10
MOST_CELLS = 5_000_000
"""Cells that one file may hold: they take some 100 bytes of memory each."""


@dataclass(frozen=True)
class RawTable:
    """What a reader found: headers, and rows with their line or row numbers.

    ``lettered`` tables come from spreadsheets: their places are cells, B7 being in the second column.
    A ``header_line`` of zero means that the headers stand in no line. ``raised`` are the headers that end
    in raised letters, by position.
    """

    shown: str
    headings: tuple[str, ...]
    header_line: int
    rows: Sequence[Sequence[Raw | None]]
    lines: Sequence[int]
    lettered: bool = False
    raised: Mapping[int, RaisedCell] = field(default_factory=dict)

    def header_place(self, position: int | None = None) -> Place:
        """Where a header stands, or the row of headers."""
        if self.lettered:
            return Place(self.shown, cell=f"{column_letters(position or 0)}{self.header_line}")
        return Place(self.shown, self.header_line or None)


def column_letters(position: int) -> str:
    """Position 0 is A, 25 is Z, 26 is AA."""
    name, rest = "", position + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


def tidy_heading(text: object) -> str:
    """A header on one line without blanks around it."""
    return " ".join(str(text if text is not None else "").split())


def match_headings(raw: RawTable, schema: Schema) -> tuple[dict[str, int], list[Fault]]:
    """Where each declared column stands in the file. Order is free; names must be the same.

    Columns without a header are passed over where they are empty.
    """
    found = {name: position for position, name in enumerate(raw.headings) if name}
    return found, [
        *_double(raw),
        *_nameless(raw),
        *_missing(raw, schema, found),
        *_unknown(raw, schema, found),
    ]


def _double(raw: RawTable) -> Iterable[Fault]:
    for name, times in Counter(raw.headings).items():
        if name and times > 1:
            where = raw.header_place(len(raw.headings) - 1 - raw.headings[::-1].index(name))
            yield Fault(f"the column {name!r} stands {times} times", where, "Rename or remove one of them.")


def _nameless(raw: RawTable) -> Iterable[Fault]:
    for position, name in enumerate(raw.headings):
        if not name and any(not _is_blank(row[position]) for row in raw.rows if position < len(row)):
            number = column_letters(position) if raw.lettered else str(position + 1)
            what = f"column {number} has values but no header"
            yield Fault(what, raw.header_place(position), "Give it a header, or empty it.")


def _missing(raw: RawTable, schema: Schema, found: dict[str, int]) -> Iterable[Fault]:
    unclaimed = found.keys() - {column.name for column in schema.columns}
    for column in schema.columns:
        if column.name not in found and not column.optional:
            todo = nearest(column.name, unclaimed or found)
            yield Fault(f"the column {column.name!r} is missing", raw.header_place(), todo)


_RAISED = "Take the file in with `reckoner take MODULE FILE --map`, which keeps the two apart."


def _unknown(raw: RawTable, schema: Schema, found: dict[str, int]) -> Iterable[Fault]:
    declared = [column.name for column in schema.columns]
    for name, position in found.items():
        if name not in declared and (mark := raw.raised.get(position)):
            what = f"the header {mark.text!r} has a raised {mark.raised!r}, which looks like a note mark"
            yield Fault(what, raw.header_place(position), _RAISED)
        elif name not in declared:
            todo = f"{nearest(name, declared)} Declare a column that isn't needed as `type: ignored`."
            yield Fault(f"the column {name!r} is not declared", raw.header_place(position), todo)


def typed_rows(raw: RawTable, schema: Schema) -> tuple[list[Row], list[Spot], list[Fault]]:
    """The rows with the values that their columns declare; every fault names its cell. Blank rows go."""
    found, faults = match_headings(raw, schema)
    if faults:
        return [], [], faults
    positions = [(column, found.get(column.name)) for column in schema.kept]
    letters = {c.name: column_letters(p) for c, p in positions if p is not None} if raw.lettered else None
    rows: list[Row] = []
    spots: list[Spot] = []
    for cells, line in zip(raw.rows, raw.lines, strict=True):
        if all(_is_blank(cell) for cell in cells):
            continue
        marks: dict[str, str] = {}
        spot = Spot(raw.shown, line, letters, marks)
        spots.append(spot)
        refused: list[Fault] = []
        row = tuple(_value(cells, position, column, spot, marks, refused) for column, position in positions)
        rows.append(row)
        faults += [_footnote(spot)] if len(refused) > 1 and _holds_one_cell(cells) else refused
    if not rows and not faults:
        faults.append(Fault("the table has no rows", raw.header_place(), "Add rows under the header."))
    return rows, spots, faults


def _value(
    cells: Sequence[Raw | None],
    position: int | None,
    column: Column,
    spot: Spot,
    marks: dict[str, str],
    faults: list[Fault],
) -> Value:
    if position is None:
        return None
    raw = cells[position] if position < len(cells) else None
    if isinstance(raw, str) and column.type in NUMBER_TYPES:
        raw = tidy(raw)
        text, mark = without_marks(raw)
        raw, mark = (raw, reason_of(raw)) if raw in column.markers else (text, mark)
        if mark:
            marks[column.name] = mark
    try:
        return read_cell(raw, column)
    except Refused as refused:
        faults.append(Fault(str(refused), spot.place(column.name), refused.todo))
        return None


def _holds_one_cell(cells: Sequence[Raw | None]) -> bool:
    return sum(not _is_blank(cell) for cell in cells) == 1


def _footnote(spot: Spot) -> Fault:
    todo = "Remove it, or declare `rows: until blank` or `footnotes: 1` (how many last rows)."
    return Fault("the row holds one cell only and looks like a footnote", spot.place(), todo)


def _is_blank(cell: Raw | None) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def shortened(faults: Sequence[Fault], shown: str) -> list[Fault]:
    """The first faults of one file, and how many more there are."""
    if len(faults) <= MOST_FAULTS:
        return list(faults)
    left = len(faults) - MOST_FAULTS
    more = Fault(f"and {left} more faults in this file", Place(shown), count=left)
    return [*faults[:MOST_FAULTS], more]
