"""What a worker does: steps 1 to 7 of one edition, given back as bytes."""

from __future__ import annotations

import hashlib
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reckoner.reports.build import Made, make
from reckoner.reports.cache.surroundings import OURS, code_files, packages
from reckoner.reports.errors import as_ours
from reckoner.reports.unchanged import Asked, Stamps, stamps_of


@dataclass(frozen=True)
class Parcel:
    """An edition made, and the house's files as they were before.

    ``program`` is a hash of the program that made it.
    """

    made: Made
    before: Stamps
    program: str


def work(asked: Asked) -> Parcel:
    """Make one edition. Raises ReckonerError, also for what nobody foresaw: it ends this edition alone."""
    with as_ours():
        before = stamps_of(asked.root)
        made = make(asked.root, asked.publication, asked.edition, lambda _step: None, strict=asked.strict)
        return Parcel(made, before, program())


@cache
def program() -> str:
    """A hash of our code, of the packages' versions and of Python's: equal where equal bytes are made."""
    digest = hashlib.sha256(sys.version.encode())
    for path in code_files():
        digest.update(path.relative_to(OURS).as_posix().encode())
        digest.update(path.read_bytes())
    for folder in sys.path:
        if Path(folder).name == "site-packages":
            digest.update("\n".join(packages(folder)).encode())
    return digest.hexdigest()
