"""Paragraphs whose last line would hold a word or two: the line before gives it some, so that none is a runt.

WeasyPrint knows no `text-wrap: pretty`. All lines above keep the full measure, and a paragraph never gets a
line more than it takes at full width: nothing else on its page moves.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from itertools import islice
from typing import Any

from weasyprint.layout import block

from reckoner.reports.render.pdf.inside import put_in_place

_FULLER = 0.12
"""The share of the measure from which on a last line isn't short."""
_NARROWER = (0.98, 0.96, 0.94, 0.92, 0.9)
_TEXT = frozenset({"p", "li", "dd", "figcaption"})
_RAGGED = frozenset({"start", "left"})
_SMALL_PRINT = 11.5  # CSS pixels: what is smaller, such as the list of sources, is looked up and not read
_NAME = "iter_line_boxes"
_LINES: Any = getattr(block, _NAME, None)


def keep_last_lines_full() -> None:
    """Let WeasyPrint set paragraphs and entries of lists so, from now on. Raises ChangedInsideError."""
    put_in_place(_NAME, _LINES, _even_lines)


def _even_lines(context: Any, box: Any, at: float, below: float, skip: Any, around: Any, *rest: Any) -> Any:
    """What WeasyPrint asks for: the lines of a box, one by one."""
    is_text = around.element_tag in _TEXT and around.style["font_size"] >= _SMALL_PRINT
    ragged = around.style["text_align_all"] in _RAGGED and not context.excluded_shapes
    lay = _fitted if is_text and ragged and around.width > 0 else _LINES
    return lay(context, box, at, below, skip, around, *rest)


def _fitted(context: Any, box: Any, at: float, below: float, skip: Any, around: Any, *rest: Any) -> Any:
    """The lines, the last two at the width that suits them. A paragraph is laid out again and again, and
    tried once."""
    known = context.__dict__.setdefault("reckoner_lines", {})
    key = (id(around.element), repr(skip), around.width)
    if key not in known:
        lines = list(_LINES(context, box, at, below, skip, around, *rest))

        def tried(share: float) -> list[Any]:  # what stands outside the flow goes nowhere in a trial
            start = lines[-3][1] if len(lines) > 2 else skip
            narrowed = _narrowed(around, share)
            return list(
                _LINES(context, box, lines[-2][0].position_y, below, start, narrowed, [], [], None, None)
            )

        known[key] = max(len(lines) - 2, 0), _best(lines, tried, _FULLER * around.width)
        if known[key][1] == 1.0:
            yield from lines
            return
    before, share = known[key]
    if share < 1.0 and before:
        for line, then in islice(_LINES(context, box, at, below, skip, around, *rest), before):
            yield line, then
            at, skip = line.position_y + line.height, then
        rest = (*rest[:2], None, None)  # the look of a first letter and a first line
    yield from _LINES(context, box, at, below, skip, _narrowed(around, share), *rest)


def _best(lines: list[Any], tried: Callable[[float], list[Any]], enough: float) -> float:
    """The widest share of those that fill the last line, or the one that fills it most."""
    best, width = 1.0, _width(lines[-1][0]) if len(lines) > 1 else enough
    for share in _NARROWER:
        if width >= enough:
            break
        found = tried(share)
        if len(found) != 2:
            break
        if (filled := _width(found[-1][0])) > width:
            best, width = share, filled
    return best


def _narrowed(around: Any, share: float) -> Any:
    if share == 1.0:
        return around
    narrow = copy(around)
    narrow.width = around.width * share
    return narrow


def _width(line: Any) -> float:
    """How far the words of a line reach."""
    ends = [child.position_x + child.margin_width() for child in line.children if child.is_in_normal_flow()]
    return float(max(ends, default=line.position_x) - line.position_x)
