"""A connection over which nothing can be changed, and which is cut off when its time is over."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection, CursorResult, Engine

_CONNECT_SECONDS = 10
_AT_ONCE = 10_000  # rows
_STEPS = 20_000  # of SQLite between two looks at the clock
_OVERDUE = "57014"  # PostgreSQL's code for a statement that its time limit ended
# What a query may do in SQLite; SQLAlchemy ends its transaction. No function that ships there reaches a file.
_READS = frozenset((
    sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE,
    sqlite3.SQLITE_TRANSACTION,
))  # fmt: skip


class TooSlow(Exception):
    """The query was stopped because its time was over."""


@dataclass(frozen=True)
class Reading:
    """A connection for one query, and the instant (of the monotonic clock) at which it must be done."""

    connection: Connection
    deadline: float

    def rows(self, query: str, most: int) -> tuple[list[str], list[tuple[Any, ...]]]:
        """The headings and at most so many rows. Raises TooSlow, or what SQLAlchemy says."""
        from sqlalchemy import exc

        try:
            # no_parameters: a % or : in the query stays what it is; stream_results: rows come when asked for
            options = self.connection.execution_options(no_parameters=True, stream_results=True)
            with closing(options.exec_driver_sql(query)) as result:
                return list(result.keys()), self._taken(result, most)
        except exc.DBAPIError as problem:
            if time.monotonic() > self.deadline or getattr(problem.orig, "sqlstate", "") == _OVERDUE:
                raise TooSlow from None
            raise

    def _taken(self, result: CursorResult[Any], most: int) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = []
        while len(found) < most and (more := result.fetchmany(min(_AT_ONCE, most - len(found)))):
            found += [tuple(row) for row in more]
            if time.monotonic() > self.deadline:
                raise TooSlow
        return found


@contextmanager
def reading(url: URL, seconds: float) -> Iterator[Reading]:
    """A connection that reads, for at most so many seconds; what it began is undone at the end.

    SQLite opens the file for reading alone and refuses whatever is no SELECT; PostgreSQL holds the session to
    read-only transactions and to the time. Of other databases only the rights of their user stand in the way
    of a query. Raises FileNotFoundError, ModuleNotFoundError for a missing driver, ConnectionError.
    """
    from sqlalchemy import exc

    deadline = time.monotonic() + seconds
    engine = _engine(url)
    try:
        try:
            connection = engine.connect()
        except exc.SQLAlchemyError as problem:
            said = str(getattr(problem, "orig", None) or problem)
            raise ConnectionError(said) from None
        with connection:
            match url.get_backend_name(), connection.connection.driver_connection:
                case "sqlite", sqlite3.Connection() as opened:
                    _hold_sqlite(opened, deadline)
                case "postgresql", _:
                    _hold_postgresql(connection, seconds)
            yield Reading(connection, deadline)
            connection.rollback()
    finally:
        engine.dispose()


def _engine(url: URL) -> Engine:
    from sqlalchemy import create_engine, pool

    if url.get_backend_name() == "sqlite":
        return create_engine("sqlite://", poolclass=pool.NullPool, creator=lambda: _sqlite(url))
    if url.drivername in ("postgresql", "postgres"):
        url = url.set(drivername="postgresql+psycopg")
    given = {"connect_timeout": _CONNECT_SECONDS} if url.get_backend_name() == "postgresql" else {}
    return create_engine(url, poolclass=pool.NullPool, connect_args=given)


def _sqlite(url: URL) -> sqlite3.Connection:
    """The file opened for reading alone."""
    path = Path(url.database or "")
    if not path.is_file():  # SQLite would make an empty file
        raise FileNotFoundError(str(path))
    return sqlite3.connect(f"file:{quote(str(path.resolve()))}?mode=ro", uri=True)


def _hold_sqlite(connection: sqlite3.Connection, deadline: float) -> None:
    """SQLite's own gate before each step of a query."""
    with closing(connection.execute("PRAGMA query_only = 1")):
        pass
    connection.set_progress_handler(lambda: int(time.monotonic() > deadline), _STEPS)
    connection.set_authorizer(
        lambda action, *_about: sqlite3.SQLITE_OK if action in _READS else sqlite3.SQLITE_DENY
    )


def _hold_postgresql(connection: Connection, seconds: float) -> None:
    """For this session: only read, and give up when the time is over."""
    connection.exec_driver_sql("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY")
    connection.exec_driver_sql(f"SET statement_timeout = {max(1, round(seconds * 1000))}")
    connection.commit()
