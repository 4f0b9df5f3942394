"""What filling one template may use up, so that one that runs away is named and ends nothing else.

A template can't be interrupted from outside, so it is asked on its way: at each step of a loop, each call
and each thing printed it looks at its processor time and at the memory of this process. What one step
could make too large at once, a text times a number or a filter's padding, is bounded on its own.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator
from contextvars import ContextVar
from functools import wraps
from pathlib import Path
from typing import Any

SECONDS = 30.0
MEGABYTES = 1024
LONGEST = 20_000_000
"""Letters of one text, and entries of one list, that a template may make."""
_WIDEST = 100_000  # of a number given to a filter: a width, a count of columns
_WIDE = re.compile(r"[%:][^%{}]*?[0-9]{6}")
_EVERY = 0.05  # seconds between two looks at the memory
_PAGE = 4096
_STATM = Path("/proc/self/statm")


class RanAway(Exception):
    """A template takes more than it may."""


class Allowance:
    """What is left of one filling's time and memory."""

    def __init__(self) -> None:
        self._start, self._memory = time.thread_time(), _memory()
        self._next = self._start + _EVERY

    def look(self) -> None:
        """Go on, or raise RanAway."""
        now = time.thread_time()
        if now < self._next:
            return
        self._next = now + _EVERY
        if now - self._start > SECONDS:
            raise RanAway(f"it works for more than {SECONDS:g} seconds: look for a loop without end")
        if _memory() - self._memory > MEGABYTES * 1024 * 1024:
            raise RanAway(
                f"it needs more than {MEGABYTES} MB of memory: look for a text that grows in a loop"
            )


_OWN: ContextVar[Allowance | None] = ContextVar("allowance", default=None)


def _memory() -> int:
    return int(_STATM.read_text().split()[1]) * _PAGE if _STATM.exists() else 0


def allow() -> None:
    """Give the filling that begins here an allowance of its own."""
    _OWN.set(Allowance())


def look() -> None:
    """Go on, or raise RanAway, where a template is being filled."""
    own = _OWN.get()
    if own is not None:
        own.look()


def watched(things: Iterable[Any]) -> Iterator[Any]:
    """The same things, with a look before each."""
    for thing in things:
        look()
        yield thing


def bounded(made: Any) -> Any:
    """What was made, unless it is larger than any page. Raises RanAway."""
    if isinstance(made, str | list | tuple):
        _require_length(len(made))
    return made


def worked_out(operator: str, left: Any, right: Any) -> Any:
    """Two values through ``+``, ``*``, ``**`` or ``%``. Raises RanAway before that makes too much."""
    match operator:
        case "*":
            for one, other in ((left, right), (right, left)):
                if isinstance(one, str | list | tuple) and isinstance(other, int):
                    _require_length(len(one) * other)
            return left * right
        case "**":
            if isinstance(left, int) and isinstance(right, int):
                _require_length(left.bit_length() * right)
            return left**right
        case "%":
            if isinstance(left, str):
                require_modest_format(left)
            return bounded(left % right)
    return bounded(left + right)


def require_modest_format(text: str) -> None:
    """Nothing, unless a pattern such as ``%9999999d`` asks for a width no page has. Raises RanAway."""
    if _WIDE.search(text):
        raise RanAway(f"it writes a number wider than {_WIDEST:,} letters")


def _require_length(length: int) -> None:
    if length > LONGEST:
        raise RanAway(f"it makes a text or a list of more than {LONGEST:,}")


def modest(function: Callable[..., Any]) -> Callable[..., Any]:
    """A filter that takes no number as a width or count that no page needs, and makes nothing too large."""

    @wraps(function)
    def own(*given: Any, **named: Any) -> Any:
        require_modest(*given[1:], *named.values())
        return bounded(function(*given, **named))

    return own


def require_modest(*given: Any) -> None:
    """Nothing, unless one of these is a number that no width or count on a page needs. Raises RanAway."""
    look()
    for number in given:
        if isinstance(number, int) and abs(number) > _WIDEST:
            raise RanAway(f"it asks for a width or a count of {number:,}; the most is {_WIDEST:,}")
