"""Drafts in a real Dovecot: one copy however often it is tried, and a clear state when it fails."""

from __future__ import annotations

import random
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from reckoner.reports.delivery.deliver import Delivered, deliver
from reckoner.reports.delivery.failure import Undelivered
from reckoner.reports.drafts.history import faults, history_of
from tests.delivery.certificates import Certificates, make_certificates
from tests.delivery.dovecot import PASSWORD, USER, Dovecot, free_port
from tests.delivery.house import NOW, Office, office, write_secret
from tests.delivery.killing import killed_at


def settings(
    port: int, certificates: Certificates, takes: str = "release", seconds: int = 10
) -> dict[str, object]:
    return {
        "kind": "imap-drafts", "takes": takes, "server": "127.0.0.1", "port": port, "mailbox": USER,
        "secret": "password", "authority": str(certificates.authority), "seconds": seconds,
        "people": ["communications"],
    }  # fmt: skip


@pytest.fixture
def box(tmp_path: Path, mailbox: Dovecot, certificates: Certificates) -> Office:
    write_secret(tmp_path / "password", PASSWORD)
    release = settings(mailbox.port, certificates)
    proofs = settings(mailbox.port, certificates, "proof")
    return office(tmp_path, {"mailbox": release, "proofs": proofs})


def test_three_tries_that_know_nothing_of_each_other_leave_one_copy(box: Office, mailbox: Dovecot) -> None:
    kept = box.approved()
    forget = box.remember()
    for _ in range(3):
        assert deliver(box.order(kept, "mailbox")) == Delivered(f"Entwürfe of {USER}", "new", draft=kept.name)
        forget()
    [raw] = mailbox.drafts()
    message = message_from_bytes(raw, policy=policy.default)
    assert message["Message-ID"] == f"<{kept.digest}.release@example.org>"
    [attached] = message.iter_attachments()
    assert attached.get_content().encode() == (kept.folder / "panel-paper.html").read_bytes()


def test_a_second_order_says_that_it_is_there(box: Office, mailbox: Dovecot) -> None:
    kept = box.approved()
    deliver(box.order(kept, "mailbox"))
    assert not deliver(box.order(kept, "mailbox")).is_new
    assert len(mailbox.drafts()) == 1


def test_a_correction_still_arrives(box: Office, mailbox: Dovecot) -> None:
    deliver(box.order(box.approved("1"), "mailbox"))
    deliver(box.order(box.approved("2"), "mailbox"))
    assert len(mailbox.drafts()) == 2


def test_a_proof_and_the_approved_draft_are_two_mails(box: Office, mailbox: Dovecot) -> None:
    kept = box.approved()
    deliver(box.order(kept, "proofs"))
    deliver(box.order(kept, "mailbox"))
    subjects = sorted(
        str(message_from_bytes(raw, policy=policy.default)["Subject"]) for raw in mailbox.drafts()
    )
    assert subjects == ["PROOF, not approved: Progress (panel-paper/2025-11/draft-001)", "Progress"]


@pytest.mark.slow
def test_killed_anywhere_it_ends_with_one_copy_and_a_whole_history(
    tmp_path: Path,
    mailbox: Dovecot,
    certificates: Certificates,
    chance: random.Random,
    soak_scale: Callable[[int], int],
) -> None:
    """Each kill is followed by one new try; the channel looks before it sends."""
    moment, landed = 1, 0
    while True:
        root = tmp_path / str(moment)
        root.mkdir()
        write_secret(root / "password", PASSWORD)
        at = office(root, {"mailbox": settings(mailbox.port, certificates)})
        kept = at.approved(str(moment))
        mailbox.empty()
        was_killed = killed_at(moment, at.order(kept, "mailbox"))
        landed += was_killed
        deliver(at.order(kept, "mailbox", at=NOW + timedelta(minutes=1)))
        assert len(mailbox.drafts()) == 1, moment
        assert at.said("delivered") == 1
        assert list(faults(history_of(at.house).path)) == []
        if not was_killed:
            break
        moment += 1
    assert landed >= 12


def test_a_wrong_password_is_permanent_and_said_without_it(
    tmp_path: Path, mailbox: Dovecot, certificates: Certificates
) -> None:
    write_secret(tmp_path / "password", "not-the-password")
    at = office(tmp_path, {"mailbox": settings(mailbox.port, certificates)})
    with pytest.raises(Undelivered, match="refused to sign") as refusal:
        deliver(at.order(at.approved(), "mailbox"))
    assert refusal.value.permanent
    assert "not-the-password" not in str(refusal.value)
    assert at.said("failed") == 1


def test_a_server_that_is_down_may_come_back(
    tmp_path: Path, mailbox: Dovecot, certificates: Certificates
) -> None:
    write_secret(tmp_path / "password", PASSWORD)
    down = office(tmp_path, {"mailbox": settings(free_port(), certificates)})
    kept = down.approved()
    with pytest.raises(Undelivered, match="connection refused") as refusal:
        deliver(down.order(kept, "mailbox"))
    assert not refusal.value.permanent
    up = office(tmp_path, {"mailbox": settings(mailbox.port, certificates)})
    assert deliver(up.order(kept, "mailbox")).is_new


def test_a_server_that_hangs_is_given_up_and_tried_again_later(
    tmp_path: Path, mailbox: Dovecot, certificates: Certificates
) -> None:
    write_secret(tmp_path / "password", PASSWORD)
    at = office(tmp_path, {"mailbox": settings(mailbox.port, certificates, seconds=1)})
    kept = at.approved()
    mailbox.pause()
    try:
        with pytest.raises(Undelivered, match="did not answer in time") as refusal:
            deliver(at.order(kept, "mailbox"))
    finally:
        mailbox.go_on()
    assert not refusal.value.permanent
    assert deliver(at.order(kept, "mailbox")).is_new
    assert len(mailbox.drafts()) == 1


@contextmanager
def cutting(port: int, after: bytes) -> Iterator[int]:
    """A way to the server that is cut once these bytes have passed to us and before they are handed on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        worker = threading.Thread(target=_pass_on, args=(listener, port, after))
        worker.start()
        yield listener.getsockname()[1]
        worker.join()


def _pass_on(listener: socket.socket, port: int, after: bytes) -> None:
    """TLS hides the words, so the way is cut by the number of records that came back."""
    there, _ = listener.accept()
    onward = socket.create_connection(("127.0.0.1", port))
    with there, onward:
        up = threading.Thread(target=_copy, args=(there, onward))
        up.start()
        left = len(after)
        while left and (data := _record(onward)):
            left -= 1
            if left:
                there.sendall(data)
        for end in (there, onward):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        up.join()


def _record(server: socket.socket) -> bytes:
    """One record of TLS: five bytes, of which the last two say how many follow. Empty at the end."""
    head = server.recv(5, socket.MSG_WAITALL)
    return head + server.recv(int.from_bytes(head[3:]), socket.MSG_WAITALL) if len(head) == 5 else b""


def _copy(one: socket.socket, other: socket.socket) -> None:
    try:
        while data := one.recv(65536):
            other.sendall(data)
        other.shutdown(socket.SHUT_WR)
    except OSError:
        return


@pytest.mark.slow
def test_an_answer_that_got_lost_leaves_one_copy(
    tmp_path: Path, mailbox: Dovecot, certificates: Certificates
) -> None:
    """The line is cut after each answer in turn, the one to APPEND included."""
    unsure = 0
    for answers in range(1, 40):
        mailbox.empty()
        root = tmp_path / str(answers)
        root.mkdir()
        write_secret(root / "password", PASSWORD)
        with cutting(mailbox.port, b"." * answers) as port:
            at = office(root, {"mailbox": settings(port, certificates)})
            kept = at.approved(str(answers))
            try:
                deliver(at.order(kept, "mailbox"))
            except Undelivered as problem:
                unsure += problem.unsure
            else:
                break
        straight = office(root, {"mailbox": settings(mailbox.port, certificates)})
        later = NOW + timedelta(minutes=5)
        deliver(straight.order(kept, "mailbox", at=later))
        assert len(mailbox.drafts()) == 1, answers
    else:
        pytest.fail("it never got through")
    assert unsure >= 1


def test_a_certificate_that_nobody_vouches_for_ends_it(tmp_path: Path, mailbox: Dovecot) -> None:
    write_secret(tmp_path / "password", PASSWORD)
    at = office(tmp_path, {"mailbox": settings(mailbox.port, make_certificates(tmp_path / "other"))})
    with pytest.raises(Undelivered, match="its certificate is not trusted") as refusal:
        deliver(at.order(at.approved(), "mailbox"))
    assert refusal.value.permanent
