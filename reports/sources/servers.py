"""Kinds of database servers: how a session of each is held to reading and to its time, and what it needs.

None is trusted to keep a query from writing: a parser looks at it first (``query``). What stands here is the
second guard, as far as the server knows one: a read-only transaction, or a look at the login's rights. Where
there is neither, the rights of the login are the office's business, and docs/data.md says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

CONNECT_SECONDS = 10
_LOGIN_TIMEOUT = 103  # SQL_ATTR_LOGIN_TIMEOUT of ODBC


class MayWrite(Exception):
    """The login could change data, which the server can't be told to forbid."""


@dataclass(frozen=True)
class Server:
    """One kind.

    ``extra`` installs its driver. ``given`` are the driver's own limits for a query of so many seconds,
    ``hold`` the statements that a session begins with. ``rights`` is a query that gives one row of ones and
    zeros: a one says that the login may write. ``overdue`` are marks of an error that a time limit gave.
    """

    extra: str
    driver: str = ""
    given: Callable[[float], Mapping[str, Any]] = lambda _seconds: {}
    hold: Callable[[float], tuple[str, ...]] = lambda _seconds: ()
    on_driver: Callable[[Any, float], object] = lambda _connection, _seconds: None
    rights: str = ""
    overdue: tuple[str, ...] = ()
    ends_first: bool = False  # whether what a session begins with holds from the next transaction on
    key: Callable[[str], Mapping[str, Any]] = field(default=lambda _path: {})


def _whole(seconds: float) -> int:
    return max(1, round(seconds))


def _mssql(connection: Any, seconds: float) -> None:
    connection.timeout = _whole(seconds)


def _oracle(connection: Any, seconds: float) -> None:
    connection.call_timeout = _whole(seconds * 1000)


SERVERS: Mapping[str, Server] = {
    "postgresql": Server(
        "postgresql",
        "postgresql+psycopg",
        given=lambda _seconds: {"connect_timeout": CONNECT_SECONDS},
        hold=lambda seconds: (
            "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY",
            f"SET statement_timeout = {_whole(seconds * 1000)}",
        ),
        overdue=("57014",),
        ends_first=True,
    ),
    "mssql": Server(
        "mssql",
        "mssql+mssqlpython",
        given=lambda _seconds: {"attrs_before": {_LOGIN_TIMEOUT: CONNECT_SECONDS}},
        hold=lambda _seconds: (f"SET LOCK_TIMEOUT {CONNECT_SECONDS * 1000}",),
        on_driver=_mssql,
        rights=(
            "SELECT COALESCE(IS_SRVROLEMEMBER('sysadmin'), 0), COALESCE(IS_ROLEMEMBER('db_owner'), 0), "
            "COALESCE(IS_ROLEMEMBER('db_datawriter'), 0), COALESCE(IS_ROLEMEMBER('db_ddladmin'), 0)"
        ),
        overdue=("HYT00", "Query timeout expired", "timeout expired"),
    ),
    "oracle": Server(
        "oracle",
        "oracle+oracledb",
        given=lambda _seconds: {"tcp_connect_timeout": CONNECT_SECONDS, "retry_count": 0},
        hold=lambda _seconds: ("SET TRANSACTION READ ONLY",),
        on_driver=_oracle,
        overdue=("DPY-4024", "DPI-1067", "ORA-01013", "ORA-03136"),
    ),
    "databricks": Server(
        "databricks",
        given=lambda seconds: {
            "_socket_timeout": _whole(seconds) + CONNECT_SECONDS,
            "_retry_stop_after_attempts_count": 3,
            "_retry_stop_after_attempts_duration": CONNECT_SECONDS,
        },
        hold=lambda seconds: (f"SET STATEMENT_TIMEOUT = {_whole(seconds)}",),
        overdue=("timed out", "STATEMENT_TIMEOUT"),
    ),
    "snowflake": Server(
        "snowflake",
        given=lambda seconds: {
            "login_timeout": CONNECT_SECONDS,
            "network_timeout": _whole(seconds) + CONNECT_SECONDS,
        },
        hold=lambda seconds: (f"ALTER SESSION SET STATEMENT_TIMEOUT_IN_SECONDS = {_whole(seconds)}",),
        overdue=("statement timeout", "000630"),
        key=lambda path: {"private_key_file": path},
    ),
    "bigquery": Server(
        "bigquery", overdue=("timed out", "Timeout"), key=lambda path: {"credentials_path": path}
    ),
}  # fmt: skip


def server_of(backend: str) -> Server | None:
    """The kind that SQLAlchemy calls so; None where it is another, or a file."""
    return SERVERS.get(backend)
