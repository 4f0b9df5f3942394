"""A process that delivers and ends without warning at its n-th step: a row kept, a word to a server."""

from __future__ import annotations

import multiprocessing
import os
import sys
from contextlib import suppress

from reports.delivery.deliver import Order, deliver
from reports.errors import UsageError

_STEPS = ("imaplib.open", "imaplib.send", "smtplib.connect", "smtplib.send", "os.rename", "os.truncate")
_KILLED = 9


def killed_at(moment: int, order: Order) -> bool:
    """Whether the process was cut short; False once it ends before that many steps."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    process = context.Process(target=_deliver, args=(moment, order))
    process.start()
    process.join()
    assert process.exitcode in (0, _KILLED), process.exitcode
    return process.exitcode == _KILLED


def at_once(order: Order, processes: int) -> None:
    """Several processes deliver the same at the same time; those that come late may be refused."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    running = [context.Process(target=_try, args=(order,)) for _ in range(processes)]
    for process in running:
        process.start()
    for process in running:
        process.join()
        assert process.exitcode == 0


def _try(order: Order) -> None:
    with suppress(UsageError):
        deliver(order)


def _deliver(moment: int, order: Order) -> None:
    left = moment
    history = str(order.history.path)

    def watch(event: str, details: tuple[object, ...]) -> None:
        nonlocal left
        # Opening the history comes before each row, flushing it after.
        if event in _STEPS or (event == "open" and str(details[0]) == history):
            left -= 1
            if left < 0:
                os._exit(_KILLED)

    sys.addaudithook(watch)
    flush = os.fsync

    def flushed(handle: int) -> None:
        flush(handle)
        watch("os.truncate", ())

    os.fsync = flushed  # type: ignore[assignment]  # our files are all handles
    deliver(order)
