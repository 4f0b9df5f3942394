"""A sign of life to an address outside, such as healthchecks.io or a monitor of the office's own."""

from __future__ import annotations

import http.client
from urllib.parse import urlsplit

from reckoner.reports.delivery.connection import reason
from reckoner.reports.delivery.failure import Undelivered
from reckoner.reports.delivery.https import Https

_HEADERS = {"Content-Type": "text/plain; charset=utf-8", "User-Agent": "reckoner"}
_MOST_BYTES = 65536


def ping(address: str, authority: str, said: str, seconds: int = 10) -> None:
    """POST a few words there. Raises Undelivered where the answer isn't a plain yes."""
    where = urlsplit(address).netloc
    status = _loopback(address, said, seconds) if address.startswith("http://") else 0
    if not status:
        status = Https(address, authority, seconds).ask("POST", "", _HEADERS, said.encode()).status
    if not 200 <= status < 300:
        todo = "Correct `heartbeat` in schedules.yaml, or look what it expects."
        raise Undelivered(f"{where} answered {status}", todo=todo, permanent=False)


def _loopback(address: str, said: str, seconds: int) -> int:
    """Settings allow an address without TLS on this machine only."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port or 80, timeout=seconds)
    try:
        connection.request("POST", parts.path or "/", body=said.encode(), headers=_HEADERS)
        answer = connection.getresponse()
        answer.read(_MOST_BYTES)
        return answer.status
    except (OSError, http.client.HTTPException) as problem:
        raise Undelivered(f"{parts.netloc}: {reason(problem)}", permanent=False) from None
    finally:
        connection.close()
