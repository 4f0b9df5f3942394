"""How wide the columns of a table are: by what stands in them, as a browser sets them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_PADDING = 3  # characters that the space beside the words of a cell takes, and what a wider type would
_BREAKS = re.compile(r"[ \n\t]")  # a space that may not break holds a word together
_CHARACTER = 1.9  # millimetres of width


def shares(columns: Sequence[Sequence[str]], width: float) -> list[float]:
    """What part of a table's width (in millimetres) each column gets, from the words of its cells.

    Each has room for its longest word, and what is left goes to those whose lines are longer than that.
    """
    needed = [_longest(_BREAKS.split(cell) for cell in cells) for cells in columns]
    wanted = [_longest(cell.split("\n") for cell in cells) for cells in columns]
    left = width / _CHARACTER - sum(needed)
    asked = sum(wanted) - sum(needed)
    part = max(0.0, min(1.0, left / asked)) if asked else 0.0
    given = [need + part * (want - need) for need, want in zip(needed, wanted, strict=True)]
    return [each / sum(given) for each in given]


def _longest(cells: Iterable[Iterable[str]]) -> int:
    return _PADDING + max((len(part) for cell in cells for part in cell), default=0)
