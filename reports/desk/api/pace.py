"""How often a token may call: three hundred times a minute, counted in this process."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock

MOST, WITHIN = 300, timedelta(minutes=1)


class Pace:
    """Counts the calls of each token."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock, self._lock = clock, Lock()
        self._calls: dict[str, deque[datetime]] = {}

    def wait(self, token: str) -> int:
        """Note a call; how many seconds it has to wait, none where it may go on."""
        now = self._clock()
        with self._lock:
            calls = self._calls.setdefault(token, deque())
            while calls and not now - WITHIN < calls[0] <= now:
                calls.popleft()
            if len(calls) >= MOST:
                return max(1, round((calls[0] + WITHIN - now).total_seconds()))
            calls.append(now)
            return 0
