"""A reader that does what a hostile file makes a library do."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from typing import NoReturn

from reckoner.reports.confined.ipc import Message
from reckoner.reports.errors import Fault, InputError, Place


def answer(message: Message) -> Message:
    """Do the deed that the file's bytes name."""
    DEEDS[message.blobs[0].decode()]()
    return Message({"said": message.header["shown"]}, message.blobs)


def _eat() -> None:
    eaten = []
    while True:
        eaten.append(b"a" * 2**20)


def _eat_and_die() -> None:
    """As libraries do that can't say that memory is out."""
    try:
        _eat()
    except MemoryError:
        os.kill(os.getpid(), signal.SIGABRT)


def _work() -> None:
    while True:
        pass


def _nest() -> None:
    _nest()


def _raise() -> NoReturn:
    raise LookupError("unknown encoding: UT-8")


class _Panic(BaseException):
    """As faults in a library written in Rust arrive."""


def _panic() -> NoReturn:
    raise _Panic("index out of bounds")


def _refuse() -> NoReturn:
    place = Place("a.xlsx", cell="B7")
    raise InputError.of([Fault("it is hidden", place, "Show it."), Fault("it is empty")])


DEEDS: dict[str, Callable[[], object]] = {
    "nothing": lambda: None,
    "eat": _eat,
    "eat and die": _eat_and_die,
    "work": _work,
    "wait": lambda: time.sleep(60),
    "nest": _nest,
    "raise": _raise,
    "panic": _panic,
    "die": lambda: os.kill(os.getpid(), signal.SIGSEGV),
    "leave": lambda: os._exit(0),
    "refuse": _refuse,
    "look": lambda: open("/etc/passwd"),  # noqa: SIM115, PTH123
    "say": lambda: print("a" * 100_000),  # noqa: T201
}
