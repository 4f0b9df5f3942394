"""Whether the service does what it should: 200, or 503 with each reason; and as numbers, for a monitor.

``/health`` and ``/metrics`` can be asked from this machine alone, and by its own name alone.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from reckoner.reports.errors import ReckonerError
from reckoner.reports.schedule.metrics import MEDIA_TYPE, Metrics
from reckoner.reports.schedule.steps import Steps
from reckoner.reports.schedule.troubles import Trouble

_ADDRESS = "127.0.0.1"
_NAMES = ("127.0.0.1", "localhost")
_JUMP = timedelta(minutes=5)
_JUMP_TOLD = timedelta(hours=1)
Clock = Callable[[], datetime]


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Health:
    """What the service knows of itself. It is asked from other threads than the one that tells it."""

    steps: Steps = field(default_factory=Steps)
    metrics: Metrics = field(default_factory=Metrics)
    clock: Clock = _now
    alarm: str = ""
    looked: float = 0.0
    silent: str = ""
    webhooks: Callable[[], tuple[list[dict[str, object]], list[Trouble]]] = lambda: ([], [])
    _troubles: tuple[Trouble, ...] = ()
    _since: dict[tuple[str, str], datetime] = field(default_factory=dict)
    _jump: tuple[datetime, timedelta] | None = None
    _clocks: tuple[datetime, float] | None = None

    def note(self, event: str, _fields: Mapping[str, object]) -> None:
        """Count an event of the log."""
        self.metrics.note(event)

    def look(self, troubles: Iterable[Trouble] = (), alarm: datetime | None = None) -> None:
        """Note what a look at all that is due has found, and when the next thing is to happen."""
        self._watch_clock()
        self.looked = time.monotonic()
        self.alarm = f"{alarm.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if alarm else ""
        found, now = tuple(troubles), self.clock()
        self._since = {each.key: self._since.get(each.key, each.since or now) for each in found}
        self._troubles = found

    def _watch_clock(self) -> None:
        """Whether the machine's clock went otherwise than time does."""
        wall, passed = self.clock(), time.clock_gettime(time.CLOCK_BOOTTIME)
        if self._clocks is not None:
            jump = (wall - self._clocks[0]) - timedelta(seconds=passed - self._clocks[1])
            if abs(jump) > _JUMP:
                self._jump = (wall, jump)
        if self._jump and not timedelta() <= wall - self._jump[0] < _JUMP_TOLD:
            self._jump = None
        self._clocks = (wall, passed)

    def reasons(self) -> list[Trouble]:
        """All that is wrong now, with since when."""
        now = self.clock()
        hanging = [
            Trouble(
                "late look" if step.kind == "wait" else "hang",
                f"{step.name} has been going on for {_minutes(step.seconds)}",
                now - timedelta(seconds=step.seconds),
            )
            for step in self.steps.hanging()
        ]
        stored = [replace(t, since=self._since.get(t.key, t.since)) for t in self._troubles]
        if not self.looked and not self.steps.at_hand:
            stored.append(Trouble("late look", "nothing has been looked at yet"))
        hooks = self._webhooks()[1]
        return [*hanging, *stored, *hooks, *self._of_clock(), *self._of_heartbeat()]

    def _of_clock(self) -> list[Trouble]:
        if self._jump is None:
            return []
        at, jump = self._jump
        way = "forward" if jump > timedelta() else "back"
        return [
            Trouble("clock", f"the clock was put {way} by {_minutes(abs(jump).total_seconds())}", at, "jump")
        ]

    def _webhooks(self) -> tuple[list[dict[str, object]], list[Trouble]]:
        """How each stands; that the store doesn't answer is said of the state."""
        try:
            return self.webhooks()
        except ReckonerError:
            return [], []

    def _of_heartbeat(self) -> list[Trouble]:
        return [Trouble("heartbeat", self.silent)] if self.silent else []

    @property
    def is_well(self) -> bool:
        """Whether nothing is wrong, beside the heartbeat itself."""
        return all(each.kind == "heartbeat" for each in self.reasons())

    def report(self) -> tuple[int, dict[str, object]]:
        """The HTTP status, 200 or 503, and what is said with it."""
        reasons, at_hand = self.reasons(), self.steps.at_hand[-1:]
        busy = [step for step in at_hand if step.kind not in ("wait", "look")]
        told: dict[str, object] = {
            "state": "poor" if reasons else "good",
            "reasons": [{"kind": r.kind, "what": r.what, "since": _shown(r.since)} for r in reasons],
            "looked": round(time.monotonic() - self.looked) if self.looked else None,
            "alarm": self.alarm,
            "busy": busy[0].name if busy else "",
            "busy_seconds": round(busy[0].seconds) if busy else 0,
            "webhooks": self._webhooks()[0],
        }
        return (503 if reasons else 200), told

    def numbers(self) -> bytes:
        """The same as Prometheus reads it."""
        step = self.steps.at_hand[-1:]
        busy = step[0].seconds if step and step[0].kind not in ("wait", "look") else None
        return self.metrics.text(self.reasons(), busy, self.looked)


def _minutes(seconds: float) -> str:
    return f"{seconds / 60:.0f} minutes" if seconds >= 90 else f"{seconds:.0f} seconds"


def _shown(instant: datetime | None) -> str | None:
    return f"{instant.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if instant else None


def serve_health(health: Health, port: int) -> ThreadingHTTPServer:
    """Answer GET /health and /metrics on localhost, in a thread, until ``shutdown``.

    Raises OSError for a port in use.
    """

    class Handler(BaseHTTPRequestHandler):
        server_version = "reckoner"
        sys_version = ""
        timeout = 10  # who opens a connection and says nothing holds no thread for ever

        def do_GET(self) -> None:
            status, kind, body = _answer(health, self.headers.get("Host", ""), self.path)
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Questions about health are not events."""

    server = ThreadingHTTPServer((_ADDRESS, port), Handler)
    server.daemon_threads = True
    Thread(target=server.serve_forever, name="health", daemon=True).start()
    return server


def _answer(health: Health, host: str, path: str) -> tuple[int, str, bytes]:
    """A page of the web that was led here by a name of its own is refused by the name."""
    if not _is_ours(host):
        return HTTPStatus.FORBIDDEN, *_json({"state": "ask for localhost"})
    if path == "/metrics":
        return HTTPStatus.OK, MEDIA_TYPE, health.numbers()
    if path == "/health":
        status, told = health.report()
        return status, *_json(told)
    return HTTPStatus.NOT_FOUND, *_json({"state": "no such page"})


def _is_ours(host: str) -> bool:
    name, colon, port = host.partition(":")
    return name.lower() in _NAMES and (not colon or port.isdecimal())


def _json(told: Mapping[str, object]) -> tuple[str, bytes]:
    return "application/json", json.dumps(told, ensure_ascii=False).encode() + b"\n"
