"""The writer at its socket: it learns from the kernel who calls, and runs their commands.

A caller costs a thread for as long as the limits allow, and can harm nobody but themselves.
"""

from __future__ import annotations

import os
import selectors
import socket
import stat
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock, Thread, current_thread

from reckoner.reports.drafts.approval import identify
from reckoner.reports.errors import ReckonerError, ServiceError, SettingsError, UsageError
from reckoner.reports.settings.office import read_office
from reckoner.reports.writer import ipc
from reckoner.reports.writer.peer import peer_user
from reckoner.reports.writer.request import Request
from reckoner.reports.writer.run import Limits, ServiceState, run

Log = Callable[..., None]


class Service:
    """Answers callers on a socket that listens already; each in a thread."""

    def __init__(
        self, house: Path, listener: socket.socket, command: Sequence[str], log: Log, limits: Limits
    ) -> None:
        self._house, self._listener, self._command = house, listener, command
        self._log, self._limits, self._asked = log, limits, ServiceState()
        self._lock, self._callers, self._threads = Lock(), Counter[str](), set[Thread]()
        self._woken, self._waker = os.pipe()
        self._thread = Thread(target=self._accept, name="writer", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Take nobody in any more, end what runs, and wait for it."""
        self._asked.to_end = True
        os.write(self._waker, b"x")
        self._thread.join()
        for thread in tuple(self._threads):
            thread.join(self._limits.ending + self._limits.taking)
        os.close(self._woken)
        os.close(self._waker)

    def _accept(self) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(self._listener, selectors.EVENT_READ)
            selector.register(self._woken, selectors.EVENT_READ)
            while not self._asked.to_end:
                selector.select()
                if not self._asked.to_end:
                    self._take_in()

    def _take_in(self) -> None:
        try:
            link, _ = self._listener.accept()
        except OSError as problem:  # no more open files
            self._pause(problem)
            return
        thread = Thread(target=self._answer, args=(link,), daemon=True)
        with self._lock:
            self._threads.add(thread)
        try:
            thread.start()
        except RuntimeError as problem:  # no more threads
            link.close()
            self._threads.discard(thread)
            self._pause(problem)

    def _pause(self, problem: Exception) -> None:
        self._log("writer_trouble", reason=str(problem))
        time.sleep(0.2)

    def _answer(self, link: socket.socket) -> None:
        try:
            with link:
                self._answered(link)
        except Exception as problem:  # a mistake of ours ends one call, not the service
            self._log("writer_trouble", reason=f"{type(problem).__name__}: {problem}")
        finally:
            with self._lock:
                self._threads.discard(current_thread())

    def _answered(self, link: socket.socket) -> None:
        user = ""
        try:
            user = peer_user(link)
            with self._place_for(user):
                identify(read_office(self._house)[0], user)
                self._do(link, user)
        except ReckonerError as refusal:
            self._log("refused", user=user, reason=refusal.what)
            self._refuse(link, refusal)
        except ipc.Broken as problem:
            self._log("broken_off", user=user, reason=str(problem))

    def _refuse(self, link: socket.socket, refusal: ReckonerError) -> None:
        said = "".join(f"{line}\n" for line in refusal.lines())
        with suppress(ipc.Broken):
            ipc.send(link, ipc.ERR, said.encode(), self._limits.asking)
            ipc.send(link, ipc.CODE, str(refusal.exit_code).encode(), self._limits.asking)

    @contextmanager
    def _place_for(self, user: str) -> Iterator[None]:
        """One of the places at the socket: some are left for others whatever one person does."""
        with self._lock:
            if self._callers[user] >= self._limits.each or self._callers.total() >= self._limits.in_all:
                todo = "Wait until one of them has ended, then try again."
                raise ServiceError("too many commands are running through the service", todo=todo)
            self._callers[user] += 1
        try:
            yield
        finally:
            with self._lock:
                self._callers[user] -= 1

    def _do(self, link: socket.socket, user: str) -> None:
        request = _request(link, self._limits)
        begun = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="reckoner-") as name:
            folder = Path(name)
            _receive_file(link, request, folder, self._limits)
            code = run(link, self._command, request, folder, self._limits, self._asked)
        seconds = round(time.monotonic() - begun, 1)
        self._log("command", user=user, words=" ".join(request.words), code=code, seconds=seconds)
        ipc.send(link, ipc.CODE, str(code).encode(), self._limits.taking)


def _request(link: socket.socket, limits: Limits) -> Request:
    message = ipc.receive(link, time.monotonic() + limits.asking)
    try:
        if message.kind != ipc.REQUEST:
            raise ValueError("that is no request")
        return Request.decode(message.content)
    except ValueError as problem:
        todo = "Restart the service after an upgrade, and use the same program as it does."
        raise UsageError(str(problem), todo=todo) from None


def _receive_file(link: socket.socket, request: Request, folder: Path, limits: Limits) -> None:
    """Put the caller's file, if one comes, into the folder in which the command will run."""
    if not request.file:
        return
    until, missing = time.monotonic() + limits.sending, request.size
    with (folder / request.file).open("xb") as file:
        while missing > 0:
            message = ipc.receive(link, until)
            if message.kind != ipc.DATA or not 0 < len(message.content) <= missing:
                raise ipc.Broken("the file is not of the size that was said")
            file.write(message.content)
            missing -= len(message.content)


@contextmanager
def listening(
    house: Path, place: Path, command: Sequence[str], log: Log, limits: Limits | None = None
) -> Iterator[None]:
    """Answer callers at a socket while the block runs; ``command`` is run for each with two descriptors.

    Raises ServiceError where another service listens there, SettingsError where the place can't be used.
    """
    with _bound(place) as listener:
        log("listening", socket=str(place))
        service = Service(house, listener, command, log, limits or Limits())
        try:
            yield
        finally:
            service.close()


@contextmanager
def _bound(place: Path) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        try:
            _clear(place)
            listener.bind(str(place))
            place.chmod(0o666)  # everybody may call; who they are decides what they may do
            ours = place.stat().st_ino
            listener.listen(64)
            listener.setblocking(False)
        except OSError as problem:
            what = f"the socket {place} can't be made: {problem.strerror or problem}"
            todo = "Make its folder, and let the service's user write there (docs/serving.md)."
            raise SettingsError(what, todo=todo) from None
        try:
            yield listener
        finally:
            with suppress(OSError):
                if place.stat().st_ino == ours:
                    place.unlink()


def _clear(place: Path) -> None:
    """Take away a socket at which nobody listens any more."""
    if not place.exists():
        return
    if not stat.S_ISSOCK(place.lstat().st_mode):
        raise SettingsError(f"{place} is there already and is no socket", todo="Name another with --socket.")
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as tried:
        try:
            tried.connect(str(place))
        except ConnectionRefusedError:
            place.unlink()
            return
    raise ServiceError(f"another service listens at {place}", todo="Stop it, or name another with --socket.")
