"""Which service a command belongs to: named, told by the house's settings, or found in the usual place."""

from __future__ import annotations

import os
import pwd
from pathlib import Path
from typing import TYPE_CHECKING

from reports.errors import Place, ReckonerError, ServiceError, UsageError

if TYPE_CHECKING:
    from reports.settings.office import Writer

SERVICES = Path("/run/reckoner")


def usual_place(house: Path) -> Path:
    """Where the service of a house listens unless it is told otherwise: /run/reckoner/office.sock."""
    return SERVICES / f"{house.name}.sock"


def socket_of(house: Path, writer: Writer) -> Path:
    """Where office.yaml says that the service listens."""
    return Path(writer.socket) if writer.socket else usual_place(house)


def service_for(house: Path, *, named: bool, service: str) -> Path | None:
    """The socket of the service that a command goes to, or None where this process runs it itself.

    ``named`` is whether the house was typed, ``service`` a socket that was. Raises UsageError where both
    were or several services could be meant, ServiceError where only a service could help and none is there.
    """
    if service:
        if named:
            raise UsageError("--service and --house were both given", todo="Name one of the two.")
        return Path(service)
    root = Path(os.path.realpath(house))
    settings = root / "office.yaml"
    try:
        settings.stat()
        is_readable = os.access(settings, os.R_OK)
    except PermissionError:
        is_readable = False
    except OSError:
        return None if named else _only()  # this folder is no house
    return _told(root) if is_readable else _unread(root, named=named)


def _told(root: Path) -> Path | None:
    """Where the house's own settings send everybody but the writer."""
    from reports.settings.office import read_office

    try:
        writer = read_office(root)[0].writer
    except ReckonerError:
        return None  # the command will say what is wrong
    return None if writer is None or writer.user == _me() else socket_of(root, writer)


def _unread(root: Path, *, named: bool) -> Path:
    """The service of a house that this user may not read."""
    place = usual_place(root)
    if place.exists():
        return place
    if not named and (only := _only()):
        return only
    todo = "Ask for its service to be started, or name the socket: reckoner --service SOCKET drafts list"
    raise ServiceError("you may not read this house, and no service answers for it", Place(str(root)), todo)


def _only() -> Path | None:
    """The one service of this machine."""
    found = sorted(SERVICES.glob("*.sock"))
    if len(found) > 1:
        todo = "Name one: " + " or ".join(f"reckoner --service {place}" for place in found[:3])
        raise UsageError("this folder is no house, and several services run here", todo=todo)
    return found[0] if found else None


def _me() -> str:
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        return ""
