"""An edition built with the templates that its approved draft was made with."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Collection
from pathlib import Path

from reckoner.reports.build import Built, Progress, build, templates_of
from reckoner.reports.drafts.disk import sweep
from reckoner.reports.drafts.history import History
from reckoner.reports.drafts.pinned import pinned
from reckoner.reports.errors import UsageError
from reckoner.reports.settings.house import read_house
from reckoner.reports.settings.publication import shown_name
from reckoner.reports.upgrade.migrate import migrations

_BEGUN = ".upgrade-"
_NOT_READ = {"output", "state", ".git", ".venv"}


def build_as_approved(root: Path, publication: str, edition: str, progress: Progress) -> Built:
    """Build from today's words and data with the newest approved draft's templates, old keys renamed.

    Raises UsageError where nothing of the edition was approved, or its templates were not kept.
    """
    house, name = read_house(root), f"{publication}/{edition}"
    rows = History(root / house.office.history).rows()
    found = [row for row in rows if row.what == "approved" and row.draft.rpartition("/")[0] == name]
    if not found:
        raise UsageError(f"no draft of {name} was approved", todo="Build it without --as-approved.")
    files = pinned(root, found[-1].digest)
    today = {shown_name(root, path) for path in templates_of(root, publication).paths}
    (root / "state").mkdir(exist_ok=True)
    sweep(root / "state", _BEGUN)
    scratch = Path(tempfile.mkdtemp(prefix=f"{_BEGUN}{os.getpid()}-", dir=root / "state"))
    try:
        _copy(root, scratch, today)
        for file, content in files.items():
            (scratch / file).parent.mkdir(parents=True, exist_ok=True)
            (scratch / file).write_bytes(content)
        for each in migrations(scratch):
            each.path.write_text(each.new, encoding="utf-8")
        shutil.copytree(root / "output", scratch / "output", copy_function=_linked)
        built = build(scratch, publication, edition, progress=progress, keep_in=root)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return built


def _linked(source: str, target: str) -> None:
    """Another name for the same file, where the disk can: drafts are never changed."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _copy(root: Path, scratch: Path, without: Collection[str]) -> None:
    """What a build reads, but for the templates of today."""
    for folder, names, files in os.walk(root):
        here = Path(folder)
        if here == root:
            names[:] = [name for name in names if name not in _NOT_READ]
        target = scratch / here.relative_to(root)
        target.mkdir(exist_ok=True)
        for name in files:
            if (here / name).relative_to(root).as_posix() not in without:
                shutil.copy2(here / name, target / name)
