"""A folder, such as a share: each draft in a folder of its own, whole or not at all, never overwritten."""

from __future__ import annotations

from pathlib import Path

from reports.delivery.parcel import Parcel
from reports.delivery.whole import put_folder, same_folder


class Folder:
    """Puts the files into ``<folder>/<publication>/<edition>/<draft>``; a proof's name says so."""

    looks = True

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def find(self, parcel: Parcel) -> str | None:
        """The folder, where it holds exactly these files."""
        target = self._target(parcel)
        return str(target) if same_folder(target, parcel.files) else None

    def send(self, parcel: Parcel) -> str:
        """Put it there."""
        if found := self.find(parcel):
            return found
        put_folder(self._target(parcel), parcel.files)
        return str(self._target(parcel))

    def _target(self, parcel: Parcel) -> Path:
        edition, _, draft = parcel.name.rpartition("/")
        return self.folder / edition / (f"PROOF-{draft}" if parcel.purpose == "proof" else draft)
