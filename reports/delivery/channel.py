"""What a channel is, in one sentence: it carries one parcel out and says where it is.

``find`` looks at the other end and says where the parcel is, or None; ``looks`` says whether that look can
be relied on. ``send`` carries it out, after such a look where the channel can. Both raise Undelivered.
"""

from __future__ import annotations

from typing import Protocol

from reports.delivery.parcel import Parcel


class Channel(Protocol):
    """One way out."""

    looks: bool

    def find(self, parcel: Parcel) -> str | None:
        """Where the parcel is already."""
        ...

    def send(self, parcel: Parcel) -> str:
        """Carry it out; where it is now."""
        ...
