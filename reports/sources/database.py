"""A query on a database, its result kept as a CSV file that is a snapshot: a build never asks the server.

The query may read and do nothing else. Three guards stand in line: a parser lets one SELECT through
(``query``), the connection is read-only where the database knows such a thing (``readonly``), and time and
rows have a limit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from reckoner.reports.errors import InputError, Place, ReckonerError, ServiceError, SettingsError
from reckoner.reports.sources.query import require_reading
from reckoner.reports.sources.raw import RawTable, shortened, tidy_heading, typed_rows
from reckoner.reports.sources.readonly import TooSlow, reading
from reckoner.reports.sources.schema import Schema
from reckoner.reports.sources.servers import MayWrite, server_of
from reckoner.reports.sources.written import as_csv

MOST_ROWS = 2_000_000
MOST_SECONDS = 300


@dataclass(frozen=True, slots=True)
class DatabaseQuery:
    """The name of the database in ``office.yaml``, the query, and where the query is written."""

    database: str
    query: str
    place: Place


@dataclass(frozen=True)
class Source:
    """Where a database is: its SQLAlchemy address; a secret that opens it, or the file of a private key.

    ``secret`` is asked for when it is needed, and raises SettingsError where it can't be read.
    """

    address: str
    secret: Callable[[], str] | None = None
    key: str = ""


def fetch_csv(
    asked: DatabaseQuery, source: str | Source, schema: Schema, seconds: float = MOST_SECONDS
) -> bytes:
    """Run the query at a SQLAlchemy address and give its rows, checked against the schema, as CSV.

    Raises ServiceError where the database doesn't answer, SettingsError where the address is wrong or holds a
    password, InputError where the query does more than read, takes longer than ``seconds``, is refused by the
    database, or gives something other than the schema declares.
    """
    found = Source(source) if isinstance(source, str) else source
    headings, rows = _run(asked, found, seconds)
    shown = f"database {asked.database}"
    raw = RawTable(shown, tuple(tidy_heading(name) for name in headings), 0, rows, range(1, len(rows) + 1))
    typed, _, faults = typed_rows(raw, schema)
    if faults:
        raise InputError.of(shortened(faults, shown))
    return as_csv(schema, typed).encode()


def _run(asked: DatabaseQuery, source: Source, seconds: float) -> tuple[list[str], Sequence[Sequence[Any]]]:
    from sqlalchemy import exc

    url = _url(asked, source.address)
    require_reading(asked.query, url.get_backend_name(), asked.place)
    secret = source.secret() if source.secret else ""
    opened = url.set(password=secret) if secret else url
    try:
        with reading(opened, seconds, source.key) as connection:
            headings, rows = connection.rows(asked.query, MOST_ROWS + 1)
    except FileNotFoundError:
        raise ServiceError(
            f"the database {asked.database} is not there", Place(str(url.database)), "Correct its address."
        ) from None
    except ModuleNotFoundError as problem:
        raise _no_driver(asked, url, problem.name or "") from None
    except ConnectionError as problem:
        raise _no_answer(asked, problem, secret) from None
    except MayWrite:
        what = f"the login of the database {asked.database} may write, which is more than Reckoner needs"
        raise SettingsError(what, todo="Give it a login of its own that may only read.") from None
    except TooSlow:
        what = f"the query took longer than {seconds:g} seconds and was stopped"
        todo = "Ask for less, or let the database keep the counts in a table of their own."
        raise InputError(what, asked.place, todo) from None
    except (exc.SQLAlchemyError, ValueError) as problem:
        what = f"the database {asked.database} refuses the query: {_reason(problem, secret)}"
        raise InputError(what, asked.place, "Mend the query.") from None
    if len(rows) > MOST_ROWS:
        raise InputError(
            f"the query gives more than {MOST_ROWS} rows", asked.place, "Add them up in the query."
        )
    return headings, rows


def _url(asked: DatabaseQuery, address: str) -> Any:
    from sqlalchemy import exc, make_url

    try:
        url = make_url(address)
        url.get_dialect()
    except (exc.SQLAlchemyError, ValueError):
        what = f"the address of the database {asked.database} can't be read"
        raise SettingsError(what, todo="Write it as postgresql://user@server/name.") from None
    except ModuleNotFoundError as problem:
        raise _no_driver(asked, make_url(address), problem.name or "") from None
    if url.password or {"password", "sslpassword"} & url.query.keys():
        what = f"the address of the database {asked.database} holds a password"
        raise SettingsError(what, Place("office.yaml"), PASSWORD)
    return url


PASSWORD = "Leave it out: name a file that holds it with `secret:`, or for PostgreSQL use ~/.pgpass."


def _no_driver(asked: DatabaseQuery, url: Any, package: str) -> ReckonerError:
    server = server_of(url.get_backend_name())
    what = f"the database {asked.database} needs the Python package {package}"
    extra = f"pip install 'reckoner-reports[{server.extra}]'" if server else f"pip install {package}"
    return SettingsError(what, todo=f"Install it: {extra}")


def _no_answer(asked: DatabaseQuery, problem: Exception, secret: str) -> ReckonerError:
    what = f"the database {asked.database} does not answer: {_reason(problem, secret)}"
    return ServiceError(
        what, asked.place, "Builds go on with the rows kept before; take them in again later."
    )


def _reason(problem: Exception, secret: str) -> str:
    said = str(getattr(problem, "orig", None) or problem).strip()
    said = said.replace(secret, "...") if secret else said
    return said.splitlines()[0] if said else type(problem).__name__
