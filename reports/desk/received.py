"""Files that came by a form and wait to be taken in: by their hash, in a folder of the desk, for a day."""

from __future__ import annotations

import hashlib
import re
import shutil
import time
from contextlib import suppress
from pathlib import Path

from reckoner.reports.drafts.disk import new_file, read_plain
from reckoner.reports.errors import UsageError, WriteError

_DAY = 24 * 60 * 60
_STRANGE = re.compile(r"[^\w.() +-]+")
_HASH = re.compile(r"[0-9a-f]{64}")


def plain_name(name: str) -> str:
    """A file's name as a name and nothing else: no folder, nothing hidden, no letter that means something.

    Raises UsageError where nothing is left of it.
    """
    bare = _STRANGE.sub("_", name.replace("\\", "/").rpartition("/")[2]).strip(" .")
    if not bare or len(bare.encode()) > 200:
        raise UsageError(
            "the file's name can't be used", todo="Give it a short plain name and send it again."
        )
    return f"_{bare}" if bare.startswith("-") else bare


def put_by(root: Path, name: str, content: bytes) -> Path:
    """Keep a file until it is taken in. Raises UsageError or WriteError."""
    if not content:
        raise UsageError("the file is empty", todo="Choose the file that was received.")
    home = _home(root)
    _clear(home)
    folder = home / hashlib.sha256(content).hexdigest()
    path = folder / plain_name(name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with new_file(path, 0o600) as file:
            file.write(content)
    except OSError as problem:
        raise WriteError(f"the file can't be kept: {problem.strerror}") from None
    return path


def fetch(root: Path, digest: str, name: str) -> Path:
    """A file that was put by, unchanged. Raises UsageError where it is gone."""
    path = _home(root) / digest / plain_name(name)
    gone = UsageError("the file is not here any more", todo="Send it again.")
    if not _HASH.fullmatch(digest):
        raise gone
    try:
        if hashlib.sha256(read_plain(path)).hexdigest() != digest:
            raise gone
    except OSError:
        raise gone from None
    return path


def as_sent(root: Path, text: str) -> str:
    """What is said about files of this house to whoever sent one: by its name, not its place here."""
    text = re.sub(re.escape(f"{_home(root)}/") + _HASH.pattern + "/", "", text)
    return text.replace(f"{root}/", "")


def _home(root: Path) -> Path:
    return root / "state" / "desk" / "received"


def _clear(home: Path) -> None:
    for folder in home.glob("*"):
        with suppress(OSError):
            if time.time() - folder.stat().st_mtime > _DAY:
                shutil.rmtree(folder)
