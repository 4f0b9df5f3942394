"""Releases: which approved drafts still have to be carried out, told from the history alone.

A person approves; the clock carries what they approved to the channels that schedules.yaml names, once.
Only editions that a schedule asked for are released by themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from reckoner.reports.drafts.history import Row
from reckoner.reports.schedule.run import Key, Policy, Run
from reckoner.reports.settings.schedules import Schedule

_JUDGED = ("approved", "rejected", "questioned")
# "unsure" too: a channel that can look does so at the next try, and it must not be asked each minute.
_FAILED = ("failed", "unsure")
_TOLD = timedelta(days=7)


@dataclass(frozen=True)
class Release:
    """An approved draft, by its name and hash, and the channel that is to carry it.

    ``approval`` is the number of the row that approves it, ``role`` that of the person who did. ``tries``
    counts what failed since then.
    """

    schedule: Schedule
    key: Key
    draft: str
    digest: str
    approval: int
    channel: str
    role: str
    tries: int


def releases(
    rows: Sequence[Row], runs: Mapping[Key, Run], schedules: Iterable[Schedule], now: datetime, policy: Policy
) -> Iterator[Release]:
    """What is to be carried out now. What was refused for good waits until somebody approves anew."""
    for release, approval in _asked(rows, runs, schedules):
        tries = _tries(_ours(rows, approval, release.channel), approval, now, policy)
        if tries is not None:
            yield replace(release, tries=tries)


def ended(
    rows: Sequence[Row], runs: Mapping[Key, Run], schedules: Iterable[Schedule], now: datetime, policy: Policy
) -> Iterator[tuple[Release, Row]]:
    """What was carried out or given up within a week, and the row that says so.

    People are told from this, and not from the try itself: whoever made it may have died before it told.
    """
    for release, approval in _asked(rows, runs, schedules):
        ours = _ours(rows, approval, release.channel)
        out = [row for row in ours if row.what == "delivered"]
        failed = _failed(ours, approval)
        last = out[-1] if out else failed[-1] if _is_given_up(failed, policy) else None
        if last is not None and abs(now - last.instant) < _TOLD:
            yield replace(release, tries=len(failed)), last


def failing(
    rows: Sequence[Row], runs: Mapping[Key, Run], schedules: Iterable[Schedule]
) -> Iterator[tuple[Release, Row]]:
    """What was tried since it was approved and is not out, and the row of its first failure."""
    for release, approval in _asked(rows, runs, schedules):
        ours = _ours(rows, approval, release.channel)
        failed = _failed(ours, approval)
        if failed and not any(row.what == "delivered" for row in ours):
            yield replace(release, tries=len(failed)), failed[0]


def next_try(
    rows: Sequence[Row], runs: Mapping[Key, Run], schedules: Iterable[Schedule], policy: Policy
) -> datetime | None:
    """When the first of those that failed is tried again; None where none waits."""
    waits = []
    for release, approval in _asked(rows, runs, schedules):
        ours = _ours(rows, approval, release.channel)
        failed = _failed(ours, approval)
        if failed and not _is_given_up(failed, policy) and all(row.what != "delivered" for row in ours):
            waits.append(failed[-1].instant + policy.wait(len(failed)))
    return min(waits, default=None)


def _asked(
    rows: Sequence[Row], runs: Mapping[Key, Run], schedules: Iterable[Schedule]
) -> Iterator[tuple[Release, Row]]:
    """Each approval that stands, on each channel that its schedule names."""
    by_name = {schedule.name: schedule for schedule in schedules}
    for key, run in runs.items():
        schedule = by_name.get(run.schedule)
        approval = approval_of(rows, key)
        if schedule is None or approval is None:
            continue
        draft, digest, number = approval.draft, approval.digest, approval.number
        role = str(approval.details.get("role", ""))
        for channel in schedule.release:
            yield Release(schedule, key, draft, digest, number, channel, role, 0), approval


def approval_of(rows: Sequence[Row], key: Key) -> Row | None:
    """The newest approval of an edition's drafts, unless it was withdrawn or questioned since.

    A word on another draft leaves it as it is: who rejects a later draft still stands by the earlier one.
    """
    edition = "/".join(key)
    judged = [row for row in rows if row.what in _JUDGED and row.draft.rpartition("/")[0] == edition]
    newest = next((row for row in reversed(judged) if row.what == "approved"), None)
    if newest is None:
        return None
    last = [row for row in judged if row.draft == newest.draft][-1]
    return newest if last is newest else None


def is_out(rows: Sequence[Row], approval: Row) -> bool:
    """Whether an approved draft has been delivered anywhere."""
    return any(row.what == "delivered" and row.digest == approval.digest for row in rows)


def _ours(rows: Sequence[Row], approval: Row, channel: str) -> list[Row]:
    return [row for row in rows if row.digest == approval.digest and row.details.get("channel") == channel]


def _failed(ours: Sequence[Row], approval: Row) -> list[Row]:
    return [row for row in ours if row.what in _FAILED and row.number > approval.number]


def _is_given_up(failed: Sequence[Row], policy: Policy) -> bool:
    """Whether the last failure was for good, or the last of all tries."""
    return bool(failed) and (bool(failed[-1].details.get("permanent")) or not policy.wait_after(len(failed)))


def _tries(ours: Sequence[Row], approval: Row, now: datetime, policy: Policy) -> int | None:
    """How often it failed; None where it is out, was refused for good, given up, or waits its turn."""
    failed = _failed(ours, approval)
    if any(row.what == "delivered" for row in ours) or _is_given_up(failed, policy):
        return None
    wait = policy.wait_after(len(failed)) if failed else None
    if wait is None:
        return 0
    # What failed in the future did so under a wrong clock: its wait is over.
    return len(failed) if not timedelta() <= now - failed[-1].instant < wait else None
