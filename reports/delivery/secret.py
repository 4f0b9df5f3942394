"""Secrets: read from files that only their owner may read, and shown nowhere."""

from __future__ import annotations

import base64
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from reckoner.reports.errors import Place, SettingsError

_MOST_BYTES = 65_536
_UNPRINTABLE = re.compile(r"[^\x20-\x7e]+")
_ENCODED = re.compile(r"[A-Za-z0-9+/_-]{20,}={0,2}")
_LONGEST_QUOTE = 200


@dataclass(frozen=True, slots=True, repr=False)
class Secret:
    """A password, token or key. It refuses to become text, so that no message or log holds it."""

    _value: str

    def reveal(self) -> str:
        """The secret itself, for the one call that needs it."""
        return self._value

    def _refuse(self, *_: object) -> NoReturn:
        raise TypeError("a secret can't be printed")

    def __repr__(self) -> str:
        return "Secret(...)"

    __str__ = __format__ = _refuse

    def scrubbed(self, said: str) -> str:
        """What a server said, on one short line, without the secret in plain or in base64."""
        shown = said
        for form in (self._value, base64.b64encode(self._value.encode()).decode()):
            shown = shown.replace(form, "...")
        # A server may quote how we signed in, where the secret stands encoded among other words.
        return _UNPRINTABLE.sub(" ", _ENCODED.sub("...", shown)).strip()[:_LONGEST_QUOTE]


def read_secret(path: Path) -> Secret:
    """The first line of a file that is its owner's alone. Raises SettingsError, without a word of content."""
    where = Place(str(path))
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError as problem:
        todo = "Create it with the secret in it, and run chmod 600 on it."
        raise SettingsError(f"the secret can't be read: {problem.strerror}", where, todo) from None
    with os.fdopen(handle, "rb") as file:
        known = os.fstat(file.fileno())
        if not stat.S_ISREG(known.st_mode):
            raise SettingsError("the secret is not in a plain file", where, "Put it into one.")
        if known.st_uid != os.geteuid():
            raise SettingsError("the secret belongs to another user", where, "Run chown on it.")
        if known.st_mode & 0o077:
            raise SettingsError("others may read the secret", where, f"Run: chmod 600 {path}")
        content = file.read(_MOST_BYTES)
    return Secret(_text(content, where))


def _text(content: bytes, where: Place) -> str:
    try:
        value = content.decode("utf-8").strip("\r\n")
    except UnicodeDecodeError:
        raise SettingsError("the secret is not text", where, "Save it as UTF-8.") from None
    if not value.strip() or any(ord(letter) < 0x20 for letter in value):
        raise SettingsError("the secret is empty or has several lines", where, "Write it as one line.")
    return value
