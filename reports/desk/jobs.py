"""Work that takes longer than a page may: a build, a correction, a try of received data.

Each runs in a process of its own, followed by a thread that writes down each step and every sign of life.
When the server ends, its processes hear that nobody listens and end too; a job without a sign of life for
half a minute is shown as broken off. Whatever server shows it, it is the same row of the store.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, func, insert, select, update

from reckoner.reports.desk.received import as_sent
from reckoner.reports.desk.store import jobs
from reckoner.reports.errors import Fault, InternalError, ReckonerError, UsageError
from reckoner.reports.schedule.building import work
from reckoner.reports.schedule.tables import reading, transaction

SILENT = timedelta(seconds=30)
MOST_AT_ONCE = 2
WORKER = "reckoner.reports.desk.worker"
_KEPT = 200


class Cancelled(Exception):
    """Somebody asked for the end of it."""


@dataclass(frozen=True)
class Job:
    """A piece of work: "running", "done", "failed", "cancelled" or "broken off", and what came of it."""

    id: int
    kind: str
    about: str
    person: str
    begun: datetime
    seen: datetime
    step: int
    doing: str
    state: str
    cancelled_by: str
    result: Mapping[str, Any]

    @property
    def is_running(self) -> bool:
        """Whether somebody is at it."""
        return self.state == "running"


@dataclass(frozen=True)
class Work:
    """What is to be done: ``arguments`` are the worker's, after the house."""

    kind: str
    about: str
    arguments: Sequence[str]
    limit: timedelta


class UnderWay(UsageError):
    """The same is being done; ``job`` is its number."""

    def __init__(self, asked: Work, job: int) -> None:
        self.job = job
        what = f"{asked.kind} of {asked.about} is under way already"
        super().__init__(what, todo=f"Look at /jobs/{job}, or wait for its end.")


class Jobs:
    """The jobs of a house. ``clock`` gives the time in UTC."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime], root: str) -> None:
        self._engine, self._clock, self._root = engine, clock, root
        self._threads: dict[int, threading.Thread] = {}

    def begin(self, asked: Work, person: str) -> int:
        """Begin it; its number. Raises UsageError where the same is under way, or too much is."""
        now = self._clock()
        row = {
            "kind": asked.kind, "about": asked.about, "person": person, "begun": now, "seen": now, "step": 0,
            "doing": "start", "state": "running", "cancelled_by": "", "result": "{}",
        }  # fmt: skip
        alive = (jobs.c.state == "running") & (jobs.c.seen > now - SILENT)
        with transaction(self._engine) as connection:
            same = connection.scalar(
                select(jobs.c.id).where(alive, jobs.c.about == asked.about, jobs.c.kind == asked.kind)
            )
            if same is not None:
                raise UnderWay(asked, same)
            if (connection.scalar(select(func.count()).select_from(jobs).where(alive)) or 0) >= MOST_AT_ONCE:
                what = (
                    f"{MOST_AT_ONCE} pieces of work are under way, which is as many as this desk does at once"
                )
                raise UsageError(what, todo="Wait for one to end, then send the form again.")
            number = connection.execute(insert(jobs).values(row)).inserted_primary_key
        assert number is not None
        key = int(number[0])
        self._threads[key] = threading.Thread(
            target=self._follow, args=(key, asked), name=f"job {key}", daemon=True
        )
        self._threads[key].start()
        return key

    def get(self, number: str) -> Job:
        """One job. Raises UsageError where there is none."""
        row = None
        if number.isascii() and number.isdecimal() and len(number) < 12:
            with reading(self._engine) as connection:
                row = connection.execute(select(jobs).where(jobs.c.id == int(number))).one_or_none()
        if row is None:
            raise UsageError(
                f"there is no job {number[:20]!r}", todo="Open Work in hand and take one from there."
            )
        return self._job(row)

    def newest(self, most: int = 50) -> list[Job]:
        """The last jobs, newest first."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(jobs).order_by(jobs.c.id.desc()).limit(min(most, _KEPT))).all()
        return [self._job(row) for row in rows]

    def cancel(self, number: str, person: str) -> None:
        """Ask for its end. Raises UsageError where it has ended, or can't be cancelled."""
        job = self.get(number)
        if job.kind == "correction":
            raise UsageError("a correction is not cancelled", todo="Reject its draft once it is made.")
        with transaction(self._engine) as connection:
            mine = (jobs.c.id == job.id) & (jobs.c.state == "running")
            asked = connection.execute(update(jobs).where(mine).values(cancelled_by=person))
        if not job.is_running or not asked.rowcount:
            raise UsageError("it has ended", todo="Look at what came of it.")

    def wait(self, number: int, seconds: float) -> None:
        """Wait until one that was begun here has ended."""
        if thread := self._threads.get(number):
            thread.join(seconds)

    def _job(self, row: Any) -> Job:
        values = dict(row._mapping)
        values["result"] = json.loads(values["result"])
        if values["state"] == "running" and self._clock() - values["seen"] > SILENT:
            values["state"] = "broken off"
        return Job(**values)

    def _follow(self, key: int, asked: Work) -> None:
        def step(number: int, name: str) -> None:
            with transaction(self._engine) as connection:
                self._set(connection, key, step=number, doing=name, seen=self._clock())
                if connection.scalar(select(jobs.c.cancelled_by).where(jobs.c.id == key)):
                    raise Cancelled

        state, result = "done", dict[str, Any]()
        try:
            result = dict(work(WORKER, (asked.kind, self._root, *asked.arguments), asked.limit, step))
        except Cancelled:
            state = "cancelled"
        except ReckonerError as problem:
            state, result = "failed", {"faults": [self._as_data(fault) for fault in problem.faults]}
        except Exception as problem:
            fault = InternalError(f"this is our fault: {type(problem).__name__}").faults[0]
            state, result = "failed", {"faults": [self._as_data(fault)]}
        with transaction(self._engine) as connection:
            self._set(connection, key, state=state, result=json.dumps(result), seen=self._clock())
        self._threads.pop(key, None)

    def _set(self, connection: Any, key: int, **values: object) -> None:
        connection.execute(update(jobs).where(jobs.c.id == key).values(**values))

    def _as_data(self, fault: Fault) -> dict[str, str]:
        told = {"what": fault.what, "where": str(fault.where or ""), "todo": fault.todo or ""}
        return {name: as_sent(Path(self._root), text) for name, text in told.items()}
