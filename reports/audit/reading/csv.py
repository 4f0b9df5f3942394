"""A CSV file into a document: its rows as a table, whatever stands between its cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from reckoner.reports.audit.document import Document
from reckoner.reports.audit.reading.rows import parts_of_rows
from reckoner.reports.errors import InputError, Place

_MARKS = ",;\t|"
_LONGEST = 1 << 20


def read_csv(text: str, name: str) -> Document:
    """A table with commas, semicolons, tabs or bars. Raises InputError where it is none."""
    csv.field_size_limit(_LONGEST)
    lines = text.replace("\0", "").splitlines(keepends=True)
    told = lines[0].strip().lower() if lines else ""
    mark = told[4:] if told.startswith("sep=") and len(told) == 5 else _mark(lines)
    if told.startswith("sep="):
        lines[0] = "\n"
    try:
        return Document(name, tuple(parts_of_rows(_rows("".join(lines), mark))))
    except csv.Error as problem:
        raise InputError(f"it is no CSV: {problem}", Place(name), "Save it again as CSV.") from None


def _mark(lines: list[str]) -> str:
    """What stands between the cells: the mark that most of the first lines hold."""
    head = lines[:50]
    return max(_MARKS, key=lambda mark: (sum(mark in line for line in head), "".join(head).count(mark)))


def _rows(text: str, mark: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    first = 1
    for row in reader:
        yield first, row
        first = reader.line_num + 1
