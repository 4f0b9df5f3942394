"""The runs table: what was asked for, who holds it, what became of it.

A claim compares and swaps: it takes a row only if it is exactly as it was read, and raises its fence. All
that a holder does later names that fence, so that one who was asleep while another took over changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, Update, and_, bindparam, select, update
from sqlalchemy.engine import Connection

from reckoner.reports.schedule.due import Seen, Skip, Task
from reckoner.reports.schedule.hooks import Made
from reckoner.reports.schedule.notices import Notice, post
from reckoner.reports.schedule.run import Key, Policy, Run
from reckoner.reports.schedule.statements import at, insert_missing, insert_new, is_at
from reckoner.reports.schedule.tables import reading, runs, seen, transaction

_FREE: dict[str, Any] = {"owner": None, "lease_until": None}


class Runs:
    """The runs table of a store."""

    def __init__(self, engine: Engine, policy: Policy) -> None:
        self.engine, self.policy = engine, policy

    def all(self) -> dict[Key, Run]:
        """Every run by its key."""
        with reading(self.engine) as connection:
            rows = connection.execute(select(*(runs.c[name] for name in Run.__dataclass_fields__))).all()
        found = [Run(*row) for row in rows]
        return {run.key: run for run in found}

    def get(self, key: Key) -> Run | None:
        """One run."""
        with reading(self.engine) as connection:
            row = connection.execute(_THIS, at(_key(key), runs)).mappings().first()
        return Run(**row) if row else None

    def seen(self, first: dict[str, datetime]) -> dict[str, Seen]:
        """Since when each schedule is known; ``first`` where it is new, or was met under a wrong clock."""
        with transaction(self.engine) as connection:
            known = {row["schedule"]: row for row in connection.execute(select(seen)).mappings()}
            new = [name for name in first if name not in known]
            rows = [{"schedule": name, "since": first[name], "through": first[name]} for name in new]
            insert_missing(connection, seen, rows)
            for name, since in first.items():
                if name in known and known[name]["since"] > since:
                    connection.execute(update(seen).where(seen.c.schedule == name).values(since=since))
            found = connection.execute(select(seen)).mappings().all()
        return {row["schedule"]: Seen(row["since"], row["through"]) for row in found}

    def settle(self, names: Iterable[str], now: datetime) -> None:
        """All that these schedules asked for until now has a row."""
        with transaction(self.engine) as connection:
            connection.execute(update(seen).where(seen.c.schedule.in_(list(names))).values(through=now))

    def put(self, tasks: Iterable[Task]) -> None:
        """A waiting row for each edition that has none: insert or ignore."""
        with transaction(self.engine) as connection:
            insert_missing(connection, runs, [_values(_run(task)) for task in tasks])

    def skip(self, skip: Skip, now: datetime, told: Iterable[Notice]) -> bool:
        """Leave an edition out, visibly. False where it has been taken up, or left out, meanwhile."""
        values: dict[str, Any] = {"state": "skipped", "reason": skip.reason, **_FREE}
        change, row = _IN_STATE, at(_key(skip.key) | {"state": "waiting"}, runs, "state")
        if skip.run is not None:
            change, row = _AS_READ, _at(skip.run)
            # A draft that is made stays made; it is its proof that nobody asks for any more.
            values |= {"state": "done"} if skip.run.state == "made" else {}
        with transaction(self.engine) as connection:
            if skip.task and insert_new(connection, runs, _values(_run(skip.task)) | values):
                post(connection, told, now)
                return True
            return _change(connection, change, row | values, told, now)

    def claim(self, run: Run, task: Task | None, owner: str, now: datetime) -> Run | None:
        """Take a free run for this owner; None where somebody else was quicker."""
        state = "made" if run.state == "made" else "building"
        until = now + self.policy.lease
        values: dict[str, Any] = {
            "state": state, "fence": run.fence + 1, "owner": owner, "lease_until": until, "next_try": None,
        }  # fmt: skip
        if task is not None and state == "building":
            values |= {"due": task.due, "occasion": task.anchor.day.isoformat(), "schedule": task.plan.name}
        with transaction(self.engine) as connection:
            changed = connection.execute(_AS_READ, _at(run) | values)
        return replace(run, **values) if changed.rowcount == 1 else None

    def renew(self, claim: Run, now: datetime) -> bool:
        """Show a sign of life; False where the claim has been lost."""
        return self._mark(claim, {"lease_until": now + self.policy.lease})

    def made(self, claim: Run, made: Made, now: datetime, told: Iterable[Notice]) -> bool:
        """The draft is kept; its proof is next. The claim goes on."""
        draft = {"draft": made.name, "digest": made.digest, "fit": made.fit, "made_at": now}
        return self._mark(claim, {"state": "made", **draft, "reason": "", "tries": 0}, told, now)

    def done(self, claim: Run, reason: str, now: datetime, told: Iterable[Notice] = ()) -> bool:
        """All that the clock has to do is done."""
        return self._mark(claim, {"state": "done", "reason": reason, **_FREE}, told, now)

    def again(
        self, claim: Run, reason: str, next_try: datetime, now: datetime, told: Iterable[Notice]
    ) -> bool:
        """It went wrong and will be tried again."""
        state = "waiting" if claim.state == "building" else "made"
        values = {"state": state, "reason": reason, "next_try": next_try, "tries": claim.tries + 1, **_FREE}
        return self._mark(claim, values, told, now)

    def failed(self, claim: Run, reason: str, now: datetime, told: Iterable[Notice]) -> bool:
        """It is given up until a person asks for it again."""
        values = {"state": "failed", "reason": reason, "tries": claim.tries + 1, **_FREE}
        return self._mark(claim, values, told, now)

    def hand_back(self, claim: Run, now: datetime) -> bool:
        """Give the claim up unfinished, for whoever comes next."""
        state = "waiting" if claim.state == "building" else "made"
        return self._mark(claim, {"state": state, "next_try": now, **_FREE})

    def put_back(self, key: Key, now: datetime) -> bool:
        """Let what was given up be tried anew, as a person asked: a build, or the proof of what is made.

        What waits for its next try waits no longer.
        """
        failed = and_(_is(key), runs.c.state == "failed")
        unproved = and_(_is(key), runs.c.state == "done", runs.c.reason != "")
        waits = and_(_is(key), runs.c.owner.is_(None), runs.c.next_try > now)
        anew = {"tries": 1, "next_try": now}
        with transaction(self.engine) as connection:
            changes = [
                update(runs).where(failed).values(state="waiting", **anew),
                update(runs).where(unproved).values(state="made", **anew),
                update(runs).where(waits).values(next_try=now),
            ]
            return any(connection.execute(change).rowcount == 1 for change in changes)

    def hurry(self, now: datetime) -> bool:
        """Let builds and proofs that wait for their next try be tried now; whether there were any."""
        waits = and_(runs.c.state.in_(("waiting", "made")), runs.c.owner.is_(None), runs.c.next_try > now)
        with transaction(self.engine) as connection:
            return connection.execute(update(runs).where(waits).values(next_try=now)).rowcount > 0

    def moved(self, run: Run, task: Task, now: datetime, told: Iterable[Notice]) -> bool:
        """Note the new day of an edition that is made; True for the one who noted it first."""
        old = and_(_is(run.key), runs.c.occasion == run.occasion)
        values = {"occasion": task.anchor.day.isoformat(), "due": task.due}
        with transaction(self.engine) as connection:
            first = connection.execute(update(runs).where(old).values(**values)).rowcount == 1
            if first:
                post(connection, told, now)
        return first

    def _mark(
        self, claim: Run, values: dict[str, Any], told: Iterable[Notice] = (), now: datetime | None = None
    ) -> bool:
        held = at(claim.__dict__, runs, "fence", "owner")
        with transaction(self.engine) as connection:
            return _change(connection, _HELD, held | values, told, now)


_THIS = select(runs).where(is_at(runs))
_IN_STATE = update(runs).where(is_at(runs, "state"))
_HELD = update(runs).where(is_at(runs, "fence", "owner"))
_AS_READ = update(runs).where(
    is_at(runs, "fence", "state"), runs.c.lease_until.is_not_distinct_from(bindparam("at_lease_until"))
)


def _change(
    connection: Connection,
    change: Update,
    values: dict[str, Any],
    told: Iterable[Notice],
    now: datetime | None,
) -> bool:
    if connection.execute(change, values).rowcount != 1:
        return False
    if now is not None:
        post(connection, told, now)
    return True


def _key(key: Key) -> dict[str, Any]:
    return {"publication": key[0], "edition": key[1]}


def _is(key: Key) -> Any:
    return and_(runs.c.publication == key[0], runs.c.edition == key[1])


def _at(run: Run) -> dict[str, Any]:
    return at(run.__dict__, runs, "fence", "state", "lease_until")


def _run(task: Task) -> Run:
    publication, edition = task.key
    return Run(publication, edition, task.plan.name, task.due, task.anchor.day.isoformat())


def _values(run: Run) -> dict[str, Any]:
    return dict(run.__dict__)
