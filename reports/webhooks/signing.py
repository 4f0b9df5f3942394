"""Signatures of Standard Webhooks: HMAC-SHA256 of id, time and body."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from reckoner.reports.delivery.secret import read_secret
from reckoner.reports.errors import Place, SettingsError

_PREFIX = "whsec_"
_SHORTEST, _LONGEST = 24, 64


def key_of(path: Path) -> bytes:
    """The key that a file holds. Raises SettingsError, without a word of its content."""
    text = read_secret(path).reveal()
    todo = "Make one: printf 'whsec_%s\\n' \"$(openssl rand -base64 32)\""
    try:
        key = base64.b64decode(text.removeprefix(_PREFIX), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if not text.startswith(_PREFIX) or not _SHORTEST <= len(key) <= _LONGEST:
        what = f"a webhook's secret is {_PREFIX} and {_SHORTEST} to {_LONGEST} bytes in base64"
        raise SettingsError(what, Place(str(path)), todo)
    return key


def headers_of(message: str, at: datetime, body: bytes, keys: Sequence[bytes]) -> Mapping[str, str]:
    """The headers by which a receiver knows who sent it, and that it is no older one sent again."""
    stamp = str(int(at.timestamp()))
    content = f"{message}.{stamp}.".encode() + body
    digests = [hmac.new(key, content, hashlib.sha256).digest() for key in keys]
    return {
        "Content-Type": "application/json",
        "User-Agent": "reckoner",
        "webhook-id": message,
        "webhook-timestamp": stamp,
        "webhook-signature": " ".join(f"v1,{base64.b64encode(each).decode()}" for each in digests),
    }
