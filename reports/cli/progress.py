"""Progress on a terminal; silence in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from reckoner.reports.cli.caller import current


@contextmanager
def shown(title: str, total: int) -> Iterator[Callable[[int, str], None]]:
    """A bar with the step at hand while the block runs; it is called with the step's number and name."""
    caller = current()
    if not (caller.columns if caller else sys.stderr.isatty()):
        yield lambda _number, _name: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn(title), BarColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    theirs: dict[str, Any] = {"width": caller.columns, "force_terminal": True} if caller else {}
    with Progress(*columns, console=Console(stderr=True, **theirs), transient=True) as bar:
        task = bar.add_task("", total=total)
        yield lambda number, name: bar.update(task, completed=number - 1, description=name)
