"""What builds of a house read, as one archive: sent to machines that have no house."""

from __future__ import annotations

import hashlib
import io
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from reckoner.reports.drafts.store import drafts
from reckoner.reports.errors import SettingsError
from reckoner.reports.settings.house import House
from reckoner.reports.settings.paths import READ, require_plain
from reckoner.reports.settings.publication import PINNED
from reckoner.reports.whole import link_or_copy

_PARTS = (*READ, PINNED, "office.yaml", "schedules.yaml")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_ONE_AT_A_TIME = Lock()


def snapshot_of(house: House) -> bytes:
    """The house's settings, words, data and templates. Raises SettingsError where one is no plain file."""
    parts = [house.root / part for part in _PARTS if (house.root / part).exists()]
    require_plain(house.root, *parts, error=SettingsError)
    return _packed(house.root, (path for part in parts for path in _files(part)))


def beside(house: House, publication: str, edition: str) -> bytes:
    """The edition's earlier drafts: a correction says what was changed since one of them."""
    own = drafts(house.output, publication, edition)
    return _packed(house.root, (path for each in own for path in _files(each)))


def _files(part: Path) -> Iterator[Path]:
    yield from (part,) if part.is_file() else sorted(path for path in part.rglob("*") if path.is_file())


def _packed(root: Path, paths: Iterator[Path] | list[Path]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for path in paths:
            about = zipfile.ZipInfo(path.relative_to(root).as_posix(), _EPOCH)
            archive.writestr(about, path.read_bytes(), zipfile.ZIP_DEFLATED)
    return out.getvalue()


@contextmanager
def laid_out(snapshot: bytes, beside: bytes) -> Iterator[Path]:
    """The house for one edition, gone afterwards; what all editions read is unpacked once."""
    base = _base(snapshot)
    with tempfile.TemporaryDirectory(prefix="reckoner-house-") as folder:
        root = Path(folder) / "house"
        shutil.copytree(base, root, copy_function=link_or_copy)
        _unpack(beside, root)
        yield root


def _base(snapshot: bytes) -> Path:
    """The unpacked snapshot, for as long as this process lives."""
    key = hashlib.sha256(snapshot).hexdigest()
    with _ONE_AT_A_TIME:
        if key not in _BASES:
            folder = tempfile.TemporaryDirectory(prefix="reckoner-base-")
            _unpack(snapshot, Path(folder.name))
            _BASES[key] = folder
        return Path(_BASES[key].name)


_BASES: dict[str, tempfile.TemporaryDirectory[str]] = {}


def _unpack(packed: bytes, folder: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        archive.extractall(folder)  # zipfile drops what would lead out of the folder
