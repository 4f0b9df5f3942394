"""A new edition that has been begun: its files, what was carried over, and how they get in place."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from reckoner.reports.errors import Place, UsageError, WriteError
from reckoner.reports.rollover.carry import CarryOver
from reckoner.reports.rollover.sequence import EditionSequence

EDITION = "edition.md"


@dataclass(frozen=True)
class NewEdition:
    """A new edition before it is written: its files by their names in the folder, edition.md first.

    ``carried`` are the files of words. ``left_out`` is what the last edition has of its own, ``naming_year``
    the files whose words name its year, ``charts`` the periods that its charts.yaml writes out.
    """

    folder: Path
    shown: str
    after: EditionSequence
    files: Mapping[str, bytes]
    carried: tuple[CarryOver, ...]
    left_out: tuple[str, ...] = ()
    naming_year: tuple[str, ...] = ()
    charts: tuple[str, ...] = ()

    def write(self) -> None:
        """Put the folder in its place, whole or not at all. Raises UsageError where one is, WriteError."""
        try:
            making = Path(tempfile.mkdtemp(prefix=".new-", dir=self.folder.parent.parent))
            try:
                self._fill(making)
                refuse_other(self.folder, self.shown)
                making.rename(self.folder)
            except BaseException:
                shutil.rmtree(making, ignore_errors=True)
                raise
        except OSError as problem:
            what = f"it could not be written: {problem.strerror}"
            raise WriteError(what, Place(self.shown)) from None

    def _fill(self, making: Path) -> None:
        for name, data in self.files.items():
            (making / name).parent.mkdir(exist_ok=True)
            (making / name).write_bytes(data)
        making.chmod(0o755)


def refuse_other(folder: Path, shown: str) -> None:
    """Raises UsageError where something is there already: nothing is ever overwritten."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise UsageError("something else has that name", Place(shown))
    if (folder / EDITION).exists():
        raise UsageError("this edition has words already", Place(f"{shown}/{EDITION}"))
    if folder.exists() and any(folder.iterdir()):
        todo = "Move them away and put them back afterwards: nothing is overwritten."
        raise UsageError("there are files in its folder already", Place(shown), todo)
