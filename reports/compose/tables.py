"""A module's table as it stands in a document: every number in it a figure with its origin."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Literal

from reckoner.reports.compose.sourcebook import SourceBook
from reckoner.reports.document import Cell, Table
from reckoner.reports.figures.figure import Figure
from reckoner.reports.figures.ledger import write_csv
from reckoner.reports.figures.printed import Printed, Sentence, plain, printed_in
from reckoner.reports.figures.unit import (
    COUNT,
    FTE,
    HOURS,
    PEOPLE,
    PERCENT,
    POINTS,
    POSTS,
    POUNDS,
    RATIO,
    SECONDS,
    Unit,
)
from reckoner.reports.figures.wording import Wording, in_table
from reckoner.reports.modules.module import LoadedTable
from reckoner.reports.periods.period import Period
from reckoner.reports.settings.typographer import typographic
from reckoner.reports.sources.schema import Column
from reckoner.reports.sources.shorthand import BESIDE, MISSING, names_in
from reckoner.reports.sources.table import Note, Row
from reckoner.reports.sources.value import SUPPRESSED, Value

_MONTHS = 12
_MILLION, _STEP = 10**6, 10**5
_Form = Literal["plain", "millions"]
UNITS: dict[str, Unit] = {
    "count": COUNT, "integer": COUNT, "decimal": RATIO, "percent": PERCENT, "points": POINTS, "money": POUNDS,
    "duration": SECONDS, "hours": HOURS, "fte": FTE, "people": PEOPLE, "posts": POSTS,
}  # fmt: skip


def compose_table(
    loaded: LoadedTable, wording: Wording, book: SourceBook, label: str, own: Period | None = None
) -> Table:
    """The table with a row header in its first printed column and one header row.

    Rows of months and quarters that came after ``own``, the edition's period, are left out.
    """
    millions = frozenset(column.name for column in loaded.table.columns if _in_millions(loaded, column))
    header = tuple(
        Cell((_heading(column, millions, wording),), "col", align="end" if column.type in UNITS else "start")
        for column in loaded.table.columns
        if column.printed
    )
    rows = [number for number in range(len(loaded.table.rows)) if not _came_later(loaded, number, own)]
    body = tuple(_row(loaded, number, wording, millions) for number in rows)
    notes = _notes(loaded, wording) + key_to_marks((cell.content for row in body for cell in row), wording)
    figures = figures_of(body)
    figures += [figure for note in notes for figure in printed_in(note)]
    return Table(
        name=loaded.name.replace(".", "-"),
        caption=(loaded.table.title,),
        header=(header,),
        body=body,
        source=book.mark(figures, label, f"table-{loaded.name.replace('.', '-')}", loaded.origins),
        notes=notes,
        data=data_of(header, body),
        label=label,
    )


def _in_millions(loaded: LoadedTable, column: Column) -> bool:
    """Whether a column's money is known to a tenth of a million: then its head says "£m", no cell does."""
    if column.type != "money":
        return False
    place = loaded.table.columns.index(column)
    amounts = [row[place] for row in loaded.table.rows]
    known = [Decimal(amount) for amount in amounts if isinstance(amount, int | Decimal)]
    return bool(known) and max(map(abs, known)) >= _MILLION and not any(a % _STEP for a in known)


def _heading(column: Column, millions: frozenset[str], wording: Wording) -> str:
    if column.name not in millions:
        return typographic(column.heading)
    return wording.language.say("document.in_millions", heading=typographic(column.heading))


def _row(loaded: LoadedTable, number: int, wording: Wording, millions: frozenset[str]) -> tuple[Cell, ...]:
    row = loaded.table.rows[number]
    period = _period_of(row)
    cells: list[Cell] = []
    for column, value in zip(loaded.table.columns, row, strict=True):
        if not column.printed:
            continue
        form: _Form = "millions" if column.name in millions else "plain"
        content = _content(loaded, column, value, period, number, wording, form)
        numeric = column.type in UNITS
        cells.append(Cell(content, "" if cells else "row", align="end" if numeric else "start"))
    return tuple(cells)


def _came_later(loaded: LoadedTable, number: int, own: Period | None) -> bool:
    """Whether a row is of a time after the edition's. A year may be one that is planned or budgeted for."""
    period = _period_of(loaded.table.rows[number])
    return period is not None and own is not None and period.start >= own.end and not _is_year(period)


def _is_year(period: Period) -> bool:
    return period.is_whole_year or (period.month_count or 0) > _MONTHS


def _period_of(row: Row) -> Period | None:
    return next((_as_period(value) for value in row if isinstance(value, Period | date)), None)


def _as_period(value: Period | date) -> Period:
    return value if isinstance(value, Period) else Period.day(value)


def _content(
    loaded: LoadedTable,
    column: Column,
    value: Value,
    period: Period | None,
    number: int,
    wording: Wording,
    form: _Form,
) -> Sentence:
    match value:
        case _ if value is SUPPRESSED:
            return (wording.language.say("number.suppressed"),)
        case None:
            return (loaded.table.mark(number, column.name) or wording.language.say("number.missing"),)
        case Period():
            return (wording.period(value),)
        case date():
            return (wording.day(value),)
        case int() | Decimal() if column.type in UNITS:
            mark = loaded.table.mark(number, column.name)
            figure = _printed(loaded, column, Decimal(value), period, number, wording, form)
            return (figure, f" {mark}") if mark else (figure,)
    return (typographic(str(value)),)


def _printed(
    loaded: LoadedTable,
    column: Column,
    value: Decimal,
    period: Period | None,
    number: int,
    wording: Wording,
    form: _Form,
) -> Printed:
    figure = Figure(
        value=value,
        unit=UNITS[column.type],
        name=f"{loaded.name}, {column.heading}, row {number + 1}",
        period=period,
        origins=loaded.origins,
        decimals=column.decimals,
        noun=column.heading,
    )
    if form == "millions":
        return wording.word(figure, replace(in_table(figure), form=form, with_unit=False))
    return wording.word(figure, replace(in_table(figure), with_unit=True))


def _notes(loaded: LoadedTable, wording: Wording) -> tuple[Sentence, ...]:
    """What reading found, with its numbers as figures of the table's sources."""
    notes = [
        wording.language.sentence(f"notes.{note.kind}", number=(_counted(loaded, note, wording),))
        for note in loaded.table.notes
    ]
    if loaded.table.protected:
        notes.append((wording.language.say("document.suppressed_note"),))
    return tuple(notes)


def key_to_marks(contents: Iterable[Sentence], wording: Wording) -> tuple[Sentence, ...]:
    """What each mark stands for that stands in these cells; a withheld number has a note of its own."""
    texts = [part for content in contents for part in content if isinstance(part, str)]
    names = dict.fromkeys(name for text in texts if text.startswith(("[", " [")) for name in names_in(text))
    say = wording.language.say
    return tuple(
        (say("shorthand.key", mark=f"[{name}]", meaning=say(f"shorthand.{name}")),)
        for name in (*MISSING, *BESIDE)
        if name in names
    )


def _counted(loaded: LoadedTable, note: Note, wording: Wording) -> Printed:
    name = f"{loaded.name}, note {note.kind}"
    return wording.word(Figure(Decimal(note.number), COUNT, name, origins=loaded.origins, noun="rows"))


def figures_of(body: Iterable[Iterable[Cell]]) -> list[Printed]:
    """The figures that a table's rows print, in their order."""
    return [figure for row in body for cell in row for figure in printed_in(cell.content)]


def data_of(header: Iterable[Cell], body: Iterable[Iterable[Cell]]) -> str:
    """The table as CSV, as printed: suppressed values stay suppressed. A cell over several columns, unless it
    heads a group, is followed by empty ones."""
    rows = ([text for cell in row for text in _texts(cell)] for row in body)
    return write_csv((plain(cell.content) for cell in header), rows)


def _texts(cell: Cell) -> tuple[str, ...]:
    more = 0 if cell.heads == "rowgroup" else cell.columns - 1
    return plain(cell.content), *[""] * more
