"""Stores for the tests of this room: the same suite on SQLite and on a PostgreSQL server of its own."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from reckoner.reports.schedule.tables import metadata, open_store
from tests.delivery.certificates import Certificates
from tests.delivery.dovecot import Dovecot
from tests.schedule.station import Station, station_in
from tests.sources.postgres import postgresql

_MEMORY = Path("/dev/shm")  # flushing to a disk that others use would take most of the time


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL database."""
    with postgresql() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """An empty store of either kind."""
    if request.param == "sqlite":
        with tempfile.TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as folder:
            opened = open_store(f"{folder}/state/schedule.sqlite")
            yield opened
    else:
        opened = open_store(request.getfixturevalue("server"))
        yield opened
        metadata.drop_all(opened)
    opened.dispose()


@pytest.fixture
def station(tmp_path: Path, engine: Engine, imap: Dovecot, certificates: Certificates) -> Station:
    """A house whose paper is due, with an empty mailbox for its proofs."""
    return station_in(tmp_path, engine, imap, certificates)
