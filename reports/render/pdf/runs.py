"""Runs of pages that come out badly, such as a part whose last page holds three lines: set tighter or looser.

A template marks what begins a page and runs on over the next ones with ``data-run``; its stylesheet says
what `tight` and `loose` mean. Only a run with a bad page is tried again, alone, and the document once more
with what was best: a document whose pages are well filled is laid out once. Of a document that is one run
the best trial is the whole, and is taken. A long run is left as it is: some page of so many always lacks
something, and a trial holds a second layout in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.logger import LOGGER

from reckoner.reports.render.pdf.inside import page_box, placed

MARK = "data-run"
STEPS = ("tight", "loose")
LONGEST = 60
"""The most pages of a run that is tried again."""
FULL, LAST = 0.74, 0.25
"""What each page and the last one of a run should be filled to, as checks/pdf/makeup.py asks it."""
Laid = tuple[Any, Any]  # the page's elements, and the document laid out


def better_steps(laid: Laid, lay: Callable[[int, str], Laid]) -> dict[int, str]:
    """The step for each run that is better set another way. ``lay`` lays one run out alone with a step."""
    page, document = laid
    steps: dict[int, str] = {}
    for number, run in enumerate(runs_of(page)):
        fills = list(_fills(document, run))
        least = _lacking(fills)
        for step in STEPS if least and len(fills) <= LONGEST else ():
            trial = _quietly(lay, number, step)
            found = _lacking(list(_fills(trial[1], runs_of(trial[0])[0])))
            if found < least:
                least, steps[number] = found, step
            if not least:
                break
    return steps


def runs_of(page: Any) -> list[Any]:
    """The elements that are runs, in order."""
    return [element for element in page.etree_element.iter() if element.get(MARK) is not None]


def alone(page: Any, number: int) -> bool:
    """Leave one run in the page, with what stands before it but for other runs; whether anything went."""
    runs = runs_of(page)
    run = runs[number]
    parents = {child: parent for parent in page.etree_element.iter() for child in parent}
    at, went = run, False
    while at in parents and at.tag != "body":
        siblings = list(parents[at])
        for place, other in enumerate(siblings):
            if other is not at and (other in runs or place > siblings.index(at)):
                parents[at].remove(other)
                went = True
        at = parents[at]
    return went


def pages_of_first(laid: Laid) -> Any:
    """The document with the pages alone on which its first run stands."""
    page, document = laid
    run = runs_of(page)[0]
    return document.copy([each for each in document.pages if any(_within(page_box(each), run))])


def _lacking(fills: list[float]) -> int:
    """How many pages of a run are too empty: to fill one a little more isn't worth a second layout."""
    return sum(fill < FULL for fill in fills[:-1]) + (len(fills) > 1 and fills[-1] < LAST)


def _fills(document: Any, run: Any) -> Iterator[float]:
    """How far down each page of a run is filled, from 0 to 1."""
    for page in document.pages:
        box = page_box(page)
        top = box.content_box_y()
        bottoms = [bottom for found in _within(box, run) for bottom in _bottoms(found)]
        if bottoms:
            yield (max(bottoms) - top) / box.height


def _within(box: Any, run: Any) -> Iterator[Any]:
    for child in getattr(box, "children", ()):
        if isinstance(child, AbsolutePlaceholder | boxes.MarginBox):
            continue
        if child.element is run:
            yield child
        elif isinstance(child, boxes.ParentBox):
            yield from _within(child, run)


def _bottoms(box: Any) -> Iterator[float]:
    """The lower edges of lines, pictures and blocks of a given height."""
    if isinstance(box, AbsolutePlaceholder):
        box = placed(box)
    if isinstance(box, boxes.LineBox | boxes.ReplacedBox):
        yield box.position_y + box.margin_height()
        return
    if box.style["height"] != "auto":
        yield box.position_y + box.margin_height()
    for child in getattr(box, "children", ()):
        yield from _bottoms(child)


def _quietly(lay: Callable[[int, str], Laid], number: int, step: str) -> Laid:
    """A trial lacks what its links lead to, which is nothing to report."""
    LOGGER.disabled = True
    try:
        return lay(number, step)
    finally:
        LOGGER.disabled = False
