"""Drafts through Microsoft Graph, against a local server that speaks the documented contract."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from reckoner.reports.delivery.deliver import deliver
from reckoner.reports.delivery.failure import Undelivered
from reckoner.reports.drafts.history import START, history_of
from tests.delivery.certificates import Certificates
from tests.delivery.graphd import CLIENT, TENANT, TOKEN, Graph, graph_server
from tests.delivery.house import NOW, Office, office, write_secret

SECRET = "client-secret-that-nobody-may-see"


@pytest.fixture
def graph(certificates: Certificates) -> Iterator[Graph]:
    with graph_server(certificates, SECRET) as running:
        yield running


@pytest.fixture
def at(tmp_path: Path, graph: Graph, certificates: Certificates) -> Office:
    write_secret(tmp_path / "secret", SECRET)
    here = f"https://127.0.0.1:{graph.port}"
    settings = {
        "kind": "microsoft-graph", "takes": "release", "mailbox": "communications@example.org",
        "tenant": TENANT, "client": CLIENT, "secret": "secret", "login": here, "graph": f"{here}/v1.0",
        "authority": str(certificates.authority), "seconds": 10,
    }  # fmt: skip
    return office(tmp_path, {"exchange": settings})


def test_three_tries_that_know_nothing_of_each_other_leave_one_copy(at: Office, graph: Graph) -> None:
    kept = at.approved()
    approval = history_of(at.house).path.read_bytes()
    forget = at.remember()
    for _ in range(3):
        assert deliver(at.order(kept, "exchange")).where == "the drafts of communications@example.org"
        forget()
    [raw] = graph.drafts
    assert f"<{kept.digest}.release@example.org>".encode() in raw
    assert START not in approval.decode().splitlines()[-1].partition('"hash"')[2]


def test_an_answer_that_got_lost_is_looked_for_and_not_posted_again(at: Office, graph: Graph) -> None:
    graph.drops_answer = True
    kept = at.approved()
    with pytest.raises(Undelivered) as refusal:
        deliver(at.order(kept, "exchange"))
    assert refusal.value.unsure
    graph.drops_answer = False
    later = NOW + timedelta(minutes=5)
    assert not deliver(at.order(kept, "exchange", at=later)).is_new
    assert len(graph.drafts) == 1


@pytest.mark.parametrize(
    ("status", "permanent", "todo"),
    [
        (403, True, "Mail.ReadWrite"),
        (404, True, "mailbox"),
        (429, False, "after 17 s"),
        (503, False, "later"),
    ],
)
def test_each_refusal_says_whether_it_is_permanent(
    at: Office, graph: Graph, status: int, permanent: bool, todo: str
) -> None:
    graph.next_statuses.append(status)
    with pytest.raises(Undelivered, match=f"answered {status}") as refusal:
        deliver(at.order(at.approved(), "exchange"))
    assert refusal.value.permanent is permanent
    assert todo in str(refusal.value)


def test_a_wrong_client_secret_is_permanent_and_said_without_it(at: Office, graph: Graph) -> None:
    graph.secret = "another"
    with pytest.raises(Undelivered, match="refused the client secret") as refusal:
        deliver(at.order(at.approved(), "exchange"))
    assert refusal.value.permanent
    for secret in (SECRET, TOKEN):
        assert secret not in str(refusal.value)


def test_neither_token_nor_secret_stands_in_an_address(at: Office, graph: Graph) -> None:
    deliver(at.order(at.approved(), "exchange"))
    assert graph.seen
    assert not any(secret in address for secret in (SECRET, TOKEN) for address in graph.seen)
