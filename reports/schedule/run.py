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
    """How long a claim holds without a sign of life, how long to wait between tries, and when to give up.

    The waits grow, and the last of them is kept to. A build is tried until its edition's time is over, a
    proof or a release ``most_tries`` times, which is over a week. A notice is never given up.
    """

    lease: timedelta = timedelta(minutes=15)
    waits: tuple[timedelta, ...] = (
        timedelta(minutes=1),
        timedelta(minutes=5),
        timedelta(minutes=30),
        timedelta(hours=2),
        timedelta(hours=6),
    )
    notice_waits: tuple[timedelta, ...] = (
        *(timedelta(minutes=minutes) for minutes in (1, 5, 15, 30)),
        *(timedelta(hours=1) for _ in range(24)),
        *(timedelta(hours=6) for _ in range(12)),
        timedelta(days=1),
    )
    most_claims: int = 60
    most_tries: int = 40

    def wait(self, tries: int) -> timedelta:
        """How long to wait after so many failed tries."""
        return self.waits[min(tries, len(self.waits)) - 1]

    def wait_after(self, tries: int) -> timedelta | None:
        """The same; None where it is to be given up."""
        return self.wait(tries) if tries < self.most_tries else None

    def notice_wait(self, tries: int) -> timedelta:
        """How long a notice waits after so many failed tries."""
        return self.notice_waits[min(tries, len(self.notice_waits)) - 1]


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
