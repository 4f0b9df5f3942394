"""One mail as a file, which classic Outlook and others open for editing."""

from __future__ import annotations

from pathlib import Path

from reports.delivery.failure import Undelivered
from reports.delivery.mail import mail
from reports.delivery.parcel import Parcel
from reports.delivery.whole import put_file
from reports.errors import Place


class Eml:
    """Writes ``<folder>/<publication>-<edition>-<draft>-<hash>.eml``."""

    looks = True

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def find(self, parcel: Parcel) -> str | None:
        """The file, where it holds the mail with this Message-ID."""
        target = self._target(parcel)
        try:
            there = parcel.message_id.encode() in target.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as problem:
            what = f"it could not be read: {problem.strerror}"
            raise Undelivered(what, Place(str(target)), permanent=True) from None
        if there:
            return str(target)
        todo = "Move it away; Reckoner overwrites nothing."
        raise Undelivered("something else is there already", Place(str(target)), todo, permanent=True)

    def send(self, parcel: Parcel) -> str:
        """Write it."""
        if found := self.find(parcel):
            return found
        put_file(self._target(parcel), mail(parcel, unsent=True))
        return str(self._target(parcel))

    def _target(self, parcel: Parcel) -> Path:
        mark = {"proof": "PROOF-", "release": "", "notice": "notice-"}[parcel.purpose]
        return self.folder / f"{mark}{parcel.name.replace('/', '-')}-{parcel.digest[:8]}.eml"
