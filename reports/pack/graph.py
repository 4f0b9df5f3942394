"""The objects of a PDF as they hang together: each dictionary once, trees of names and numbers read flat."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pikepdf

_CONTAINERS = (pikepdf.Dictionary, pikepdf.Array, pikepdf.Stream)
_UTF16 = b"\xfe\xff"


class Once:
    """Says of each indirect object once that it is new; direct ones stand in one place and always are."""

    def __init__(self) -> None:
        self._seen: set[tuple[int, int]] = set()

    def is_new(self, found: Any) -> bool:
        """Whether it is met for the first time."""
        if not found.is_indirect:
            return True
        if found.objgen in self._seen:
            return False
        self._seen.add(found.objgen)
        return True


def dictionaries(root: Any) -> Iterator[Any]:
    """Every dictionary that can be reached from an object, those of streams too."""
    once, waiting = Once(), [root]
    while waiting:
        found = waiting.pop()
        if not isinstance(found, _CONTAINERS) or not once.is_new(found):
            continue
        if isinstance(found, pikepdf.Array):
            waiting.extend(found)
            continue
        yield found
        waiting.extend(value for _, value in found.items())


def elements(kids: Any) -> Iterator[Any]:
    """The elements of a tree of tags, in reading order: those among ``kids`` and all beneath them."""
    once, waiting = Once(), [kids]
    while waiting:
        found = waiting.pop()
        if isinstance(found, pikepdf.Array):
            waiting.extend(reversed(list(found)))
        elif isinstance(found, pikepdf.Dictionary) and "/S" in found and once.is_new(found):
            yield found
            if "/K" in found:
                waiting.append(found.K)


def read_tree(root: Any, leaves: str) -> Iterator[tuple[Any, Any]]:
    """The entries of a name tree (``/Names``) or a number tree (``/Nums``), whatever its shape."""
    once, waiting = Once(), [root]
    while waiting:
        found = waiting.pop()
        if not isinstance(found, pikepdf.Dictionary) or not once.is_new(found):
            continue
        flat = list(found.get(leaves, ()))
        yield from zip(flat[::2], flat[1::2], strict=False)
        waiting.extend(reversed(list(found.get("/Kids", ()))))


def write_tree(entries: Iterable[tuple[Any, Any]], leaves: str) -> Any:
    """A tree of one node; readers look names and numbers up by halving, so they stand in order."""
    ordered = sorted(entries, key=lambda entry: _key(entry[0]))
    flat = pikepdf.Array([part for entry in ordered for part in entry])
    return pikepdf.Dictionary({leaves: flat})


def _key(key: Any) -> Any:
    return key if isinstance(key, int) else bytes(key)


def prefixed(name: Any, prefix: str) -> Any:
    """A name or an id with a prefix of plain letters, in the writing that it has."""
    raw = str(name)[1:].encode() if isinstance(name, pikepdf.Name) else bytes(name)
    if raw.startswith(_UTF16):
        return pikepdf.String(_UTF16 + prefix.encode("utf-16-be") + raw[2:])
    return pikepdf.String(prefix.encode() + raw)


def as_array(found: Any) -> list[Any]:
    """What may be one thing or an array of them, as a list."""
    if found is None:
        return []
    return list(found) if isinstance(found, pikepdf.Array) else [found]
