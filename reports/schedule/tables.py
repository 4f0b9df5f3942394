"""The tables that remember runs: SQLite in one file, or PostgreSQL by its address for several machines.

SQLite runs with a write-ahead log and synchronous FULL, and takes the write lock when a transaction
begins, so that nothing read in it can change under it. Nothing is pickled: columns are text and numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Dialect,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    event,
    exc,
    make_url,
    pool,
)
from sqlalchemy.engine import URL, Connection
from sqlalchemy.schema import CreateTable
from sqlalchemy.types import TypeDecorator

from reckoner.reports.errors import Place, ReckonerError, ServiceError, SettingsError, WriteError

_BUSY_SECONDS = 30
_LOCK = 0x7265636B  # any number that nothing else in the database locks
_READS = "reckoner_reads"


class Instant(TypeDecorator[datetime]):
    """An instant in UTC as text of fixed width, so that order as text is order in time."""

    impl = String(27)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> str | None:
        """To text."""
        return None if value is None else f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"

    def process_result_value(self, value: str | None, _dialect: Dialect) -> datetime | None:
        """Back from text."""
        return None if value is None else datetime.fromisoformat(value)


metadata = MetaData()
runs = Table(
    "schedule_runs",
    metadata,
    Column("publication", String(80), primary_key=True),
    Column("edition", String(80), primary_key=True),
    Column("schedule", String(80), nullable=False),
    Column("due", Instant, nullable=False),
    Column("occasion", String(40), nullable=False),
    Column("state", String(10), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("fence", Integer, nullable=False),
    Column("owner", Text),
    Column("lease_until", Instant),
    Column("next_try", Instant),
    Column("draft", Text),
    Column("digest", String(64)),
    Column("fit", Boolean),
    Column("made_at", Instant),
    Column("reason", Text, nullable=False),
)
notices = Table(
    "schedule_notices",
    metadata,
    Column("publication", String(80), primary_key=True),
    Column("edition", String(80), primary_key=True),
    Column("kind", String(20), primary_key=True),
    Column("about", String(120), primary_key=True),
    Column("schedule", String(80), nullable=False),
    Column("people", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("draft", Text),
    Column("posted_at", Instant, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("next_try", Instant),
    Column("sent_at", Instant),
)
seen = Table(
    "schedule_seen",
    metadata,
    Column("schedule", String(80), primary_key=True),
    Column("since", Instant, nullable=False),
    Column("through", Instant, nullable=False),
)


def open_store(address: str) -> Engine:
    """Open the store at a path or a SQLAlchemy address, and make its tables where they are missing.

    Raises SettingsError where the address is wrong, ServiceError or WriteError where it can't be opened.
    """
    url = _url(address)
    try:
        engine = _sqlite(url) if url.drivername.startswith("sqlite") else _server(url)
    except ModuleNotFoundError as problem:
        raise SettingsError(
            f"the state needs the Python package {problem.name}",
            todo="pip install 'reckoner-reports[postgresql]'",
        ) from None
    except OSError as problem:
        raise WriteError(
            f"the folder of the state can't be made: {problem.strerror}", Place(str(url.database))
        ) from None
    add_tables(engine, metadata)
    return engine


def add_tables(engine: Engine, wanted: MetaData) -> None:
    """Make the tables and indexes that are missing. Raises ServiceError or WriteError."""
    with transaction(engine) as connection:
        if connection.dialect.name == "postgresql":  # IF NOT EXISTS fails there where two make one at once
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        for table in wanted.sorted_tables:
            connection.execute(CreateTable(table, if_not_exists=True))
            for index in table.indexes:
                index.create(connection, checkfirst=True)


@contextmanager
def transaction(engine: Engine) -> Iterator[Connection]:
    """One transaction, all or nothing. Raises ServiceError or WriteError where the store doesn't take it."""
    try:
        with engine.begin() as connection:
            yield connection
    except exc.DBAPIError as problem:
        raise _store_error(problem) from None


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Rows as they are at one moment, for whoever changes none: nobody waits for it, and it waits for nobody.

    Raises ServiceError or WriteError where the store doesn't answer.
    """
    with transaction(engine.execution_options(**{_READS: True})) as connection:
        yield connection


def _url(address: str) -> URL:
    try:
        url = make_url(address if "://" in address else f"sqlite:///{Path(address).resolve()}")
    except exc.ArgumentError:
        raise SettingsError("the address of the state can't be read", todo=_ADDRESS) from None
    if url.password or {"password", "sslpassword"} & url.query.keys():
        raise SettingsError("an address must not hold a password", todo=_PASSWORD)
    if url.drivername in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    if not url.drivername.startswith(("sqlite", "postgresql")):
        raise SettingsError(f"the state can't be kept in {url.drivername}", todo=_ADDRESS)
    return url


_ADDRESS = "Name a file on a local disk, or postgresql://user@server/name."
_PASSWORD = "Leave it out; it is read from ~/.pgpass, which only its owner may read."


def _sqlite(url: URL) -> Engine:
    if not url.database or url.database == ":memory:":
        engine = create_engine(url, poolclass=pool.StaticPool, connect_args={"check_same_thread": False})
    else:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(url, poolclass=pool.NullPool, connect_args={"timeout": _BUSY_SECONDS})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions begin where we say so
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={_BUSY_SECONDS * 1000}")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.close()


def _begin(connection: Connection) -> None:
    reads = connection.get_execution_options().get(_READS)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def _server(url: URL) -> Engine:
    return create_engine(url, poolclass=pool.NullPool, connect_args={"connect_timeout": 10})


def _store_error(problem: exc.DBAPIError) -> ReckonerError:
    said = str(problem.orig).strip().splitlines()
    what = said[0] if said else type(problem.orig).__name__
    if any(words in what for words in ("disk is full", "readonly", "unable to open", "disk I/O")):
        return WriteError(
            f"the state can't be written: {what}", todo="Free some space, or check who may write there."
        )
    return ServiceError(f"the state doesn't answer: {what}", todo="It will be tried again at the next alarm.")
