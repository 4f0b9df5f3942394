"""A PDF page's runs of letters into lines; cells of a table's row are apart by a tab."""

from __future__ import annotations

from typing import TypeAlias

from pypdfium2 import PdfTextPage

MOST_RUNS = 4000
_CELL = 48
Run: TypeAlias = tuple[float, float, float, float, str]
"""Left, bottom, right, top and words."""


def runs_of(text: PdfTextPage) -> tuple[list[Run], bool]:
    """The runs of a page's letters, and whether these are all of them."""
    runs = []
    count = text.count_rects()
    for index in range(min(count, MOST_RUNS)):
        left, bottom, right, top = text.get_rect(index)
        words = " ".join(text.get_text_bounded(left, bottom, right, top).split())
        if words:
            runs.append((left, bottom, right, top, words))
    return runs, count <= MOST_RUNS


def lines_of(runs: list[Run]) -> list[str]:
    """Runs on one height are a line; a wide gap between short ones parts two cells."""
    lines: list[str] = []
    last: Run | None = None
    for run in runs:
        if last is None or not _same_line(last, run):
            if last is not None and _is_apart(last, run):
                lines.append("")
            lines.append(run[4])
        else:
            gap, height = run[0] - last[2], max(last[3] - last[1], 1.0)
            if gap > 1.2 * height:
                cells = len(run[4]) <= _CELL and len(lines[-1].rpartition("\t")[2]) <= _CELL
                lines.append(run[4]) if not cells else lines.append(lines.pop() + "\t" + run[4])
            else:
                lines[-1] += (" " if gap > 0.12 * height else "") + run[4]
        last = run
    return lines


def _same_line(first: Run, second: Run) -> bool:
    overlap = min(first[3], second[3]) - max(first[1], second[1])
    height = min(first[3] - first[1], second[3] - second[1])
    return overlap > 0.5 * max(height, 0.1) and second[0] >= first[0]


def _is_apart(first: Run, second: Run) -> bool:
    """More than a line's space between them, or another column."""
    height = max(first[3] - first[1], 1.0)
    return first[1] - second[3] > 0.9 * height or second[1] > first[3]
