"""Rows and columns of a sheet that nobody sees: read where somebody hid them, left out where a filter does.

A sum takes in rows that are hidden by hand; SUBTOTAL passes over those that a filter hides
(OpenFormula 1.3, 6.16.63).
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True)
class Hidden:
    """What one sheet hides of the cells that hold something; the first row and the first column are 1."""

    rows: Collection[int] = ()
    filtered: Collection[int] = ()
    columns: Collection[int] = ()

    def read(self) -> str:
        """What was read although it is hidden, for the list of sheets; "" where nothing is."""
        named = filter(None, (_named("row", self.rows, str), _named("column", self.columns, _letters)))
        text = " and ".join(named)
        return f" (with hidden {text})" if text else ""

    def unread(self, where: str) -> list[str]:
        """What was left out, in words."""
        named = _named("row", self.filtered, str)
        return [f"{where}: a filter hides {named}"] if named else []


def _named(noun: str, numbers: Collection[int], shown: Callable[[int], str]) -> str:
    runs = [
        [number for _, number in run]
        for _, run in groupby(enumerate(sorted(numbers)), lambda pair: pair[1] - pair[0])
    ]
    named = [shown(run[0]) if len(run) == 1 else f"{shown(run[0])} to {shown(run[-1])}" for run in runs]
    several = len(runs) > 1 or any(len(run) > 1 for run in runs)
    return f"{noun}{'s' if several else ''} {', '.join(named)}" if named else ""


def _letters(column: int) -> str:
    """A column's letters; A is 1."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text
