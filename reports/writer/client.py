"""A caller's side: the command's words go to the service, and what it says and writes comes back."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from reckoner.reports.errors import InternalError, ServiceError, UsageError
from reckoner.reports.writer import wire
from reckoner.reports.writer.parcel import Parcel, Unpacked
from reckoner.reports.writer.request import Request


@dataclass(frozen=True)
class Hands:
    """What a caller does with the answer."""

    out: Callable[[bytes], object]
    err: Callable[[bytes], object]
    take: Callable[[Parcel], object]


def ask(place: Path, request: Request, content: bytes, hands: Hands) -> int:
    """Have a command run by the service at a socket; the exit code.

    Ctrl-C stops the command there; a second one leaves at once. Raises ServiceError where nobody answers.
    """
    encoded = request.encode()
    if len(encoded) > wire.MOST:
        raise UsageError("the command line is too long for the service", todo="Say it in fewer words.")
    with _connected(place) as link, _stopping(link):
        with suppress(wire.Broken):  # whoever refuses stops listening, and says why
            wire.send(link, wire.REQUEST, encoded)
            if content:
                wire.send(link, wire.DATA, content)
        return _answer(link, hands)


def _answer(link: socket.socket, hands: Hands) -> int:
    unpacked = Unpacked()
    while True:
        try:
            message = wire.receive(link)
        except wire.Broken:
            todo = "Look at what became of it before you try again: reckoner drafts list"
            raise ServiceError("the service ended before the command did", todo=todo) from None
        match message.kind:
            case wire.OUT:
                hands.out(message.content)
            case wire.ERR:
                hands.err(message.content)
            case wire.FILE:
                for parcel in unpacked.feed(message.content):
                    hands.take(parcel)
            case wire.CODE:
                return int(message.content)
            case _:
                raise InternalError("the service sent what this program doesn't know")


@contextmanager
def _connected(place: Path) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as link:
        try:
            link.connect(str(place))
        except OSError as problem:
            what = f"no service answers at {place}: {problem.strerror or problem}"
            todo = "Ask for it to be started, such as by: sudo systemctl start reckoner"
            raise ServiceError(what, todo=todo) from None
        yield link


@contextmanager
def _stopping(link: socket.socket) -> Iterator[None]:
    """Ctrl-C goes to the service first, and to this process the second time."""

    def stop(*_: object) -> None:
        signal.signal(signal.SIGINT, before)
        with suppress(OSError):
            link.send(wire.STOP, socket.MSG_DONTWAIT)

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
