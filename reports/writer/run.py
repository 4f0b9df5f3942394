"""One command of a caller: run in a process of its own, its output sent on as it comes, its end seen to."""

from __future__ import annotations

import json
import os
import selectors
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from reckoner.reports.writer import ipc
from reckoner.reports.writer.request import Request

_ROOT = str(Path(__file__).absolute().parents[3])
_LOOK_EVERY = 0.5
_PIECE = 1 << 16
_STOPPED = 69


@dataclass(frozen=True)
class Limits:
    """How many connections at once, in all and for one person, and the seconds that each step may take.

    ``asking`` is for the request, ``sending`` for a file, ``running`` for the command, ``taking`` for the
    caller to take a piece of its output, ``ending`` for a stopped command to put things in order.
    """

    in_all: int = 32
    each: int = 4
    asking: float = 10
    sending: float = 120
    running: float = 30 * 60
    taking: float = 60
    ending: float = 10


@dataclass(frozen=True)
class Errand:
    """A process that does what a caller asked for, and where its three kinds of output come from."""

    process: subprocess.Popen[bytes]
    pipes: Mapping[int, bytes]

    def interrupt(self) -> None:
        """What Ctrl-C does at a terminal."""
        self._signal(signal.SIGINT)

    def has_ended(self) -> bool:
        """Whether the process is over. Its number stays taken until ``end``: no other gets its signals."""
        asked = os.WEXITED | os.WNOHANG | os.WNOWAIT
        return os.waitid(os.P_PID, self.process.pid, asked) is not None

    def awaited(self, seconds: float) -> bool:
        """Whether the process is over within so many seconds."""
        until = time.monotonic() + seconds
        while not self.has_ended():
            if time.monotonic() > until:
                return False
            time.sleep(0.01)
        return True

    def end(self, seconds: float) -> int:
        """See to it that the process and all that it started are gone; its exit code as a shell gives it."""
        if not self.has_ended():
            self.interrupt()
            self.awaited(seconds)
        self._signal(signal.SIGKILL)
        code = self.process.wait()
        return code if code >= 0 else 128 - code

    def _signal(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, number)


@dataclass
class ServiceState:
    """What the service wants of the errands that run."""

    to_end: bool = field(default=False)


def run(
    link: socket.socket,
    command: Sequence[str],
    request: Request,
    folder: Path,
    limits: Limits,
    asked: ServiceState,
) -> int:
    """Run ``command`` for a caller and return its exit code. Raises Broken where the caller left.

    The process reads the request's words on its standard input and inherits the connection, so that it can
    ask the kernel itself who is calling. It begins with SIGINT blocked.
    """
    with _started(link, command, request, folder) as errand:
        try:
            why = _relay(link, errand, limits, asked)
        finally:
            code = errand.end(limits.ending)
    if not why:
        return code
    ipc.send(link, ipc.ERR, f"{why}\n".encode(), limits.taking)
    return _STOPPED


@contextmanager
def _started(link: socket.socket, command: Sequence[str], request: Request, folder: Path) -> Iterator[Errand]:
    files, theirs = os.pipe()
    try:
        with _interrupts_held():
            process = subprocess.Popen(
                [*command, str(link.fileno()), str(theirs)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                pass_fds=(link.fileno(), theirs),
                cwd=folder,
                env=_surroundings(),
                start_new_session=True,  # so that it can be ended with all that it starts
            )
    except BaseException:
        os.close(files)
        raise
    finally:
        os.close(theirs)
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    with process, os.fdopen(files, "rb", buffering=0):
        told = {"words": request.words, "columns": request.columns, "file": request.file}
        with suppress(BrokenPipeError):
            process.stdin.write(json.dumps(told).encode())
            process.stdin.close()
        pipes = {process.stdout.fileno(): ipc.OUT, process.stderr.fileno(): ipc.ERR, files: ipc.FILE}
        yield Errand(process, pipes)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """What is started meanwhile hears of Ctrl-C once it says that it is ready to."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _surroundings() -> dict[str, str]:
    """The service's own environment. The folder with a caller's file is no place to import programs from."""
    path = os.pathsep.join(filter(None, (_ROOT, os.environ.get("PYTHONPATH", ""))))
    return {**os.environ, "PYTHONPATH": path, "PYTHONSAFEPATH": "1", "PYTHONUTF8": "1"}


def _relay(link: socket.socket, errand: Errand, limits: Limits, asked: ServiceState) -> str:
    """Send on what the process says until it is over, or else return why it has to end."""
    until = time.monotonic() + limits.running
    with selectors.DefaultSelector() as selector:
        for source in (link.fileno(), *errand.pipes):
            selector.register(source, selectors.EVENT_READ)
        while len(selector.get_map()) > 1:
            ready = selector.select(_LOOK_EVERY)
            for key, _ in ready:
                _pass_on(link, errand, key.fd, selector, limits)
            if why := _why_stop(until, limits, asked):
                return why
            if not ready and errand.has_ended():
                return ""  # something that it started still holds its output
    return "" if errand.awaited(limits.ending) else "The command did not come to an end."


def _pass_on(
    link: socket.socket, errand: Errand, source: int, selector: selectors.BaseSelector, limits: Limits
) -> None:
    if source == link.fileno():
        _heard(link, errand)
    elif piece := os.read(source, _PIECE):
        ipc.send(link, errand.pipes[source], piece, limits.taking)
    else:
        selector.unregister(source)


def _heard(link: socket.socket, errand: Errand) -> None:
    """A caller who speaks while the command runs has pressed Ctrl-C."""
    try:
        said = link.recv(_PIECE)
    except OSError:
        said = b""
    if not said:
        raise ipc.Broken("the caller left")
    errand.interrupt()


def _why_stop(until: float, limits: Limits, asked: ServiceState) -> str:
    if asked.to_end:
        return "The service is being stopped, and the command with it; what it had not finished was not kept."
    if time.monotonic() > until:
        return f"Stopped after {limits.running / 60:g} minutes; what was not finished was not kept."
    return ""
