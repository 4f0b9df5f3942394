"""A caller's side: the command's words go to the service, and what it says and writes comes back."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from reckoner.reports.errors import InternalError, ServiceError, UsageError
from reckoner.reports.writer import ipc
from reckoner.reports.writer.bundle import Bundle, Unpacked
from reckoner.reports.writer.request import Request


@dataclass(frozen=True)
class Handlers:
    """What a caller does with the answer."""

    out: Callable[[bytes], object]
    err: Callable[[bytes], object]
    take: Callable[[Bundle], object]


def ask(place: Path, request: Request, content: bytes, handlers: Handlers) -> int:
    """Have a command run by the service at a socket; the exit code.

    Ctrl-C stops the command there; a second one leaves at once. Raises ServiceError where nobody answers.
    """
    encoded = request.encode()
    if len(encoded) > ipc.MOST:
        raise UsageError("the command line is too long for the service", todo="Say it in fewer words.")
    with _connected(place) as link, _stopping(link):
        with suppress(ipc.Broken):  # whoever refuses stops listening, and says why
            ipc.send(link, ipc.REQUEST, encoded)
            if content:
                ipc.send(link, ipc.DATA, content)
        return _answer(link, handlers)


def _answer(link: socket.socket, handlers: Handlers) -> int:
    unpacked = Unpacked()
    while True:
        try:
            message = ipc.receive(link)
        except ipc.Broken:
            todo = "Look at what became of it before you try again: reckoner drafts list"
            raise ServiceError("the service ended before the command did", todo=todo) from None
        match message.kind:
            case ipc.OUT:
                handlers.out(message.content)
            case ipc.ERR:
                handlers.err(message.content)
            case ipc.FILE:
                for bundle in unpacked.feed(message.content):
                    handlers.take(bundle)
            case ipc.CODE:
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
            link.send(ipc.STOP, socket.MSG_DONTWAIT)

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
