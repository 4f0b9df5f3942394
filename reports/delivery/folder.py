"""A folder, such as a share: each draft in a folder of its own, whole or not at all, never overwritten."""

from __future__ import annotations

from pathlib import Path

from reckoner.reports.delivery.failure import Changed
from reckoner.reports.delivery.parcel import Parcel
from reckoner.reports.delivery.whole import check_folder, differences, put_folder, try_folder


class Folder:
    """Puts the files into ``<folder>/<publication>/<edition>/<draft>``; a proof's name says so."""

    looks = True

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def check(self) -> None:
        """The folder can be written, or made."""
        check_folder(self.folder)

    def reach(self) -> str:
        """Write into the folder and take it away again."""
        try_folder(self.folder)
        return f"files would go into a folder of their own below {self.folder}"

    def find(self, parcel: Parcel) -> str | None:
        """The folder, where it holds exactly these files."""
        target = self._target(parcel)
        found = differences(target, parcel.files)
        if found:
            raise Changed(", ".join(found), target)
        return None if found is None else str(target)

    def send(self, parcel: Parcel) -> str:
        """Put it there."""
        if found := self.find(parcel):
            return found
        put_folder(self._target(parcel), parcel.files)
        return str(self._target(parcel))

    def _target(self, parcel: Parcel) -> Path:
        edition, _, draft = parcel.name.rpartition("/")
        return self.folder / edition / (f"PROOF-{draft}" if parcel.purpose == "proof" else draft)
