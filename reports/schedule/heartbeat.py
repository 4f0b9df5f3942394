"""The dead man's switch: an address outside hears that all is well, and alarms people when it hears nothing.

It lives in a thread of its own, so that neither a build nor a server that hangs keeps it waiting, and it
holds nothing up. What goes out are kinds and counts: no name of a document or a file.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread

from reckoner.reports.delivery.ping import ping
from reckoner.reports.errors import ReckonerError
from reckoner.reports.schedule.health import Health
from reckoner.reports.schedule.hooks import Log
from reckoner.reports.schedule.notifier import said
from reckoner.reports.settings.schedules import Heartbeat


class Pulse:
    """Pings while it is told to; ``settings`` may change at any time, None for no address."""

    def __init__(self, house: Path, health: Health, log: Log) -> None:
        self.house, self.health, self.log = house, health, log
        self.settings: Heartbeat | None = None
        self._is_well = True
        self._ended, self._changed = Event(), Event()
        self._thread = Thread(target=self._beat, name="heartbeat", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Begin no other."""
        self._ended.set()
        self._changed.set()

    def heed(self, settings: Heartbeat | None, is_well: bool) -> None:
        """Take other settings. Where they are new, or all is well no more or again, it pings at once."""
        if (settings, is_well) != (self.settings, self._is_well):
            self.settings, self._is_well = settings, is_well
            self._changed.set()

    def _beat(self) -> None:
        while not self._ended.is_set():
            self._changed.clear()
            settings = self.settings
            if settings is None:
                self.health.silent = ""
            else:
                self.ping(settings)
            self._changed.wait((settings.every if settings else timedelta(days=1)).total_seconds())

    def ping(self, settings: Heartbeat) -> None:
        """One sign of life, or the word that something is wrong."""
        reasons = Counter(each.kind for each in self.health.reasons() if each.kind != "heartbeat")
        told = ", ".join(f"{count} {kind}" for kind, count in sorted(reasons.items())) or "good"
        address = settings.address.rstrip("/") + ("/fail" if reasons else "")
        authority = str(self.house / settings.authority) if settings.authority else ""
        try:
            ping(address, authority, f"{told}\n")
        except ReckonerError as problem:
            self._silent(said(problem))
        except Exception as problem:
            self._silent(f"this is our fault: {type(problem).__name__}")
        else:
            self.health.silent = ""
            self.health.note("pinged", {})

    def _silent(self, why: str) -> None:
        """Said once for each reason."""
        self.health.note("ping_failed", {})
        if why != self.health.silent:
            self.log("ping_failed", reason=why)
        self.health.silent = why
