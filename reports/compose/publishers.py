"""Sources under the publication that they share, so that its long name is printed once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import accumulate

_COMMA = ", "
Split = tuple[str, str]
"""Publisher and publication; and the part of it that a source is, empty where it is the whole."""


def split(cited: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], Split]:
    """Each publisher and document, split where the longest beginning ends that others of them share."""
    listed = list(dict.fromkeys(cited))
    shared = Counter((publisher, begin) for publisher, document in listed for begin in _begins(document))
    return {each: _split(*each, shared) for each in listed}


def _begins(document: str) -> list[str]:
    """The document's name up to each of its commas, and the whole."""
    return list(accumulate(document.split(_COMMA), lambda begin, part: f"{begin}{_COMMA}{part}"))


def _split(publisher: str, document: str, shared: Mapping[tuple[str, str], int]) -> Split:
    common = [begin for begin in _begins(document) if shared[publisher, begin] > 1]
    name = common[-1] if common else document
    return _COMMA.join(filter(None, (publisher, name))), document.removeprefix(name).removeprefix(_COMMA)
