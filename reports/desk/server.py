"""The desk's web server: one process, in the foreground or beside the clock."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
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


def serve(desk: Desk, at: Listening, ready: Callable[[], None]) -> None:
    """Answer until a signal ends it; ``ready`` is called once browsers can come.

    Raises ServiceError where the port can't be used.
    """
    with _bound(at) as door:
        ready()
        _server(desk, at).run(sockets=[door])


@contextmanager
def serving(desk: Desk, at: Listening) -> Iterator[str]:
    """Answer in a thread of its own; the address. Raises ServiceError where the port can't be used."""
    server = _server(desk, at)
    server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]  # another one's process
    door = _bound(at)
    thread = threading.Thread(target=server.run, args=([door],), name="desk", daemon=True)
    thread.start()
    try:
        while not server.started:
            thread.join(0.02)
            if not thread.is_alive():
                raise _unusable(at, "the server ended")
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"{'https' if at.certificate else 'http'}://{at.host}:{port}/"
    finally:
        server.should_exit = True
        thread.join()
        door.close()


def _bound(at: Listening) -> socket.socket:
    """The port, held before anybody is told of it: the server itself would only end."""
    door = socket.socket(socket.AF_INET6 if ":" in at.host else socket.AF_INET)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((at.host, at.port))
        door.listen()
    except OSError as problem:
        door.close()
        raise _unusable(at, problem.strerror or "no reason was given") from None
    return door


def _unusable(at: Listening, why: str) -> ServiceError:
    what = f"port {at.port} can't be used for the desk: {why[:1].lower()}{why[1:]}"
    todo = "Name another by --port (with `reckoner serve`: --desk-port), or end what listens there."
    return ServiceError(what, todo=todo)


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
