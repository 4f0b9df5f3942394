"""Words tried before they are saved: in a copy of the house, read or made into pages, and thrown away."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from threading import Lock
from typing import Protocol

from reckoner.reports.build import laid_out, pages
from reckoner.reports.composed import compose_edition
from reckoner.reports.drafts.disk import making_in, why
from reckoner.reports.errors import Fault, InputError, Place, ReckonerError, ServiceError, WriteError
from reckoner.reports.handover import left, taken
from reckoner.reports.kinds.registry import kind_of, require_story
from reckoner.reports.settings.house import read_house
from reckoner.reports.settings.paths import READ, require_plain
from reckoner.reports.whole import link_or_copy

_PARTS = (*READ, "secrets", "office.yaml", "schedules.yaml")
_SECONDS = 120


class _File(Protocol):
    @property
    def shown(self) -> str: ...
    @property
    def path(self) -> Path: ...
    @property
    def is_story(self) -> bool: ...


@dataclass(frozen=True)
class Tried:
    """What words would look like: each file of the draft, what is wrong with it, and why there is none."""

    files: Mapping[str, bytes]
    said: tuple[str, ...]
    is_checked: bool = True

    def view(self, *, whole: bool) -> str:
        """The page to be shown first: a mail, or ``whole`` the web page, since a mail may cut stories short;
        nothing where there is none."""
        pages = [name for name in self.files if name.endswith(".html") and "/" not in name]
        return next(iter(sorted(pages, key=lambda name: (name == "email.html") == whole)), "")


@contextmanager
def copy_of(root: Path, changed: Mapping[str, bytes]) -> Iterator[Path]:
    """The house with some files changed, gone again afterwards. Raises InputError and WriteError."""
    parts = [root / part for part in _PARTS if (root / part).exists()]
    require_plain(root, *parts, error=InputError)
    try:
        (root / "state").mkdir(exist_ok=True)
        copy = making_in(root / "state", ".desk-trial-")
    except OSError as problem:
        what, todo = why(problem)
        raise WriteError(f"nothing can be tried here: {what}", Place("state"), f"{todo}.") from None
    try:
        for part in parts:
            if part.is_dir():
                shutil.copytree(part, copy / part.name, copy_function=link_or_copy)
            else:
                link_or_copy(str(part), str(copy / part.name))
        for name, content in changed.items():
            path = copy / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)  # the other name of the house's own file
            path.write_bytes(content)
        yield copy
    finally:
        shutil.rmtree(copy, ignore_errors=True)


def faults_in(
    root: Path, publication: str, edition: str, file: _File, content: bytes,
    beside: Mapping[str, bytes] | None = None,
) -> tuple[Fault, ...]:  # fmt: skip
    """What keeps a file from being read with this content; faults of other files are left to them."""
    with copy_of(root, {**(beside or {}), file.shown: content}) as house:
        try:
            if file.is_story:
                require_story(house, file.path.stem)
                return ()
            faults = (
                kind_of(read_house(house).publication(publication))
                .read(house, read_house(house).publication(publication), edition)
                .faults
            )
        except ReckonerError as problem:
            faults = problem.faults
    return tuple(fault for fault in faults if fault.where is None or fault.where.path == file.shown)


def preview(
    root: Path, publication: str, edition: str, changed: Mapping[str, bytes], *, is_checked: bool = True
) -> Tried:
    """The pages of an edition with some files changed, made in a process of its own; sooner where unchecked.

    Raises ServiceError where that takes too long.
    """
    for _ in range(2):
        pool = _pool()
        try:
            given = (root, publication, edition, dict(changed), is_checked)
            with tempfile.TemporaryDirectory(prefix="reckoner-", ignore_cleanup_errors=True) as folder:
                tried: Tried = taken(pool.submit(left, folder, _make, *given).result(_SECONDS))
            return tried
        except BrokenProcessPool:
            _forget(pool)
        except TimeoutError:
            _forget(pool)
            break
    raise ServiceError("the preview did not get ready", todo="Save the words and build the edition.")


def _make(root: Path, publication: str, edition: str, changed: dict[str, bytes], is_checked: bool) -> Tried:
    try:
        with copy_of(root, changed) as house:
            composed = compose_edition(house, publication, edition, lambda _step: None, without=("pdf",))
            if not is_checked:
                return Tried(pages(composed), (), is_checked=False)
            made = laid_out(composed, lambda _step: None).checked()
    except ReckonerError as problem:
        return Tried({}, tuple(problem.lines()))
    return Tried(made.contents, tuple(line for finding in made.findings for line in finding.lines()))


_POOLS: list[ProcessPoolExecutor] = []
_STARTING = Lock()


def _pool() -> ProcessPoolExecutor:
    """The one process that makes previews, so that readers of the desk don't wait for it."""
    with _STARTING:
        if not _POOLS:
            _POOLS.append(ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_deaf))
        return _POOLS[0]


def _deaf() -> None:
    """Ctrl-C is its parent's business."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(5)


def _forget(pool: ProcessPoolExecutor) -> None:
    with _STARTING:
        if pool in _POOLS:
            _POOLS.remove(pool)
    pool.shutdown(wait=False, cancel_futures=True)
