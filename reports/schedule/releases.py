"""Releases: which approved drafts still have to be carried out, told from the history alone.

A person approves; the clock carries what they approved to the channels that schedules.yaml names, once.
Only editions that a schedule asked for are released by themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import takewhile

from reports.drafts.history import Row
from reports.schedule.run import Key, Policy, Run
from reports.settings.schedules import Schedule

_JUDGED = ("approved", "rejected", "questioned")
_ENDED = ("delivered", "failed")


@dataclass(frozen=True)
class Release:
    """An approved draft, by its name and hash, and the channel that is to carry it.

    ``role`` is that of the person who approved it. ``tries`` counts what failed since then.
    """

    schedule: Schedule
    key: Key
    draft: str
    digest: str
    channel: str
    role: str
    tries: int


def releases(
    rows: Sequence[Row], runs: Mapping[Key, Run], schedules: Iterable[Schedule], now: datetime, policy: Policy
) -> Iterator[Release]:
    """What is to be carried out now. What was refused for good waits until somebody approves anew."""
    by_name = {schedule.name: schedule for schedule in schedules}
    for key, run in runs.items():
        schedule = by_name.get(run.schedule)
        approval = approval_of(rows, key)
        if schedule is None or approval is None:
            continue
        since = rows[approval.number :]
        for channel in schedule.release:
            tries = _tries(since, approval, channel, now, policy)
            if tries is not None:
                role = str(approval.details.get("role", ""))
                yield Release(schedule, key, approval.draft, approval.digest, channel, role, tries)


def approval_of(rows: Sequence[Row], key: Key) -> Row | None:
    """The approval of an edition that stands: the newest word on any of its drafts, if it approves."""
    edition = "/".join(key)
    said = [row for row in rows if row.what in _JUDGED and row.draft.rpartition("/")[0] == edition]
    return said[-1] if said and said[-1].what == "approved" else None


def is_out(rows: Sequence[Row], approval: Row) -> bool:
    """Whether an approved draft has been delivered anywhere."""
    return any(row.what == "delivered" and row.digest == approval.digest for row in rows)


def _tries(since: Sequence[Row], approval: Row, channel: str, now: datetime, policy: Policy) -> int | None:
    """How often it failed; None where it is out, was refused for good, given up, or waits its turn."""
    ended = [
        row
        for row in since
        if row.digest == approval.digest and row.details.get("channel") == channel and row.what in _ENDED
    ]
    failed = list(takewhile(lambda row: row.what == "failed", reversed(ended)))
    if not ended:
        return 0
    if not failed or failed[0].details.get("permanent"):
        return None
    wait = policy.wait_after(len(failed))
    if wait is None or now < _instant(failed[0]) + wait:
        return None
    return len(failed)


def _instant(row: Row) -> datetime:
    return datetime.strptime(row.at, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
