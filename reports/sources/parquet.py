"""Parquet files through DuckDB, in a process that may fail; rows are numbered from 1."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from tempfile import NamedTemporaryFile

from reckoner.reports.confined.ipc import Message
from reckoner.reports.errors import Fault, InputError, Place
from reckoner.reports.sources.duck import DuckError, fetch, literal, open_duckdb
from reckoner.reports.sources.raw import MOST_CELLS, RawTable, tidy_heading
from reckoner.reports.sources.sent import message_of

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


def answer(message: Message) -> Message:
    """The cells of a file's bytes. Raises InputError where they are no Parquet of plain values."""
    with NamedTemporaryFile(suffix=".parquet") as file:
        file.write(message.blobs[0])
        file.flush()
        return message_of(_read(Path(file.name), message.header["shown"]))


def _read(path: Path, shown: str) -> RawTable:
    try:
        with closing(open_duckdb(threads=1, memory_mb=1024)) as duck:
            described = fetch(duck, "describe select * from read_parquet(?)", [literal(path)])
            most = MOST_CELLS // max(len(described), 1)
            rows = fetch(duck, f"select * from read_parquet(?) limit {most + 1}", [literal(path)])
    except DuckError:
        raise InputError(
            "it is not a Parquet file that can be read", Place(shown), "Write it again."
        ) from None
    if len(rows) > most:
        what = f"it has more than {most:,} rows of {len(described)} cells"
        raise InputError(what, Place(shown), "Add them up before they come here.")
    faults = [
        Fault(f"the column {name!r} holds {kind.lower()}, not plain values", Place(shown))
        for name, kind, *_ in described
        if not kind.startswith((*_PLAIN, *_WHOLE)) or kind.endswith(("]", "TIME ZONE"))
    ]
    if faults:
        raise InputError.of(faults)
    names = tuple(tidy_heading(name) for name, *_ in described)
    return RawTable(shown, names, 0, rows, range(1, len(rows) + 1))
