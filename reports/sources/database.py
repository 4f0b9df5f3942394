"""A query on a database, its result kept as a CSV file that is a snapshot: a build never asks the server."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reports.errors import InputError, Place, ReckonerError, ServiceError, SettingsError
from reports.sources.raw import RawTable, shortened, tidy_heading, typed_rows
from reports.sources.schema import Schema
from reports.sources.written import as_csv

MOST_ROWS = 2_000_000
_CONNECT_SECONDS = 10


@dataclass(frozen=True, slots=True)
class DatabaseQuery:
    """The name of the database in ``office.yaml``, the query, and where the query is written."""

    database: str
    query: str
    place: Place


def fetch_csv(asked: DatabaseQuery, address: str, schema: Schema) -> bytes:
    """Run the query at a SQLAlchemy address and give its rows, checked against the schema, as CSV.

    Raises ServiceError where the database doesn't answer, SettingsError where the address is wrong,
    InputError where it refuses the query or the result isn't what the schema declares.
    """
    headings, rows = _run(asked, address)
    shown = f"database {asked.database}"
    raw = RawTable(shown, tuple(tidy_heading(name) for name in headings), 0, rows, range(1, len(rows) + 1))
    typed, _, faults = typed_rows(raw, schema)
    if faults:
        raise InputError.of(shortened(faults, shown))
    return as_csv(schema, typed).encode()


def _run(asked: DatabaseQuery, address: str) -> tuple[list[str], Sequence[Sequence[Any]]]:
    from sqlalchemy import exc

    engine = _engine(asked, address)
    try:
        try:
            connection = engine.connect()
        except exc.SQLAlchemyError as problem:
            raise _no_answer(asked, problem) from None
        with connection:
            # no_parameters: a % or : in the query stays what it is
            result = connection.execution_options(no_parameters=True).exec_driver_sql(asked.query)
            rows = result.fetchmany(MOST_ROWS + 1)
            connection.rollback()
            headings = list(result.keys())
    except exc.SQLAlchemyError as problem:
        what = f"the database {asked.database} refuses the query: {_reason(problem)}"
        raise InputError(what, asked.place, "Mend the query.") from None
    finally:
        engine.dispose()
    if len(rows) > MOST_ROWS:
        raise InputError(
            f"the query gives more than {MOST_ROWS} rows", asked.place, "Add them up in the query."
        )
    return headings, [tuple(row) for row in rows]


def _engine(asked: DatabaseQuery, address: str) -> Any:
    from sqlalchemy import create_engine, exc, make_url, pool

    try:
        url = make_url(address)
        if url.drivername in ("postgresql", "postgres"):
            url = url.set(drivername="postgresql+psycopg")
        given = {"connect_timeout": _CONNECT_SECONDS} if url.drivername.startswith("postgresql") else {}
        _require_file(asked, url)
        return create_engine(url, poolclass=pool.NullPool, connect_args=given)
    except ModuleNotFoundError as problem:
        what = f"the database {asked.database} needs the Python package {problem.name}"
        raise SettingsError(
            what, todo="Install it; for PostgreSQL: pip install 'reckoner-reports[postgresql]'."
        ) from None
    except (exc.SQLAlchemyError, ValueError):
        what = f"the address of the database {asked.database} can't be read"
        raise SettingsError(what, todo="Write it as postgresql://user@server/name.") from None


def _require_file(asked: DatabaseQuery, url: Any) -> None:
    """SQLite would make an empty file where there is none."""
    if url.drivername.startswith("sqlite") and url.database and not Path(url.database).is_file():
        raise ServiceError(
            f"the database {asked.database} is not there", Place(url.database), "Correct its address."
        )


def _no_answer(asked: DatabaseQuery, problem: Exception) -> ReckonerError:
    what = f"the database {asked.database} does not answer: {_reason(problem)}"
    return ServiceError(
        what, asked.place, "Builds go on with the rows kept before; take them in again later."
    )


def _reason(problem: Exception) -> str:
    said = str(getattr(problem, "orig", None) or problem).strip()
    return said.splitlines()[0] if said else type(problem).__name__
