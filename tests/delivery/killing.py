"""A process that delivers and is killed at its n-th step: a row kept, a word to a server."""

from __future__ import annotations

import multiprocessing
from contextlib import suppress

from reckoner.reports.delivery.deliver import Order, deliver
from reckoner.reports.errors import UsageError
from tests.steps import Steps, cut_short, watch, watch_disk, watch_wire


def killed_at(moment: int, order: Order) -> bool:
    """Whether the process was cut short; False once it ends before that many steps."""
    return cut_short(_deliver, moment, order)


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
    steps = Steps(moment)
    watch_disk(steps)
    watch_wire(steps)
    # Opening the history comes before each row, flushing it after.
    watch(steps, "history", ["open"], str(order.history.path))
    deliver(order)
