"""The real build of a house, as the runner wants it: in a process that is ended when its time is up."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import IO, Any

from reckoner.reports.errors import (
    Fault,
    InputError,
    InternalError,
    Place,
    ReckonerError,
    ServiceError,
    SettingsError,
    UsageError,
    WriteError,
)
from reckoner.reports.schedule.hooks import Build, Made, Step
from reckoner.reports.schedule.steps import shown

_ROOT = Path(__file__).absolute().parents[3]  # where `import reckoner` looks
_BUILDER = "reckoner.reports.schedule.builder"
_SIGN_EVERY = 5.0
_MOST_BYTES = 1_000_000
_ERRORS: dict[int, type[ReckonerError]] = {
    error.exit_code: error
    for error in (UsageError, InputError, ServiceError, InternalError, WriteError, SettingsError)
}


def build_of(house: Path, limit: timedelta) -> Build:
    """A function that makes one draft of an edition of the house within a limit.

    It raises what ``build`` and ``step`` raise, and InternalError where the process has to be ended. ``step``
    is called at each step, and every few seconds between two.
    """

    def make(publication: str, edition: str, step: Step, /) -> Made:
        return made(work(_BUILDER, (str(house), publication, edition), limit, step))

    return make


def work(module: str, arguments: Sequence[str], limit: timedelta, step: Step) -> Mapping[str, Any]:
    """What a module of ours says at the end, run in a process of its own (``builder`` says how it talks).

    Raises what ``step`` raises, the fault that it says, and InternalError where it has to be ended; with any
    of them the process, and all that it started, is gone.
    """
    with _started(module, arguments) as talk:
        talk.deadline = time.monotonic() + limit.total_seconds()
        try:
            return _require_done(talk.hear(step))
        except TimeoutError:
            raise InternalError(
                f"the build did not end within {shown(limit)} and was stopped while it was to {talk.at}",
                todo="Look for a loop in a template or for a very large file, or raise `build_within` "
                "in schedules.yaml.",
            ) from None


@dataclass
class _Talk:
    """What is said between us and the process."""

    process: subprocess.Popen[bytes]
    complaints: IO[bytes]
    deadline: float = 0.0
    at: str = "start"
    heard: bytes = b""

    def hear(self, step: Step) -> dict[str, Any]:
        """Follow it to its end. Raises TimeoutError once the deadline has passed."""
        number = 0
        while True:
            line = self._line()
            if line is None:
                step(number, self.at)
            elif "step" in line:
                number, self.at = line["step"]
                step(number, self.at)
                self._go_on()
            else:
                return line

    def _line(self) -> dict[str, Any] | None:
        """The next line; None where none has come for a while."""
        assert self.process.stdout is not None
        until = time.monotonic() + _SIGN_EVERY
        while b"\n" not in self.heard:
            now = time.monotonic()
            if now >= self.deadline:
                raise TimeoutError
            if now >= until:
                return None
            if select.select([self.process.stdout], [], [], min(until, self.deadline) - now)[0]:
                part = os.read(self.process.stdout.fileno(), 65536)
                if not part or len(self.heard) > _MOST_BYTES:
                    raise self._broken_off()
                self.heard += part
        line, _, self.heard = self.heard.partition(b"\n")
        found: dict[str, Any] = json.loads(line)
        return found

    def _go_on(self) -> None:
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(b"\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            raise self._broken_off() from None

    def _broken_off(self) -> InternalError:
        try:
            status = self.process.wait(5)
        except subprocess.TimeoutExpired:
            status = 0
        self.complaints.seek(0)
        last = self.complaints.read().decode(errors="replace").strip().splitlines()[-1:]
        said = f": {last[0][:200]}" if last else ""
        if status == -signal.SIGKILL:
            said = ": it was killed, most likely because the machine ran out of memory"
        return InternalError(f"the build broke off while it was to {self.at}{said}")


def made(line: Mapping[str, Any]) -> Made:
    """The draft that the process made."""
    folder, digest, fit = line["made"]
    return Made(Path(folder), digest, fit)


def _require_done(line: dict[str, Any]) -> Mapping[str, Any]:
    if "failed" in line:
        error = _ERRORS.get(line["failed"]["code"], InternalError)
        raise error.of(
            Fault(what, Place(*where) if where else None, todo)
            for what, where, todo in line["failed"]["faults"]
        )
    if "broke" in line:
        raise InternalError(str(line["broke"]))
    return line


@contextmanager
def _started(module: str, arguments: Sequence[str]) -> Iterator[_Talk]:
    """The process; whatever happens, it and all that it started have ended afterwards."""
    warn = [f"-W{option}" for option in sys.warnoptions]
    command = [sys.executable, *warn, "-m", module, *arguments]
    with tempfile.TemporaryFile() as complaints:
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complaints,
            cwd=_ROOT,
            start_new_session=True,  # a group of its own: a Ctrl-C is ours to hear, and it can be ended whole
        )
        try:
            yield _Talk(process, complaints)
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(BrokenPipeError):
                pipe.close()
    process.wait()
