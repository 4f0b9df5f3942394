"""Foreign files, each read in a child of the process that is kept for it.

A reader is a module with a function ``answer``: bytes in a message, and what was read in another. It
raises InputError for the faults it knows. Whatever else happens in it, an exception of a library, a crash, no
end of time or memory, is a fault of that file as well, told as one here.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import Any, Protocol, cast

from reckoner.reports.confined import ipc
from reckoner.reports.confined.ipc import Message
from reckoner.reports.confined.limits import Limits
from reckoner.reports.confined.pool import WorkerPool
from reckoner.reports.errors import Fault, InputError, InternalError, Place, ReckonerError

READING = Limits(memory_mb=1024, cpu_seconds=60, wall_seconds=120, answer_mb=64, file_mb=600)
"""What reading one file may use, and its own size in memory twice over."""
_MB = 1024 * 1024
_AGAIN = "Open it in the program it comes from and save it again."
_SMALLER = "Save it in parts, or without what makes it so large."
_READERS = WorkerPool("reckoner.reports.confined.reading", "reads files")


class _Reader(Protocol):
    def answer(self, message: Message) -> Message:
        """What was read."""


def load(_folder: Path) -> Callable[[Message], Callable[[list[str]], Message]]:
    """The trade: the reader that a message names, loaded before the child is forked."""

    def trade(message: Message) -> Callable[[list[str]], Message]:
        module = cast("_Reader", importlib.import_module(message.header["reader"]))
        return partial(_read, module, message)

    return trade


def _read(reader: _Reader, message: Message, _refused: list[str]) -> Message:
    try:
        answer = reader.answer(message)
    except InputError as error:
        return Message({"ended": "fault", "faults": [asdict(fault) for fault in error.faults]})
    return Message({**answer.header, "ended": "done"}, answer.blobs)


def warm(reader: str) -> None:
    """Start the process now and load that reader in it, so that a file that is read later need not wait."""
    _READERS.start(ipc.pack({"reader": reader, "asks": "nothing"}))


def read_apart(
    reader: str, data: bytes, place: Place, limits: Limits = READING, *, subject: str = "it", **asked: Any
) -> Message:
    """What the reader of that module's name makes of a file's bytes; ``asked`` is what else it must know.

    ``place`` is where faults say that they lie, ``subject`` what they are about. Raises InputError where it
    can't be read within its limits.
    """
    own = replace(limits, memory_mb=limits.memory_mb + 2 * len(data) // _MB)
    header = {**asked, "reader": reader, "shown": place.path, "line": place.line, "limits": vars(own)}
    with _READERS.asking(ipc.pack(header, [data])) as answer:
        found = answer()
    if found.header["ended"] == "done":
        return found
    if found.header["ended"] == "fault":
        raise InputError.of(_fault(given) for given in found.header["faults"])
    raise _failure(found.header, limits, place, subject)


def _fault(given: dict[str, Any]) -> Fault:
    where = given["where"]
    return Fault(given["what"], Place(**where) if where else None, given["todo"])


def _failure(header: dict[str, Any], limits: Limits, place: Place, subject: str) -> ReckonerError:
    if os.environ.get("RECKONER_DEBUG") and "what" in header:
        return InternalError(f"{place}: its reader failed: {header['what']}")
    runaway = {
        "wall": f"reading {subject} takes longer than {limits.wall_seconds:g} seconds",
        "cpu": f"reading {subject} takes more than {limits.cpu_seconds} seconds of work",
        "memory": f"reading {subject} takes more than {limits.memory_mb} MB of memory",
        "answer": f"{subject} unpacks to more than {limits.answer_mb} MB",
    }
    if header["ended"] in runaway:
        return InputError(runaway[header["ended"]], place, _SMALLER)
    if header["ended"] == "nesting":
        return InputError(f"{subject} is nested too deeply", place, _AGAIN)
    return InputError(f"{subject} is damaged: it can't be read", place, _AGAIN)
