"""What the service is doing at this moment, since when, and for how long it may.

A build runs in a process that is ended when its time is up. All other steps are short and end by themselves;
one that does not, as on a share that hangs, is left behind in its thread, and the service goes on.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TypeVar

from reckoner.reports.errors import ServiceError

Result = TypeVar("Result")
LOOK = timedelta(minutes=5)
WAIT = timedelta(minutes=3)
NOTICE = timedelta(minutes=5)
_OVERDUE = 0.5  # of its limit: what takes half of it takes longer than it should


@dataclass(frozen=True)
class Step:
    """One step: "build newsletter 2026-02". ``began`` is of the clock that nobody can set."""

    kind: str
    what: str
    began: float
    limit: timedelta

    @property
    def name(self) -> str:
        """What a person calls it."""
        return f"{self.kind} {self.what}".strip()

    @property
    def seconds(self) -> float:
        """How long it has been going on."""
        return time.monotonic() - self.began

    @property
    def is_overdue(self) -> bool:
        """Whether it takes longer than it should."""
        return self.seconds > self.limit.total_seconds() * _OVERDUE


@dataclass
class Steps:
    """The steps at hand, the innermost last; read by other threads, changed by the service's own."""

    at_hand: tuple[Step, ...] = ()
    left_behind: dict[str, Step] = field(default_factory=dict)

    @contextmanager
    def at(self, kind: str, what: str, limit: timedelta) -> Iterator[None]:
        """Something is being done. Around it, the clock of the outer step starts anew when it ends."""
        outer = self.at_hand
        self.at_hand = (*outer, Step(kind, what, time.monotonic(), limit))
        try:
            yield
        finally:
            now = time.monotonic()
            self.at_hand = tuple(Step(step.kind, step.what, now, step.limit) for step in outer)

    def within(self, kind: str, what: str, limit: timedelta, act: Callable[[], Result]) -> Result:
        """Do something that must end in time. Raises ServiceError where it doesn't, and what it raises."""
        name = f"{kind} {what}"
        if name in self.left_behind:
            minutes = self.left_behind[name].seconds / 60
            raise ServiceError(f"it began {minutes:.0f} minutes ago and still hangs", todo=_HANGS)
        with self.at(kind, what, limit):
            step, ended = self.at_hand[-1], list[Callable[[], Result]]()
            thread = threading.Thread(target=_kept, args=(act, ended), name=name, daemon=True)
            thread.start()
            thread.join(limit.total_seconds())
            if not ended:
                self._leave(name, step, thread)
                raise ServiceError(f"it did not end within {shown(limit)}", todo=_HANGS)
        return ended[0]()

    def _leave(self, name: str, step: Step, thread: threading.Thread) -> None:
        """Remember what hangs until it ends after all."""
        self.left_behind[name] = step

        def wait() -> None:
            thread.join()
            self.left_behind.pop(name, None)

        threading.Thread(target=wait, name=f"after {name}", daemon=True).start()

    def hanging(self) -> list[Step]:
        """What takes longer than it should."""
        current = self.at_hand[-1:]
        return [step for step in (*current, *list(self.left_behind.values())) if step.is_overdue]


_HANGS = "Look whether its folder or server answers. It is tried again once that has ended."


def _kept(act: Callable[[], Result], ended: list[Callable[[], Result]]) -> None:
    """Run it, and keep what it gives or raises for the thread that waits."""
    try:
        result = act()
    except BaseException as problem:
        raised = problem

        def again() -> Result:
            raise raised

        ended.append(again)
    else:
        ended.append(lambda: result)


def shown(limit: timedelta) -> str:
    """A length for a person: "15 minutes", "20 seconds"."""
    seconds = round(limit.total_seconds())
    count, unit = (seconds // 60, "minute") if seconds >= 120 or seconds == 60 else (seconds, "second")
    return f"{count} {unit}{'' if count == 1 else 's'}"
