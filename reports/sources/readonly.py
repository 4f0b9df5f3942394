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

from reckoner.reports.sources.servers import MayWrite, Server, server_of

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection, CursorResult, Engine

_AT_ONCE = 10_000  # rows
_STEPS = 20_000  # of SQLite between two looks at the clock
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
    overdue: tuple[str, ...] = ()

    def rows(self, query: str, most: int) -> tuple[list[str], list[tuple[Any, ...]]]:
        """The headings and at most so many rows. Raises TooSlow, or what SQLAlchemy says."""
        from sqlalchemy import exc

        try:
            # no_parameters: a % or : in the query stays what it is; stream_results: rows come when asked for
            options = self.connection.execution_options(no_parameters=True, stream_results=True)
            with closing(options.exec_driver_sql(query)) as result:
                return list(result.keys()), self._taken(result, most)
        except exc.DBAPIError as problem:
            said = f"{getattr(problem.orig, 'sqlstate', '')} {problem.orig}"
            if time.monotonic() > self.deadline or any(mark in said for mark in self.overdue):
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
def reading(url: URL, seconds: float, key: str = "") -> Iterator[Reading]:
    """A connection that reads, for at most so many seconds; what it began is undone at the end.

    SQLite opens the file for reading alone and refuses whatever is no SELECT; servers are held as ``servers``
    says. ``key`` is the path of a file with a private key, where the address has no password. Raises
    FileNotFoundError, ModuleNotFoundError for a missing driver, ConnectionError, MayWrite.
    """
    deadline = time.monotonic() + seconds
    server = server_of(url.get_backend_name())
    engine, connection = _connected(url, seconds, key)
    try:
        with connection:
            opened = connection.connection.driver_connection
            if isinstance(opened, sqlite3.Connection):
                _hold_sqlite(opened, deadline)
            if server is not None:
                _hold(connection, server, seconds)
            yield Reading(connection, deadline, server.overdue if server else ())
            connection.rollback()
    finally:
        engine.dispose()


def _connected(url: URL, seconds: float, key: str) -> tuple[Engine, Connection]:
    """Drivers raise what they like where a server doesn't answer; a driver that isn't there is told apart."""
    try:
        engine = _engine(url, seconds, key)
        return engine, engine.connect()
    except (FileNotFoundError, ModuleNotFoundError):
        raise
    except Exception as problem:
        said = str(getattr(problem, "orig", None) or problem)
        raise ConnectionError(said) from None


def _engine(url: URL, seconds: float, key: str) -> Engine:
    from sqlalchemy import create_engine, pool

    if url.get_backend_name() == "sqlite":
        return create_engine("sqlite://", poolclass=pool.NullPool, creator=lambda: _sqlite(url))
    server = server_of(url.get_backend_name())
    if server is None:
        return create_engine(url, poolclass=pool.NullPool)
    if server.driver and "+" not in url.drivername:
        url = url.set(drivername=server.driver)
    given, opening = dict(server.given(seconds)), server.key(key) if key else {}
    if url.get_backend_name() == "bigquery":
        return create_engine(url, poolclass=pool.NullPool, **opening)
    return create_engine(url, poolclass=pool.NullPool, connect_args=given | dict(opening))


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


def _hold(connection: Connection, server: Server, seconds: float) -> None:
    """For this session: only read, and give up when the time is over. Raises MayWrite."""
    if server.rights and any(connection.exec_driver_sql(server.rights).one()):
        raise MayWrite
    server.on_driver(connection.connection.driver_connection, seconds)
    connection.commit()
    for statement in server.hold(seconds):
        connection.exec_driver_sql(statement)
    if server.ends_first:
        connection.commit()
