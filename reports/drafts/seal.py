"""The key that signs a history's rows (Ed25519): made at the first row, its user's alone."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from reckoner.reports.drafts.disk import new_file, why
from reckoner.reports.errors import Place, SettingsError, WriteError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_CONTEXT = b"reckoner, a row of a history: "
_MOST_BYTES = 4096


class Seal:
    """A private key; it never becomes text. ``public`` is its public half in hexadecimal."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key
        self.public = key.public_key().public_bytes_raw().hex()

    def sign(self, digest: str) -> str:
        """The signature of a row's hash."""
        return self._key.sign(_CONTEXT + digest.encode()).hex()


def is_signed(public: str, digest: str, signature: str) -> bool:
    """Whether the owner of a key signed a row's hash."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
        key.verify(bytes.fromhex(signature), _CONTEXT + digest.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def read_seal(path: Path) -> Seal | None:
    """The key in a file; None where there is none. Raises SettingsError where others may read or write it."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    raw = _private(path)
    if raw is None:
        return None
    try:
        key = load_pem_private_key(raw, None)
    except (ValueError, TypeError):
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        todo = "Bring it back from the backup, or hand the history over: reckoner verify --adopt."
        raise SettingsError("this is not the key of a history", Place(str(path)), todo)
    return Seal(key)


def make_seal(path: Path) -> Seal:
    """A new key, kept in a file that its user alone may read. Raises WriteError."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate()
    raw = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    making = path.with_name(f".{path.name}.new")  # one at a time: whoever makes a key holds the history
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with new_file(making, 0o600) as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        making.replace(path)
    except OSError as problem:
        what, todo = why(problem)
        todo = f"{todo}. The folder follows from XDG_STATE_HOME, or else from the user's home."
        raise WriteError(f"the history's key can't be made: {what}", Place(str(path)), todo) from None
    return Seal(key)


def _private(path: Path) -> bytes | None:
    where = Place(str(path))
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
    except FileNotFoundError:
        return None
    except OSError as problem:
        what, todo = why(problem)
        raise SettingsError(f"the history's key can't be read: {what}", where, f"{todo}.") from None
    with os.fdopen(handle, "rb") as file:
        known = os.fstat(file.fileno())
        if not stat.S_ISREG(known.st_mode):
            raise SettingsError("the history's key is not in a plain file", where, "Put it into one.")
        if known.st_uid != os.geteuid():
            raise SettingsError("the history's key belongs to another user", where, "Run chown on it.")
        if known.st_mode & 0o077:
            todo = f"Run: chmod 600 {path}. If somebody may have copied it, hand over to a new one."
            raise SettingsError("others may read the history's key", where, todo)
        return file.read(_MOST_BYTES)
