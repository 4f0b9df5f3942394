"""What a worker does: steps 1 to 7 of one edition, given back as bytes."""

from __future__ import annotations

import hashlib
import os
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reckoner.reports.build import Made, make
from reckoner.reports.errors import InternalError, ReckonerError
from reckoner.reports.settings.house import read_house
from reckoner.reports.unchanged import Asked, Stamps, around, stamps_of

_OURS = Path(__file__).absolute().parents[2]


@dataclass(frozen=True)
class Parcel:
    """An edition made, the house's files as they were before, and what it was held against.

    ``program`` is a hash of the program that made it.
    """

    made: Made
    before: Stamps
    around: str
    program: str


def work(asked: Asked) -> Parcel:
    """Make one edition. Raises ReckonerError, also for what nobody foresaw: it ends this edition alone."""
    try:
        before, house = stamps_of(asked.root), read_house(asked.root)
        seen = around(asked.with_history(house.history))
        made = make(asked.root, asked.publication, asked.edition, lambda _step: None, strict=asked.strict)
        return Parcel(made, before, seen, program())
    except ReckonerError:
        raise
    except Exception as error:
        if os.environ.get("RECKONER_DEBUG"):
            raise
        todo = "Set RECKONER_DEBUG=1 and run again to see where it happened."
        raise InternalError(f"this is our fault: {type(error).__name__}: {error}", todo=todo) from None


@cache
def program() -> str:
    """A hash of our code, of the packages' versions and of Python's: equal where equal bytes are made."""
    digest = hashlib.sha256(sys.version.encode())
    for here, folders, files in os.walk(_OURS, followlinks=True):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(files):
            digest.update(Path(here, name).relative_to(_OURS).as_posix().encode())
            digest.update(Path(here, name).read_bytes())
    for folder in sys.path:
        if Path(folder).name == "site-packages":
            names = sorted(path.name for path in Path(folder).iterdir() if path.name.endswith("-info"))
            digest.update("\n".join(names).encode())
    return digest.hexdigest()
