"""Parquet files through DuckDB; rows are numbered from 1.

A damaged file can make DuckDB give up its whole connection, so each is read in one of its own.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from reports.errors import Fault, InputError, Place
from reports.sources.duck import DuckError, fetch, literal, open_duckdb
from reports.sources.raw import RawTable, tidy_heading

MOST_ROWS = 2_000_000
_PLAIN = (
    "BOOLEAN",
    "DATE",
    "DECIMAL",
    "DOUBLE",
    "FLOAT",
    "HUGEINT",
    "INTERVAL",
    "TIME",
    "TIMESTAMP",
    "VARCHAR",
)
_WHOLE = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT")


def read_parquet(path: Path, shown: str) -> RawTable:
    """The cells of a Parquet file. Raises InputError where it isn't one, or holds lists or structures."""
    if not path.is_file():
        raise InputError("there is no such file", Place(shown), "Put it there, or correct the name.")
    try:
        with closing(open_duckdb()) as duck:
            described = fetch(duck, "describe select * from read_parquet(?)", [literal(path)])
            rows = fetch(duck, f"select * from read_parquet(?) limit {MOST_ROWS + 1}", [literal(path)])
    except DuckError:
        raise InputError(
            "it is not a Parquet file that can be read", Place(shown), "Write it again."
        ) from None
    if len(rows) > MOST_ROWS:
        raise InputError(
            f"it has more than {MOST_ROWS} rows", Place(shown), "Add them up before they come here."
        )
    faults = [
        Fault(f"the column {name!r} holds {kind.lower()}, not plain values", Place(shown))
        for name, kind, *_ in described
        if not kind.startswith((*_PLAIN, *_WHOLE)) or kind.endswith(("]", "TIME ZONE"))
    ]
    if faults:
        raise InputError.of(faults)
    names = tuple(tidy_heading(name) for name, *_ in described)
    return RawTable(shown, names, 0, rows, range(1, len(rows) + 1))
