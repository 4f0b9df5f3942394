"""One piece of work in a forked child with limits; the answer says how it ended."""

from __future__ import annotations

import gc
import io
import os
import resource
import select
import signal
import tempfile
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from reckoner.reports.confined import ipc
from reckoner.reports.confined.guard import shut_in
from reckoner.reports.confined.ipc import Message
from reckoner.reports.confined.limits import Limits

_MB = 1024 * 1024
_NEARLY = 0.6  # of the memory allowed: who held so much and was ended by a signal was out of memory
Work = Callable[[list[str]], Message]
"""Gives the answer; what it tried and may not do is added to the list."""


def in_child(work: Work, limits: Limits, folder: str) -> Message:
    """Do the work in a child that may use its folder; the header's ``ended`` says how that went.

    ``done``, or what ended it: ``refused``, ``wall``, ``cpu``, ``memory``, ``nesting``, ``answer`` (too long
    a one), ``signal`` or ``crash``.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _child(work, limits, folder, writing)
    os.close(writing)
    with os.fdopen(reading, "rb", buffering=0) as answer:
        heard = _gather(answer, time.monotonic() + limits.wall_seconds, limits.answer_mb * _MB)
    if heard.stopped:
        os.kill(child, signal.SIGKILL)
    _, status, used = os.wait4(child, 0)
    return _verdict(heard, status, used.ru_maxrss / 1024 > _NEARLY * (limits.memory_mb - _mapped() / _MB))


@dataclass(frozen=True)
class _Heard:
    """What a child wrote, and why no more of it was waited for."""

    data: bytes
    stopped: str = ""


def _gather(answer: BinaryIO, deadline: float, most: int) -> _Heard:
    parts: list[bytes] = []
    size = 0
    while (left := deadline - time.monotonic()) > 0:
        if select.select([answer], [], [], left)[0]:
            part = answer.read(_MB)
            if not part:
                return _Heard(b"".join(parts))
            parts.append(part)
            size += len(part)
            if size > most:
                return _Heard(b"", "answer")
    return _Heard(b"", "wall")


def _verdict(heard: _Heard, status: int, is_full: bool) -> Message:
    if heard.stopped:
        return Message({"ended": heard.stopped})
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        ended = "cpu" if number == signal.SIGXCPU else "memory" if is_full else "signal"
        return Message({"ended": ended, "signal": number})
    answer = ipc.read(io.BytesIO(heard.data))
    if answer is None:
        return Message({"ended": "crash", "what": f"its process ended with status {status}"})
    return answer


def _child(work: Work, limits: Limits, folder: str, writing: int) -> None:
    """Work and answer; never returns."""
    try:
        tempfile.tempdir = folder
        answer = _answer(work, limits, folder)
        with os.fdopen(writing, "wb") as out:
            out.write(ipc.pack(answer.header, answer.blobs))
    finally:
        os._exit(0)


def _answer(work: Work, limits: Limits, folder: str) -> Message:
    refused: list[str] = []
    try:
        _limit(limits)
        shut_in(folder, refused)
        answer = work(refused)
    except MemoryError:
        return Message({"ended": "memory"})
    except RecursionError:
        return Message({"ended": "nesting"})
    except BaseException:  # a library written in another language may raise what is no Exception
        tried = list(refused)
        answer = Message({"ended": "crash", "what": traceback.format_exc()})
        refused[:] = tried  # without the sources that a traceback looks for
    if refused:  # what was refused may well be why the rest failed
        return Message({"ended": "refused", "what": list(dict.fromkeys(refused))})
    return answer


def _limit(limits: Limits) -> None:
    gc.disable()  # saves a tenth of the time; what the work leaves goes with its process
    memory = limits.memory_mb * _MB
    for kind, most, hardest in (
        (resource.RLIMIT_AS, memory, memory),
        (resource.RLIMIT_CPU, limits.cpu_seconds, limits.cpu_seconds + 1),
        (resource.RLIMIT_FSIZE, limits.file_mb * _MB, limits.file_mb * _MB),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        resource.setrlimit(kind, (most, hardest))


def _mapped() -> int:
    """The addresses that the libraries took before the work began, in bytes: they are not the file's."""
    with Path("/proc/self/statm").open("rb") as counts:
        return int(counts.read().split()[0]) * resource.getpagesize()
