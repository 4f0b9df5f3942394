"""Which part of a printed page has changed: told from its text, before anything is laid out."""

from __future__ import annotations

import re
from itertools import zip_longest

_BEGINS = re.compile(r"<([a-z]+)\b[^>]*\sdata-run\b[^>]*>")


def changed_part(before: str, now: str) -> int | None:
    """The number of the one part of several that two pages differ in; none where more differs, or nothing.

    Parts are what a page marks with ``data-run`` (see runs.py).
    """
    pieces = list(zip_longest(_pieces(before), _pieces(now)))
    different = [place for place, (old, new) in enumerate(pieces) if old != new]
    is_one = len(different) == 1 and different[0] % 2 == 1 and len(pieces) > 3
    return different[0] // 2 if is_one else None


def _pieces(page: str) -> list[str]:
    """What stands before the first part, the part, what stands between it and the next one, and so on."""
    pieces, at = [], 0
    while match := _BEGINS.search(page, at):
        end = _end(page, match)
        pieces += [page[at : match.start()], page[match.start() : end]]
        at = end
    return [*pieces, page[at:]]


def _end(page: str, begins: re.Match[str]) -> int:
    """Where the element ends that begins there."""
    depth = 0
    for tag in re.finditer(rf"<(/?){begins[1]}\b", page[begins.start() :]):
        depth += -1 if tag[1] else 1
        if not depth:
            return begins.start() + tag.end()
    return len(page)
