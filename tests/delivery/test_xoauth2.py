"""Signing in to IMAP with a token, fetched or kept by another program, as Exchange Online asks for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reckoner.reports.delivery.deliver import deliver
from reckoner.reports.delivery.failure import Undelivered
from tests.delivery.certificates import Certificates
from tests.delivery.dovecot import USER
from tests.delivery.graphd import CLIENT, TENANT, TOKEN, graph_server
from tests.delivery.house import office, write_secret
from tests.delivery.scripted import Scripted, scripted


@pytest.fixture
def server(certificates: Certificates) -> Iterator[Scripted]:
    with scripted(certificates, TOKEN) as running:
        yield running


def settings(port: int, certificates: Certificates, **more: object) -> dict[str, object]:
    return {
        "kind": "imap-drafts", "takes": "release", "server": "127.0.0.1", "port": port, "mailbox": USER,
        "secret": "secret", "authority": str(certificates.authority), "seconds": 10, "sign_in": "xoauth2",
    } | more  # fmt: skip


def test_a_token_kept_in_a_file_signs_in(
    tmp_path: Path, server: Scripted, certificates: Certificates
) -> None:
    write_secret(tmp_path / "secret", TOKEN)
    at = office(tmp_path, {"mailbox": settings(server.port, certificates)})
    assert deliver(at.order(at.approved(), "mailbox")).where == f"Concepten of {USER}"
    assert len(server.mails) == 1


def test_a_token_is_fetched_with_the_client_secret(
    tmp_path: Path, server: Scripted, certificates: Certificates
) -> None:
    write_secret(tmp_path / "secret", "client-secret")
    with graph_server(certificates, "client-secret") as login:
        here = {"tenant": TENANT, "client": CLIENT, "login": f"https://127.0.0.1:{login.port}"}
        at = office(tmp_path, {"mailbox": settings(server.port, certificates, **here)})
        deliver(at.order(at.approved(), "mailbox"))
    assert len(server.mails) == 1


def test_a_refused_token_is_said_without_it_even_where_the_server_repeats_it(
    tmp_path: Path, server: Scripted, certificates: Certificates
) -> None:
    write_secret(tmp_path / "secret", "an-old-token")
    at = office(tmp_path, {"mailbox": settings(server.port, certificates)})
    with pytest.raises(Undelivered, match="refused to sign") as refusal:
        deliver(at.order(at.approved(), "mailbox"))
    assert refusal.value.permanent
    assert "an-old-token" not in str(refusal.value)
    assert server.mails == []
