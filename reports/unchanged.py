"""Whether a build would give the newest draft again, seen from the files' stamps before anything is read.

Each build leaves a note among the kept results: every file that the draft rested on with its stamp and hash,
the names of all files that a build may look for, which drafts and deliveries of the house it was held
against, and what it gave. Where all of that is as it was, so is the draft. A file whose stamp differs is read
and its hash compared; anything more makes a build, which finds most of its work kept.

This module is asked before the program that builds is loaded, and so imports little.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from reckoner.reports.built import Built
from reckoner.reports.cache.remembered import current, key_of
from reckoner.reports.cache.surroundings import machine
from reckoner.reports.drafts.manifest import NAME, Manifest, sha256
from reckoner.reports.drafts.store import Saved, drafts, is_whole, latest
from reckoner.reports.errors import Fault
from reckoner.reports.findings import Finding

_TREES = ("content", "data", "templates", "languages")
_OURS = ("output", "state")  # what builds write
_WHAT = "unchanged"
Stamps = Mapping[str, list[int]]


@dataclass(frozen=True)
class Asked:
    """A build that was asked for. ``history`` is the house's, where it is known."""

    root: Path
    publication: str
    edition: str
    strict: bool = False
    history: Path | None = None

    @property
    def key(self) -> str:
        """The name under which its note is kept."""
        words = (str(self.root.resolve()), self.publication, self.edition, str(self.strict))
        return key_of(_WHAT, [word.encode("utf-8", "surrogateescape") for word in words])

    @property
    def output(self) -> Path:
        """Where the house keeps its drafts."""
        return self.root / "output"

    def with_history(self, history: Path) -> Asked:
        """The same, the house's history known."""
        return replace(self, history=history)


def stamps_of(root: Path) -> Stamps:
    """Each file of the house that a build may read: size, times of change, number."""
    found = {}
    tops = [path for path in root.iterdir() if path.name not in _OURS]
    for path in (*tops, *(path for tree in _TREES for path in _files(root / tree))):
        with suppress(OSError):
            about = path.stat()
            is_folder = path.parent == root and path.is_dir()  # its own times change with every draft
            found[path.relative_to(root).as_posix()] = (
                [] if is_folder else [about.st_size, about.st_mtime_ns, about.st_ctime_ns, about.st_ino]
            )
    return found


def _files(folder: Path) -> Iterable[Path]:
    for here, _, names in os.walk(folder, followlinks=True):
        yield from (Path(here, name) for name in names)


def note(asked: Asked, before: Stamps, seen: str, inputs: Mapping[str, str], built: Built) -> None:
    """Note what a draft rested on. ``before`` are the stamps from before the build, ``seen`` is what was
    ``around`` then: where a file was changed meanwhile, or another draft kept, nothing is noted."""
    store = current()
    if store is None or built.saved.folder.parents[2] != asked.output:
        return
    if stamps_of(asked.root) != before or around(asked) != seen:
        return
    said = {
        "files": {name: [before[name], digest] for name, digest in inputs.items() if name in before},
        "names": _names(before),
        "history": str(asked.history),
        "around": seen,
        "machine": machine().hex(),
        "draft": built.saved.folder.name,
        "digest": built.saved.digest,
        "findings": [asdict(finding) for finding in built.findings],
        "obstacles": [[fault.what, fault.todo] for fault in built.obstacles],
    }
    store.put(asked.key, (json.dumps(said).encode(),))


def unchanged(asked: Asked) -> Built | None:
    """The newest draft of the edition, where a build would give it again; None where that isn't known."""
    store = current()
    found = store.get(asked.key) if store else None
    if found is None:
        return None
    said: dict[str, Any] = json.loads(found[0])
    saved = _newest(asked, said["digest"])
    if saved is None or not _still_holds(asked, said):
        return None
    return Built(
        saved,
        tuple(Finding(**finding) for finding in said["findings"]),
        tuple(Fault(what, todo=todo) for what, todo in said["obstacles"]),
    )


def _newest(asked: Asked, digest: str) -> Saved | None:
    """The edition's newest draft, where it is that one and whole."""
    newest = latest(asked.output, asked.publication, asked.edition)
    try:
        raw = (newest / NAME).read_bytes() if newest else b""
        if newest is None or sha256(raw) != digest or not is_whole(newest, Manifest.read(raw)):
            return None
    except (OSError, ValueError):
        return None
    return Saved(newest, int(newest.name.partition("-")[2]), digest, is_new=False)


def _still_holds(asked: Asked, said: Mapping[str, Any]) -> bool:
    """Whether all is as the note says: names first, since that is quick."""
    asked = asked.with_history(Path(said["history"]))
    try:
        now = stamps_of(asked.root)
        return bool(
            said["machine"] == machine().hex()
            and said["names"] == _names(now)
            and said["around"] == around(asked)
            and said["digest"] in Path(said["history"]).read_text("utf-8")  # who built it is recorded
            and all(
                now.get(name) == stamp or sha256((asked.root / name).read_bytes()) == digest
                for name, (stamp, digest) in said["files"].items()
            )
        )
    except (OSError, ValueError):
        return False


def _names(stamps: Stamps) -> str:
    return sha256("\n".join(sorted(stamps)).encode("utf-8", "surrogateescape"))


def around(asked: Asked) -> str:
    """What a draft is held against, as a hash: every delivery, the newest drafts of other publications."""
    digest = hashlib.sha256()
    with suppress(OSError):
        for line in asked.history.read_bytes().splitlines() if asked.history else ():
            if b'"delivered"' in line:
                digest.update(line)
    for folder in sorted(asked.output.iterdir()) if asked.output.is_dir() else ():
        editions = sorted(path.name for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []
        if editions and folder.name != asked.publication:
            newest = [path.name for path in drafts(asked.output, folder.name, editions[-1])[-1:]]
            digest.update(json.dumps([folder.name, editions[-1], *newest]).encode())
    return digest.hexdigest()
