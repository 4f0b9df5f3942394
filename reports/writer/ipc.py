"""Messages on a socket: a letter for the kind, the length, the content. None longer than ``MOST`` is read."""

from __future__ import annotations

import socket
import struct
import time
from dataclasses import dataclass

MOST = 1 << 16
REQUEST, DATA, STOP = b"r", b"d", b"s"  # from a caller
OUT, ERR, FILE, CODE = b"o", b"e", b"f", b"x"  # to a caller

_HEAD = struct.Struct(">cI")


class Broken(Exception):
    """The other end left, was silent for too long, or sent what is no message."""


@dataclass(frozen=True)
class Message:
    """One message."""

    kind: bytes
    content: bytes


def send(link: socket.socket, kind: bytes, content: bytes, seconds: float | None = None) -> None:
    """Send a message, cut into several where it is long. Raises Broken where nobody takes it in time."""
    try:
        link.settimeout(seconds)
        for start in range(0, len(content) or 1, MOST):
            part = content[start : start + MOST]
            link.sendall(_HEAD.pack(kind, len(part)) + part)
    except OSError as problem:
        raise Broken(f"nobody took what was sent: {problem}") from None


def receive(link: socket.socket, until: float | None = None) -> Message:
    """The next message, whole by the moment ``until`` of the monotonic clock. Raises Broken."""
    kind, length = _HEAD.unpack(_read(link, _HEAD.size, until))
    if length > MOST:
        raise Broken("a message is longer than any may be")
    return Message(kind, _read(link, length, until))


def _read(link: socket.socket, length: int, until: float | None) -> bytes:
    parts, missing = [], length
    while missing:
        try:
            link.settimeout(None if until is None else max(until - time.monotonic(), 0.001))
            part = link.recv(missing)
        except OSError as problem:
            raise Broken(f"nothing came: {problem}") from None
        if not part:
            raise Broken("the other end left")
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)
