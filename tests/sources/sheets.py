"""Columns, schemas and sources in few words, for the tests of this room."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from reckoner.reports.errors import Place, ReckonerError
from reckoner.reports.periods.period import Period
from reckoner.reports.sources.duck import Duck, open_duckdb
from reckoner.reports.sources.origin import Origin, OriginKind
from reckoner.reports.sources.read import TableSource
from reckoner.reports.sources.schema import Column, ColumnType, Schema, default_key
from reckoner.reports.sources.table import Row, Spot, Table


def a_column(name: str, kind: ColumnType, **given: Any) -> Column:
    """A column; whole numbers may stand for its limits."""
    for limit in ("minimum", "maximum"):
        if limit in given:
            given[limit] = Decimal(given[limit])
    return Column(name, kind, name.capitalize(), **given)


def a_schema(*columns: Column, **given: Any) -> Schema:
    """A schema with the key that is its default."""
    return Schema(columns, given.pop("key", default_key(columns)), **given)


def an_origin(kind: OriginKind = "kept") -> Origin:
    """A made-up origin."""
    return Origin("paper", kind, "The Force", "A paper", date(2025, 11, 20), "The office", "Public")


def a_source(
    folder: Path, files: str, schema: Schema, kind: OriginKind = "kept", **given: Any
) -> TableSource:
    """A table of the module ``solved`` in this folder."""
    return TableSource(
        "solved", "counts", "Counts", folder, "data/solved", files, an_origin(kind), schema,
        Place("data/solved/module.yaml", 9), **given,
    )  # fmt: skip


def a_table(schema: Schema, *rows: Row) -> Table:
    """A table whose rows stand in the lines from 2 on of counts.csv."""
    spots = tuple(Spot("counts.csv", line) for line in range(2, len(rows) + 2))
    return Table("counts", "Counts", schema, rows, spots, an_origin())


def month(text: str) -> Period:
    """A period from its written form."""
    return Period.parse(text)


@contextmanager
def a_duck() -> Iterator[Duck]:
    """A DuckDB connection that is closed again."""
    duck = open_duckdb()
    try:
        yield duck
    finally:
        duck.close()


def said(error: pytest.ExceptionInfo[ReckonerError]) -> list[str]:
    """The first line of each fault."""
    return [fault.lines()[0] for fault in error.value.faults]
