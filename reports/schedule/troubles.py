"""What is wrong and not yet mended, told from what is stored: its kind, what it is, and since when."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal, get_args

from reckoner.reports.schedule.plans import Plans
from reckoner.reports.schedule.run import Key, Run

Kind = Literal[
    "hang",
    "late look",
    "settings",
    "state",
    "build",
    "proof",
    "release",
    "notice",
    "webhook",
    "disk",
    "clock",
    "heartbeat",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
LEAST_FREE_MB = 500
_AHEAD = timedelta(minutes=5)
_WORTH_KNOWING = timedelta(days=7)


@dataclass(frozen=True)
class Trouble:
    """One thing that is wrong, or ``count`` of them. ``about`` tells those of a kind apart."""

    kind: Kind
    what: str
    since: datetime | None = None
    about: str = ""
    count: int = 1

    @property
    def key(self) -> tuple[str, str]:
        """The same trouble at two looks, whatever its words."""
        return (self.kind, self.about)


def of_runs(
    runs: Mapping[Key, Run], plans: Plans, now: datetime, approved: Iterable[Key] = ()
) -> Iterator[Trouble]:
    """Drafts that were due and couldn't be made, and proofs that couldn't be sent.

    An edition that somebody made and approved by hand is no trouble any more, nor one long past its time.
    """
    limits = {plan.name: plan.schedule.catch_up for plan in plans.plans}
    done = set(approved)
    for key, run in sorted(runs.items()):
        wanted = run.due + limits.get(run.schedule, timedelta()) + _WORTH_KNOWING
        if run.schedule not in limits or key in done or now > wanted:
            continue
        name = " ".join(key)
        if run.state in ("failed", "waiting", "building") and run.reason:
            yield Trouble("build", f"{name}: {run.reason}", run.due, name)
        elif run.state in ("made", "done") and run.reason:
            yield Trouble("proof", f"{name}: {run.reason}", run.made_at, name)


def of_notices(unsent: int, oldest: datetime | None) -> Iterator[Trouble]:
    """Words for people that are on their way still, though they were tried."""
    if unsent:
        many = "1 notice has" if unsent == 1 else f"{unsent} notices have"
        yield Trouble("notice", f"{many} not reached anybody yet", oldest, count=unsent)


def of_disk(places: Iterable[Path], least_mb: int = LEAST_FREE_MB) -> Iterator[Trouble]:
    """Folders on whose disk there is little room, each disk once."""
    for place in {place.stat().st_dev: place for place in places if place.is_dir()}.values():
        free = free_mb(place)
        if free < least_mb:
            what = f"{free:,} MB are free under {place.name}; a build needs room, keep {least_mb:,} MB"
            yield Trouble("disk", what, about=place.name)


def free_mb(place: Path) -> int:
    """The room on the disk of a folder."""
    return shutil.disk_usage(place).free // 2**20


def of_clock(newest: datetime | None, now: datetime) -> Iterator[Trouble]:
    """Something was recorded at a time that is still to come: the clock is wrong, or it was."""
    if newest is not None and newest > now + _AHEAD:
        told = f"{newest:%Y-%m-%dT%H:%M:%SZ}"
        yield Trouble("clock", f"something was recorded at {told}, which is yet to come", about="ahead")
