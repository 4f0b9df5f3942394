"""What the writer of a history keeps outside the house, in its user's own state: the key and the last row."""

from __future__ import annotations

import hashlib
import itertools
import os
import pwd
from dataclasses import dataclass
from pathlib import Path

from reckoner.reports.drafts.disk import why
from reckoner.reports.drafts.head import Head, read_head
from reckoner.reports.drafts.seal import Seal, make_seal, read_seal
from reckoner.reports.errors import Place, WriteError


@dataclass(frozen=True)
class Safe:
    """The folder for one house and one user; ``copies`` are more files for the head, such as on a share."""

    house: Path
    folder: Path
    copies: tuple[Path, ...] = ()

    @property
    def note(self) -> Path:
        """Where this user's own note of the last row is."""
        return self.folder / "head.json"

    @property
    def places(self) -> tuple[Path, ...]:
        """Every place where the last row is noted."""
        return (self.note, *self.copies)

    def heads(self) -> list[tuple[Path, Head]]:
        """What was noted, this user's own first. Raises InputError where a note can't be read."""
        found = ((place, read_head(place)) for place in self.places)
        return [(place, head) for place, head in found if head is not None]

    def set_aside(self) -> Path | None:
        """Put away this user's note of a house that stood here before; where it is now, None without one.

        Raises WriteError.
        """
        aside = next(
            path
            for count in itertools.count(1)
            if not (path := self.folder / f"before-{count}.json").exists()
        )
        try:
            self.note.rename(aside)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as problem:
            what, todo = why(problem)
            raise WriteError(
                f"an earlier house's note can't be put away: {what}", Place(str(self.note)), f"{todo}."
            ) from None
        return aside

    def seal(self) -> Seal | None:
        """This user's key, if there is one. Raises SettingsError where others may read it."""
        return read_seal(self.folder / "key.pem")

    def make_seal(self) -> Seal:
        """A new key for this user. Raises WriteError."""
        return make_seal(self.folder / "key.pem")


def safe_of(house: Path, copy: str = "") -> Safe:
    """The safe of this user for a house: in ``$XDG_STATE_HOME``, or else ``~/.local/state``, of the user."""
    house = house.resolve()
    base = os.environ.get("XDG_STATE_HOME", "")
    states = Path(base) if base.startswith("/") else _home() / ".local/state"
    name = f"{house.name or 'house'}-{hashlib.sha256(os.fsencode(house)).hexdigest()[:16]}"
    return Safe(house, states / "reckoner" / name, (house / copy,) if copy else ())


def _home() -> Path:
    """The user's home as the system knows it, whatever the environment says: `sudo -u` finds the same."""
    try:
        return Path(pwd.getpwuid(os.geteuid()).pw_dir)
    except KeyError:
        return Path(os.environ.get("HOME", "/"))
