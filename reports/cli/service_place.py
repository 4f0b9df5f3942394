"""Which service a house's commands go to: told by the house's settings or found in the usual place."""

from __future__ import annotations

import os
import pwd
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from reckoner.reports.errors import Place, ReckonerError, ServiceError, SettingsError, UsageError

if TYPE_CHECKING:
    from reckoner.reports.settings.office import Writer

SERVICES = Path("/run/reckoner")


def usual_place(house: Path) -> Path:
    """Where the service of a house listens unless it is told otherwise: /run/reckoner/office.sock."""
    return SERVICES / f"{house.name}.sock"


def socket_of(house: Path, writer: Writer) -> Path:
    """Where office.yaml says that the service listens."""
    return Path(writer.socket) if writer.socket else usual_place(house)


def service_for(house: Path, *, named: bool) -> Path | None:
    """The socket of the service that a command goes to, or None where this process runs it itself.

    ``named`` is whether the house was typed. Raises UsageError where several services could be meant,
    ServiceError where only a service could help and none is there.
    """
    root = Path(os.path.realpath(house))
    if not _may_read(root):
        return _unread(root, named=named)
    if not (root / "office.yaml").exists():
        return None if named else _only()
    return _told(root)


def require_readable(house: Path) -> None:
    """Raises SettingsError where this user may not read a house."""
    if not _may_read(house):
        todo = "Ask whoever looks after it, or use the commands that its service runs (docs/serving.md)."
        raise SettingsError("you may not read this house", Place(str(house)), todo)


def _may_read(house: Path) -> bool:
    """Whether this user may read a house's settings, if there are any."""
    settings = house / "office.yaml"
    try:
        settings.stat()
    except OSError as problem:
        return not isinstance(problem, PermissionError)
    return os.access(settings, os.R_OK)


def _told(root: Path) -> Path | None:
    """Where the house's own settings send everybody but the writer.

    Most houses have none, and to read all of their settings takes longer than all else that a build of
    nothing new does: where the word isn't there, nor an escape that may stand for it, neither is the setting.
    """
    with suppress(OSError):  # which whatever reads the settings says
        written = (root / "office.yaml").read_bytes()
        if b"writer" not in written and b"\\" not in written:
            return None
    from reckoner.reports.settings.office import read_office

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
