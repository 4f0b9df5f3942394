"""How often Python looks for objects that nobody holds any more."""

from __future__ import annotations

import gc

_OBJECTS = 50_000  # made since the last look; Python's own number is a fraction of it


def collect_seldom() -> None:
    """For a process whose objects stay until its work is done, as a layout's do: looking is in vain."""
    gc.set_threshold(_OBJECTS)
