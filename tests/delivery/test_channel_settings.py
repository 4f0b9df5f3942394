"""What is wrong on this machine is said before anything is claimed, by a delivery and by a look alike."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from reckoner.reports.delivery.deliver import deliver
from reckoner.reports.delivery.look import look_at, try_out
from reckoner.reports.errors import SettingsError, UsageError
from tests.delivery.certificates import Certificates
from tests.delivery.dovecot import PASSWORD, USER, Dovecot, free_port
from tests.delivery.graphd import CLIENT, TENANT, Graph, graph_server
from tests.delivery.house import NOW, Office, office, write_secret
from tests.delivery.smtpd import Inbox, smtp_server

REMOTE = {"takes": "release", "people": ["policy"], "secret": "secret", "authority": "authority.pem"}
CHANNELS: dict[str, dict[str, object]] = {
    "imap": {**REMOTE, "kind": "imap-drafts", "server": "127.0.0.1", "port": 1, "mailbox": USER},
    "token": {**REMOTE, "kind": "imap-drafts", "server": "127.0.0.1", "port": 1, "mailbox": USER,
              "sign_in": "xoauth2", "tenant": TENANT, "client": CLIENT},
    "graph": {**REMOTE, "kind": "microsoft-graph", "mailbox": USER, "tenant": TENANT, "client": CLIENT},
    "smtp": {**REMOTE, "kind": "smtp", "server": "127.0.0.1", "port": 1, "sender": USER},
    "folder": {"takes": "release", "kind": "folder", "folder": "busy/shelf"},
    "eml": {"takes": "release", "kind": "eml", "folder": "busy/shelf"},
}  # fmt: skip


def no_authority(root: Path) -> str:
    write_secret(root / "secret", PASSWORD)
    return "there is no such certificate file"


def bad_authority(root: Path) -> str:
    write_secret(root / "secret", PASSWORD)
    (root / "authority.pem").write_text("not a certificate", "utf-8")
    return "the certificates can't be read"


def no_secret(_root: Path) -> str:
    return "the secret can't be read"


def open_secret(root: Path) -> str:
    write_secret(root / "secret", PASSWORD).chmod(0o644)
    return "others may read the secret"


FAULTS = [no_authority, bad_authority, no_secret, open_secret]
CASES = [(name, fault) for name in ("imap", "token", "graph", "smtp") for fault in FAULTS]


@pytest.mark.parametrize(("name", "fault"), CASES, ids=[f"{n}-{f.__name__}" for n, f in CASES])
def test_a_wrong_file_leaves_no_claim_and_is_seen_beforehand(
    tmp_path: Path, name: str, fault: Callable[[Path], str]
) -> None:
    said = fault(tmp_path)
    at = office(tmp_path, CHANNELS)
    kept = at.approved()
    for _ in range(2):  # the second try hears the same
        with pytest.raises(SettingsError, match=said):
            deliver(at.order(kept, name))
    assert at.said("claimed") == 0
    assert [each.what for each in look_at(at.house, name) if said in each.what]


@pytest.mark.parametrize("name", ["folder", "eml"])
@pytest.mark.parametrize("kind", ["a file", "a dead link", "a link to a file"])
def test_a_folder_that_can_t_be_made_leaves_no_claim(tmp_path: Path, name: str, kind: str) -> None:
    (tmp_path / "file").touch()
    match kind:
        case "a file":
            (tmp_path / "busy").touch()
        case "a dead link":
            (tmp_path / "busy").symlink_to(tmp_path / "nowhere")
        case _:
            (tmp_path / "busy").symlink_to(tmp_path / "file")
    at = office(tmp_path, CHANNELS)
    kept = at.approved()
    with pytest.raises(SettingsError, match="it is not a folder"):
        deliver(at.order(kept, name))
    assert at.said("claimed") == 0
    assert [each.what for each in look_at(at.house, name)] == ["it is not a folder"]
    (tmp_path / "busy").unlink()
    assert look_at(at.house, name) == []
    assert deliver(at.order(kept, name)).is_new


def test_a_fault_of_our_own_leaves_the_claim_to_whoever_comes_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = office(tmp_path, {"shelf": {"takes": "release", "kind": "folder", "folder": "shelf"}})
    kept = at.approved()
    with monkeypatch.context() as patch:
        patch.setattr("reckoner.reports.delivery.folder.put_folder", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            deliver(at.order(kept, "shelf"))
    assert at.said("unsure") == 1
    assert deliver(at.order(kept, "shelf", at=NOW + timedelta(minutes=1))).is_new


def test_a_mail_to_nobody_and_an_address_that_is_none_are_seen_beforehand(tmp_path: Path) -> None:
    write_secret(tmp_path / "secret", PASSWORD)
    smtp = {"takes": "proof", "kind": "smtp", "server": "127.0.0.1", "port": 1, "sender": USER}
    at = office(tmp_path, {"nobody": smtp, "desk": {**CHANNELS["eml"], "people": ["policy"]}})
    assert [each.what for each in look_at(at.house, "nobody")] == ["channel nobody names nobody to send to"]
    people = [person.model_copy(update={"email": "not an address"}) for person in at.house.office.people]
    wrong = at.house.office.model_copy(update={"people": tuple(people)})
    house = type(at.house)(at.house.root, wrong, at.house.schedules)
    assert [each.what for each in look_at(house, "desk")] == [
        "the address of policy, 'not an address', is no mail address"
    ]


def test_certificates_that_have_ended_are_seen_beforehand(reachable: Office) -> None:
    assert look_at(reachable.house, "imap", now=NOW) == []
    [fault] = look_at(reachable.house, "imap", now=NOW + timedelta(days=40_000))
    assert "its certificates ended on 20" in fault.what


def test_an_unknown_channel_is_a_wrong_call(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no channel 'shelv'"):
        look_at(office(tmp_path, CHANNELS).house, "shelv")


@pytest.fixture
def reachable(tmp_path: Path, mailbox: Dovecot, certificates: Certificates) -> Office:
    """A mailbox on a real server and two on a port that nobody listens on."""
    write_secret(tmp_path / "secret", PASSWORD)
    own = {"authority": str(certificates.authority), "seconds": 10}
    down = free_port()
    return office(
        tmp_path,
        {
            "imap": {**CHANNELS["imap"], **own, "port": mailbox.port},
            "down": {**CHANNELS["imap"], **own, "port": down},
            "silent": {**CHANNELS["smtp"], **own, "port": down},
            "shelf": {"takes": "release", "kind": "folder", "folder": "shelf"},
            "desk": {"takes": "release", "kind": "eml", "folder": "desk"},
        },
    )


def test_a_mailbox_is_tried_without_leaving_a_mail(reachable: Office, mailbox: Dovecot) -> None:
    said = f"a mail would be saved into Entwürfe of {USER}"
    assert try_out(reachable.house, "imap", NOW) == (said, [])
    assert mailbox.drafts() == []
    write_secret(reachable.house.root / "secret", "wrong")
    [fault] = look_at(reachable.house, "imap", reach=True)
    assert "refused to sign" in fault.what
    assert look_at(reachable.house, "imap") == []


@pytest.mark.parametrize("name", ["down", "silent"])
def test_a_server_that_is_down_is_a_fault_only_where_it_was_to_be_reached(
    reachable: Office, name: str
) -> None:
    assert look_at(reachable.house, name) == []
    [fault] = look_at(reachable.house, name, reach=True)
    assert "connection refused" in fault.what


@pytest.mark.parametrize("name", ["shelf", "desk"])
def test_a_folder_is_tried_without_leaving_anything(reachable: Office, name: str) -> None:
    before = sorted(reachable.house.root.rglob("*"))
    said, faults = try_out(reachable.house, name, NOW)
    assert faults == []
    assert str(reachable.house.root / name) in said
    assert sorted(reachable.house.root.rglob("*")) == before


def test_a_server_is_told_whom_a_mail_would_go_to_and_gets_none(
    tmp_path: Path, certificates: Certificates
) -> None:
    with smtp_server(certificates) as inbox:
        assert isinstance(inbox, Inbox)
        smtp = {
            **CHANNELS["smtp"],
            "port": inbox.port,
            "authority": str(certificates.authority),
            "secret": "",
        }
        at = office(tmp_path, {"reviewers": smtp})
        said, faults = try_out(at.house, "reviewers", NOW)
        assert (faults, inbox.mails) == ([], [])
        assert said == f"a mail would be sent to policy@example.org through 127.0.0.1:{inbox.port}"
        inbox.unknown.add("policy@example.org")
        [fault] = look_at(at.house, "reviewers", reach=True)
        assert "'recipients' (550)" in fault.what


def test_a_mailbox_of_exchange_is_tried_without_leaving_a_mail(
    tmp_path: Path, certificates: Certificates
) -> None:
    write_secret(tmp_path / "secret", PASSWORD)
    with graph_server(certificates, PASSWORD) as graph:
        assert isinstance(graph, Graph)
        here = f"https://127.0.0.1:{graph.port}"
        own = {"login": here, "graph": f"{here}/v1.0", "authority": str(certificates.authority)}
        at = office(tmp_path, {"exchange": {**CHANNELS["graph"], **own}})
        assert try_out(at.house, "exchange", NOW) == (f"a mail would be saved into the drafts of {USER}", [])
        assert graph.drafts == []
        graph.next_statuses.append(403)
        [fault] = look_at(at.house, "exchange", reach=True)
        assert "Mail.ReadWrite" in str(fault.todo)
