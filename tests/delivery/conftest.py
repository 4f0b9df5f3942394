"""Servers that the tests of delivery share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.delivery.certificates import Certificates, make_certificates
from tests.delivery.dovecot import Dovecot, dovecot

PASSWORD = "Pa55-für-Dovecot"


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    """A certificate authority of the tests' own, and a server's certificate."""
    return make_certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture(scope="module")
def server(certificates: Certificates) -> Iterator[Dovecot]:
    """A running Dovecot."""
    with dovecot(certificates, PASSWORD) as running:
        yield running


@pytest.fixture
def mailbox(server: Dovecot) -> Dovecot:
    """The same with nothing in its drafts."""
    server.empty()
    return server


def write_secret(path: Path, text: str) -> Path:
    """A file that its owner alone may read."""
    path.touch(mode=0o600)
    path.write_text(text + "\n", "utf-8")
    return path
