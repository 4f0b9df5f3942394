"""An edition built with the templates that its approved draft was made with."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Collection, Sequence
from pathlib import Path

from reckoner.reports.build import Built, Progress, Record, build, templates_of
from reckoner.reports.drafts.disk import making_in
from reckoner.reports.drafts.history import Row, history_of
from reckoner.reports.drafts.pinned import pinned
from reckoner.reports.drafts.state import judged
from reckoner.reports.errors import InputError, Place, UsageError
from reckoner.reports.settings.house import read_house
from reckoner.reports.settings.paths import READ, require_plain
from reckoner.reports.settings.publication import PINNED, shown_name
from reckoner.reports.upgrade.migrate import migrations

_BEGUN = ".upgrade-"
_NOT_READ = {"output", "state", ".git", ".venv"}


def build_as_approved(
    root: Path,
    publication: str,
    edition: str,
    progress: Progress,
    record: Record = lambda _manifest, _name: None,
) -> Built:
    """Build from today's words and data with the newest approved draft's templates, old keys renamed.

    ``record`` hears of a new draft before it is there.

    Raises UsageError where no approval of the edition stands, or its templates were not kept, SettingsError
    where something that a build reads is no plain file of the house, and what a history raises.
    """
    house, name = read_house(root), f"{publication}/{edition}"
    files = pinned(root, _approval(history_of(house).rows(), name).digest)
    require_plain(root, *(root / part for part in (*READ, PINNED)))
    today = {shown_name(root, path) for path in templates_of(root, publication).paths}
    (root / "state").mkdir(exist_ok=True)
    scratch = making_in(root / "state", _BEGUN)
    try:
        _copy(root, scratch, today)
        for file, content in files.items():
            _put(scratch, file, content)
        for each in migrations(scratch):
            each.path.write_text(each.new, encoding="utf-8")
        if (root / "output").is_dir():
            shutil.copytree(root / "output", scratch / "output", symlinks=True, copy_function=_linked)
        built = build(scratch, publication, edition, progress=progress, keep_in=root, record=record)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return built


def _approval(rows: Sequence[Row], edition: str) -> Row:
    """The newest approval that nobody took back. Raises UsageError where there is none."""
    for row in reversed(rows):
        if (
            row.what == "approved"
            and row.draft.rpartition("/")[0] == edition
            and row is judged(rows, row.draft)
        ):
            return row
    raise UsageError(f"no draft of {edition} was approved", todo="Build it without --as-approved.")


def _put(scratch: Path, name: str, content: bytes) -> None:
    """Write a template of then; what has its name today, or leads there, is taken away."""
    path = scratch
    try:
        for part in Path(name).parts:
            path /= part
            if path.is_symlink():
                path.unlink()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as problem:
        what = f"a template of then can't be laid out: {problem.strerror}"
        raise InputError(what, Place(name), "Look whether a folder has its name, and rename that.") from None


def _linked(source: str, target: str) -> None:
    """Another name for the same file, where the disk can: drafts are never changed."""
    if not stat.S_ISREG(Path(source).lstat().st_mode):
        return  # a pipe is no part of a draft
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, target, follow_symlinks=False)


def _copy(root: Path, scratch: Path, without: Collection[str]) -> None:
    """What a build reads, but for the templates of today."""
    for folder, names, files in os.walk(root):
        here = Path(folder)
        if here == root:
            names[:] = [name for name in names if name not in _NOT_READ]
        target = scratch / here.relative_to(root)
        target.mkdir(exist_ok=True)
        for name in (*files, *(name for name in names if (here / name).is_symlink())):
            if (here / name).relative_to(root).as_posix() not in without:
                _copy_one(root, here / name, scratch, target / name)


def _copy_one(root: Path, source: Path, scratch: Path, target: Path) -> None:
    """A file as a file and a link as a link, which leads to the copy of what it led to; nothing else."""
    if source.is_symlink():
        real, home = Path(os.path.realpath(source)), Path(os.path.realpath(root))
        target.symlink_to(scratch / real.relative_to(home) if real.is_relative_to(home) else real)
    elif source.is_file():
        shutil.copy2(source, target, follow_symlinks=False)
