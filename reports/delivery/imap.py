"""A draft in a mailbox, over IMAP: in the folder flagged as drafts, one copy however often it is tried."""

from __future__ import annotations

import imaplib
import re
import socket
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from reports.delivery.connection import cut_off, is_permanent, reason, verified
from reports.delivery.failure import Undelivered
from reports.delivery.mail import mail
from reports.delivery.parcel import Parcel
from reports.delivery.secret import Secret
from reports.settings.channels import ImapChannel

# One line of LIST: (flags) delimiter name, the name quoted or not; a literal comes as a pair.
_LISTED = re.compile(rb'\((?P<flags>[^)]*)\) (?:"(?:[^"\\]|\\.)*"|NIL) ?(?P<name>.*)', re.DOTALL)
_NAME = re.compile(rb'"(?:[^"\\\x00-\x1f\x7f]|\\[\\"])*"|[^\x00-\x20\x7f(){%*"\\]+')
_UNREADABLE = "the server's list of folders can't be read"
SignIn = Callable[[], Secret]


class ImapDrafts:
    """Appends the mail to the folder flagged ``\\Drafts``, unless one with its Message-ID is there.

    ``secret`` gives the password, or the token for XOAUTH2.
    """

    looks = True

    def __init__(self, settings: ImapChannel, secret: SignIn) -> None:
        self.settings, self.secret = settings, secret
        self.where = f"{settings.server}:{settings.port}"

    def find(self, parcel: Parcel) -> str | None:
        """The mailbox, where the mail is in its drafts."""
        with self._session() as (server, _):
            folder = _drafts(server)
            return self._said(folder) if self._is_there(server, folder, parcel) else None

    def send(self, parcel: Parcel) -> str:
        """Append it, once."""
        raw = mail(parcel)
        with self._session() as (server, step):
            folder = _drafts(server)
            if not self._is_there(server, folder, parcel):
                step[0] = "append"
                self._append(server, folder, raw)
                step[0] = "appended"
            return self._said(folder)

    def _said(self, folder: bytes) -> str:
        return f"{folder.decode('ascii', 'replace').strip(chr(34))} of {self.settings.mailbox}"

    def _is_there(self, server: imaplib.IMAP4_SSL, folder: bytes, parcel: Parcel) -> bool:
        kind, said = server.select(folder.decode("ascii"))
        if kind != "OK":
            raise self._failed("the drafts can't be opened", said, permanent=True)
        kind, said = server.uid("SEARCH", "HEADER", "Message-ID", f'"{parcel.message_id}"')
        if kind != "OK":
            raise self._failed("the drafts can't be searched", said, permanent=False)
        return any(line and line.split() for line in said)

    def _append(self, server: imaplib.IMAP4_SSL, folder: bytes, raw: bytes) -> None:
        kind, said = server.append(folder.decode("ascii"), r"(\Draft)", "", raw)
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


def _drafts(server: imaplib.IMAP4_SSL) -> bytes:
    """The name of the drafts folder as the server wrote it, by its flag: it may be called Entwürfe."""
    kind, lines = server.list()
    listed = list(_listed(lines)) if kind == "OK" else []
    found = [name for flags, name in listed if b"\\drafts" in flags.lower().split()]
    found = found or [name for _, name in listed if name.strip(b'"').lower() == b"drafts"]
    if len(found) != 1:
        todo = "Ask whoever runs the server to flag one folder as \\Drafts."
        what = "the server has several drafts folders" if found else "the server has no drafts folder"
        raise Undelivered(what, todo=todo, permanent=True)
    return found[0]


def _listed(lines: Sequence[object]) -> Iterator[tuple[bytes, bytes]]:
    for line in lines:
        head, literal = line if isinstance(line, tuple) else (line, None)
        match = _LISTED.match(head) if isinstance(head, bytes) else None
        if match is None:
            continue
        name = b'"' + re.sub(rb'([\\"])', rb"\\\1", literal) + b'"' if literal is not None else match["name"]
        # The name goes back to the server in a command: a line break in it would be another command.
        if not _NAME.fullmatch(name):
            raise Undelivered(_UNREADABLE, permanent=True)
        yield match["flags"], name


def _leave(server: imaplib.IMAP4_SSL) -> None:
    try:
        server.shutdown()
    except OSError:
        return  # it is gone already
