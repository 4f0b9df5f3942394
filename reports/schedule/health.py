"""The health address: whether the service is awake and whether its last look went well. This machine only."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

_ADDRESS = "127.0.0.1"
_TOO_LONG = 15 * 60


@dataclass
class Health:
    """What the service knows of itself: the edition at hand and what is wrong, empty where nothing is."""

    looked: float = 0.0
    alarm: str = ""
    busy: str = ""
    trouble: str = ""

    def look(self, trouble: str = "", alarm: str = "") -> None:
        """Note that the service has looked at what is due."""
        self.looked, self.trouble, self.alarm = time.monotonic(), trouble, alarm

    def note(self, event: str, fields: Mapping[str, object]) -> None:
        """Follow the runner's log: which edition is being made."""
        if event == "claimed":
            self.busy = f"{fields['publication']} {fields['edition']}"
        elif event in ("done", "failed", "lost", "handed_back"):
            self.busy = ""

    def report(self) -> tuple[int, dict[str, object]]:
        """The HTTP status, 200 or 503, and what is said with it."""
        seconds = round(time.monotonic() - self.looked) if self.looked else None
        asleep = not self.busy and (seconds is None or seconds > _TOO_LONG)
        state = "asleep" if asleep else "poor" if self.trouble else "good"
        told = asdict(self) | {"looked": seconds, "state": state}
        return (200 if state == "good" else 503), told


def serve_health(health: Health, port: int) -> ThreadingHTTPServer:
    """Answer GET /health on localhost, in a thread, until ``shutdown``. Raises OSError for a port in use."""

    class Handler(BaseHTTPRequestHandler):
        server_version = "reckoner"
        sys_version = ""

        def do_GET(self) -> None:
            status, told = health.report() if self.path == "/health" else (404, {"state": "no such page"})
            body = json.dumps(told).encode() + b"\n"
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Questions about health are not events."""

    server = ThreadingHTTPServer((_ADDRESS, port), Handler)
    server.daemon_threads = True
    Thread(target=server.serve_forever, name="health", daemon=True).start()
    return server
