"""Words tied to one value of a line: beside it with a thin line to it, or beneath where there is no room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

from reckoner.charts.fonts import LINE, width_of, wrap
from reckoner.charts.scene import XY, Anchor, Box, rectangle
from reckoner.charts.sketch import Sketch, crosses
from reckoner.charts.spec import Annotation

_WIDEST = 130.0
_UP, _ASIDE, _CLEAR = (14.0, 24.0, 36.0, 50.0), (10.0, 24.0, 44.0), 5.0
_ANCHORS: tuple[Anchor, ...] = ("start", "end")


def draw_annotations(
    sketch: Sketch,
    annotations: Sequence[Annotation],
    places: Mapping[str, XY],
    strokes: Sequence[tuple[XY, XY]],
    within: Box,
) -> None:
    """Each at the value that it names in ``places``; ``strokes`` are what its words may not lie on."""
    for annotation in annotations:
        lines = wrap(annotation.words, sketch.look.text, _WIDEST)
        if not _draw(sketch, lines, places[annotation.at], strokes, within):
            sketch.note(f"{annotation.at}: {annotation.words}")


def _draw(
    sketch: Sketch, lines: Sequence[str], place: XY, strokes: Sequence[tuple[XY, XY]], within: Box
) -> bool:
    """Whether there was a free place among those tried, the nearest first."""
    size, (x, y) = sketch.look.text, place
    wide, high = max(width_of(line, size) for line in lines), len(lines) * LINE * size
    for up, aside, side, anchor in product(_UP, _ASIDE, (-1, 1), _ANCHORS):
        left = x + aside if anchor == "start" else x - aside - wide
        top = y - up - high if side < 0 else y + up
        box = Box(left, top, left + wide, top + high)
        joint = (left if anchor == "start" else left + wide, top + high if side < 0 else top)
        if not _inside(box, within) or not sketch.is_free(box, 2.5, strokes):
            continue
        if any(crosses(text.core, place, joint) for text in sketch.texts):
            continue
        sketch.line(_toward(place, joint), joint, colour=sketch.look.muted, width=0.7)
        sketch.add(rectangle(box, sketch.look.ground))
        for row, words in enumerate(lines):
            at = left if anchor == "start" else left + wide
            sketch.write(at, top + (row + 0.8) * LINE * size, words, anchor=anchor)
        return True
    return False


def _toward(start: XY, stop: XY) -> XY:
    """A little way off the value, lest the line run into its dot."""
    across, down = stop[0] - start[0], stop[1] - start[1]
    part = _CLEAR / max((across**2 + down**2) ** 0.5, _CLEAR)
    return start[0] + across * part, start[1] + down * part


def _inside(box: Box, outer: Box) -> bool:
    return (
        box.left >= outer.left
        and box.right <= outer.right
        and box.top >= outer.top
        and box.bottom <= outer.bottom
    )
