"""A real server on this machine that receives webhooks, and a house that sends them there."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from standardwebhooks.webhooks import Webhook

from reckoner.reports.schedule.tables import open_store
from reckoner.reports.webhooks.keeper import Keeper
from tests.desk.at_desk import Clock
from tests.worked_example import edit

SECRET = "whsec_" + base64.b64encode(b"a key of thirty-two bytes, fixed").decode()


@dataclass
class Receiver:
    """What arrived, each with its headers; ``answers`` are the statuses to come, then 204."""

    port: int = 0
    answers: list[int] = field(default_factory=list)
    retry_after: str = ""
    got: list[tuple[Mapping[str, str], bytes]] = field(default_factory=list)
    hold: Callable[[], object] = lambda: None

    @property
    def events(self) -> list[str]:
        return [json.loads(body)["type"] for _, body in self.got]

    @property
    def ids(self) -> list[str]:
        return [headers["webhook-id"] for headers, _ in self.got]


@contextmanager
def receiver() -> Iterator[Receiver]:
    known = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if len(body) < int(self.headers["Content-Length"]):
                return  # its sender was killed
            known.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
            known.hold()
            self.send_response(known.answers.pop(0) if known.answers else 204)
            self.send_header("Content-Length", "0")
            self.send_header("Location", f"http://127.0.0.1:{known.port}/elsewhere")
            if known.retry_after:
                self.send_header("Retry-After", known.retry_after)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        known.port = server.server_address[1]
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield known
        finally:
            server.shutdown()
            thread.join()


def tell(house: Path, port: int, more: str = "") -> None:
    """Have a house send its webhooks there."""
    secret = house / "secrets" / "hook"
    secret.parent.mkdir(exist_ok=True)
    secret.write_text(f"{SECRET}\n")
    secret.chmod(0o600)
    lines = f"address: 'http://127.0.0.1:{port}/hook', secret: secrets/hook, inside: true{more}"
    edit(house / "office.yaml", lambda text: f"{text}\nwebhooks:\n  website: {{{lines}}}\n")


def verified(headers: Mapping[str, str], body: bytes) -> Any:
    """What a receiver's own library makes of it, another one than ours."""
    return Webhook(SECRET).verify(body, dict(headers))


@dataclass
class Log:
    """What the service would log."""

    lines: list[str] = field(default_factory=list)

    def __call__(self, event: str, /, **fields: Any) -> None:
        self.lines.append(json.dumps({"event": event, **fields}, default=str))


def keeper_of(house: Path, clock: Clock, log: Log | None = None) -> Keeper:
    return Keeper(house, open_store(str(house / "state/schedule.sqlite")), log or Log(), clock)


def look_alone(house: Path, now: Any, last: int) -> None:
    """One look in a process of its own that is killed at a counted step."""
    from tests.steps import Steps, watch, watch_store

    steps = Steps(last)
    keeper = keeper_of(house, Clock(now))
    watch_store(keeper.outbox.engine, steps)
    watch(steps, "wire", ("socket.connect", "http.client.send", "http.client.connect"))
    keeper.look()
