"""An SMTP server of our own for a few tests: aiosmtpd with TLS and a password, on a high port."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword

from tests.delivery.certificates import Certificates
from tests.delivery.dovecot import free_port

USER = "reckoner@example.org"


@dataclass
class Inbox:
    """What arrived: sender, recipients and the mail. ``answers`` are given in place of taking a mail."""

    port: int
    mails: list[tuple[str, list[str], bytes]] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    unknown: set[str] = field(default_factory=set)

    async def handle_RCPT(  # noqa: N802  # the name that aiosmtpd calls
        self, _server: Any, _session: Any, envelope: Envelope, address: str, _options: Any
    ) -> str:
        """Take a recipient, unless there is nobody of that name."""
        if address in self.unknown:
            return "550 there is nobody of that name here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:  # noqa: N802
        """Take a mail, or fail in the way that is next; "silence" takes it and never says so."""
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer.startswith(("250", "silence")):
            assert envelope.mail_from is not None
            self.mails.append((envelope.mail_from, envelope.rcpt_tos, envelope.original_content or b""))
        if answer == "silence":
            await asyncio.sleep(3600)
        return answer


@contextmanager
def smtp_server(certificates: Certificates, password: str = "") -> Iterator[Inbox]:
    """A server that takes mail from one user after STARTTLS, or from all over TLS; it is gone at the end."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificates.certificate, certificates.key)
    inbox = Inbox(free_port())

    def checked(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        same = isinstance(data, LoginPassword) and (data.login, data.password) == (
            USER.encode(),
            password.encode(),
        )
        return AuthResult(success=same, handled=False)

    signed_in = {
        "tls_context": context,
        "require_starttls": True,
        "authenticator": checked,
        "auth_required": True,
    }
    controller = Controller(
        inbox,
        hostname="127.0.0.1",
        port=inbox.port,
        decode_data=False,
        **(signed_in if password else {"ssl_context": context}),
    )
    controller.start()
    try:
        yield inbox
    finally:
        controller.stop(no_assert=True)
