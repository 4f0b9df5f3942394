"""Whether somebody has changed the files that drafts are made from, so that what failed may go well now."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_PLACES = ("content", "data", "templates", "languages", "office.yaml", "schedules.yaml")


@dataclass
class Touched:
    """Looks at a house again and again. A change counts once nothing has changed since the look before."""

    house: Path
    settled: int | None = None
    last: int | None = None

    def look(self) -> bool:
        """Whether files have changed since this last said so, and are at rest; True at the first rest."""
        now, before = _stamp(self.house), self.last
        self.last = now
        if now != before or now == self.settled:
            return False
        self.settled = now
        return True


def _stamp(house: Path) -> int:
    """A number that changes when one of the files does."""
    found = []
    for place in map(house.joinpath, _PLACES):
        for path in place.rglob("*") if place.is_dir() else [place]:
            try:
                known = path.stat()
            except OSError:
                continue  # it was removed just now, or is a link to nothing
            found.append((str(path), known.st_mtime_ns, known.st_size))
    return hash(tuple(sorted(found)))
