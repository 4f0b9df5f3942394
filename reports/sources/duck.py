"""The one place where DuckDB is opened: in memory, without extensions fetched from anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

Duck = duckdb.DuckDBPyConnection
DuckError = duckdb.Error


def open_duckdb(threads: int | None = None, memory_mb: int = 2048) -> Duck:
    """A fresh connection; the caller closes it. Opening takes about 20 ms, so one serves many tables.

    It takes as many threads as the machine has processors, unless told otherwise.
    """
    settings: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "temp_directory": "",
        "memory_limit": f"{memory_mb}MB",
    }
    if threads:
        settings["threads"] = threads
    duck = duckdb.connect(":memory:", config=settings)
    duck.execute("set enable_progress_bar = false")  # it would stand in what is printed
    return duck


def literal(path: Path) -> str:
    """A path for DuckDB's readers, with the characters it would take for a pattern made plain."""
    return "".join(f"[{c}]" if c in "*?[" else c for c in str(path.absolute()))


def fetch(duck: Duck, query: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
    """The rows of a query."""
    return duck.execute(query, list(parameters)).fetchall()
