"""The order in which a page is read: that of its content, but nothing before what stands above it."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from itertools import pairwise

from reckoner.reports.audit.reading.strip import Strip

_MOST = 700  # strips: every two are compared
_OVERLAP = 0.3  # of a font's size that two lines may share


def in_order(strips: Sequence[Strip]) -> list[Strip]:
    """The strips as they are read. Programs draw some boxes after what stands under them."""
    if len(strips) > _MOST or not any(_is_above(after, before) for before, after in pairwise(strips)):
        return list(strips)
    below = [
        [at for at, other in enumerate(strips) if other is not strip and _is_above(strip, other)]
        for strip in strips
    ]
    waits = [0] * len(strips)
    for followers in below:
        for at in followers:
            waits[at] += 1
    free = [at for at, count in enumerate(waits) if not count]
    ordered: list[int] = []
    while free:
        first = heapq.heappop(free)
        ordered.append(first)
        for at in below[first]:
            waits[at] -= 1
            if not waits[at]:
                heapq.heappush(free, at)
    return [strips[at] for at in ordered]


def _is_above(strip: Strip, other: Strip) -> bool:
    """Whether one stands over the other, in the same column or across it."""
    shared = min(strip.right, other.right) - max(strip.left, other.left)
    return shared > 0 and strip.bottom > other.top - _OVERLAP * min(strip.size, other.size)
