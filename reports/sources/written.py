"""Typed values as text: how a CSV file holds them, and how a change is shown."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from reckoner.reports.sources.schema import Column, Schema
from reckoner.reports.sources.value import Value


def as_csv(schema: Schema, rows: Iterable[Sequence[Value]]) -> str:
    """Rows as CSV that reads back as the same values under the same schema."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(schema.names)
    for row in rows:
        writer.writerow([written(value, column) for value, column in zip(row, schema.kept, strict=True)])
    return out.getvalue()


def written(value: Value, column: Column) -> str:
    """A value as a CSV file holds it. Raises TypeError for a suppressed one."""
    match value:
        case None:
            return column.markers[0] if column.markers else ""
        case int() if column.type == "duration":
            return f"{value // 60:02}:{value % 60:02}"
        case int() | Decimal():
            return format(Decimal(value), "f") + ("%" if column.cell == "fraction" else "")
        case date():
            return value.isoformat()
    return str(value)
