"""One address asked over verified HTTPS, with an end to waiting and to what is read."""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from reckoner.reports.delivery.connection import cut_off, is_permanent, reason, verified
from reckoner.reports.delivery.failure import Undelivered

_MOST_BYTES = 4_000_000


@dataclass(frozen=True)
class Answer:
    """What was answered; ``retry_after`` in seconds where the server named it."""

    status: int
    body: bytes
    retry_after: str = ""


class Https:
    """An ``https://`` address and what lies below it. No redirect is followed with the token."""

    def __init__(self, address: str, authority: str, seconds: int) -> None:
        parts = urlsplit(address)
        self.host, self.port, self.base = parts.hostname or "", parts.port or 443, parts.path.rstrip("/")
        self.authority, self.seconds = authority, seconds
        self.where = f"{self.host}:{self.port}"

    def ask(self, method: str, path: str, headers: Mapping[str, str], body: bytes | None = None) -> Answer:
        """One request. Raises Undelivered; ``unsure`` once the request was on its way."""
        connection = http.client.HTTPSConnection(
            self.host, self.port, timeout=self.seconds, context=verified(self.authority)
        )
        sent = False
        held = list[socket.socket]()
        try:
            with cut_off(self.seconds, lambda: held[0] if held else None):
                connection.connect()
                held.append(connection.sock)
                sent = method != "GET"
                connection.request(method, self.base + path, body=body, headers=dict(headers))
                answer = connection.getresponse()
                content = answer.read(_MOST_BYTES)
                return Answer(answer.status, content, answer.headers.get("Retry-After", ""))
        except (OSError, ssl.SSLError, http.client.HTTPException) as problem:
            raise Undelivered(
                f"{self.where}: {reason(problem)}",
                todo="Look whether it arrived before you try again." if sent else "Try again later.",
                permanent=is_permanent(problem),
                unsure=sent,
            ) from None
        finally:
            connection.close()
