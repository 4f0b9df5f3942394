"""The service as numbers, in the format of Prometheus: a registry of our own, with nothing else in it."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Gauge,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client import Counter as Total

from reckoner.reports.schedule.troubles import KINDS, Trouble

MEDIA_TYPE = CONTENT_TYPE_LATEST
# What a log's event counts as: a kind of step, and whether it went well.
_EVENTS = {
    "made": ("build", "made"),
    "failed": ("build", "failed"),
    "proof_failed": ("proof", "failed"),
    "done": ("proof", "made"),
    "released": ("release", "made"),
    "release_failed": ("release", "failed"),
    "notice_sent": ("notice", "made"),
    "notice_failed": ("notice", "failed"),
    "pinged": ("heartbeat", "made"),
    "ping_failed": ("heartbeat", "failed"),
}


class Metrics:
    """Counters since the start, and gauges as they were at the last look."""

    def __init__(self) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self.registry = own = CollectorRegistry()
        self._steps = Total("reckoner_steps", "Steps taken since the start", ("step", "result"), registry=own)
        self._late = Total("reckoner_late", "Drafts made late and deadlines passed", registry=own)
        self._skipped = Total("reckoner_skipped", "Editions left out since the start", registry=own)
        self._success = Gauge(
            "reckoner_last_success_timestamp_seconds", "When a step last went well", ("step",), registry=own
        )
        self._reasons = Gauge("reckoner_troubles", "What is wrong now, by kind", ("kind",), registry=own)
        self._healthy = Gauge("reckoner_healthy", "1 where nothing is wrong, as /health says", registry=own)
        self._unsent = Gauge("reckoner_unsent_notices", "Notices tried and not gone out yet", registry=own)
        self._free = Gauge("reckoner_disk_free_bytes", "Room on the disk of the house", registry=own)
        self._look = Gauge("reckoner_look_seconds", "How long the last look took", registry=own)
        self._age = Gauge("reckoner_last_look_age_seconds", "How long ago the last look ended", registry=own)
        self._busy = Gauge(
            "reckoner_busy_since_timestamp_seconds", "When the step at hand began, or 0", registry=own
        )
        for step, result in _EVENTS.values():
            self._steps.labels(step, result)

    def note(self, event: str) -> None:
        """Count an event of the log."""
        if event in _EVENTS:
            step, result = _EVENTS[event]
            self._steps.labels(step, result).inc()
            if result == "made":
                self._success.labels(step).set_to_current_time()
        elif event == "late":
            self._late.inc()
        elif event == "skipped":
            self._skipped.inc()

    def look(self, seconds: float, free: int, went_well: bool) -> None:
        """Note a look: how long it took, and the room in bytes."""
        self._look.set(seconds)
        self._free.set(free)
        if went_well:
            self._success.labels("look").set_to_current_time()

    def text(self, reasons: Iterable[Trouble], busy: float | None, looked: float) -> bytes:
        """All of it as it stands; ``busy`` in seconds, ``looked`` of the clock that nobody can set."""
        counts = Counter[str]()
        for reason in reasons:
            counts[reason.kind] += reason.count
        for kind in KINDS:
            self._reasons.labels(kind).set(counts[kind])
        self._unsent.set(counts["notice"])
        self._healthy.set(0 if counts else 1)
        self._busy.set(0 if busy is None else time.time() - busy)
        if looked:
            self._age.set(time.monotonic() - looked)
        return generate_latest(self.registry)
