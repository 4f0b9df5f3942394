"""The folder for drafts is found however a server is set up: by flag, by name, or as office.yaml says."""

from __future__ import annotations

import imaplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from reckoner.reports.delivery.deliver import deliver
from reckoner.reports.delivery.failure import Undelivered
from reckoner.reports.delivery.folder_name import decoded
from tests.delivery.certificates import Certificates
from tests.delivery.dovecot import FLAGGED, PASSWORD, USER, Dovecot, dovecot
from tests.delivery.house import Office, office, write_secret
from tests.delivery.scripted import Scripted, scripted

ODD = FLAGGED.replace("Entwürfe", "Büro")
BY_NAME = "mailbox {} {{\n auto = create\n}}\n"
BELOW_INBOX = "prefix = INBOX.\nseparator = .\n"
NO_SPECIAL_USE = "imap_capability = IMAP4rev1 SASL-IR LITERAL+\n"


def mailbox(root: Path, port: int, certificates: Certificates, **more: object) -> Office:
    write_secret(root / "password", PASSWORD)
    settings = {
        "kind": "imap-drafts", "takes": "release", "server": "127.0.0.1", "port": port, "mailbox": USER,
        "secret": "password", "authority": str(certificates.authority), "seconds": 10, **more,
    }  # fmt: skip
    return office(root, {"mailbox": settings})


@contextmanager
def signed_in(server: Dovecot, certificates: Certificates) -> Iterator[imaplib.IMAP4_SSL]:
    context = ssl.create_default_context(cafile=str(certificates.authority))
    with imaplib.IMAP4_SSL("127.0.0.1", server.port, ssl_context=context) as client:
        client.authenticate("PLAIN", lambda _: f"\0{USER}\0{PASSWORD}".encode())
        yield client


def count(server: Dovecot, certificates: Certificates, folder: str) -> int:
    """How many mails a folder holds, by its name as IMAP writes it."""
    with signed_in(server, certificates) as client:
        _, [said] = client.select(folder, readonly=True)
        assert said is not None
        return int(said)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("boxes", "more", "named", "said", "written"),
    [
        (FLAGGED, "", "", "Entwürfe", "Entw&APw-rfe"),
        (ODD + BY_NAME.format("Drafts"), "", "", "Büro", "B&APw-ro"),
        (ODD + BY_NAME.format("Drafts"), NO_SPECIAL_USE, "", "Büro", "B&APw-ro"),
        (BY_NAME.format("Entwürfe"), "", "", "Entwürfe", "Entw&APw-rfe"),
        (BELOW_INBOX + BY_NAME.format("Drafts"), "", "", "INBOX.Drafts", "INBOX.Drafts"),
        (BELOW_INBOX + BY_NAME.format("Drafftiau"), "", "", "INBOX.Drafftiau", "INBOX.Drafftiau"),
        (FLAGGED + BY_NAME.format("Proofs"), "", "Proofs", "Proofs", "Proofs"),
        (BY_NAME.format("Drafts") + BY_NAME.format("Entwürfe"), "", "Entwürfe", "Entwürfe", "Entw&APw-rfe"),
        (BY_NAME.format('"Zu prüfen & so"'), "", "Zu prüfen & so", "Zu prüfen & so", '"Zu pr&APw-fen &- so"'),
    ],
    ids=[
        "flagged", "flagged in a plain list", "flagged beside a common name", "by a common name",
        "below INBOX", "in Welsh", "named against a flag", "named among several", "named with odd letters",
    ],
)  # fmt: skip
def test_the_drafts_are_found_and_said_as_people_write_them(
    tmp_path: Path, certificates: Certificates, boxes: str, more: str, named: str, said: str, written: str
) -> None:
    with dovecot(certificates, PASSWORD, boxes, more) as server:
        at = mailbox(tmp_path, server.port, certificates, folder=named)
        kept = at.approved()
        assert deliver(at.order(kept, "mailbox")).where == f"{said} of {USER}"
        assert deliver(at.order(kept, "mailbox")).state == "there"
        assert count(server, certificates, written) == 1


def test_other_folders_may_have_any_names(tmp_path: Path, certificates: Certificates) -> None:
    with dovecot(certificates, PASSWORD) as server:
        with signed_in(server, certificates) as client:
            for name in (
                '"a \\"quoted\\" one"',
                '"back\\\\slash"',
                '"100% (all) {3} *"',
                '"R&-D, &AOk-t&AOk-"',
            ):
                kind, answer = client.create(name)
                assert kind == "OK", answer
        at = mailbox(tmp_path, server.port, certificates)
        assert deliver(at.order(at.approved(), "mailbox")).is_new
        for name in ('a "quoted" one', "back\\slash", "100% (all) {3} *", "R&D, été"):
            named = mailbox(tmp_path, server.port, certificates, folder=name)
            kept = named.approved(name)
            assert deliver(named.order(kept, "mailbox")).where == f"{name} of {USER}"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("boxes", "named", "said"),
    [
        (BY_NAME.format("Notes"), "", "no folder for drafts that can be recognised, only Notes, INBOX"),
        (BY_NAME.format("Drafts") + BY_NAME.format("Entwürfe"), "", "several folders for drafts"),
        (FLAGGED, "Entwurfe", "the mailbox has no folder 'Entwurfe'"),
    ],
)
def test_where_it_is_none_or_several_the_setting_is_named(
    tmp_path: Path, certificates: Certificates, boxes: str, named: str, said: str
) -> None:
    with dovecot(certificates, PASSWORD, boxes) as server:
        at = mailbox(tmp_path, server.port, certificates, folder=named)
        with pytest.raises(Undelivered, match=said) as refusal:
            deliver(at.order(at.approved(), "mailbox"))
        assert refusal.value.permanent
        assert ("`folder:`" if not named else "Did you mean Entwürfe?") in str(refusal.value)


class Lister(Scripted):
    """Answers LIST with lines of the test's own; special uses only where they are asked for."""

    plain: tuple[str, ...] = ()
    special: tuple[str, ...] = ()

    def answer(self, name: str, command: str, wire: object) -> tuple[list[str], str]:
        if name == "AUTHENTICATE":
            wire.write(b"+ \r\n")  # type: ignore[attr-defined]
            wire.readline()  # type: ignore[attr-defined]
            return [], "OK signed in"
        if name == "CAPABILITY":
            return [f"CAPABILITY IMAP4rev1 AUTH=PLAIN{' SPECIAL-USE' if self.special else ''}"], "OK done"
        if name == "LIST":
            asked = "RETURN (SPECIAL-USE)" in command
            return [f"LIST {each}" for each in (self.special if asked else self.plain)], "OK done"
        return super().answer(name, command, wire)  # type: ignore[arg-type]


PLAIN = ('(\\HasNoChildren) "/" "Versandt\tund mehr"', '(\\HasNoChildren) "/" Kladde', '() "." INBOX')


@pytest.mark.parametrize(
    ("plain", "special", "said"),
    [
        (PLAIN, (*PLAIN[:1], '(\\HasNoChildren \\Drafts) "/" Kladde', PLAIN[2]), "Kladde"),
        ((*PLAIN, '(\\Noselect) "." Drafts', '() "." "INBOX.Drafts"'), (), "INBOX.Drafts"),
        (("() NIL Drafts", '(\\Drafts) "/" "a\\"b"'), (), 'a"b'),
        (('() "/" "caf\u00e9"', '(\\Drafts) "\\\\" "x\\\\Drafts"'), (), "x\\Drafts"),
    ],
    ids=["flagged only when asked", "a tab elsewhere, and a parent", "no delimiter", "not ASCII elsewhere"],
)
def test_lists_of_other_servers_are_read(
    tmp_path: Path,
    certificates: Certificates,
    plain: tuple[str, ...],
    special: tuple[str, ...],
    said: str,
) -> None:
    with scripted(certificates, "", Lister) as server:
        assert isinstance(server, Lister)
        server.plain, server.special = plain, special
        at = mailbox(tmp_path, server.port, certificates)
        assert deliver(at.order(at.approved(), "mailbox")).where == f"{said} of {USER}"
        assert len(server.mails) == 1


def test_a_line_break_in_a_folder_s_name_is_never_sent_back(
    tmp_path: Path, certificates: Certificates
) -> None:
    with scripted(certificates, "", Lister) as server:
        assert isinstance(server, Lister)
        server.plain = ('(\\Drafts) "/" {17}\r\na\r\nx DELETE INBOX',)
        at = mailbox(tmp_path, server.port, certificates)
        with pytest.raises(Undelivered, match="can't be read"):
            deliver(at.order(at.approved(), "mailbox"))
        assert not any("DELETE" in each for each in server.heard)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Entw&APw-rfe", "Entwürfe"), ("R&-D", "R&D"), ("&U,BTFw-", "台北"), ("a&b", "a&b"),
        ("&AAA", "&AAA"), ("&A-", "&A-"), ("&2D0-", "&2D0-"), ("", ""),
    ],
)  # fmt: skip
def test_names_of_folders_are_decoded_or_left_as_they_are(written: str, name: str) -> None:
    assert decoded(written) == name
