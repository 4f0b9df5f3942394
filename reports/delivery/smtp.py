"""A mail to named people, over SMTP. Nobody can look whether it arrived: a person settles an open claim."""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from reckoner.reports.delivery.connection import cut_off, is_permanent, reason, verified
from reckoner.reports.delivery.failure import Undelivered
from reckoner.reports.delivery.mail import mail
from reckoner.reports.delivery.payload import Payload
from reckoner.reports.delivery.secret import Secret
from reckoner.reports.settings.channels import SmtpChannel


class Smtp:
    """Sends the mail to all named, or to nobody."""

    looks = False

    def __init__(self, settings: SmtpChannel, secret: Secret | None, people: tuple[str, ...] = ()) -> None:
        self.settings, self.secret, self.people = settings, secret, people
        self.where = f"{settings.server}:{settings.port}"
        self.step = "connect"

    def check(self) -> None:
        """The certificates can be read."""
        verified(self.settings.authority)

    def reach(self) -> str:
        """Sign in and name sender and recipients, and then hand nothing over."""
        with self._session() as server:
            self._address(server, self.people)
        return f"a mail would be sent to {', '.join(self.people)} through {self.where}"

    def find(self, payload: Payload) -> str | None:  # noqa: ARG002  # nobody can look into others' mailboxes
        """Never known."""
        return None

    def send(self, payload: Payload) -> str:
        """Send it."""
        raw = mail(payload)
        if not payload.to:
            raise Undelivered("nobody is named to send it to", todo="Add `people`.", permanent=True)
        with self._session() as server:
            self._address(server, payload.to)
            self.step = "hand over"
            _expect(server.data(raw), 250)
            self.step = "done"
        return f"sent to {', '.join(payload.to)}"

    @contextmanager
    def _session(self) -> Iterator[smtplib.SMTP]:
        """A connection, signed in. What breaks or is refused while it is used is raised as Undelivered."""
        held = list[socket.socket]()
        self.step = "connect"
        try:
            with cut_off(self.settings.seconds, lambda: held[0] if held else None):
                server = self._connect()
                assert server.sock is not None
                held.append(server.sock)
                try:
                    self._sign_in(server)
                    yield server
                finally:
                    server.close()
        except smtplib.SMTPResponseException as problem:
            raise self._refused(problem) from None
        except (OSError, ssl.SSLError) as problem:  # SMTPException is an OSError
            raise self._broken(problem) from None

    def _connect(self) -> smtplib.SMTP:
        settings = self.settings
        context = verified(settings.authority)
        if settings.security == "tls":
            return smtplib.SMTP_SSL(settings.server, settings.port, timeout=settings.seconds, context=context)
        server = smtplib.SMTP(settings.server, settings.port, timeout=settings.seconds)
        try:
            server.starttls(context=context)
        except smtplib.SMTPNotSupportedError:
            server.close()
            raise Undelivered(
                f"{self.where} offers no TLS", todo="Use a server that does.", permanent=True
            ) from None
        except BaseException:
            server.close()
            raise
        return server

    def _sign_in(self, server: smtplib.SMTP) -> None:
        self.step = "sign in"
        server.ehlo_or_helo_if_needed()
        if self.secret is None:
            return
        try:
            server.login(self.settings.user or self.settings.sender, self.secret.reveal())
        except smtplib.SMTPNotSupportedError:
            raise Undelivered(f"{self.where} takes no passwords", permanent=True) from None

    def _address(self, server: smtplib.SMTP, to: tuple[str, ...]) -> None:
        self.step = "recipients"
        _expect(server.mail(self.settings.sender), 250)
        for address in to:
            _expect(server.rcpt(address), 250, 251)

    def _refused(self, problem: smtplib.SMTPResponseException) -> Undelivered:
        """The server said no: nothing was sent. Its words are not quoted, they may echo what it was told."""
        code = problem.smtp_code
        if self.step == "sign in":
            todo = "Look at `user` and the secret file."
            return Undelivered(f"{self.where} refused to sign in ({code})", todo=todo, permanent=code >= 500)
        what = f"{self.where} refused the mail at the step {self.step!r} ({code})"
        return Undelivered(what, todo="Ask whoever runs the server.", permanent=code >= 500)

    def _broken(self, problem: OSError) -> Undelivered:
        unsure = self.step == "hand over"
        todo = "Ask one of them whether it arrived." if unsure else "Try again later."
        return Undelivered(
            f"{self.where} ({self.step}): {reason(problem)}",
            todo=todo,
            permanent=is_permanent(problem),
            unsure=unsure,
        )


def _expect(answer: tuple[int, bytes], *codes: int) -> None:
    if answer[0] not in codes:
        raise smtplib.SMTPResponseException(*answer)
