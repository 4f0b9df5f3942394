"""The service: looks at what is due at start, at each alarm, and once a minute in any case.

APScheduler is the alarm clock and no more: jobs live in memory and only wake the loop. The look once a minute
is timed by a clock that nobody can set, so that a wall clock put back by days delays nothing.
"""

from __future__ import annotations

import shutil
import signal
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Protocol

from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.background import BackgroundScheduler

from reckoner.reports.errors import ReckonerError
from reckoner.reports.schedule.health import Health
from reckoner.reports.schedule.heartbeat import Pulse
from reckoner.reports.schedule.hooks import Log
from reckoner.reports.schedule.notifier import said
from reckoner.reports.schedule.plans import Plans, read_plans
from reckoner.reports.schedule.remembered import contents, remember, remembered
from reckoner.reports.schedule.runner import Reconciled, Stop
from reckoner.reports.schedule.steps import LOOK, WAIT
from reckoner.reports.schedule.touched import Touched
from reckoner.reports.schedule.troubles import Trouble

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


class Work(Protocol):
    """What a runner does for the service."""

    def reconcile(self, plans: Plans) -> Reconciled:
        """Do all that is due."""
        ...

    def hurry(self) -> None:
        """What failed is tried at the next look."""
        ...

    def tell_unread(self, plans: Plans, reason: str) -> Reconciled:
        """Tell people of what is due while the settings can't be read."""
        ...

    def troubles(self, plans: Plans) -> list[Trouble]:
        """What is wrong and not mended."""
        ...


@dataclass
class Service:
    """One house, the runner that works for it, and all that hears of how it goes.

    ``patience`` is how many seconds broken settings may be somebody's who is just editing them.
    """

    house: Path
    work: Work
    health: Health
    log: Log
    pulse: Pulse | None = None
    patience: float = 180.0
    last_good: Plans | None = None
    _said: str = ""
    _touched: Touched = field(init=False)
    _broken_since: float | None = None

    def __post_init__(self) -> None:
        self._touched = Touched(self.house)

    def look(self) -> datetime | None:
        """Look at all that is due, and note what is wrong; gives when the next thing is to happen."""
        began = time.monotonic()
        with self.health.steps.at("look", "", LOOK):
            found, alarm = self._look()
            free = shutil.disk_usage(self.house).free
            # Before the log says it, so that who hears of it there finds it here.
            self.health.look(found, alarm)
        self._note(found)
        self.health.metrics.look(time.monotonic() - began, free, not found)
        if self.pulse is not None and self.last_good is not None:
            self.pulse.heed(self.last_good.heartbeat, self.health.is_well)
        return alarm

    def _look(self) -> tuple[list[Trouble], datetime | None]:
        """What is wrong, and when the next thing is to happen. What goes wrong on the way is one of them."""
        found, alarm, settings = list[Trouble](), None, contents(self.house)
        try:
            plans = read_plans(self.house)
        except ReckonerError as problem:
            return self._unread(problem)
        except Exception as problem:
            return [_trouble(problem)], None
        self.last_good, self._broken_since = plans, None
        try:
            remember(self.house, settings)
        except ReckonerError as problem:
            found.append(_trouble(problem))
        if not self.health.looked:
            # What was wrong before the start is, during a first look that may take long.
            self.health.look(self._troubles(plans))
        try:
            if self._touched.look():
                self.work.hurry()
            alarm = self.work.reconcile(plans).alarm
        except Exception as problem:
            # A disk full, a server down, a mistake of ours: said, and looked at again in a minute.
            found.append(_trouble(problem))
        return [*found, *self._troubles(plans)], alarm

    def _unread(self, problem: ReckonerError) -> tuple[list[Trouble], datetime | None]:
        """Settings that can't be read: people hear of what is due by those that could."""
        found, alarm = [Trouble("settings", said(problem))], None
        self._broken_since = self._broken_since or time.monotonic()
        if self.last_good is None and (kept := remembered(self.house)):
            self.last_good = kept[1]
        if self.last_good is None:
            return found, None
        if time.monotonic() - self._broken_since >= self.patience:
            try:
                alarm = self.work.tell_unread(self.last_good, "\n".join(problem.lines())).alarm
            except Exception as another:
                found.append(_trouble(another))
        return [*found, *self._troubles(self.last_good)], alarm

    def _troubles(self, plans: Plans) -> list[Trouble]:
        try:
            return self.work.troubles(plans)
        except Exception as problem:
            return [_trouble(problem)]

    def _note(self, found: list[Trouble]) -> None:
        """Say in the log what can't be used, once, and when it can again."""
        now = "; ".join(dict.fromkeys(each.what for each in found if each.kind in ("settings", "state")))
        if now and now != self._said:
            self.log("trouble", reason=now)
        elif self._said and not now:
            self.log("recovered", after=self._said)
        self._said = now


def _trouble(problem: Exception) -> Trouble:
    return Trouble("state", said(problem))


def serve(service: Service, stopping: Stopping) -> None:
    """Run until asked to stop. The settings are read anew at each look."""
    clock = BackgroundScheduler(
        jobstores={"default": MemoryJobStore()},
        timezone=UTC,
        job_defaults={"misfire_grace_time": None, "coalesce": True},
    )
    clock.start()
    service.log("started", house=service.house.name)
    try:
        while not stopping.asked:
            alarm = service.look()
            _set(clock, alarm, stopping)
            with service.health.steps.at("wait", "for the next look", WAIT):
                _wait(stopping)
    finally:
        clock.shutdown(wait=False)
        service.log("stopped")


def _set(clock: BackgroundScheduler, alarm: datetime | None, stopping: Stopping) -> None:
    clock.remove_all_jobs()
    if alarm is not None:
        clock.add_job(stopping.wake.put, "date", args=["alarm"], run_date=alarm, id="alarm")


def _wait(stopping: Stopping) -> None:
    try:
        stopping.wake.get(timeout=_LOOK_EVERY)
    except Empty:
        return
