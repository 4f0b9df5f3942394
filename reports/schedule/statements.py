"""Statements on a table by its key, built once: with values in them, building takes longer than executing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite
from sqlalchemy.engine import Connection, RowMapping
from sqlalchemy.schema import Table


def is_at(table: Table, *more: str) -> ColumnElement[bool]:
    """Whether a row has the key, and these columns, that :func:`at` gives when a statement is executed."""
    columns = [*table.primary_key.columns, *(table.c[name] for name in more)]
    return and_(*(column == bindparam(f"at_{column.name}") for column in columns))


def at(row: Mapping[str, Any] | RowMapping, table: Table, *more: str) -> dict[str, Any]:
    """What :func:`is_at` compares with: the key of a row, and these columns of it."""
    names = [*(column.name for column in table.primary_key.columns), *more]
    return {f"at_{name}": row[name] for name in names}


@cache
def _insert(dialect: str, table: Table) -> Any:
    """An insert that passes over rows whose keys are there."""
    insert = insert_postgresql if dialect == "postgresql" else insert_sqlite
    return insert(table).on_conflict_do_nothing()


def insert_new(connection: Connection, table: Table, values: Mapping[str, Any]) -> bool:
    """Insert a row unless one with its key is there; whether it was inserted."""
    # What is returned, and not a count of rows, which drivers don't always tell for an insert.
    inserted = _insert(connection.dialect.name, table).returning(*table.primary_key.columns)
    return connection.execute(inserted, values).first() is not None


def insert_missing(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert those of the rows whose keys are not there."""
    if rows:
        connection.execute(_insert(connection.dialect.name, table), rows)
