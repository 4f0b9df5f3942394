"""The service: looks at what is due at start, at each alarm, and once a minute in any case.

APScheduler is the alarm clock and no more: jobs live in memory and only wake the loop. The look once a minute
is timed by a clock that nobody can set, so that a wall clock put back by days delays nothing.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from queue import Empty, SimpleQueue

from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.background import BackgroundScheduler

from reports.schedule.health import Health
from reports.schedule.hooks import Log
from reports.schedule.plans import Plans, read_plans
from reports.schedule.runner import Reconciled, Stop
from reports.schedule.telling import said

_LOOK_EVERY = 60.0


@dataclass
class Stopping:
    """Asked once: finish what is at hand within ``grace`` seconds. Asked again: hand it back at once."""

    grace: float
    asked: list[float] = field(default_factory=list)
    wake: SimpleQueue[str] = field(default_factory=SimpleQueue)

    def ask(self, *_: object) -> None:
        """A signal's handler: SimpleQueue may be used within one, locks may not."""
        self.asked.append(time.monotonic())
        self.wake.put("stop")

    def stop(self) -> Stop:
        """The questions that a runner asks."""
        return Stop(soon=lambda: bool(self.asked), now=self._at_once)

    def _at_once(self) -> bool:
        return len(self.asked) > 1 or bool(self.asked and time.monotonic() - self.asked[0] > self.grace)

    def listen(self) -> None:
        """Take SIGTERM and SIGINT as being asked."""
        signal.signal(signal.SIGTERM, self.ask)
        signal.signal(signal.SIGINT, self.ask)


def serve(
    house: Path, reconcile: Callable[[Plans], Reconciled], stopping: Stopping, health: Health, log: Log
) -> None:
    """Run until asked to stop. ``reconcile`` is that of a runner; the settings are read anew at each look."""
    clock = BackgroundScheduler(
        jobstores={"default": MemoryJobStore()},
        timezone=UTC,
        job_defaults={"misfire_grace_time": None, "coalesce": True},
    )
    clock.start()
    health.look()
    log("started", house=house.name)
    try:
        while not stopping.asked:
            alarm = _look(house, reconcile, health, log)
            _set(clock, alarm, stopping)
            _wait(stopping)
    finally:
        clock.shutdown(wait=False)
        log("stopped")


def _look(house: Path, reconcile: Callable[[Plans], Reconciled], health: Health, log: Log) -> datetime | None:
    try:
        report = reconcile(read_plans(house))
    except Exception as problem:
        # Settings half edited, a disk full, a server down, a mistake of ours: said, and looked at again in a
        # minute.
        what = said(problem)
        if what != health.trouble:
            log("trouble", reason=what)
        health.look(trouble=what)
        return None
    if health.trouble:
        log("recovered", after=health.trouble)
    health.look(alarm=f"{report.alarm:%Y-%m-%dT%H:%M:%SZ}" if report.alarm else "")
    return report.alarm


def _set(clock: BackgroundScheduler, alarm: datetime | None, stopping: Stopping) -> None:
    clock.remove_all_jobs()
    if alarm is not None:
        clock.add_job(stopping.wake.put, "date", args=["alarm"], run_date=alarm, id="alarm")


def _wait(stopping: Stopping) -> None:
    try:
        stopping.wake.get(timeout=_LOOK_EVERY)
    except Empty:
        return
