"""Cells of a table that reach over several columns or rows, so that those after them keep theirs."""

from __future__ import annotations

_MOST = 200


class Spans:
    """The cells that reach down into the rows that follow."""

    def __init__(self) -> None:
        self._down: dict[int, int] = {}
        self._wide = self._high = 1

    def enter(self, cells: list[str], attributes: dict[str, str | None]) -> None:
        """A cell begins in this row, behind those that reach down from above."""
        self._pass_over(cells)
        self._wide, self._high = _count(attributes.get("colspan")), _count(attributes.get("rowspan"))

    def leave(self, cells: list[str], text: str) -> None:
        """The cell ends: its text, and nothing in the other columns that it spans."""
        at = len(cells)
        cells += [text, *[""] * (self._wide - 1)]
        if self._high > 1:
            self._down |= dict.fromkeys(range(at, len(cells)), self._high)
        self._wide = self._high = 1

    def end_row(self, cells: list[str]) -> list[str]:
        """The row with every column."""
        self._pass_over(cells)
        self._down = {at: left - 1 for at, left in self._down.items() if left > 1}
        return cells

    def _pass_over(self, cells: list[str]) -> None:
        while len(cells) in self._down and len(cells) < _MOST:
            cells.append("")


def _count(given: str | None) -> int:
    text = (given or "").strip()
    return min(int(text), _MOST) if text.isascii() and text.isdigit() and len(text) < 9 and int(text) else 1
