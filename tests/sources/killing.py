"""A process that takes a file in and ends without warning at its n-th change of the module's folder."""

from __future__ import annotations

from pathlib import Path

from reckoner.reports.sources.take import Receipt, take
from tests.sources.sheets import a_column, a_duck, a_schema, a_source
from tests.steps import CHANGES, Steps, cut_short, watch

SOLVED = a_schema(a_column("month", "period"), a_column("number", "count"))


def killed_at(moment: int, house: Path, incoming: Path, receipt: Receipt) -> bool:
    """Whether the process was cut short; False once it ends before that many changes."""
    return cut_short(_take, moment, house, incoming, receipt, preload=["duckdb"])


def _take(moment: int, house: Path, incoming: Path, receipt: Receipt) -> None:
    with a_duck() as duck:
        watch(Steps(moment), "module", CHANGES, str(house))
        take([a_source(house, "solved.csv", SOLVED, "snapshot")], incoming, receipt, duck)
