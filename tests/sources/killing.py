"""A process that takes a file in and ends without warning at its n-th change of the module's folder."""

from __future__ import annotations

import multiprocessing
import os
import sys
from pathlib import Path

from reports.sources.take import Receipt, take
from tests.sources.sheets import a_column, a_duck, a_schema, a_source

SOLVED = a_schema(a_column("month", "period"), a_column("number", "count"))
_CHANGES = ("open", "os.rename", "os.remove", "os.mkdir", "os.chmod")
_KILLED = 9


def killed_at(moment: int, house: Path, incoming: Path, receipt: Receipt) -> bool:
    """Whether the process was cut short; False once it ends before that many changes."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__, "duckdb"])
    process = context.Process(target=_take, args=(moment, house, incoming, receipt))
    process.start()
    process.join()
    assert process.exitcode in (0, _KILLED), process.exitcode
    return process.exitcode == _KILLED


def _take(moment: int, house: Path, incoming: Path, receipt: Receipt) -> None:
    left = moment

    def watch(event: str, details: object) -> None:
        nonlocal left
        if event in _CHANGES and str(house) in str(details):
            left -= 1
            if left < 0:
                os._exit(_KILLED)

    with a_duck() as duck:
        sys.addaudithook(watch)
        take([a_source(house, "solved.csv", SOLVED, "snapshot")], incoming, receipt, duck)
