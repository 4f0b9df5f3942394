"""Who is delivering what, on disk: a claim before anything is sent, and its end after."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from reckoner.reports.delivery.payload import Payload
from reckoner.reports.drafts.history import Row
from reckoner.reports.drafts.process import boot, host, started

_MARGIN = timedelta(seconds=60)
# A server may still be putting away what a killed process had handed over.
_SETTLING = timedelta(seconds=10)
# A claim stays open until it ends: "failed" says that nothing arrived, so that it may be tried again;
# "unsure" that nobody is at work on it any more, and that it may have arrived.
_OPEN = ("claimed", "unsure")
_ARRIVED = ("delivered", "proofed")


@dataclass(frozen=True)
class Claim:
    """The last word about a payload on a channel."""

    state: Literal["none", "open", "arrived", "failed"]
    row: Row | None = None


def arrival(payload: Payload) -> str:
    """How the history calls the arrival of a payload."""
    return "delivered" if payload.purpose == "release" else "proofed"


def claim_on(rows: Sequence[Row], payload: Payload, channel: str) -> Claim:
    """How a payload stands on a channel. The draft's hash counts: the same bytes under two names are one."""
    said = [
        row
        for row in rows
        if row.digest == payload.digest
        and row.details.get("channel") == channel
        and row.details.get("purpose") == payload.purpose
        and row.what in (*_OPEN, "failed", *_ARRIVED)
    ]
    if not said:
        return Claim("none")
    last = said[-1]
    if last.what in _OPEN:
        return Claim("open", last)
    return Claim("failed" if last.what == "failed" else "arrived", last)


def marks(payload: Payload, channel: str) -> dict[str, Any]:
    """What a claim's row says: the process behind it, so that others can see whether it lives."""
    return {
        "channel": channel,
        "purpose": payload.purpose,
        "message_id": payload.message_id,
        "host": host(),
        "boot": boot(),
        "process": os.getpid(),
        "started": started(os.getpid()),
    }


def is_alive(row: Row, now: datetime, seconds: int) -> bool:
    """Whether the process behind a claim may still be at work.

    On this machine it is looked for. Another machine's counts as alive for as long as a delivery may take;
    one from the future, left by a clock that ran ahead, does not.
    """
    details = row.details
    if row.what == "unsure":
        return False
    if details["host"] == host():
        same = details["boot"] == boot() and details["started"] == started(details["process"])
        return bool(same and details["started"])
    longest = timedelta(seconds=seconds) + _MARGIN
    return -longest <= now - row.instant <= longest


def is_settling(row: Row, now: datetime) -> bool:
    """Whether a claim is so young that a look at the other end may come too soon."""
    return timedelta() <= now - row.instant < _SETTLING
