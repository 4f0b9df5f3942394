"""Reads a PDF's lines in a process of its own: a damaged file that makes the library fail ends no other work.

Bytes on standard input; on standard output a JSON list of pages, each a list of lines. Cells of a table's
row are apart by a tab. Imports nothing of ours, so that it can be run as a file.
"""

from __future__ import annotations

import json
import sys
from typing import TypeAlias

MOST_PAGES = 2500
_MOST_RUNS = 4000
_CELL = 48
Run: TypeAlias = tuple[float, float, float, float, str]


def pages_of(data: bytes) -> list[list[str]]:
    """The lines of each page, in the order of the file's content."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    pages = []
    for number in range(min(len(document), MOST_PAGES)):
        page = document[number]
        text = page.get_textpage()
        pages.append(_lines(_runs(text)))
        text.close()
        page.close()
    return pages


def _runs(text) -> list[Run]:  # type: ignore[no-untyped-def]
    """Left, bottom, right, top and words of each run of letters."""
    runs = []
    for index in range(min(text.count_rects(), _MOST_RUNS)):
        left, bottom, right, top = text.get_rect(index)
        words = " ".join(text.get_text_bounded(left, bottom, right, top).split())
        if words:
            runs.append((left, bottom, right, top, words))
    return runs


def _lines(runs: list[Run]) -> list[str]:
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


def main() -> int:
    """Read, write, and say with the exit code whether it went well."""
    try:
        pages = pages_of(sys.stdin.buffer.read())
    except Exception as problem:
        sys.stderr.write(str(problem).splitlines()[0][:200] if str(problem) else type(problem).__name__)
        return 1
    sys.stdout.buffer.write(json.dumps(pages).encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
