"""Labels along an edge, moved apart until none covers another."""

from __future__ import annotations

from collections.abc import Sequence


def spread(wanted: Sequence[float], heights: Sequence[float], top: float, bottom: float) -> list[float]:
    """Centres as near as may be to those wanted, in their order, each with its height free.

    Neighbours that collide are joined into a block that sits at the mean of what its members want
    (pool adjacent violators). Where there is more to place than room, they run past the bottom.
    """
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    blocks: list[_Block] = []
    for place in order:
        blocks.append(_Block([place], wanted[place] - heights[place] / 2, heights[place]))
        blocks[-1].hold(top, bottom)
        while len(blocks) > 1 and blocks[-2].start + blocks[-2].height > blocks[-1].start:
            last = blocks.pop()
            blocks[-1].join(last)
            blocks[-1].hold(top, bottom)
    centres = [0.0] * len(wanted)
    for block in blocks:
        cursor = block.start
        for place in block.members:
            centres[place] = cursor + heights[place] / 2
            cursor += heights[place]
    return centres


class _Block:
    """Labels that touch: ``start`` is the upper edge of the first."""

    def __init__(self, members: list[int], start: float, height: float) -> None:
        self.members, self.start, self.height = members, start, height
        # The sum over members of the start each would like the whole block to have.
        self._wishes = start

    def join(self, other: _Block) -> None:
        self._wishes += other._wishes - self.height * len(other.members)
        self.members += other.members
        self.height += other.height
        self.start = self._wishes / len(self.members)

    def hold(self, top: float, bottom: float) -> None:
        self.start = max(min(self.start, bottom - self.height), top)
