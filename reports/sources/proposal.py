"""What would be read from a received sheet, for a person to agree to: columns, marks, doubtful cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reckoner.reports.errors import Fault, InputError, Place, UsageError, nearest
from reckoner.reports.sources.cell import Refused
from reckoner.reports.sources.grid import Grid, shown_cell
from reckoner.reports.sources.guess import AMBIGUOUS, Guess, guess, name_of
from reckoner.reports.sources.mapping import (
    MEANINGS,
    Mapped,
    MappedColumn,
    Taking,
    between_text,
    said,
    sums_periods,
    table_of,
)
from reckoner.reports.sources.raw import RawTable, column_letters
from reckoner.reports.sources.reading import FORMS, LIKELY, NUMBERS, STANDARD, Reading, can_be, read_as
from reckoner.reports.sources.regions import Header, Region, find_regions
from reckoner.reports.sources.schema import Column, ColumnType

_MOST_CATEGORIES = 100
_MOST_CELLS = 12
"""Cells of one kind that are listed one by one."""


@dataclass(frozen=True)
class Asked:
    """What a person said beforehand: where the table stands, what marks mean, how columns are read.

    ``columns`` are ``NAME=LETTER`` or ``NAME=LETTER:FORM``, ``marks`` are ``MARK=MEANING``.
    """

    sheet: str = ""
    at: str = ""
    marks: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Doubt:
    """A cell that could mean something else: where, what stands there, how it is read, what is doubtful."""

    ref: str
    shown: str
    reading: str
    reason: str


@dataclass(frozen=True)
class Proposal:
    """A mapping with what it gives. ``types`` are of its columns; ``open`` marks need an answer first."""

    region: Region
    mapped: Mapped
    types: Mapping[str, ColumnType]
    table: RawTable
    doubts: tuple[Doubt, ...]
    open: tuple[str, ...]
    faults: tuple[Fault, ...]


def asked_marks(given: Sequence[str]) -> dict[str, str]:
    """``-=0`` and the like. Raises UsageError."""
    found = {}
    for text in given:
        mark, equals, meaning = text.rpartition("=")
        if not equals or meaning not in MEANINGS:
            todo = f"Write a mark, = and what it means ({', '.join(MEANINGS)}): --mark '-=0'."
            raise UsageError(f"--mark {text!r} doesn't say what the mark means", todo=todo)
        found["" if mark == "blank" else mark] = meaning
    return found


def asked_columns(given: Sequence[str]) -> dict[str, tuple[str, str]]:
    """``month=A`` or ``month=A:period`` and the like. Raises UsageError."""
    found = {}
    for text in given:
        name, equals, rest = text.partition("=")
        letter, _, form = rest.partition(":")
        if not equals or not letter.isalpha() or (form and form not in FORMS):
            todo = f"Write a name, = and a column's letter, and if need be : and a form: {'; '.join(FORMS)}."
            raise UsageError(f"--column {text!r} can't be understood", todo=todo)
        found[name] = letter.upper(), form
    return found


def choose_region(grids: Sequence[Grid], shown: str, asked: Asked) -> Region:
    """The table that is meant. Raises InputError that lists them where it isn't clear."""
    if asked.sheet and asked.sheet not in [grid.sheet for grid in grids]:
        names = [grid.sheet for grid in grids]
        raise InputError(f"it has no sheet {asked.sheet!r}", Place(shown), nearest(asked.sheet, names))
    chosen = [grid for grid in grids if grid.sheet == asked.sheet or (not asked.sheet and not grid.is_hidden)]
    regions = [region for grid in chosen for region in find_regions(grid)]
    named = [r for r in regions if asked.at.upper() in ("", r.range, r.range.split(":")[0])]
    if len(named) == 1:
        return named[0]
    listed = [f"{_where(region)}: {_columns(region)}" for region in regions]
    if not regions:
        todo = "A table is a row of headers with rows of values under it."
        raise InputError("no table was found in it", Place(shown), todo)
    what = f"it holds {len(regions)} tables" if not asked.at or named else f"no table begins at {asked.at}"
    first = regions[-1].range.split(":")[0]
    todo = f"Say which: --at {first}" + (
        " --sheet NAME." if len({r.grid.sheet for r in regions}) > 1 else "."
    )
    raise InputError.of(
        [Fault(what, Place(shown), todo), *(Fault(line, Place(shown)) for line in listed[:20])]
    )


def _where(region: Region) -> str:
    sheet = f"sheet {region.grid.sheet!r}, " if region.grid.sheet else ""
    return f"{sheet}{region.range}{f', {region.title!r}' if region.title else ''}"


def _columns(region: Region) -> str:
    return ", ".join(said(header) for header in region.places)[:120]


def propose(
    region: Region, asked: Asked, module: str, declared: Mapping[str, Column] | None = None
) -> Proposal:
    """A mapping of a table's columns: to those ``declared`` (by name), or to new ones.

    Raises InputError where a declared column can't be found, UsageError where one asked for isn't.
    """
    places = region.places
    chosen = _named_columns(region, places, asked, declared)
    entries: dict[str, MappedColumn] = {}
    types: dict[str, ColumnType] = {}
    doubts: list[Doubt] = []
    faults: list[Fault] = []
    for name, header in chosen.items():
        found = _guess(region, places[header], name, asked, declared)
        entries[name] = MappedColumn(header=header, read=found.form)
        types[name] = found.type
        if found.doubt == AMBIGUOUS:
            faults.append(_ambiguous(region, places[header], name))
    left = tuple(header for header in places if header not in chosen.values())
    marks, more, open_marks = _marks(region, entries, asked)
    mapped = Mapped(
        columns=entries,
        sheet=region.grid.sheet if asked.sheet else "",
        left_out=left,
        marks=marks,
        hidden="keep" if _hidden(region) else "refuse",
        between=tuple(dict.fromkeys(between_text(region, row) for row in region.passed)),
    )
    known = mapped.model_copy(update={"marks": {**dict.fromkeys(open_marks, "x"), **marks}})
    table, wrong = table_of(region, known, Taking(module))
    faults += [*_across_faults(region, chosen, types), *wrong]
    doubts += [*_cell_doubts(region, known), *more, *_row_doubts(region, mapped)]
    mapped = mapped.model_copy(update={"categories": _categories(region, entries, types)})
    return Proposal(region, mapped, types, table, tuple(doubts), open_marks, tuple(faults))


def _named_columns(
    region: Region,
    places: Mapping[Header, int],
    asked: Asked,
    declared: Mapping[str, Column] | None,
) -> dict[str, Header]:
    """Which header each column of the table has."""
    by_letter = {column_letters(column): header for header, column in places.items()}
    fixed: dict[str, Header] = {}
    for name, (letter, _) in asked.columns.items():
        if letter not in by_letter:
            raise UsageError(
                f"the table {region.range} has no column {letter}", todo=f"It has: {', '.join(by_letter)}."
            )
        fixed[name] = by_letter[letter]
    free = [header for header in places if header not in fixed.values()]
    if declared is None:
        return _in_order(places, {**_new_names(free, fixed), **fixed})
    for name, column in declared.items():
        if name in fixed or column.type == "ignored":
            continue
        match = next((header for header in free if _is_called(header, name, column.heading)), None)
        if match is not None:
            fixed[name] = match
            free.remove(match)
    _require(region, fixed, free, declared)
    return _in_order(places, fixed)


def _in_order(places: Mapping[Header, int], chosen: Mapping[str, Header]) -> dict[str, Header]:
    return dict(sorted(chosen.items(), key=lambda item: places[item[1]]))


def _new_names(headers: Sequence[Header], taken: Mapping[str, Header]) -> dict[str, Header]:
    found: dict[str, Header] = {}
    for header in headers:
        name, number = name_of(header), 2
        while name in found or name in taken:
            name, number = f"{name_of(header)}_{number}", number + 1
        found[name] = header
    return found


def _is_called(header: Header, name: str, heading: str) -> bool:
    """Whether a column's header is its declared name or heading, in whole or by its last row."""
    names = {text.casefold() for text in (" ".join(header), said(header), header[-1] if header else "")}
    return not names.isdisjoint({name.casefold(), heading.casefold()}) or name_of(header) == name_of((name,))


def _require(
    region: Region,
    chosen: Mapping[str, Header],
    free: Sequence[Header],
    declared: Mapping[str, Column],
) -> None:
    faults = []
    for name, column in declared.items():
        if name not in chosen and column.type != "ignored" and not column.optional:
            near = nearest(name, [said(header) for header in free])
            todo = f"{near} Say where it stands: --column '{name}=B'."
            where = region.grid.place(region.headers[-1] if region.headers else region.rows[0], region.left)
            faults.append(Fault(f"no header is that of the declared column {name!r}", where, todo))
    if faults:
        raise InputError.of(faults)


def _guess(
    region: Region,
    column: int,
    name: str,
    asked: Asked,
    declared: Mapping[str, Column] | None,
) -> Guess:
    found = guess(region, column)
    form = asked.columns.get(name, ("", ""))[1]
    if form:
        found = Guess(form, _TYPE_OF.get(form, found.type))
    if declared is None:
        return found
    kind = declared[name].type
    if kind in ("text", "code"):
        return Guess("text", kind)
    return Guess(found.form, kind, found.doubt)


_TYPE_OF: dict[str, ColumnType] = {
    "month": "month", "month, month first": "month", "period": "period", "date": "date",
    "date, month first": "date", "text": "text", "percent": "percent", "percent cell": "percent",
    "minutes:seconds": "duration", "minutes as hours": "duration", "clock time": "duration",
    "seconds": "duration",
}  # fmt: skip


def _ambiguous(region: Region, column: int, name: str) -> Fault:
    letter = column_letters(column)
    what = f"{name} may hold days ({letter}: day first) or the first of each month (month first)"
    todo = f"Say which: --column '{name}={letter}:date' or --column '{name}={letter}:month, month first'."
    return Fault(what, region.grid.place(region.rows[0], column), todo)


def _across_faults(
    region: Region, chosen: Mapping[str, Header], types: Mapping[str, ColumnType]
) -> Iterator[Fault]:
    """A table whose periods stand in its headers, and one without periods."""
    if any(kind in ("month", "period", "date") for kind in types.values()):
        return
    spread = [header for header in chosen.values() if header and _is_period(header[-1])]
    what = "no column says when: a table needs months, periods or dates"
    todo = "Say which it is: --column 'month=A:month'; or ask for a sheet with a row for each month."
    if len(spread) > 1:
        what = f"the periods stand across the top ({said(spread[0])}, {said(spread[1])}), not in rows"
        todo = "Ask for a row for each period, or turn the table in a copy of the sheet."
    yield Fault(
        what, region.grid.place(region.headers[0] if region.headers else region.rows[0], region.left), todo
    )


def _is_period(text: str) -> bool:
    return can_be(text, "period")


def _readings(region: Region, entries: Mapping[str, MappedColumn]) -> Iterator[tuple[int, int, str, Reading]]:
    """Each cell that can be read, with its column's name."""
    places = region.places
    for row in region.rows:
        for name, entry in entries.items():
            column = places[entry.header]
            try:
                yield row, column, name, read_as(region.grid.at(row, column), entry.read)
            except Refused:
                continue


def _marks(
    region: Region, entries: Mapping[str, MappedColumn], asked: Asked
) -> tuple[dict[str, str], list[Doubt], tuple[str, ...]]:
    """What each mark means, the cells that hold one that isn't standard, and the marks to ask about."""
    marks: dict[str, str] = {}
    doubts: list[Doubt] = []
    unknown: dict[str, None] = {}
    for row, column, name, reading in _readings(region, entries):
        for mark in reading.marks:
            if mark in STANDARD or (not mark and entries[name].read not in NUMBERS | _DURATIONS):
                continue
            meaning = asked.marks.get(mark) or _likely(mark)
            if meaning is None:
                unknown.setdefault(mark)
                doubts.append(_doubt(region, row, column, "?", _ask(mark)))
                continue
            marks[mark] = meaning
            whole = reading.text if meaning == "note" else f"{reading.text} {meaning}".strip()
            shown = whole if meaning in ("note", "0") else f"{reading.text} [{meaning}]".strip()
            doubts.append(_doubt(region, row, column, shown, _why(mark, meaning)))
    return marks, doubts, tuple(unknown)


_DURATIONS = frozenset(("minutes:seconds", "minutes as hours", "clock time"))


def _likely(mark: str) -> str | None:
    return "note" if mark.startswith("^") else LIKELY.get(mark)


def _why(mark: str, meaning: str) -> str:
    if mark.startswith("^"):
        return "raised: a note mark, and no part of the number"
    return f"{mark or 'a blank cell'} taken for {'a note mark' if meaning == 'note' else f'[{meaning}]'}"


def _ask(mark: str) -> str:
    return f"{mark!r} may mean 0 or that nothing is known"


def _doubt(region: Region, row: int, column: int, reading: str, reason: str) -> Doubt:
    grid = region.grid
    return Doubt(grid.ref(row, column), shown_cell(grid.at(row, column)), reading, reason)


def _cell_doubts(region: Region, mapped: Mapped) -> Iterator[Doubt]:
    for row, column, _, reading in _readings(region, mapped.columns):
        for reason in reading.doubts:
            if not sums_periods(region, mapped, row):
                yield _doubt(region, row, column, reading.text, reason)


def _row_doubts(region: Region, mapped: Mapped) -> Iterator[Doubt]:
    grid = region.grid
    for row in region.rows:
        if row in grid.hidden_rows:
            yield Doubt(grid.ref(row, region.left), f"row {row + 1}", "kept", "the row is hidden")
        if sums_periods(region, mapped, row):
            yield Doubt(grid.ref(row, region.left), f"row {row + 1}", "left out", "a total over the periods")
    for column in sorted(grid.hidden_columns.intersection(region.columns)):
        letter = column_letters(column)
        yield Doubt(f"{letter}{region.rows[0] + 1}", f"column {letter}", "kept", "the column is hidden")
    for row in region.passed:
        text = between_text(region, row)
        yield Doubt(grid.ref(row, region.left), text, "left out", "a text alone between rows of data")


def _hidden(region: Region) -> bool:
    grid = region.grid
    return bool(
        grid.hidden_rows.intersection(region.rows) or grid.hidden_columns.intersection(region.columns)
    )


def _categories(
    region: Region, entries: Mapping[str, MappedColumn], types: Mapping[str, ColumnType]
) -> dict[str, tuple[str, ...]]:
    """The texts of columns that name rows, as far as they are few."""
    places = region.places
    found = {}
    for name, kind in types.items():
        if kind != "text":
            continue
        cells = [region.grid.at(row, places[entries[name].header]) for row in region.rows]
        texts = tuple(dict.fromkeys(read_as(cell, "text").text for cell in cells if can_be(cell, "text")))
        if len(texts) <= _MOST_CATEGORIES:
            found[name] = texts
    return found


def lines_of(proposal: Proposal, shown: str) -> Iterator[str]:
    """The proposal for a person: what would be read, column by column, and each cell to look at."""
    region, mapped = proposal.region, proposal.mapped
    yield f"{shown}, {_where(region)}: {len(proposal.table.rows)} rows would be read so:"
    for name, entry in mapped.columns.items():
        how = f"{name} ({proposal.types[name]}, {entry.read})"
        yield f"  {_letter(region, entry)}  {said(entry.header)}  ->  {how}: {_sample(proposal, name)}"
    for header in mapped.left_out:
        yield f"  {column_letters(region.places[header])}  {said(header)}  ->  left out"
    for column, labels in mapped.totals.items():
        yield f"  Sums of other rows, never added to them: {', '.join(labels)} ({column})."
    yield from _doubt_lines(proposal)
    for note in region.notes[:20]:
        yield f"  Note below, not read: {note[:160]}"


def _letter(region: Region, entry: MappedColumn) -> str:
    return column_letters(region.places[entry.header])


def _sample(proposal: Proposal, name: str) -> str:
    column = proposal.table.headings.index(name)
    cells = [str(row[column]) for row in proposal.table.rows]
    return ", ".join(cells) if len(cells) <= 4 else f"{cells[0]}, {cells[1]}, ... {cells[-1]}"


def _doubt_lines(proposal: Proposal) -> Iterator[str]:
    by_reason: dict[str, list[Doubt]] = {}
    for doubt in proposal.doubts:
        by_reason.setdefault(doubt.reason, []).append(doubt)
    if by_reason:
        yield "Cells to look at:"
    for reason, doubts in by_reason.items():
        yield f"  {reason}:"
        for doubt in doubts[:_MOST_CELLS]:
            yield f"    {doubt.ref}  {doubt.shown}  ->  {doubt.reading}"
        if len(doubts) > _MOST_CELLS:
            rest = doubts[_MOST_CELLS:]
            yield f"    and {', '.join(doubt.ref for doubt in rest[:200])}"


def with_totals(proposal: Proposal, totals: Mapping[str, tuple[str, ...]]) -> Proposal:
    """The proposal with the labels of rows that are sums."""
    return replace(proposal, mapped=proposal.mapped.model_copy(update={"totals": dict(totals)}))
