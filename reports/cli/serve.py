"""``reckoner serve``: the clock, in the foreground."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from reckoner.reports.cli.options import CURRENT, HouseOption
from reckoner.reports.cli.schedule import StateOption
from reckoner.reports.cli.writer import SocketOption, taking_calls


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog="Example: reckoner serve --house /srv/office --port 8347")(serve)


def serve(
    house: HouseOption = CURRENT,
    state: StateOption = "",
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="The port of /health and /metrics on localhost.")
    ] = 8347,
    grace: Annotated[int, typer.Option(min=0, help="Seconds to finish a build in when asked to stop.")] = 60,
    socket: SocketOption = "",
    desk: Annotated[bool, typer.Option("--desk", help="Answer browsers too: docs/desk.md.")] = False,
    names: Annotated[
        list[str] | None,
        typer.Option("--host-name", help="A name by which browsers know the desk; once for each."),
    ] = None,
    desk_port: Annotated[int, typer.Option(min=0, max=65535, help="The desk's port.")] = 8348,
) -> None:
    """Make what is due when it is due, until SIGTERM. Logs one line of JSON for each event."""
    from reckoner.reports.errors import ServiceError
    from reckoner.reports.render.pdf.stamp import stamp
    from reckoner.reports.schedule.adapters import open_state, runner_of
    from reckoner.reports.schedule.health import Health, serve_health
    from reckoner.reports.schedule.heartbeat import Pulse
    from reckoner.reports.schedule.hooks import json_line
    from reckoner.reports.schedule.service import Service, Stopping
    from reckoner.reports.schedule.service import serve as run
    from reckoner.reports.webhooks.keeper import Courier, Keeper

    root = house.resolve()
    _require_settings(root)
    logging.getLogger().addHandler(_JsonLog(logging.WARNING))
    stopping, health = Stopping(grace), Health()
    stopping.listen()

    def log(event: str, /, **fields: Any) -> None:
        health.note(event, fields)
        json_line(event, **fields)

    runner = runner_of(root, open_state(root, state), log, stamp, stopping.stop(), steps=health.steps)
    pulse = Pulse(root, health, log)
    keeper = Keeper(root, runner.outbox.engine, log)
    courier, health.webhooks = Courier(keeper), keeper.standing
    try:
        server = serve_health(health, port)
    except OSError as problem:
        todo = "Name another with --port."
        raise ServiceError(f"port {port} can't be used: {problem.strerror}", todo=todo) from None
    json_line("health", address=f"http://127.0.0.1:{server.server_address[1]}/health")
    pulse.start()
    courier.start()
    try:
        with taking_calls(root, socket, json_line), _desk(root, state, names, desk_port, on=desk):
            run(Service(root, runner, health, log, pulse), stopping)
    finally:
        courier.stop()
        pulse.stop()
        server.shutdown()
        server.server_close()


@contextmanager
def _desk(root: Path, state: str, names: list[str] | None, port: int, *, on: bool) -> Iterator[None]:
    """The desk beside the clock, in this process. Raises ServiceError where its port can't be used."""
    if not on:
        yield
        return
    from reckoner.reports.desk.desk import Desk
    from reckoner.reports.desk.server import Listening, serving
    from reckoner.reports.schedule.adapters import open_state
    from reckoner.reports.schedule.hooks import json_line
    from reckoner.reports.settings.house import read_house

    settings = read_house(root).office.desk
    hosts = tuple(names or settings.names or ("localhost", "127.0.0.1"))
    at = Desk(root, open_state(root, state), hosts)
    with serving(at, Listening(port=port, proxies=settings.proxies)) as address:
        json_line("desk", address=address, names=list(at.hosts))
        yield


def _require_settings(root: Path) -> None:
    """Settings that are wrong at the start end it at once, with the reason.

    Where some could be read before, it starts all the same: people are told of what is due meanwhile.
    """
    from reckoner.reports.errors import ReckonerError
    from reckoner.reports.schedule.plans import read_plans
    from reckoner.reports.schedule.remembered import remembered

    try:
        read_plans(root)
    except ReckonerError:
        if remembered(root) is None:
            raise


class _JsonLog(logging.Handler):
    """What libraries warn of, as events of ours."""

    def emit(self, record: logging.LogRecord) -> None:
        """One line."""
        from reckoner.reports.schedule.hooks import json_line

        json_line("library", name=record.name, level=record.levelname, text=record.getMessage())
