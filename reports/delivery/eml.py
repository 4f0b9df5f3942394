"""One mail as a file, which classic Outlook and others open for editing."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from reckoner.reports.delivery.failure import Changed, Undelivered
from reckoner.reports.delivery.mail import mail
from reckoner.reports.delivery.payload import Payload
from reckoner.reports.delivery.seen import difference
from reckoner.reports.delivery.whole import check_folder, put_file, try_folder
from reckoner.reports.drafts.disk import read_plain
from reckoner.reports.errors import Place


class Eml:
    """Writes ``<folder>/<publication>-<edition>-<draft>-<hash>.eml``."""

    looks = True

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def check(self) -> None:
        """The folder can be written, or made."""
        check_folder(self.folder)

    def reach(self) -> str:
        """Write into the folder and take it away again."""
        try_folder(self.folder)
        return f"a mail would be written as a file into {self.folder}"

    def find(self, payload: Payload) -> str | None:
        """The file, where it holds this mail; its date alone may be another."""
        target = self._target(payload)
        try:
            if not os.path.lexists(target):
                return None
            if not stat.S_ISREG(target.lstat().st_mode):
                raise Changed("something that is no plain file has its name", target)
            there = read_plain(target)
        except OSError as problem:
            what = f"it could not be read: {problem.strerror}"
            raise Undelivered(what, Place(str(target)), permanent=True) from None
        if unlike := difference(there, mail(payload, unsent=True)):
            raise Changed(unlike, target)
        return str(target)

    def send(self, payload: Payload) -> str:
        """Write it."""
        if found := self.find(payload):
            return found
        put_file(self._target(payload), mail(payload, unsent=True))
        return str(self._target(payload))

    def _target(self, payload: Payload) -> Path:
        mark = {"proof": "PROOF-", "release": "", "notice": "notice-"}[payload.purpose]
        return self.folder / f"{mark}{payload.name.replace('/', '-')}-{payload.digest[:8]}.eml"
