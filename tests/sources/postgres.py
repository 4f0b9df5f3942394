"""A PostgreSQL server of our own for a few tests: in a temporary folder, on a socket, without a port."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_DEBIAN = Path("/usr/lib/postgresql")


def _program(name: str) -> Path:
    found = [*sorted(_DEBIAN.glob(f"*/bin/{name}"), reverse=True), shutil.which(name)]
    if found[0] is None:
        pytest.fail("this test needs PostgreSQL: apt-get install postgresql")
    return Path(found[0])


def _run(*command: str | Path) -> None:
    """Run a program of PostgreSQL, which refuses to be root, as the user that Debian makes for it."""
    user = "postgres" if os.geteuid() == 0 else None
    done = subprocess.run(command, user=user, cwd="/", capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.fail(f"{command[0]} failed: {done.stdout}{done.stderr}")


@contextmanager
def postgresql() -> Iterator[str]:
    """The SQLAlchemy address of an empty database; server and folder are gone at the end."""
    folder = Path(tempfile.mkdtemp(prefix="reckoner-pg-", dir="/tmp"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        data = folder / "data"
        _run(_program("initdb"), "-D", data, "-U", "tester", "-A", "trust", "--no-sync", "-E", "UTF8")
        options = f"-k {folder} -c listen_addresses='' -c fsync=off -c max_connections=10"
        _run(_program("pg_ctl"), "-D", data, "-l", folder / "log", "-w", "-o", options, "start")
        try:
            yield f"postgresql://tester@/postgres?host={folder}"
        finally:
            _run(_program("pg_ctl"), "-D", data, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def dump(address: str) -> str:
    """All that such a database holds, as text."""
    host = address.partition("host=")[2]
    command: list[str | Path] = [_program("pg_dump"), "-h", host, "-U", "tester", "postgres"]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode("latin-1")
