"""Who calls: the user whom the kernel names for the other end of a socket."""

from __future__ import annotations

import pwd
import socket
import struct
from pathlib import Path

from reckoner.reports.errors import UsageError

_CREDENTIALS = struct.Struct("iII")  # process, user, group
_OVERFLOW = Path("/proc/sys/kernel/overflowuid")


def peer_user(link: socket.socket) -> str:
    """The name of the user who opened the connection. Raises UsageError where the machine knows none."""
    raw = link.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size)
    _, number, _ = _CREDENTIALS.unpack(raw)
    return user_named(number)


def peer_behind(descriptor: int) -> str:
    """The same for a connection that this process inherited, which is closed then."""
    with socket.socket(fileno=descriptor) as link:
        return peer_user(link)


def user_named(number: int) -> str:
    """The name of a user by number. Raises UsageError where there is none."""
    try:
        # Whoever comes from a container whose users this machine doesn't know comes as this one.
        if number == int(_OVERFLOW.read_text("ascii")):
            raise KeyError
        return pwd.getpwuid(number).pw_name
    except KeyError:
        what = f"the user with the number {number} has no name on this machine"
        raise UsageError(what, todo="Sign in to this machine itself, outside of any container.") from None
