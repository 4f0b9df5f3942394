"""``reckoner writer``: the house's one writer, for a house without the clock."""

from __future__ import annotations

import os
import pwd
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reckoner.reports.cli.options import CURRENT, HouseOption

if TYPE_CHECKING:
    from reckoner.reports.settings.office import Writer

SocketOption = Annotated[
    str, typer.Option("--socket", metavar="FILE", help="Where people's commands reach the service.")
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog="Example: reckoner writer --house /srv/office")(writer)


def writer(house: HouseOption = CURRENT, socket: SocketOption = "") -> None:
    """Run people's commands as this user, until SIGTERM: only this user needs rights on the files.

    People are told apart by their user of this machine; office.yaml says who may do what.
    """
    from reckoner.reports.cli.service_place import usual_place
    from reckoner.reports.schedule.hooks import json_line
    from reckoner.reports.settings.house import read_house

    root = house.resolve()
    read_house(root)
    stopped = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    with taking_calls(root, socket, json_line, otherwise=usual_place(root)):
        stopped.wait()


@contextmanager
def taking_calls(
    root: Path, socket: str, log: Callable[..., Any], *, otherwise: Path | None = None
) -> Iterator[None]:
    """Answer people's commands while the block runs: at a socket, where office.yaml says, or ``otherwise``.

    Raises SettingsError where this user is not the house's writer, or the socket can't be made.
    """
    from reckoner.reports.cli.service_place import socket_of
    from reckoner.reports.errors import Place, SettingsError
    from reckoner.reports.writer.service import listening

    told = _writer(root)
    me = pwd.getpwuid(os.geteuid()).pw_name
    if told is not None and told.user != me:
        what = f"the house's writer is the user {told.user!r}, and this is {me!r}"
        raise SettingsError(what, Place("office.yaml"), f"Start it as: sudo -u {told.user} reckoner ...")
    place = Path(socket) if socket else socket_of(root, told) if told else otherwise
    if place is None:
        yield
        return
    command = [sys.executable, "-P", "-m", "reckoner.reports.cli.errand", str(root)]
    with listening(root, place, command, log):
        yield


def _writer(root: Path) -> Writer | None:
    """What office.yaml says of the writer; while it can't be read, what it said when it last could."""
    from reckoner.reports.errors import SettingsError
    from reckoner.reports.schedule.remembered import remembered
    from reckoner.reports.settings.office import read_office

    try:
        return read_office(root)[0].writer
    except SettingsError:
        if (known := remembered(root)) is None:
            raise
        return known[0].office.writer
