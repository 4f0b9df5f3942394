"""Columns of one height, found line by line.

WeasyPrint often tries each pixel, and lays all columns out each time: 152 times for a page of sources.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import ceil, inf
from typing import Any
from weakref import WeakKeyDictionary

from weasyprint.formatting_structure import boxes
from weasyprint.layout import block

from reckoner.reports.render.pdf.inside import put_in_place

_NAME = "columns_layout"
_COLUMNS: Any = getattr(block, _NAME, None)
_EXACT = 4.0  # CSS pixels, about a millimetre
# What each layout found: a box's first column, and the height. A page is laid out again, with a number
# that may be longer, for each later page that it names.
_FOUND: WeakKeyDictionary[Any, dict[Any, tuple[Any, float]]] = WeakKeyDictionary()


def balance_line_by_line() -> None:
    """Let WeasyPrint balance columns so, from now on. Raises ChangedInsideError."""
    put_in_place(_NAME, _COLUMNS, _balanced)


def _balanced(
    context: Any,
    box: Any,
    bottom_space: float,
    skip_stack: dict[int, Any] | None,
    containing_block: Any,
    page_is_empty: bool,
    absolute_boxes: list[Any],
    fixed_boxes: list[Any],
    *more: Any,
) -> Any:
    """What WeasyPrint's ``columns_layout`` gives, with columns no more than a millimetre higher.

    Columns that go on over the page are filled, not balanced. Those with a width, a height or children
    across all of them are left to WeasyPrint.
    """
    placed = (absolute_boxes, fixed_boxes)

    def lay(columns: Any, bottom: float) -> Any:
        return _COLUMNS(context, columns, bottom, skip_stack, containing_block, page_is_empty, *placed, *more)

    filled = _filled(box)
    if filled is None:
        return lay(box, bottom_space)
    trial = _Trial(context, box, skip_stack, containing_block, more[1:])
    return _Balance(trial, placed, lambda bottom: lay(filled, max(bottom_space, bottom))).laid()


class _Balance:
    """Columns where they are to stay. ``lay`` fills one after another, down to so far above the bottom."""

    def __init__(self, trial: _Trial, placed: tuple[list[Any], ...], lay: Callable[[float], Any]) -> None:
        self.trial, self.placed, self.lay = trial, placed, lay
        self.known = _FOUND.setdefault(trial.context, {})

    def laid(self) -> Any:
        """The columns at the least height that holds everything, or filled where none does."""
        return self._as_before() or self._anew()

    def _as_before(self) -> Any:
        """At the height that was found before; none where it isn't the least any more."""
        if self.trial.key in self.known:
            column, height = self.known[self.trial.key]
            if not self.trial.like(column).fits(height - _EXACT):
                found = self._at(height)
                if _holds_all(found) and _place(found[0].children[0]) == _place(column):
                    return found
                self._drop(found)
        return None

    def _anew(self) -> Any:
        found = self.lay(-inf)
        if not _holds_all(found) or not found[0].children:
            return found
        column = found[0].children[0]
        for height in self.trial.like(column).heights(found[0].children):
            self._drop(found)
            found = self._at(height)
            if _holds_all(found):
                self.known[self.trial.key] = (column, height)
                break
        return found

    def _at(self, height: float) -> Any:
        return self.lay(self.trial.bottom(height))

    def _drop(self, found: Any) -> None:
        if found[0] is not None:
            block.remove_placeholders(self.trial.context, [found[0]], *self.placed)


def _holds_all(found: Any) -> bool:
    return found[0] is not None and found[1] is None


def _filled(box: Any) -> Any:
    """The box with each column filled before the next; none where that isn't all there is to balance."""
    style = box.style
    asked = (style["column_fill"], style["column_width"], style["height"])
    if asked != ("balance", "auto", "auto"):
        return None
    if any(child.style["column_span"] == "all" for child in box.children):
        return None
    filled = box.copy()
    filled.style = style.copy()
    filled.style["column_fill"] = "auto"
    return filled


class _Trial:
    """The columns laid out at a height, for nothing but to see whether they hold everything."""

    def __init__(
        self,
        context: Any,
        box: Any,
        skip_stack: dict[int, Any] | None,
        containing_block: Any,
        first_styles: tuple[Any, ...],
    ) -> None:
        self.context, self.containing_block, self.first_styles = context, containing_block, first_styles
        self.count = box.style["column_count"]
        skip = next(iter(skip_stack)) if skip_stack else 0
        self.begin = {0: skip_stack[skip]} if skip_stack else None
        self.children = box.children[skip:]
        self.key = (box.element, str(skip_stack))

    def like(self, column: Any) -> _Trial:
        """In columns like this one."""
        self.column = column.copy_with_children([_hollow(child) for child in self.children])
        self.column.height = "auto"
        return self

    def bottom(self, height: float) -> float:
        """How far from the page's bottom columns of this height end."""
        return float(self.context.page_bottom - self.column.position_y - height)

    def heights(self, filled: Sequence[Any]) -> Iterator[float]:
        """Heights at which columns should hold everything, the least first; the last is the page's.

        ``filled`` are the columns filled one by one.
        """
        heights = [_consumed(column) for column in filled]
        height, most = sum(heights) / self.count, max(heights)
        inside = (box for column in filled for box in column.descendants())
        step = max(1, next((box.height for box in inside if isinstance(box, boxes.LineBox)), most))
        while height < most and not self.fits(height):
            height += step
        shortest = self._shortest(height - step, height)
        yield from (shortest + lines * step for lines in range(ceil((most - shortest) / step)))
        yield self._shortest(most - step, most + 1)  # they may be filled already as they have to stay
        yield inf

    def _shortest(self, too_short: float, enough: float) -> float:
        """The least height between these two at which columns hold everything."""
        while enough - too_short > _EXACT:
            middle = (too_short + enough) / 2
            too_short, enough = (too_short, middle) if self.fits(middle) else (middle, enough)
        return enough

    def fits(self, height: float) -> bool:
        """Whether columns of this height hold everything."""
        context, shapes = self.context, self.context.excluded_shapes[:]
        bottom = self.bottom(height)
        made: list[Any] = []
        resume_at: Any = self.begin
        context.in_column = True
        for _ in range(self.count):
            column, resume_at, *_ = block.block_box_layout(
                context,
                self.column,
                bottom,
                resume_at,
                self.containing_block,
                False,
                [],
                [],
                [],
                *self.first_styles,
                discard=False,
                max_lines=None,
            )
            if column is None:
                resume_at = {0: None}
                break
            made.append(column)
            if resume_at is None:
                break
        block.remove_placeholders(context, made, [], [])
        context.excluded_shapes[:] = shapes
        context.in_column = False
        return resume_at is None


def _hollow(box: Any) -> Any:
    """The box with nothing in those within it that take no room."""
    if not isinstance(box, boxes.ParentBox):
        return box
    inside = [] if box.is_absolutely_positioned() else [_hollow(child) for child in box.children]
    return box.copy_with_children(inside)


def _consumed(column: Any) -> float:
    """How much of a column is filled: a box that can't be parted needs room for the margin below it too."""
    flowing = [box for box in column.children if box.is_in_normal_flow()]
    if not flowing:
        return 0.0
    last = flowing[-1]
    return float(last.position_y + last.margin_height() - column.position_y)


def _place(column: Any) -> tuple[float, float]:
    return column.position_y, column.width
