"""The process that works for this one: started at the first use, ended with this one."""

from __future__ import annotations

import atexit
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from reckoner.reports.confined import ipc
from reckoner.reports.errors import InternalError

_ROOT = Path(__file__).absolute().parents[3]  # where `import reckoner` looks
# The same on each machine, whatever its user has set.
_SURROUNDINGS = {"PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8", "TZ": "UTC"}


@dataclass
class _Running:
    process: subprocess.Popen[bytes]
    incoming: BinaryIO
    outgoing: BinaryIO
    complaints: BinaryIO
    folder: tempfile.TemporaryDirectory[str]


class WorkerPool:
    """One piece of work at a time; safe to use from several threads.

    ``trade`` is the module that says what the process does, ``purpose`` the same in an error's words.
    """

    def __init__(self, trade: str, purpose: str) -> None:
        self._trade, self._purpose = trade, purpose
        self._running: _Running | None = None
        self._lock = threading.Lock()

    def start(self, message: bytes = b"") -> None:
        """Start the process now, without waiting until it is ready.

        ``message`` says what to load, and is one that asks for nothing: no answer comes.
        """
        with self._lock:
            _say(self._start(), message)

    @contextmanager
    def asking(self, message: bytes) -> Iterator[Callable[[], ipc.Message]]:
        """Send a message; what it gives waits for the answer, so that work may be done meanwhile.

        Raises InternalError where no answer comes. Who leaves without the answer ends the process.
        """
        with self._lock:
            running, answered = self._start(), False

            def answer() -> ipc.Message:
                nonlocal answered
                found = _heard(running) if sent else None
                if found is None:
                    complaint = self._stop(at_once=True)
                    raise InternalError(
                        f"the process that {self._purpose} ended without an answer{complaint}"
                    )
                answered = True
                return found

            try:
                sent = _say(running, message)
                yield answer
            finally:
                if not answered:
                    self._stop(at_once=True)

    def stop(self) -> None:
        """End the process; at once where another thread still waits for its answer, and is told of that."""
        if self._lock.acquire(blocking=False):
            try:
                self._stop(at_once=False)
            finally:
                self._lock.release()
        elif (running := self._running) is not None:
            os.killpg(running.process.pid, signal.SIGKILL)

    def _start(self) -> _Running:
        if self._running is not None and self._running.process.poll() is not None:
            self._stop(at_once=True)  # it died while it had nothing to do
        if self._running is None:
            folder = tempfile.TemporaryDirectory(prefix="reckoner-")
            complaints = (Path(folder.name) / "complaints.txt").open("w+b")
            process = subprocess.Popen(
                [sys.executable, "-m", "reckoner.reports.confined.server", self._trade, folder.name],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=complaints,
                cwd=_ROOT,
                env={**os.environ, **_SURROUNDINGS},
                start_new_session=True,  # so that it can be ended with the child that it works through
            )
            pipes = cast("BinaryIO", process.stdout), cast("BinaryIO", process.stdin)
            self._running = _Running(process, *pipes, complaints, folder)
            atexit.register(self.stop)
        return self._running

    def _stop(self, at_once: bool) -> str:
        """End the process and return the last that it complained of."""
        running, self._running = self._running, None
        if running is None:
            return ""
        atexit.unregister(self.stop)
        if at_once and running.process.poll() is None:
            os.killpg(running.process.pid, signal.SIGKILL)
        for pipe in (running.outgoing, running.incoming):
            try:
                pipe.close()
            except BrokenPipeError:
                continue
        running.process.wait()
        with running.complaints as complaints:
            complaints.seek(0)
            lines = complaints.read().decode(errors="replace").strip().splitlines()
        running.folder.cleanup()
        return f": {lines[-1]}" if lines else ""


def _say(running: _Running, message: bytes) -> bool:
    """Send a message; whether somebody was there to take it."""
    try:
        running.outgoing.write(message)
        running.outgoing.flush()
    except OSError:
        return False
    return True


def _heard(running: _Running) -> ipc.Message | None:
    try:
        return ipc.read(running.incoming)
    except OSError:
        return None
