"""A run: one edition that a schedule asks for, from the moment it falls due until it is done.

waiting -> building -> made -> done, or failed, or skipped. ``building`` and ``made`` are held by a lease;
each claim raises the fence, and who holds an older fence can't mark anything any more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

State = Literal["waiting", "building", "made", "done", "failed", "skipped"]
Key = tuple[str, str]
UNFINISHED: frozenset[State] = frozenset({"waiting", "building", "made"})


@dataclass(frozen=True)
class Policy:
    """How long a claim holds without a sign of life, how long to wait between tries, and when to give up."""

    lease: timedelta = timedelta(minutes=15)
    waits: tuple[timedelta, ...] = (
        timedelta(minutes=1),
        timedelta(minutes=5),
        timedelta(minutes=30),
        timedelta(hours=2),
        timedelta(hours=6),
    )
    most_claims: int = 60

    def wait_after(self, tries: int) -> timedelta | None:
        """How long to wait after so many failed tries; None where it is to be given up."""
        return self.waits[tries - 1] if tries <= len(self.waits) else None


@dataclass(frozen=True)
class Run:
    """A row of the runs table. Instants are UTC. ``occasion`` is the day it is for, as it was when made."""

    publication: str
    edition: str
    schedule: str
    due: datetime
    occasion: str
    state: State = "waiting"
    tries: int = 0
    fence: int = 0
    owner: str | None = None
    lease_until: datetime | None = None
    next_try: datetime | None = None
    draft: str | None = None
    digest: str | None = None
    fit: bool | None = None
    made_at: datetime | None = None
    reason: str = ""

    @property
    def key(self) -> Key:
        """What is made at most once."""
        return (self.publication, self.edition)

    def is_free(self, now: datetime, policy: Policy, dead: frozenset[str] = frozenset()) -> bool:
        """Whether somebody may claim it now.

        A lease or a wait that lies further ahead than any could was taken while the clock was wrong, and
        counts as over. ``dead`` names owners known to have died.
        """
        if self.state == "waiting":
            return _is_over(self.next_try, now, max(policy.waits))
        if self.state in ("building", "made"):
            # A made draft whose proof was refused waits without a lease.
            if self.owner is None:
                return _is_over(self.next_try, now, max(policy.waits))
            return self.owner in dead or _is_over(self.lease_until, now, policy.lease)
        return self.state == "skipped"


def _is_over(until: datetime | None, now: datetime, longest: timedelta) -> bool:
    return until is None or until <= now or until > now + longest
