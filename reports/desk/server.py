"""The desk's web server: one process, in the foreground or beside the clock."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import uvicorn

from reckoner.reports.desk.app import make_app
from reckoner.reports.desk.desk import Desk
from reckoner.reports.errors import ServiceError


@dataclass(frozen=True)
class Listening:
    """Where the server listens. ``proxies`` are the addresses whose X-Forwarded headers are believed.

    ``certificate`` and ``key`` are files, for a desk that speaks https itself.
    """

    host: str = "127.0.0.1"
    port: int = 8348
    proxies: tuple[str, ...] = ()
    certificate: str | None = None
    key: str | None = None


def serve(desk: Desk, at: Listening) -> None:
    """Answer until a signal ends it."""
    _server(desk, at).run()


@contextmanager
def serving(desk: Desk, at: Listening) -> Iterator[str]:
    """Answer in a thread of its own; the address. Raises ServiceError where the port can't be used."""
    server = _server(desk, at)
    server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]  # another one's process
    thread = threading.Thread(target=server.run, name="desk", daemon=True)
    thread.start()
    try:
        while not server.started:
            thread.join(0.02)
            if not thread.is_alive():
                what = f"port {at.port} can't be used for the desk"
                raise ServiceError(what, todo="Name another with --desk-port.")
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"{'https' if at.certificate else 'http'}://{at.host}:{port}/"
    finally:
        server.should_exit = True
        thread.join()


def _server(desk: Desk, at: Listening) -> uvicorn.Server:
    return uvicorn.Server(
        uvicorn.Config(
            make_app(desk),
            host=at.host,
            port=at.port,
            proxy_headers=bool(at.proxies),
            forwarded_allow_ips=list(at.proxies),
            server_header=False,
            ssl_certfile=at.certificate,
            ssl_keyfile=at.key,
            log_level="warning",
            timeout_keep_alive=5,
            timeout_graceful_shutdown=10,
            h11_max_incomplete_event_size=64 * 1024,
        )
    )
