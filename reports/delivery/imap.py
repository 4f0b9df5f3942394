"""A draft in a mailbox, over IMAP: in its folder for drafts, one copy however often it is tried."""

from __future__ import annotations

import imaplib
import socket
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from reckoner.reports.delivery.connection import cut_off, is_permanent, reason, verified
from reckoner.reports.delivery.drafts_folder import Listed, drafts_folder
from reckoner.reports.delivery.failure import Changed, Undelivered
from reckoner.reports.delivery.letter import subject_of
from reckoner.reports.delivery.mail import mail
from reckoner.reports.delivery.payload import Payload
from reckoner.reports.delivery.secret import Secret
from reckoner.reports.delivery.seen import difference
from reckoner.reports.settings.channels import ImapChannel

_WRITES_ANEW = b"Microsoft Exchange"  # as its greeting says
SignIn = Callable[[], Secret]


class ImapDrafts:
    """Appends the mail to the folder for drafts, unless one with its Message-ID is there.

    ``secret`` gives the password, or the token for XOAUTH2.
    """

    looks = True

    def __init__(self, settings: ImapChannel, secret: SignIn) -> None:
        self.settings, self.secret = settings, secret
        self.where = f"{settings.server}:{settings.port}"

    def check(self) -> None:
        """The certificates can be read."""
        verified(self.settings.authority)

    def reach(self) -> str:
        """Sign in, find the drafts and open them to read."""
        with self._session() as (server, _):
            folder = drafts_folder(server, self.settings.folder)
            self._open(server, folder)
            return f"a mail would be saved into {self._said(folder)}"

    def find(self, payload: Payload) -> str | None:
        """The mailbox, where the mail is in its drafts and reads as it should."""
        raw = mail(payload)
        with self._session() as (server, _):
            folder = drafts_folder(server, self.settings.folder)
            return self._said(folder) if self._is_there(server, folder, payload, raw) else None

    def send(self, payload: Payload) -> str:
        """Append it, once."""
        raw = mail(payload)
        with self._session() as (server, step):
            folder = drafts_folder(server, self.settings.folder)
            if not self._is_there(server, folder, payload, raw):
                step[0] = "append"
                self._append(server, folder, raw)
                step[0] = "appended"
            return self._said(folder)

    def _said(self, folder: Listed) -> str:
        return f"{folder.name} of {self.settings.mailbox}"

    def _open(self, server: imaplib.IMAP4_SSL, folder: Listed) -> None:
        kind, said = server.select(folder.written, readonly=True)
        if kind != "OK":
            raise self._failed(f"{folder.name} can't be opened", said, permanent=True)

    def _is_there(self, server: imaplib.IMAP4_SSL, folder: Listed, payload: Payload, raw: bytes) -> bool:
        """Whether the mail is among the drafts. Raises Changed where only others have its Message-ID."""
        self._open(server, folder)
        kind, said = server.uid("SEARCH", "HEADER", "Message-ID", f'"{payload.message_id}"')
        if kind != "OK":
            raise self._failed("the drafts can't be searched", said, permanent=False)
        unlike = ""
        for number in b" ".join(line for line in said if line).decode("ascii").split():
            kind, fetched = server.uid("FETCH", number, "(BODY.PEEK[])")
            found = next((each[1] for each in fetched if isinstance(each, tuple)), None)
            if kind != "OK" or found is None:
                raise self._failed("a draft can't be read", fetched, permanent=False)
            unlike = _unlike(server, found, raw)
            if not unlike:
                return True
        if unlike:
            raise Changed(unlike, self._said(folder))
        return False

    def _append(self, server: imaplib.IMAP4_SSL, folder: Listed, raw: bytes) -> None:
        kind, said = server.append(folder.written, r"(\Draft)", "", raw)
        if kind != "OK":
            full = any(b"OVERQUOTA" in line for line in said)
            what = "the mailbox is full" if full else "the mail was not taken"
            raise self._failed(what, said, permanent=kind == "BAD")

    def _failed(self, what: str, said: Sequence[object], *, permanent: bool) -> Undelivered:
        quoted = self.secret().scrubbed(b" ".join(x for x in said if isinstance(x, bytes)).decode("latin-1"))
        return Undelivered(f"{self.where}: {what}: {quoted}", permanent=permanent)

    @contextmanager
    def _session(self) -> Iterator[tuple[imaplib.IMAP4_SSL, list[str]]]:
        """A connection, signed in, and the step at hand: a break while appending leaves open what arrived."""
        step, held = ["connect"], list[socket.socket]()
        secret = self.secret()
        try:
            with cut_off(self.settings.seconds, lambda: held[0] if held else None):
                server = self._connect()
                held.append(server.socket())
                try:
                    step[0] = "sign in"
                    self._sign_in(server, secret)
                    step[0] = "look"
                    yield server, step
                finally:
                    _leave(server)
        except imaplib.IMAP4.error as problem:
            # The words of imaplib may quote what was sent, and the server's may echo it.
            if step[0] == "sign in" and not isinstance(problem, imaplib.IMAP4.abort):
                todo = "Look at the user, the secret file, and whether the server still takes passwords."
                what = f"{self.where} refused to sign {self.settings.mailbox} in"
                raise Undelivered(what, todo=todo, permanent=True) from None
            raise self._broken("the connection broke off", step[0]) from None
        except (OSError, ssl.SSLError) as problem:
            raise self._broken(reason(problem), step[0], permanent=is_permanent(problem)) from None

    def _broken(self, why: str, step: str, *, permanent: bool = False) -> Undelivered:
        unsure = step == "append"
        todo = "Look into the drafts before you try again." if unsure else "Try again later."
        return Undelivered(f"{self.where} ({step}): {why}", todo=todo, permanent=permanent, unsure=unsure)

    def _connect(self) -> imaplib.IMAP4_SSL:
        settings = self.settings
        context = verified(settings.authority)
        return imaplib.IMAP4_SSL(
            settings.server, settings.port, ssl_context=context, timeout=settings.seconds
        )

    def _sign_in(self, server: imaplib.IMAP4_SSL, secret: Secret) -> None:
        user = self.settings.user or self.settings.mailbox
        if self.settings.sign_in == "password":
            # AUTHENTICATE PLAIN carries any letters; LOGIN would carry ASCII alone.
            server.authenticate("PLAIN", lambda _: f"\0{user}\0{secret.reveal()}".encode())
        else:
            answer = f"user={user}\x01auth=Bearer {secret.reveal()}\x01\x01".encode()
            # A server that refuses a token says why first and waits for an empty answer.
            server.authenticate("XOAUTH2", lambda challenge: b"" if challenge else answer)


def _unlike(server: imaplib.IMAP4_SSL, found: bytes, raw: bytes) -> str:
    """How a draft differs from the mail. Exchange writes each anew, so that there only subjects compare."""
    if _WRITES_ANEW in server.welcome:
        return "" if subject_of(found) == subject_of(raw) else "the mail has another subject"
    return difference(found, raw)


def _leave(server: imaplib.IMAP4_SSL) -> None:
    try:
        server.shutdown()
    except OSError:
        return  # it is gone already
