"""Who is delivering what, on disk: a claim before anything is sent, and its end after."""

from __future__ import annotations

import os
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from reports.delivery.parcel import Parcel
from reports.drafts.history import Row

_MARGIN = timedelta(seconds=60)
# A server may still be putting away what a killed process had handed over.
_SETTLING = timedelta(seconds=10)
# A claim stays open until it ends: "failed" says that nothing arrived, so that it may be tried again;
# "unsure" that nobody is at work on it any more, and that it may have arrived.
_OPEN = ("claimed", "unsure")
_ARRIVED = ("delivered", "proofed")


@dataclass(frozen=True)
class Claim:
    """The last word about a parcel on a channel."""

    state: Literal["none", "open", "arrived", "failed"]
    row: Row | None = None


def arrival(parcel: Parcel) -> str:
    """How the history calls the arrival of a parcel."""
    return "delivered" if parcel.purpose == "release" else "proofed"


def claim_on(rows: Sequence[Row], parcel: Parcel, channel: str) -> Claim:
    """How a parcel stands on a channel. The draft's hash counts: the same bytes under two names are one."""
    said = [
        row
        for row in rows
        if row.digest == parcel.digest
        and row.details.get("channel") == channel
        and row.details.get("purpose") == parcel.purpose
        and row.what in (*_OPEN, "failed", *_ARRIVED)
    ]
    if not said:
        return Claim("none")
    last = said[-1]
    if last.what in _OPEN:
        return Claim("open", last)
    return Claim("failed" if last.what == "failed" else "arrived", last)


def marks(parcel: Parcel, channel: str) -> dict[str, Any]:
    """What a claim's row says: the process behind it, so that others can see whether it lives."""
    return {
        "channel": channel,
        "purpose": parcel.purpose,
        "message_id": parcel.message_id,
        "host": socket.gethostname(),
        "boot": _boot(),
        "process": os.getpid(),
        "started": _started(os.getpid()),
    }


def is_alive(row: Row, now: datetime, seconds: int) -> bool:
    """Whether the process behind a claim may still be at work.

    On this machine it is looked for. Another machine's counts as alive for as long as a delivery may take;
    one from the future, left by a clock that ran ahead, does not.
    """
    details = row.details
    if row.what == "unsure":
        return False
    if details["host"] == socket.gethostname():
        same = details["boot"] == _boot() and details["started"] == _started(details["process"])
        return bool(same and details["started"])
    longest = timedelta(seconds=seconds) + _MARGIN
    return -longest <= _age(row, now) <= longest


def is_settling(row: Row, now: datetime) -> bool:
    """Whether a claim is so young that a look at the other end may come too soon."""
    return timedelta() <= _age(row, now) < _SETTLING


def _age(row: Row, now: datetime) -> timedelta:
    return now - datetime.strptime(row.at, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def _boot() -> str:
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    except OSError:
        return ""


def _started(process: int) -> str:
    """When a process began, in ticks since the machine did: a number may be used again, this not."""
    try:
        text = Path("/proc", str(process), "stat").read_text("ascii", "replace")
    except OSError:
        return ""
    state, *rest = text.rpartition(")")[2].split()
    return "" if state in "ZX" else rest[18]
