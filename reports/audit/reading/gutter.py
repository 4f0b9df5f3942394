"""The columns of a page's prose: bands from top to bottom, and in each its columns from left to right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reckoner.reports.audit.reading.strip import Strip

_FEWEST = 4  # lines on each side
_CROSSING = 0.2  # of the lines that may go across, such as headings
_NARROWEST = 0.18  # of the width of the text
_GAP = 0.6  # of the font's size
_FULL = 0.8  # of a column's width is a line of prose
_PROSE = 0.3  # of a column's lines are
_DEEPEST = 4


def regions(strips: Sequence[Strip], depth: int = 0) -> Iterator[list[Strip]]:
    """The strips by band and column, each region to be read to its end before the next."""
    edge = _gutter(strips) if depth < _DEEPEST else None
    if edge is None:
        yield list(strips)
        return
    for band in _bands(strips, edge):
        if any(_crosses(strip, edge) for strip in band):
            yield band
            continue
        for side in (True, False):
            column = [strip for strip in band if (strip.left < edge) == side]
            if column:
                yield from regions(column, depth + 1)


def _crosses(strip: Strip, edge: float) -> bool:
    return strip.left < edge - 1 < edge + 1 < strip.right


def _gutter(strips: Sequence[Strip]) -> float | None:
    """Where the second column of prose begins, if there are two."""
    if len(strips) < 2 * _FEWEST:
        return None
    left = min(strip.left for strip in strips)
    width = max(strip.right for strip in strips) - left
    starts: dict[int, list[float]] = {}
    for strip in strips:
        starts.setdefault(round(strip.left / 2), []).append(strip.left)
    edges = sorted(min(same) - 1 for same in starts.values() if len(same) >= _FEWEST)
    return next((edge for edge in edges if edge > left + _NARROWEST * width and _parts(strips, edge)), None)


def _parts(strips: Sequence[Strip], edge: float) -> bool:
    """Whether prose stands on both sides of a place, beside one another, and hardly anything across it."""
    before = [strip for strip in strips if strip.right <= edge + 1]
    behind = [strip for strip in strips if strip.left >= edge]
    across = len(strips) - len(before) - len(behind)
    if min(len(before), len(behind)) < _FEWEST or across > _CROSSING * len(strips):
        return False
    gap = edge + 1 - max(strip.right for strip in before)
    tops = [max(strip.top for strip in side) for side in (before, behind)]
    floors = [min(strip.bottom for strip in side) for side in (before, behind)]
    beside = min(tops) > max(floors)
    return gap > _GAP * before[0].size and beside and _is_prose(before) and _is_prose(behind)


def _is_prose(strips: Sequence[Strip]) -> bool:
    """Whether many lines reach over the whole column, and begin at its edge."""
    left = min(strip.left for strip in strips)
    width = max(strip.right for strip in strips) - left
    full = [s for s in strips if s.right - s.left >= _FULL * width and sum(map(str.isalpha, s.text)) > 12]
    lines = {round((strip.top + strip.bottom) / strip.size) for strip in strips}
    return len(full) >= max(3, _PROSE * len(lines))


def _bands(strips: Sequence[Strip], edge: float) -> Iterator[list[Strip]]:
    """What goes across by itself, and what stands between in columns, from top to bottom."""
    across = sorted((s for s in strips if _crosses(s, edge)), key=lambda strip: -strip.top)
    left = [strip for strip in strips if not _crosses(strip, edge)]
    for strip in across:
        above = [other for other in left if other.bottom >= strip.bottom]
        left = [other for other in left if other.bottom < strip.bottom]
        if above:
            yield above
        yield [strip]
    if left:
        yield left
