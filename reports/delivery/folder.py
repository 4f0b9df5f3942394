"""A folder, such as a share: each draft in a folder of its own, whole or not at all, never overwritten."""

from __future__ import annotations

from pathlib import Path

from reckoner.reports.delivery.failure import Changed
from reckoner.reports.delivery.payload import Payload
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

    def find(self, payload: Payload) -> str | None:
        """The folder, where it holds exactly these files."""
        target = self._target(payload)
        found = differences(target, payload.files)
        if found:
            raise Changed(", ".join(found), target)
        return None if found is None else str(target)

    def send(self, payload: Payload) -> str:
        """Put it there."""
        if found := self.find(payload):
            return found
        put_folder(self._target(payload), payload.files)
        return str(self._target(payload))

    def _target(self, payload: Payload) -> Path:
        edition, _, draft = payload.name.rpartition("/")
        return self.folder / edition / (f"PROOF-{draft}" if payload.purpose == "proof" else draft)
