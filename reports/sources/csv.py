"""CSV files, plain or gzip, through DuckDB: columns given, nothing sniffed, every rejected row named."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from tempfile import NamedTemporaryFile

from reckoner.reports.errors import Fault, InputError, Place
from reckoner.reports.sources.duck import Duck, DuckError, fetch, literal
from reckoner.reports.sources.plaintext import LARGEST, line_at, read_plaintext, survey_plaintext
from reckoner.reports.sources.raw import MOST_CELLS, RawTable, shortened, tidy_heading

LARGEST_COUNTED = 1024**3
"""Bytes of a file whose rows never leave the database."""

_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "upright strokes"}
_SAVE = "Save it with commas: in Excel, Save As, 'CSV UTF-8 (comma delimited)'."
_REASONS = {
    "TOO MANY COLUMNS": "the row has too many values",
    "MISSING COLUMNS": "the row has too few values",
    "UNQUOTED VALUE": "a quotation mark is stray or not closed",
    "LINE SIZE OVER MAXIMUM": "the row is longer than any real one",
}
_ADVICE = {
    "TOO MANY COLUMNS": "Put quotation marks around a value that holds a comma.",
    "MISSING COLUMNS": "Add the missing values, or their commas.",
    "UNQUOTED VALUE": "Remove it, or write it twice inside a quoted value.",
}


@dataclass(frozen=True)
class CsvText:
    """A CSV file's text, its headers and the line that they stand in.

    ``feeds`` are its line feeds without those that end it, where its rows are only counted.
    """

    read: Callable[[], bytes]
    shown: str
    headings: tuple[str, ...]
    header_line: int
    feeds: int = 0

    @cached_property
    def data(self) -> bytes:
        """The whole text."""
        return self.read()


def read_csv(
    duck: Duck,
    path: Path,
    shown: str,
    declared: Sequence[str],
    header_row: int = 1,
    *,
    footnotes: int = 0,
    until_blank: bool = False,
) -> RawTable:
    """The cells of a CSV file as text, with the line of each row.

    ``declared`` are the column names expected, which tell a file with another separator from one with
    other columns. So many ``footnotes`` at the end are left out; the table may end at the first blank line.
    Raises InputError that names file and lines.
    """
    text = open_csv(path, shown, declared, header_row)
    if not footnotes and not until_blank:
        rows = read_rows(duck, path, text)
        return RawTable(shown, text.headings, text.header_line, rows, _lines(text, rows))
    kept = _without_notes(text, footnotes, until_blank=until_blank)
    text = replace(text, read=lambda: kept)
    with NamedTemporaryFile(suffix=".csv") as short:
        short.write(kept)
        short.flush()
        rows = read_rows(duck, Path(short.name), text)
    return RawTable(shown, text.headings, text.header_line, rows, _lines(text, rows))


def _without_notes(text: CsvText, footnotes: int, *, until_blank: bool) -> bytes:
    """The file up to its notes: to the first blank line under the headers, or without its last lines."""
    lines = text.data.split(b"\n")
    held = [n for n, line in enumerate(lines) if line.strip(b'\r ,"') and n >= text.header_line]
    if until_blank and held:
        last = next(n for n, after in zip(held, [*held[1:], 0], strict=True) if after != n + 1)
        held = [n for n in held if n <= last]
    held = held[: len(held) - footnotes] if footnotes else held
    return b"\n".join(lines[: (held[-1] if held else text.header_line - 1) + 1]) + b"\n"


def open_csv(
    path: Path, shown: str, declared: Sequence[str], header_row: int = 1, *, counted: bool = False
) -> CsvText:
    """Check a file's bytes and read its headers; it may be larger where its rows are only ``counted``.

    Raises InputError.
    """
    read = partial(read_plaintext, path, shown, LARGEST_COUNTED if counted else LARGEST)
    survey = survey_plaintext(path, shown, LARGEST_COUNTED) if counted else None
    head = survey.head if survey else read()
    lines = _first_lines(head, header_row)
    if len(lines) < header_row or not lines[header_row - 1].strip():
        raise InputError(
            "there is no row of headers", Place(shown, header_row), "Begin with the names of the columns."
        )
    line = lines[header_row - 1].decode().removeprefix("\ufeff").rstrip("\r")
    if header_row == 1 and re.fullmatch(r'"?sep=."?', line.strip()):
        what = f"line 1 ({line.strip()}) is a word to Excel, and no row of headers"
        raise InputError(what, Place(shown, 1), "Declare `header_row: 2` for the table.")
    headings = _split(line, ",", shown, header_row)
    count = 0 if survey else head.count(b"\n")
    if count * len(headings) > MOST_CELLS:
        what = f"it has {count:,} lines of {len(headings)} cells; the most is {MOST_CELLS:,} cells"
        raise InputError(what, Place(shown), "Split it, or add its rows up before they come here.")
    for separator, name in _SEPARATORS.items():
        other = _split(line, separator, shown, header_row) if separator in line else ()
        if len(set(other) & set(declared)) > len(set(headings) & set(declared)):
            raise InputError(
                f"the values are separated by {name}, not commas", Place(shown, header_row), _SAVE
            )
    if survey:
        return CsvText(read, shown, headings, header_row, survey.feeds)
    return CsvText(lambda: head, shown, headings, header_row)


def _split(line: str, separator: str, shown: str, number: int) -> tuple[str, ...]:
    try:
        cells = next(csv.reader(io.StringIO(line), delimiter=separator, strict=True))
    except (csv.Error, StopIteration):
        raise InputError(
            "a quotation mark in the headers is not closed",
            Place(shown, number),
            "Keep each header on one line.",
        ) from None
    return tuple(tidy_heading(cell) for cell in cells)


def read_rows(duck: Duck, path: Path, text: CsvText) -> list[tuple[str | None, ...]]:
    """Every row under the headers. Raises InputError that names each row DuckDB rejects."""
    rejects = scan(duck, path, text, "rows")
    if rejects:
        duck.execute("drop table rows")
        raise InputError.of(shortened(rejects, text.shown))
    rows = fetch(duck, "select * from rows")
    duck.execute("drop table rows")
    return rows


def _first_lines(data: bytes, number: int) -> list[bytes]:
    """So many lines, and what of the file follows them, cut short."""
    end = -1
    for _ in range(number):
        end = data.find(b"\n", end + 1)
        if end < 0:
            return data.split(b"\n")
    return [*data[:end].split(b"\n"), data[end + 1 : end + 2]]


def scan(
    duck: Duck, path: Path, text: CsvText, table: str, wanted: str = "*", *, grouped: bool = False
) -> list[Fault]:
    """Read the file into a DuckDB table, of its columns c0, c1, ... of text those that are ``wanted``.

    ``grouped`` says that some of what is wanted is of all rows that are alike in the rest. Returns what was
    rejected.
    """
    columns = ", ".join(f"'c{n}': 'VARCHAR'" for n in range(len(text.headings)))
    packed = "gzip" if path.name.endswith(".gz") else "none"
    duck.execute("drop table if exists reject_errors; drop table if exists reject_scans")
    try:
        duck.execute(
            f"create or replace temp table {table} as select {wanted} from "
            f"read_csv(?, columns={{{columns}}}, "
            "auto_detect=false, header=true, delim=',', quote='\"', escape='\"', strict_mode=true, "
            f"skip={text.header_line - 1}, compression='{packed}', store_rejects=true, rejects_limit=0)"
            f"{' group by all' if grouped else ''}",
            [literal(path)],
        )
    except DuckError as problem:
        what = f"it is not CSV that can be read: {str(problem).splitlines()[0]}"
        raise InputError(what, Place(text.shown), "Save the file again as CSV.") from None
    found = fetch(duck, "select line_byte_position, error_type, line from reject_errors order by all")
    return list(dict.fromkeys(_fault(text, *reject) for reject in found))


def _fault(text: CsvText, position: int | None, kind: str, row: int) -> Fault:
    """A rejected row by its line: DuckDB counts rows, which differ where a value spans lines."""
    line = row if position is None else _line_from(text.data, position)
    return Fault(_REASONS.get(kind, kind.lower()), Place(text.shown, line), _ADVICE.get(kind))


def _line_from(data: bytes, position: int) -> int:
    # Positions count from 1, and may be that of the line feed which ends the line before.
    position -= 1
    while data[position : position + 1] in (b"\r", b"\n"):
        position += 1
    return line_at(data, position)


def _lines(text: CsvText, rows: Sequence[tuple[str | None, ...]]) -> list[int]:
    """The line of each row. Raises InputError where a value spans lines, or the rows don't fit the lines."""
    all_lines = text.data.split(b"\n")[text.header_line :]
    alone = len(text.headings) == 1
    numbers = [n for n, line in enumerate(all_lines, text.header_line + 1) if alone or line.strip(b"\r")]
    for row, line in zip(rows, numbers, strict=False):
        if any(cell is not None and "\n" in cell for cell in row):
            raise InputError(
                "a value runs over the end of its line", Place(text.shown, line),
                "Look for a stray quotation mark; keep each value on one line.",
            )  # fmt: skip
    if alone:
        numbers = numbers[: len(rows)]
    if len(numbers) != len(rows):
        what = f"{len(numbers)} lines were read as {len(rows)} rows"
        raise InputError(what, Place(text.shown), "Look for stray quotation marks.")
    return numbers
