"""Spreadsheets and Parquet files, read in a process that may fail."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from reckoner.reports.confined.limits import Limits
from reckoner.reports.confined.plainfile import read_file
from reckoner.reports.confined.reading import read_apart
from reckoner.reports.errors import Place
from reckoner.reports.sources.grid import Grid, csv_grid
from reckoner.reports.sources.raw import RawTable
from reckoner.reports.sources.schema import Schema
from reckoner.reports.sources.sent import grids_from, table_from

_MOST_MB = 128
_LIMITS = Limits(memory_mb=2048, cpu_seconds=120, wall_seconds=240, answer_mb=512, file_mb=256)


def read_spreadsheet(path: Path, shown: str, schema: Schema, sheet: str | None = None) -> RawTable:
    """The table of a sheet, by default of the only one. Raises InputError that names cells."""
    layout = {
        "header_row": schema.header_row,
        "until_blank": schema.until_blank,
        "footnotes": schema.footnotes,
        "hidden": schema.hidden,
    }
    return _read("reckoner.reports.sources.spreadsheet", path, shown, layout=layout, sheet=sheet)


def read_grids(path: Path, shown: str) -> tuple[Grid, ...]:
    """Every sheet of a spreadsheet, or the one of a CSV file, with all its cells. Raises InputError."""
    if not path.name.lower().endswith((".xlsx", ".ods")):
        return (csv_grid(path, shown),)
    data = read_file(path, shown, _MOST_MB)
    message = read_apart("reckoner.reports.sources.workbook", data, Place(shown), _LIMITS)
    return grids_from(message, shown)


def read_parquet(path: Path, shown: str) -> RawTable:
    """The cells of a Parquet file. Raises InputError where it isn't one, or holds lists or structures."""
    return _read("reckoner.reports.sources.parquet", path, shown)


def _read(reader: str, path: Path, shown: str, **asked: Any) -> RawTable:
    data = read_file(path, shown, _MOST_MB)
    return table_from(read_apart(reader, data, Place(shown), _LIMITS, **asked), shown)
