"""Mails to named people through a real SMTP server: to all or to nobody, and never blindly twice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from reckoner.reports.delivery.deliver import deliver, notify, settle
from reckoner.reports.delivery.failure import Undelivered
from reckoner.reports.errors import UsageError
from tests.delivery.certificates import Certificates, make_certificates
from tests.delivery.dovecot import free_port
from tests.delivery.house import NOW, Office, office, write_secret
from tests.delivery.killing import at_once, killed_at
from tests.delivery.smtpd import USER, Inbox, smtp_server

PASSWORD = "Pa55-for-mail"


@pytest.fixture
def inbox(certificates: Certificates) -> Iterator[Inbox]:
    with smtp_server(certificates, PASSWORD) as running:
        yield running


def reviewers(root: Path, port: int, authority: Path, password: str = PASSWORD, seconds: int = 10) -> Office:
    write_secret(root / "password", password)
    settings = {
        "kind": "smtp", "security": "starttls",
        "takes": "proof", "server": "127.0.0.1", "port": port, "sender": USER,
        "secret": "password", "authority": str(authority),
        "people": ["policy", "analyst"], "seconds": seconds,
    }  # fmt: skip
    return office(root, {"reviewers": settings}, notices="reviewers")


@pytest.fixture
def at(tmp_path: Path, inbox: Inbox, certificates: Certificates) -> Office:
    return reviewers(tmp_path, inbox.port, certificates.authority)


def test_a_proof_goes_to_the_people_named_and_says_what_it_is(at: Office, inbox: Inbox) -> None:
    kept = at.draft()
    deliver(at.order(kept, "reviewers"))
    [(sender, to, raw)] = inbox.mails
    assert (sender, to) == (USER, ["policy@example.org", "analyst@example.org"])
    message = message_from_bytes(raw, policy=policy.default)
    assert message["Subject"] == "PROOF, not approved: Progress (panel-paper/2025-11/draft-001)"
    [attached] = message.iter_attachments()
    assert attached.get_filename() == "PROOF-panel-paper.html"
    assert "PROOF, not approved: panel-paper/2025-11/draft-001</p>" in attached.get_content()


def test_it_is_sent_once(at: Office, inbox: Inbox) -> None:
    kept = at.draft()
    assert [deliver(at.order(kept, "reviewers")).is_new for _ in range(3)] == [True, False, False]
    assert len(inbox.mails) == 1


def test_an_unknown_recipient_stops_the_mail_for_all(at: Office, inbox: Inbox) -> None:
    inbox.unknown.add("analyst@example.org")
    with pytest.raises(Undelivered, match=r"'recipients' \(550\)") as refusal:
        deliver(at.order(at.draft(), "reviewers"))
    assert refusal.value.permanent
    assert inbox.mails == []


def test_a_busy_server_may_be_asked_again(at: Office, inbox: Inbox) -> None:
    inbox.answers.append("451 try again")
    kept = at.draft()
    with pytest.raises(Undelivered, match=r"\(451\)") as refusal:
        deliver(at.order(kept, "reviewers"))
    assert (refusal.value.permanent, refusal.value.unsure) == (False, False)
    assert deliver(at.order(kept, "reviewers")).is_new


def test_what_may_have_arrived_is_a_persons_to_settle(
    tmp_path: Path, inbox: Inbox, certificates: Certificates
) -> None:
    at = reviewers(tmp_path, inbox.port, certificates.authority, seconds=1)
    inbox.answers.append("silence")
    kept = at.draft()
    order = at.order(kept, "reviewers")
    with pytest.raises(Undelivered, match="did not answer in time") as refusal:
        deliver(order)
    assert refusal.value.unsure
    with pytest.raises(UsageError, match="never confirmed: it may have arrived"):
        deliver(order)
    settle(order, "arrived", "Ann has it")
    assert not deliver(order).is_new
    assert len(inbox.mails) == 1


def test_what_a_person_says_did_not_arrive_is_sent(
    tmp_path: Path, inbox: Inbox, certificates: Certificates
) -> None:
    at = reviewers(tmp_path, inbox.port, certificates.authority, seconds=1)
    inbox.answers.append("silence")
    order = at.order(at.draft(), "reviewers")
    with pytest.raises(Undelivered):
        deliver(order)
    settle(order, "not-arrived", "nobody has it")
    assert deliver(order).is_new


@pytest.mark.slow
def test_killed_anywhere_nothing_is_sent_twice(
    tmp_path: Path, inbox: Inbox, certificates: Certificates
) -> None:
    moment = 1
    at = reviewers(tmp_path, inbox.port, certificates.authority)
    while killed_at(moment, order := at.order(at.draft(str(moment)), "reviewers")):
        with suppress(UsageError):
            deliver(order)
        assert len(inbox.mails) <= 1, moment
        inbox.mails.clear()
        moment += 1
    assert moment >= 8


def test_three_processes_at_once_send_one_mail(at: Office, inbox: Inbox) -> None:
    at_once(at.order(at.draft(), "reviewers"), 3)
    assert len(inbox.mails) == 1
    assert at.said("proofed") == 1


def test_a_wrong_password_is_permanent_and_said_without_it(
    tmp_path: Path, inbox: Inbox, certificates: Certificates
) -> None:
    at = reviewers(tmp_path, inbox.port, certificates.authority, "not-the-password")
    with pytest.raises(Undelivered, match=r"refused to sign in \(535\)") as refusal:
        deliver(at.order(at.draft(), "reviewers"))
    assert refusal.value.permanent
    assert "not-the-password" not in str(refusal.value)


def test_a_server_that_is_down_or_not_trusted_gets_nothing(tmp_path: Path, inbox: Inbox) -> None:
    other = make_certificates(tmp_path / "other").authority
    for port, said in ((inbox.port, "its certificate is not trusted"), (free_port(), "connection refused")):
        at = reviewers(tmp_path, port, other)
        with pytest.raises(Undelivered, match=said):
            deliver(at.order(at.draft(said), "reviewers"))
    assert inbox.mails == []


def test_a_server_that_speaks_tls_from_the_start_needs_no_password(
    tmp_path: Path, certificates: Certificates
) -> None:
    with smtp_server(certificates) as inbox:
        settings = {
            "kind": "smtp", "takes": "proof", "server": "localhost", "port": inbox.port, "sender": USER,
            "authority": str(certificates.authority), "people": ["policy"],
        }  # fmt: skip
        at = office(tmp_path, {"reviewers": settings})
        assert deliver(at.order(at.draft(), "reviewers")).where == "sent to policy@example.org"
        assert len(inbox.mails) == 1


def test_a_notice_is_a_short_mail_to_the_people_named(at: Office, inbox: Inbox) -> None:
    notify(at.house, "panel-paper/2025-11", "panel-paper 2025-11: late", "It is late.", ("finance",), NOW)
    [(_, to, raw)] = inbox.mails
    assert to == ["finance@example.org"]
    message = message_from_bytes(raw, policy=policy.default)
    assert (message["Subject"], message.get_content().strip()) == ("panel-paper 2025-11: late", "It is late.")
