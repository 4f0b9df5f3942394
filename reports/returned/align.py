"""Which lines of one text became which of another: the same, changed, split, joined, put in or taken out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise

from reckoner.reports.returned.token import Line
from reckoner.reports.word.line import MOVED_HERE

Keys = tuple[str, ...]
Whole = tuple[bool, str]  # whether a line is a row, and its letters
Near = dict[tuple[int, int], float]  # how alike an old line and a new one are that have no twin
Moved = tuple[set[int], set[int]]  # lines of the old text, lines of the new
_NOWHERE = (False, "\0")  # no line's letters
_LEAST = 0.34  # how alike a line must be to be another one changed
_NEAR = 0.6  # how alike it must be to tell which lines moved around it
_PART = 0.6  # how much of a part must be from the whole that was split
_LARGEST = 60_000  # pairs that are compared; beyond, only lines that are the same are found
_MOST_PARTS = 3
_EDGE = 3  # words at the end of a line, by which one is known that ends there still
_SHIFTED = 0.8  # how much of two lines must be in two others whose end moved


@dataclass(frozen=True, slots=True)
class Unit:
    """Lines ``old`` that became lines ``new``, by their places: one of them may be empty."""

    old: range
    new: range


def align(old: Sequence[Line], new: Sequence[Line], before: Sequence[Keys] | None = None) -> list[Unit]:
    """The units in order. ``before`` are the new lines' words before their tracked changes, if known.

    Those tell at once which line of the old text a changed one is. Rows are held against rows and all else
    against all else, since a paragraph that was moved over a table moved no table.
    """
    units: list[Unit] = []
    for rows in (True, False):
        olds = [n for n, line in enumerate(old) if line.is_row == rows]
        news = [n for n, line in enumerate(new) if line.is_row == rows]
        earlier = [before[n] for n in news] if before else None
        for unit in _align([old[n] for n in olds], [new[n] for n in news], earlier):
            units += _whole_units([olds[n] for n in unit.old], [news[n] for n in unit.new])
    return _in_order(_moved_over(units, old))


def _whole_units(olds: Sequence[int], news: Sequence[int]) -> list[Unit]:
    """A unit in the places of the whole text; with a table in its midst it is none."""
    if all(not each or each[-1] - each[0] == len(each) - 1 for each in (olds, news)):
        return [Unit(_span(olds), _span(news))]
    pairs = [Unit(_span(olds[:1]), _span(news[:1]))]
    pairs += [Unit(range(n, n + 1), range(0)) for n in olds[1:]]
    return pairs + [Unit(range(0), range(n, n + 1)) for n in news[1:]]


def _span(numbers: Sequence[int]) -> range:
    return range(numbers[0], numbers[-1] + 1) if numbers else range(0)


def _moved_over(units: Sequence[Unit], old: Sequence[Line]) -> Iterator[Unit]:
    """A line that stood before a table and now stands behind it was taken out here and put in there."""
    rows = [unit for unit in units if unit.old and unit.new and old[unit.old[0]].is_row]
    for unit in units:
        both = unit.old and unit.new and not old[unit.old[0]].is_row
        if both and _over(rows, unit, old):
            yield from (Unit(range(n, n + 1), range(0)) for n in unit.old)
            yield from (Unit(range(0), range(n, n + 1)) for n in unit.new)
        else:
            yield unit


def _over(rows: Sequence[Unit], unit: Unit, old: Sequence[Line]) -> bool:
    here = {old[row.old[0]].table for row in rows if row.old[0] < unit.old[0]}
    there = {old[row.old[0]].table for row in rows if row.new[0] < unit.new[0]}
    return here != there


def _in_order(units: Iterable[Unit]) -> list[Unit]:
    """As the new text has them; what was taken out comes after what it followed."""
    found = list(units)
    where = {number: unit.new[0] for unit in found if unit.new for number in unit.old}

    def key(unit: Unit) -> tuple[int, int, int]:
        if unit.new:
            return unit.new[0], 0, 0
        above = next((where[n] for n in range(unit.old[0] - 1, -1, -1) if n in where), -1)
        return above, 1, unit.old[0]

    return sorted(found, key=key)


def _align(old: Sequence[Line], new: Sequence[Line], before: Sequence[Keys] | None) -> list[Unit]:
    whole = [_whole(line.is_row, line.keys) for line in old]
    known = set(whole)
    now = []
    for y, line in enumerate(new):
        earlier = _whole(line.is_row, before[y] if before else ())
        now.append(earlier if earlier in known else _whole(line.is_row, line.keys))
    # What is marked as moved here stands nowhere still, however long it is.
    still = [_NOWHERE if line.stamp.what == MOVED_HERE else now[y] for y, line in enumerate(new)]
    same = _same(whole, still, _near(old, new, whole, still))
    gaps = list(_between(same, len(whole), len(now)))
    units = [Unit(range(x, x + 1), range(y, y + 1)) for x, y in same]
    xs, ys = _elsewhere(whole, now, gaps)
    for olds, news in gaps:
        here, there = [x for x in olds if x not in xs], [y for y in news if y not in ys]
        earlier_here = [before[y] for y in there] if before else None
        for unit in _gap([old[x] for x in here], [new[y] for y in there], earlier_here):
            units += _whole_units([here[n] for n in unit.old], [there[n] for n in unit.new])
    units += [Unit(range(x, x + 1), range(0)) for x in xs] + [Unit(range(0), range(y, y + 1)) for y in ys]
    return _rewritten(old, new, _in_order(units), (xs, ys))


def _near(old: Sequence[Line], new: Sequence[Line], whole: Sequence[Whole], now: Sequence[Whole]) -> Near:
    """Lines that became others, most likely, by their places: they tell which of the rest moved."""
    there, here = set(now), set(whole)
    xs = [x for x, line in enumerate(whole) if line not in there]
    ys = [y for y, line in enumerate(now) if line not in here and line != _NOWHERE]
    if len(xs) * len(ys) > _LARGEST:
        return {}
    alike = {(x, y): likeness(old[x].keys, new[y].keys) for x in xs for y in ys}
    return {pair: much for pair, much in alike.items() if much >= _NEAR}


def _same(whole: Sequence[Whole], now: Sequence[Whole], near: Near) -> list[tuple[int, int]]:
    """Lines that stand as they were, so that as few words as can be have moved."""
    start = 0
    while start < min(len(whole), len(now)) and whole[start] == now[start]:
        start += 1
    end = 0
    while end < min(len(whole), len(now)) - start and whole[-1 - end] == now[-1 - end]:
        end += 1
    one, other = whole[start : len(whole) - end], now[start : len(now) - end]
    if len(one) * len(other) <= _LARGEST:
        middle = _heaviest(one, other, {(x - start, y - start): much for (x, y), much in near.items()})
    else:
        middle = _longest(one, other)
    pairs = [(n, n) for n in range(start)] + [(start + x, start + y) for x, y in middle]
    return pairs + [(len(whole) - n, len(now) - n) for n in range(end, 0, -1)]


def _heaviest(one: Sequence[Whole], other: Sequence[Whole], near: Near) -> list[tuple[int, int]]:
    """The common lines in order that hold most letters together, with those that are near to each other."""

    def kept(x: int, y: int) -> float:
        much = 1.0 if one[x] == other[y] else near.get((x, y), 0.0)
        return much * (len(one[x][1]) + 1)

    best = [[0.0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for x in range(len(one) - 1, -1, -1):
        for y in range(len(other) - 1, -1, -1):
            both = kept(x, y)
            best[x][y] = max(both and both + best[x + 1][y + 1], best[x + 1][y], best[x][y + 1])
    pairs, x, y = [], 0, 0
    while x < len(one) and y < len(other):
        both = kept(x, y)
        if both and best[x][y] == both + best[x + 1][y + 1]:
            pairs += [(x, y)] if one[x] == other[y] else []
            x, y = x + 1, y + 1
        elif best[x + 1][y] >= best[x][y + 1]:
            x += 1
        else:
            y += 1
    return pairs


def _longest(one: Sequence[Whole], other: Sequence[Whole]) -> list[tuple[int, int]]:
    """The same of texts that are too large for that: by the longest runs of common lines."""
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return [(a + n, b + n) for a, b, size in blocks for n in range(size)]


def _between(same: Sequence[tuple[int, int]], olds: int, news: int) -> Iterator[tuple[range, range]]:
    """The lines between those that are the same."""
    x = y = 0
    for a, b in (*same, (olds, news)):
        if a > x or b > y:
            yield range(x, a), range(y, b)
        x, y = a + 1, b + 1


def _elsewhere(whole: Sequence[object], now: Sequence[object], gaps: Sequence[tuple[range, range]]) -> Moved:
    """Lines that were moved as they are: taken out in one place and put in at another."""
    waiting: dict[object, list[int]] = {}
    for olds, _ in gaps:
        for x in olds:
            waiting.setdefault(whole[x], []).append(x)
    xs, ys = set[int](), set[int]()
    for _, news in gaps:
        for y in news:
            if sources := waiting.get(now[y]):
                xs.add(sources.pop(0))
                ys.add(y)
    return xs, ys


def _rewritten(old: Sequence[Line], new: Sequence[Line], units: Sequence[Unit], moved: Moved) -> list[Unit]:
    """A line taken out with another put in at its place was rewritten."""
    made: list[Unit] = []
    for unit in units:
        at = len(made)
        while at and made[at - 1].old and not made[at - 1].new:
            at -= 1
        found = next((n for n in range(at, len(made)) if _is_taken(made[n], unit, old, new, moved)), None)
        if found is None:
            made.append(unit)
        else:
            made[found] = Unit(made[found].old, unit.new)
    return made


def _is_taken(one: Unit, other: Unit, old: Sequence[Line], new: Sequence[Line], moved: Moved) -> bool:
    """Whether a line that was taken out is of the kind of one put in, and neither was moved."""
    if other.old or not one.old or one.new or one.old[0] in moved[0] or other.new[0] in moved[1]:
        return False
    return old[one.old[0]].kind == new[other.new[0]].kind


def _whole(is_row: bool, keys: Keys) -> tuple[bool, str]:
    return is_row, " ".join("".join(keys).split())


@lru_cache(maxsize=20_000)
def _features(keys: tuple[str, ...]) -> Counter[object]:
    words = [key.casefold() for key in keys if key != " " and key.isprintable()]
    return Counter([*words, *pairwise(words)])


def likeness(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """How much two lines have in common, from 0 to 1."""
    a, b = _features(one), _features(other)
    total = a.total() + b.total()
    return 2 * (a & b).total() / total if total else 1.0


def held(part: Keys, whole: Keys) -> float:
    """How much of a line is within another, from 0 to 1."""
    a = _features(part)
    return (a & _features(whole)).total() / a.total() if a.total() else 0.0


class _Pairs:
    """How alike lines of the two sides of a gap are."""

    def __init__(self, old: Sequence[Line], new: Sequence[Line], before: Sequence[Keys] | None) -> None:
        self.old, self.new, self.before = old, new, before

    def match(self, x: int, y: int) -> float:
        """One line and one line: what they have in common, weighed by their length; 0 for strangers."""
        a, b = self.old[x], self.new[y]
        if a.is_row != b.is_row:
            return 0.0
        alike = likeness(a.keys, b.keys)
        if self.before:
            alike = max(alike, likeness(a.keys, self.before[y]))
        if alike < _LEAST:
            return 0.3 if a.kind == b.kind == "heading" else 0.0
        return alike * (len(a.keys) + len(b.keys))

    def split(self, x: int, ys: range) -> float:
        """One line and several."""
        a, parts = self.old[x], [self.new[y] for y in ys]
        return self._several(a, parts)

    def join(self, xs: range, y: int) -> float:
        """Several lines and one."""
        return self._several(self.new[y], [self.old[x] for x in xs])

    def shifted(self, x: int, y: int) -> float:
        """Two lines and two between which the end of the first moved: joined, and split in another place."""
        one, two, first, second = self.old[x], self.old[x + 1], self.new[y], self.new[y + 1]
        if any(line.is_row or line.kind == "heading" for line in (one, two, first, second)):
            return 0.0
        if one.keys[-_EDGE:] == first.keys[-_EDGE:] or two.keys[:_EDGE] == second.keys[:_EDGE]:
            return 0.0
        pairs = ((one, first), (two, second))
        if any(held(*sorted((a.keys, b.keys), key=len)) < _SHIFTED for a, b in pairs):
            return 0.0
        before, after = (*one.keys, " ", *two.keys), (*first.keys, " ", *second.keys)
        alike = likeness(before, after)
        return alike * (len(before) + len(after)) if alike >= _SHIFTED else 0.0

    def _several(self, whole: Line, parts: Sequence[Line]) -> float:
        if whole.is_row or any(part.is_row for part in parts):
            return 0.0
        if any(held(part.keys, whole.keys) < _PART for part in parts):
            return 0.0
        together = tuple(key for part in parts for key in part.keys)
        alike = likeness(whole.keys, together)
        return alike * (len(whole.keys) + len(together)) if alike >= 2 * _LEAST else 0.0


def _gap(old: Sequence[Line], new: Sequence[Line], before: Sequence[Keys] | None) -> Iterator[Unit]:
    """The best way through lines that are not the same."""
    height, width = len(old), len(new)
    if not height or not width or height * width > _LARGEST:
        yield from (Unit(range(x, x + 1), range(0)) for x in range(height))
        yield from (Unit(range(0), range(y, y + 1)) for y in range(width))
    elif height == width == 1 and old[0].kind == new[0].kind:
        yield Unit(range(1), range(1))
    else:
        yield from _best(_Pairs(old, new, before), (0, height), (0, width))


def _best(pairs: _Pairs, olds: tuple[int, int], news: tuple[int, int]) -> list[Unit]:
    (a, b), (c, d) = olds, news
    best = [[0.0] * (d - c + 1) for _ in range(b - a + 1)]
    step = [[(0, 0)] * (d - c + 1) for _ in range(b - a + 1)]
    for i in range(b - a, -1, -1):
        for j in range(d - c, -1, -1):
            for score, down, right in _steps(pairs, a + i, c + j, b - a - i, d - c - j):
                total = score + best[i + down][j + right]
                if step[i][j] == (0, 0) or total > best[i][j]:
                    best[i][j], step[i][j] = total, (down, right)
    units, i, j = [], 0, 0
    while (i, j) != (b - a, d - c):
        down, right = step[i][j]
        units.append(Unit(range(a + i, a + i + down), range(c + j, c + j + right)))
        i, j = i + down, j + right
    return units


def _steps(pairs: _Pairs, x: int, y: int, olds: int, news: int) -> Iterator[tuple[float, int, int]]:
    if olds:
        yield 0.0, 1, 0
    if news:
        yield 0.0, 0, 1
    if olds and news:
        if score := pairs.match(x, y):
            yield score, 1, 1
        for more in range(2, min(news, _MOST_PARTS) + 1):
            if score := pairs.split(x, range(y, y + more)):
                yield score, 1, more
        if olds > 1 and news > 1 and (score := pairs.shifted(x, y)):
            yield score, 2, 2
        for more in range(2, min(olds, _MOST_PARTS) + 1):
            if score := pairs.join(range(x, x + more), y):
                yield score, more, 1
