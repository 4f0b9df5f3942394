"""Messages between processes: a JSON header and byte strings, so that nothing is ever unpickled."""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO

_LENGTH = struct.Struct(">Q")


@dataclass(frozen=True)
class Message:
    """A header of plain values, and blobs in the order that the header names them."""

    header: dict[str, Any] = field(default_factory=dict)
    blobs: tuple[bytes, ...] = ()


def dumps(header: dict[str, Any]) -> bytes:
    """A header alone, on one line."""
    return json.dumps(header).encode()


def loads(line: bytes) -> dict[str, Any]:
    """The header that ``dumps`` wrote."""
    header: dict[str, Any] = json.loads(line)
    return header


def pack(header: dict[str, Any], blobs: Sequence[bytes] = ()) -> bytes:
    """A message as bytes."""
    head = json.dumps({"header": header, "lengths": [len(blob) for blob in blobs]}).encode()
    return b"".join([_LENGTH.pack(len(head)), head, *blobs])


def read(stream: BinaryIO) -> Message | None:
    """The next message; None where the stream ended, in the middle of a message too."""
    length = stream.read(_LENGTH.size)
    if len(length) < _LENGTH.size:
        return None
    head = stream.read(_LENGTH.unpack(length)[0])
    if len(head) < _LENGTH.unpack(length)[0]:
        return None
    data = json.loads(head)
    blobs = tuple(stream.read(size) for size in data["lengths"])
    if [len(blob) for blob in blobs] != data["lengths"]:
        return None
    return Message(data["header"], blobs)
