"""'It was there already' is said after a look at the bytes: changed, gone and unseen are told apart."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reckoner.reports.delivery.deliver import deliver
from reckoner.reports.delivery.failure import Undelivered
from tests.delivery.certificates import Certificates
from tests.delivery.dovecot import DRAFTS, PASSWORD, USER, Dovecot
from tests.delivery.graphd import CLIENT, TENANT, Graph, graph_server
from tests.delivery.house import Office, office, write_secret
from tests.delivery.newsletter import newsletter
from tests.delivery.scripted import Scripted, scripted
from tests.delivery.smtpd import smtp_server

CHANNELS = {
    "shelf": {"kind": "folder", "takes": "release", "folder": "shelf"},
    "desk": {"kind": "eml", "takes": "release", "folder": "desk"},
}


@pytest.fixture
def at(tmp_path: Path) -> Office:
    return office(tmp_path, CHANNELS)


def rewrite(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"8,665", b"9,665"))


def link(path: Path) -> None:
    """The same bytes from elsewhere, where somebody else may change them."""
    path.rename(path.with_suffix(".moved"))
    shutil.move(path.with_suffix(".moved"), path.parents[3] / "elsewhere.html")
    path.symlink_to(path.parents[3] / "elsewhere.html")


@pytest.mark.parametrize(
    ("change", "how"),
    [
        (rewrite, "panel-paper.html has changed"),
        (Path.unlink, "panel-paper.html is missing"),
        (lambda path: (path.parent / "more.html").write_text("x", "utf-8"), "more.html was added"),
        (link, "panel-paper.html has changed"),
        (lambda path: os.mkfifo(path.parent / "pipe"), "pipe was added"),
    ],
    ids=["rewritten", "deleted", "added", "linked", "a pipe"],
)
def test_a_release_that_somebody_changed_is_not_as_it_was_delivered(
    at: Office, change: Callable[[Path], object], how: str
) -> None:
    kept = at.approved()
    folder = Path(deliver(at.order(kept, "shelf")).where)
    assert deliver(at.order(kept, "shelf")).state == "there"
    change(folder / "panel-paper.html")
    done = deliver(at.order(kept, "shelf"))
    assert (done.state, done.how, done.where) == ("changed", how, str(folder))
    assert deliver(at.order(kept, "shelf", again=True)).state == "changed"
    assert at.said("delivered") == 1


def test_a_release_that_is_gone_is_delivered_again_when_a_person_says_so(at: Office) -> None:
    kept = at.approved()
    where = deliver(at.order(kept, "shelf")).where
    shutil.rmtree(where)
    assert deliver(at.order(kept, "shelf")).state == "gone"
    assert not Path(where).exists()
    assert deliver(at.order(kept, "shelf", again=True)).state == "new"
    assert Path(where, "panel-paper.html").read_bytes() == (kept.folder / "panel-paper.html").read_bytes()
    assert deliver(at.order(kept, "shelf", again=True)).state == "there"
    assert at.said("delivered") == 2


def test_a_file_in_the_release_s_place_is_a_change(at: Office) -> None:
    kept = at.approved()
    folder = Path(deliver(at.order(kept, "shelf")).where)
    shutil.rmtree(folder)
    folder.write_text("x", "utf-8")
    assert deliver(at.order(kept, "shelf")).how == "it is not a folder"


@pytest.mark.parametrize(
    ("old", "new", "how"),
    [
        (b"Subject: Hotspot", b"Subject: No hotspot", "the mail has another subject"),
        (b"newsletter@example.org", b"newsletter@example.com", "the mail has another sender"),
        (b"Dear resident", b"Dear friend", "its part text/plain has changed"),
        (
            b"pictures.2026-02-hotspot-patrols.png@reckoner>",
            b"pictures.2026-02-hotspot-patrolz.png@reckoner>",
            "the mail has other parts",
        ),
    ],
)
def test_a_mail_that_somebody_changed_is_not_as_it_was_delivered(
    at: Office, old: bytes, new: bytes, how: str
) -> None:
    kept = newsletter(at)
    path = Path(deliver(at.order(kept, "desk")).where)
    path.write_bytes(path.read_bytes().replace(b"Fri, 27", b"Sat, 28", 1))
    assert deliver(at.order(kept, "desk")).state == "there"  # a date is nothing that was approved
    whole = path.read_bytes()
    assert old in whole
    path.write_bytes(whole.replace(old, new, 1))
    done = deliver(at.order(kept, "desk"))
    assert (done.state, done.how) == ("changed", how)
    path.unlink()
    assert deliver(at.order(kept, "desk")).state == "gone"


def test_a_draft_in_a_mailbox_is_read_again(
    tmp_path: Path, mailbox: Dovecot, certificates: Certificates
) -> None:
    write_secret(tmp_path / "password", PASSWORD)
    settings = {
        "kind": "imap-drafts", "takes": "release", "server": "127.0.0.1", "port": mailbox.port,
        "mailbox": USER, "secret": "password", "authority": str(certificates.authority), "seconds": 10,
    }  # fmt: skip
    at = office(tmp_path, {"mailbox": settings})
    kept = newsletter(at)
    deliver(at.order(kept, "mailbox"))
    assert deliver(at.order(kept, "mailbox")).state == "there"
    box = mailbox.folder / "mail" / f".{DRAFTS}"
    [path] = [each for part in ("cur", "new") for each in (box / part).glob("*")]
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b"resident", b"reseden!", 1))  # of the same length, as the server noted it
    done = deliver(at.order(kept, "mailbox"))
    assert (done.state, done.how) == ("changed", "its part text/plain has changed")
    assert len(mailbox.drafts()) == 1
    mailbox.empty()
    assert deliver(at.order(kept, "mailbox")).state == "gone"
    assert deliver(at.order(kept, "mailbox", again=True)).state == "new"
    assert len(mailbox.drafts()) == 1


class Rewriter(Scripted):
    """Takes mails in and gives each back written anew, as Exchange does."""

    def answer(self, name: str, command: str, wire: socket.SocketIO) -> tuple[list[str], str]:
        if name == "SEARCH":
            return ["SEARCH 1" if self.mails else "SEARCH"], "OK done"
        if name == "FETCH":
            mail = self.mails[0].replace(b"8bit", b"7bit").replace(b"Dear resident", b"Dear reader")
            wire.write(f"* 1 FETCH (UID 1 BODY[] {{{len(mail)}}}\r\n".encode() + mail + b")\r\n")
            return [], "OK done"
        return super().answer(name, command, wire)


def test_a_server_that_writes_mails_anew_is_asked_for_the_subject_alone(
    tmp_path: Path, certificates: Certificates
) -> None:
    write_secret(tmp_path / "secret", "token")
    with scripted(certificates, "token", Rewriter) as server:
        settings = {
            "kind": "imap-drafts", "takes": "release", "server": "127.0.0.1", "port": server.port,
            "mailbox": USER, "secret": "secret", "authority": str(certificates.authority),
            "sign_in": "xoauth2", "seconds": 10,
        }  # fmt: skip
        at = office(tmp_path, {"mailbox": settings})
        kept = newsletter(at)
        deliver(at.order(kept, "mailbox"))
        server.greeting = "The Microsoft Exchange IMAP4 service is ready."
        assert deliver(at.order(kept, "mailbox")).state == "there"
        server.mails[0] = server.mails[0].replace(b"Subject: Hotspot", b"Subject: No hotspot")
        assert deliver(at.order(kept, "mailbox")).how == "the mail has another subject"
        server.greeting = "ready"
        assert deliver(at.order(kept, "mailbox")).state == "changed"


@pytest.fixture
def graph(certificates: Certificates) -> Iterator[Graph]:
    with graph_server(certificates, PASSWORD) as running:
        yield running


def test_a_draft_in_exchange_is_looked_for_by_its_id_and_subject(
    tmp_path: Path, graph: Graph, certificates: Certificates
) -> None:
    write_secret(tmp_path / "secret", PASSWORD)
    here = f"https://127.0.0.1:{graph.port}"
    settings = {
        "kind": "microsoft-graph", "takes": "release", "mailbox": USER, "tenant": TENANT, "client": CLIENT,
        "secret": "secret", "login": here, "graph": f"{here}/v1.0", "authority": str(certificates.authority),
    }  # fmt: skip
    at = office(tmp_path, {"exchange": settings})
    kept = newsletter(at)
    deliver(at.order(kept, "exchange"))
    assert deliver(at.order(kept, "exchange")).state == "there"
    graph.drafts[0] = graph.drafts[0].replace(b"Subject: Hotspot", b"Subject: No hotspot")
    assert deliver(at.order(kept, "exchange")).how == "the mail has another subject"
    graph.drafts.clear()
    assert deliver(at.order(kept, "exchange")).state == "gone"
    graph.next_statuses.append(503)
    with pytest.raises(Undelivered, match="answered 503"):
        deliver(at.order(kept, "exchange"))
    assert at.said("delivered") == 1


def test_what_nobody_can_see_is_said_to_be_the_history_s_word(
    tmp_path: Path, certificates: Certificates
) -> None:
    with smtp_server(certificates) as inbox:
        settings = {
            "kind": "smtp", "takes": "proof", "server": "localhost", "port": inbox.port,
            "sender": USER, "authority": str(certificates.authority), "people": ["policy"],
        }  # fmt: skip
        at = office(tmp_path, {"reviewers": settings})
        kept = at.draft()
        deliver(at.order(kept, "reviewers"))
        assert deliver(at.order(kept, "reviewers")).state == "unseen"
        assert len(inbox.mails) == 1
        assert deliver(at.order(kept, "reviewers", again=True)).state == "new"
        assert len(inbox.mails) == 2
