"""The templates that drafts were made with, kept in ``state/templates`` under their own hashes.

``<draft's hash>.json`` there names each file and its hash. They are kept when the draft is, so that a
template that is changed before somebody approves isn't lost.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

from reckoner.reports.drafts.disk import read_plain
from reckoner.reports.drafts.manifest import sha256
from reckoner.reports.errors import InputError, Place, UsageError
from reckoner.reports.settings.publication import PINNED
from reckoner.reports.whole import write_whole

_STORE = "state/templates"
_HASH = re.compile(r"[0-9a-f]{64}")


def pin(root: Path, digest: str, files: Mapping[str, bytes]) -> None:
    """Keep the templates of a draft, by name. Raises WriteError."""
    store, names = root / _STORE, {name: sha256(content) for name, content in sorted(files.items())}
    for name, content in files.items():
        if not (store / names[name]).is_file():
            write_whole(store / names[name], content)
    if not (store / f"{digest}.json").is_file():
        write_whole(store / f"{digest}.json", (json.dumps(names, indent=1) + "\n").encode())


def pinned(root: Path, digest: str) -> dict[str, bytes]:
    """A draft's templates, by name. Raises UsageError where none were kept, InputError if damaged."""
    path = root / _STORE / f"{digest}.json"
    if not path.is_file():
        what = "the templates of this draft were not kept: an older version made it"
        raise UsageError(what, todo="Build it with the templates of today.")
    try:
        names = json.loads(read_plain(path))
        if not (isinstance(names, dict) and all(map(_is_sound, names, names.values()))):
            raise ValueError
        files = {name: read_plain(root / _STORE / hashed) for name, hashed in names.items()}
    except (OSError, ValueError, RecursionError):
        raise _damaged(path) from None
    if any(sha256(content) != names[name] for name, content in files.items()):
        raise _damaged(path)
    return files


def _is_sound(name: str, hashed: object) -> bool:
    """Whether it names a template and a hash: what is kept here says where files are written."""
    parts = name.split("/")
    plain = all(part not in ("", ".", "..") for part in parts) and name.isprintable()
    is_template = name.startswith(("templates/", f"{PINNED}/"))
    return plain and is_template and isinstance(hashed, str) and bool(_HASH.fullmatch(hashed))


def _damaged(path: Path) -> InputError:
    what = "a template that was kept is missing or has changed"
    return InputError(what, Place(str(path)), "Bring `state/templates` back from a backup.")
