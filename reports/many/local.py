"""Workers of this machine: processes of the standard library, each of which builds one edition at a time."""

from __future__ import annotations

import multiprocessing
import os
import signal
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import wait
from pathlib import Path

from reckoner.reports.handover import left, taken
from reckoner.reports.many.work import Parcel, work
from reckoner.reports.unchanged import Asked


@dataclass(frozen=True)
class Handed:
    """An edition that one of the processes makes, and leaves in a file."""

    path: Future[Path]

    def result(self) -> Parcel:
        """What it made. Raises BrokenExecutor where a process was ended, and ReckonerError."""
        parcel: Parcel = taken(self.path.result())
        return parcel


class LocalWorkers:
    """So many processes; where one was killed, all are begun anew."""

    tries = 3

    def __init__(self, jobs: int, folder: str) -> None:
        self.jobs = jobs
        self._folder = folder
        self._pool = self._begun()

    @property
    def ahead(self) -> int:
        """One more than there are processes, so that none waits while a draft is kept."""
        return self.jobs + 1

    def submit(self, asked: Asked, act: Callable[[Asked], Parcel] = work) -> Handed:
        """Have an edition made by the next process that is free."""
        try:
            return Handed(self._pool.submit(left, self._folder, act, asked))
        except BrokenExecutor:
            self._pool.shutdown(wait=False)
            self._pool = self._begun()
            return Handed(self._pool.submit(left, self._folder, act, asked))

    def processes(self) -> list[int]:
        """Their numbers."""
        return [process.pid for process in multiprocessing.active_children() if process.pid]

    def end(self) -> None:
        """End the processes now, whatever they are doing: they write nothing."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        for process in multiprocessing.active_children():
            process.terminate()

    def _begun(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            self.jobs, mp_context=multiprocessing.get_context("spawn"), initializer=_begin
        )


def _begin() -> None:
    """Ctrl-C is the keeper's business; where the keeper is gone, nobody waits for what is made."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    keeper = multiprocessing.parent_process()
    assert keeper is not None
    threading.Thread(target=_end_with, args=(keeper.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


@contextmanager
def local_workers(jobs: int) -> Iterator[LocalWorkers]:
    """Workers for as long as they are needed; they end with whoever asked for them."""
    with tempfile.TemporaryDirectory(prefix="reckoner-", ignore_cleanup_errors=True) as folder:
        workers = LocalWorkers(jobs, folder)
        try:
            yield workers
        finally:
            workers.end()
