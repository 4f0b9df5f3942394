"""Workers of a Dask cluster: they get what the house's builds read, and give bytes back."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Future
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import Any

from reckoner.reports.errors import ServiceError, SettingsError, UsageError
from reckoner.reports.many.snapshot import beside, laid_out, snapshot_of
from reckoner.reports.many.work import Parcel, work
from reckoner.reports.settings.house import House, read_house
from reckoner.reports.unchanged import Asked, Stamps, stamps_of

_SCHEMES = {"dask": "tcp", "dask+tls": "tls"}
_SECONDS = 20
_ONE_AT_A_TIME = Lock()  # matplotlib's settings are one for a whole process


class Sent:
    """An edition that one of the cluster's workers makes; ``promise`` is Dask's Future.

    What is made is fetched at once: a worker that is lost later has nothing left that is made again.
    """

    def __init__(self, promise: Any) -> None:
        self._client = promise.client
        self._answer: Future[Parcel] = Future()
        promise.add_done_callback(self._fetch)

    def _fetch(self, promise: Any) -> None:
        try:
            self._answer.set_result(promise.result())
        except BaseException as problem:
            self._answer.set_exception(problem)
        promise.release()

    def result(self) -> Parcel:
        """What it made. Raises BrokenExecutor where too many that made it were ended, and ReckonerError.

        A task whose cluster has lost its workers would be waited for without an end: two looks that find none
        are a ServiceError.
        """
        from distributed import CancelledError, KilledWorker

        had_workers = True
        while True:
            try:
                return self._answer.result(timeout=_SECONDS)
            except (CancelledError, KilledWorker):
                raise BrokenExecutor from None
            except TimeoutError:
                has_workers = bool(_workers_of(self._client))
                if not (has_workers or had_workers):
                    raise ServiceError(
                        "the cluster has lost its workers", todo="Start one, and build again."
                    ) from None
                had_workers = has_workers


class FarWorkers:
    """The cluster's workers; the scheduler gives an edition to others where one is lost, up to four in all.

    One that only waited behind another that ends its workers may be failed too, so it is sent again, once.
    """

    tries = 2

    def __init__(self, client: Any, house: House) -> None:
        self._house = house
        self._client = client
        self._before = stamps_of(house.root)
        self._snapshot = _sent(client, snapshot_of(house))

    @property
    def ahead(self) -> int:
        """One more than the cluster has workers now."""
        return len(_workers_of(self._client)) + 1

    def submit(self, asked: Asked) -> Sent:
        """Have an edition made."""
        held = beside(self._house, asked.publication, asked.edition)
        return Sent(self._client.submit(work_afar, self._snapshot, held, asked, self._before, pure=False))


def _workers_of(client: Any) -> dict[str, Any]:
    """The cluster's workers now, by their addresses."""
    workers: dict[str, Any] = client.scheduler_info(n_workers=-1)["workers"]
    return workers


def _sent(client: Any, snapshot: bytes) -> Any:
    """The snapshot as a task, not scattered: what waits for scattered data that is lost waits for ever."""
    import dask

    with dask.config.set({"distributed.admin.large-graph-warning-threshold": "1GiB"}):
        return client.submit(bytes, snapshot, pure=False)


def work_afar(snapshot: bytes, held: bytes, asked: Asked, before: Stamps) -> Parcel:
    """Make one edition on another machine. Raises ReckonerError."""
    with _ONE_AT_A_TIME, laid_out(snapshot, held) as root:
        parcel = work(replace(asked, root=root))
        return replace(parcel, before=before)


@contextmanager
def far_workers(address: str, root: Path) -> Iterator[FarWorkers]:
    """The workers of the cluster whose scheduler is there: dask://host:8786.

    Raises UsageError for another address, SettingsError where Dask is not installed, ServiceError where no
    cluster answers.
    """
    scheme, _, place = address.partition("://")
    if scheme not in _SCHEMES or not place:
        raise UsageError(f"{address!r} is no cluster", todo="Write --on dask://HOST:8786")
    client = _client(f"{_SCHEMES[scheme]}://{place}", address)
    try:
        if not _workers_of(client):
            todo = f"Start one: dask worker {_SCHEMES[scheme]}://{place}"
            raise ServiceError(f"the cluster {address} has no workers", todo=todo)
        yield FarWorkers(client, read_house(root))
    finally:
        client.close()


def _client(place: str, address: str) -> Any:
    try:
        from distributed import Client
    except ModuleNotFoundError:
        todo = "Install it: pip install 'reckoner-reports[dask]'"
        raise SettingsError("--on needs the Python package distributed", todo=todo) from None
    try:
        connect: Any = Client
        return connect(place, timeout=_SECONDS, set_as_default=False)
    except (OSError, ValueError) as problem:
        what = f"no cluster answers at {address}: {str(problem).splitlines()[0] if str(problem) else ''}"
        raise ServiceError(what.rstrip(": "), todo="Start one: dask scheduler, and dask worker.") from None
