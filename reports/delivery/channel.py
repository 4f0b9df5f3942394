"""What a channel is, in one sentence: it carries one payload out and says where it is.

``check`` looks at this machine's side alone: files, folders, secrets. ``reach`` goes as far as a delivery
would without leaving anything. ``find`` looks at the other end and says where the payload is, or None, and
raises Undelivered where something else lies in its place; ``looks`` says whether that look can be relied on.
``send`` carries it out, after such a look where the channel can.
"""

from __future__ import annotations

from typing import Protocol

from reckoner.reports.delivery.payload import Payload


class Channel(Protocol):
    """One way out."""

    looks: bool

    def check(self) -> None:
        """Raises SettingsError where this machine's side can't work. Nothing is connected or written."""
        ...

    def reach(self) -> str:
        """Reach the other end and say what a delivery would do there. Raises Undelivered."""
        ...

    def find(self, payload: Payload) -> str | None:
        """Where the payload is already. Raises Undelivered, and Changed where it is there in another form."""
        ...

    def send(self, payload: Payload) -> str:
        """Carry it out; where it is now. Raises Undelivered."""
        ...
