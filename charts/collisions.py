"""Labels that collide, read from the finished SVG: on one another, on a line, under a mark, off the picture.

It looks at what a reader sees, not at the plan that the picture was drawn from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from xml.etree import ElementTree

from reckoner.charts.fonts import ASCENT, CAPITALS, DESCENT
from reckoner.charts.scene import XY, Box
from reckoner.charts.sketch import crosses

_SVG = "{http://www.w3.org/2000/svg}"
_SLACK = 0.5  # texts may touch, but not cover one another
_COVER = 1.0
_HEAVY = 1.0  # lines of data and targets, in points; a grid's are thinner
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")
_STEP = re.compile(r"([MLCQz])([^MLCQz]*)")


@dataclass(frozen=True, slots=True)
class _Label:
    words: str
    box: Box
    core: Box


@dataclass(frozen=True, slots=True)
class _Shape:
    """A path: its strokes and how wide they are, its colour, and the room that it fills, if any."""

    strokes: tuple[tuple[XY, ...], ...]
    width: float
    fill: str
    filled: Box | None

    @property
    def is_heavy(self) -> bool:
        """Whether it is a line of data or a target, neither grid nor hatching."""
        return self.width >= _HEAVY and len(self.strokes) == 1


def collisions(svg: bytes) -> list[str]:
    """What is wrong with the labels of a picture, in plain words."""
    root = ElementTree.fromstring(svg)
    marks = list(_marks(root))
    labels = [mark for mark in marks if isinstance(mark, _Label)]
    found = [f"“{label.words}” is cut off" for label in labels if not _inside(label.box, root)]
    found += [
        f"“{first.words}” lies over “{second.words}”"
        for first, second in combinations(labels, 2)
        if first.box.meets(second.box, -_SLACK)
    ]
    for place, mark in enumerate(marks):
        if isinstance(mark, _Label):
            found += _struck(mark, marks[:place], marks[place + 1 :])
    return list(dict.fromkeys(found))


def _struck(
    label: _Label, before: Sequence[_Label | _Shape], after: Sequence[_Label | _Shape]
) -> Iterator[str]:
    """Fills over a label, and strokes through it. A ground behind it hides a grid, but no heavier line."""
    for shape in after:
        if isinstance(shape, _Shape) and shape.filled and shape.filled.meets(label.core, -_COVER):
            yield f"“{label.words}” is covered"
    shapes = [shape for shape in before if isinstance(shape, _Shape)]
    paper = shapes[0].fill if shapes else ""
    grounds = [
        place for place, shape in enumerate(shapes) if shape.filled and _holds(shape.filled, label.core)
    ]
    painted = [place for place in grounds if shapes[place].fill != paper]
    seen = shapes[grounds[-1] if grounds else 0 :]
    seen += [shape for shape in shapes[painted[-1] if painted else 0 :] if shape.is_heavy]
    seen += [shape for shape in after if isinstance(shape, _Shape)]
    strokes = (stroke for shape in seen if shape.width and not shape.filled for stroke in shape.strokes)
    if any(crosses(label.core, start, stop) for stroke in strokes for start, stop in pairwise(stroke)):
        yield f"a line runs through “{label.words}”"


def _marks(root: ElementTree.Element) -> Iterator[_Label | _Shape]:
    for element in root.iter():
        if element.tag == f"{_SVG}text":
            yield _label(element)
        elif element.tag == f"{_SVG}path":
            yield _shape(element)


def _label(element: ElementTree.Element) -> _Label:
    style = _style(element)
    size, wide = float(style["font-size"].removesuffix("px")), float(element.get("textLength", "0"))
    x, y = float(element.get("x", "0")), float(element.get("y", "0"))
    left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[style.get("text-anchor", "start")]
    box = Box(left, y - ASCENT * size, left + wide, y + DESCENT * size)
    return _Label(element.text or "", box, Box(left, y - CAPITALS * size, left + wide, y))


def _shape(element: ElementTree.Element) -> _Shape:
    style = _style(element)
    strokes = tuple(_strokes(element.get("d", "")))
    points = [point for stroke in strokes for point in stroke]
    fill = style.get("fill", "none")
    width = float(style.get("stroke-width", 1)) if style.get("stroke", "none") != "none" else 0.0
    return _Shape(strokes, width, fill, _around(points) if fill != "none" and points else None)


def _strokes(path: str) -> Iterator[tuple[XY, ...]]:
    """The corners of each stroke; of a curve its ends, which lie near enough."""
    stroke: list[XY] = []
    for command, written in _STEP.findall(path):
        numbers = [float(number) for number in _NUMBER.findall(written)]
        if command == "M" and stroke:
            yield tuple(stroke)
            stroke = []
        if command == "z" and stroke:
            stroke.append(stroke[0])
        elif numbers:
            stroke.append((numbers[-2], numbers[-1]))
    if stroke:
        yield tuple(stroke)


def _style(element: ElementTree.Element) -> dict[str, str]:
    pairs = (part.split(":", 1) for part in element.get("style", "").split(";") if ":" in part)
    return {name.strip(): value.strip() for name, value in pairs}


def _around(points: Sequence[XY]) -> Box:
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def _holds(outer: Box, inner: Box) -> bool:
    return (
        outer.left <= inner.left + _SLACK
        and outer.top <= inner.top + _SLACK
        and outer.right >= inner.right - _SLACK
        and outer.bottom >= inner.bottom - _SLACK
    )


def _inside(box: Box, root: ElementTree.Element) -> bool:
    _, _, width, height = (float(number) for number in root.get("viewBox", "0 0 0 0").split())
    return _holds(Box(0.0, 0.0, width, height), box)
