"""Files on their way to a caller: a line of JSON with path and size, then the bytes."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

_LONGEST = 8192


@dataclass(frozen=True)
class Bundle:
    """A file for the caller. ``fresh`` means that no other file may be overwritten with it."""

    path: Path
    content: bytes
    fresh: bool = False

    def packed(self) -> bytes:
        """The bundle as it travels."""
        about = {"path": str(self.path), "size": len(self.content), "fresh": self.fresh}
        return json.dumps(about).encode() + b"\n" + self.content


def hander(descriptor: int) -> Callable[[Bundle], None]:
    """Gives bundles to whoever reads the other end of a pipe."""

    def hand(bundle: Bundle) -> None:
        rest = memoryview(bundle.packed())
        while rest:
            rest = rest[os.write(descriptor, rest) :]

    return hand


@dataclass
class Unpacked:
    """Makes bundles of pieces as they come."""

    _rest: bytearray = field(default_factory=bytearray)

    def feed(self, piece: bytes) -> Iterator[Bundle]:
        """The bundles that are whole now. Raises ValueError for what is none."""
        self._rest += piece
        while (end := self._rest.find(b"\n", 0, _LONGEST)) >= 0:
            about = json.loads(self._rest[:end])
            path, size, fresh = Path(about["path"]), int(about["size"]), bool(about["fresh"])
            if len(self._rest) < end + 1 + size:
                return
            yield Bundle(path, bytes(self._rest[end + 1 : end + 1 + size]), fresh)
            del self._rest[: end + 1 + size]
