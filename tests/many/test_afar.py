"""A Dask cluster builds what one process builds, also where a worker is killed in the middle."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import dask
import pytest
from distributed import LocalCluster

from reckoner.reports.errors import InputError, ReckonerError, ServiceError, UsageError
from reckoner.reports.many.afar import far_workers, work_afar
from reckoner.reports.many.keeper import build_many
from reckoner.reports.many.snapshot import laid_out, snapshot_of
from reckoner.reports.many.work import Parcel
from reckoner.reports.settings.house import read_house
from reckoner.reports.unchanged import Asked
from tests.cli.calling import caller
from tests.many.houses import EDITIONS, drafts_of, many_house

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Two workers of one thread each. One that is started again keeps its place, as with `dask worker`:

    LocalCluster would give it up where it isn't back, or killed once more, after 15 seconds.
    """
    start: Any = LocalCluster
    with (
        dask.config.set({"distributed.deploy.lost-worker-timeout": "1 hour"}),
        start(
            n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=":0", silence_logs=50
        ) as running,
    ):
        yield running


@pytest.fixture
def address(cluster: Any) -> str:
    return str(cluster.scheduler_address).replace("tcp://", "dask://")


def test_the_command_builds_on_a_cluster_what_it_builds_here(
    tmp_path: Path, address: str, alone: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    house = many_house(tmp_path / "house")
    answer = caller(monkeypatch, capsys)("build", "--all", "--on", address, "--house", house)
    assert answer.code == 0, answer.err
    assert drafts_of(house) == drafts_of(alone)


def test_a_worker_killed_in_the_middle_loses_nothing(
    tmp_path: Path, cluster: Any, address: str, alone: Path
) -> None:
    house = many_house(tmp_path / "house")
    with far_workers(address, house) as workers:
        run = build_many([Asked(house, *each) for each in EDITIONS], workers)
        ended = [next(run)]
        victim = next(iter(cluster.workers.values())).pid
        os.kill(victim, signal.SIGKILL)
        ended += run
    assert [each.outcome for each in ended if isinstance(each.outcome, ReckonerError)] == []
    assert drafts_of(house) == drafts_of(alone)


def _counted(log: Path, poison: str, *given: Any) -> Parcel:
    """One edition is poison for whoever makes it, once its nanny has seen it start, or it starts no other."""
    asked: Asked = given[2]
    with log.open("a") as file:
        file.write(f"{asked.publication} {asked.edition}\n")
    if f"{asked.publication} {asked.edition}" == poison:
        time.sleep(2)
        os.kill(os.getpid(), signal.SIGKILL)
    return work_afar(*given)


def test_an_edition_that_kills_each_worker_that_makes_it_ends_alone(
    tmp_path: Path, address: str, alone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house, poison = many_house(tmp_path / "house"), EDITIONS[1]
    act = partial(_counted, tmp_path / "log", " ".join(poison))
    monkeypatch.setattr("reckoner.reports.many.afar.work_afar", act)
    with far_workers(address, house) as workers:
        ended = list(build_many([Asked(house, *each) for each in EDITIONS], workers))
    failed = [each for each in ended if isinstance(each.outcome, ReckonerError)]
    assert [(each.asked.publication, each.asked.edition) for each in failed] == [poison]
    assert "each process that made it was ended" in str(failed[0].outcome)
    kept = {
        name: digest for name, digest in drafts_of(alone).items() if not name.startswith("/".join(poison))
    }
    assert drafts_of(house) == kept


def test_a_cluster_that_lost_its_workers_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = many_house(tmp_path / "house")
    start: Any = LocalCluster
    with start(
        n_workers=1, threads_per_worker=1, host="127.0.0.1", dashboard_address=":0", silence_logs=50
    ) as running:
        address = str(running.scheduler_address).replace("tcp://", "dask://")
        with far_workers(address, house) as workers:
            monkeypatch.setattr("reckoner.reports.many.afar._SECONDS", 1)
            running.scale(0)
            running.sync(running._correct_state)
            [ended] = build_many([Asked(house, *EDITIONS[0])], workers)
    assert isinstance(ended.outcome, ServiceError)
    assert "lost its workers" in str(ended.outcome)


def test_an_edition_at_fault_is_made_once(
    tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = many_house(tmp_path / "house")
    (house / "content/panel-paper/2025-12/10-crime.md").write_text("---\ntitle: [\n---\nWords.\n", "utf-8")
    monkeypatch.setattr("reckoner.reports.many.afar.work_afar", partial(_counted, tmp_path / "log", ""))
    with far_workers(address, house) as workers:
        [ended] = build_many([Asked(house, "panel-paper", "2025-12")], workers)
    assert isinstance(ended.outcome, InputError)
    assert (tmp_path / "log").read_text().splitlines() == ["panel-paper 2025-12"]


def test_a_snapshot_is_the_same_for_the_same_house_and_leaves_nothing_behind(tmp_path: Path) -> None:
    houses = [many_house(tmp_path / name) for name in ("one", "two")]
    first, second = (snapshot_of(read_house(house)) for house in houses)
    assert first == second
    with laid_out(first, first) as root:
        assert (root / "office.yaml").read_bytes() == (houses[0] / "office.yaml").read_bytes()
    assert not root.exists()


def test_secrets_and_drafts_of_others_stay_at_home(tmp_path: Path) -> None:
    house = many_house(tmp_path / "house")
    (house / "secrets").mkdir()
    (house / "secrets/mail").write_text("opensesame")
    with laid_out(snapshot_of(read_house(house)), snapshot_of(read_house(house))) as root:
        assert sorted(path.name for path in root.iterdir()) == [
            "content", "data", "office.yaml", "schedules.yaml", "templates",
        ]  # fmt: skip


@pytest.mark.parametrize("address", ["here", "http://127.0.0.1:1", "dask://"])
def test_what_is_no_cluster_is_refused(tmp_path: Path, address: str) -> None:
    with pytest.raises(UsageError, match="is no cluster"), far_workers(address, tmp_path):
        pass


def test_a_cluster_that_does_not_answer_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reckoner.reports.many.afar._SECONDS", 1)
    with pytest.raises(ServiceError, match="no cluster answers"), far_workers("dask://127.0.0.1:9", tmp_path):
        pass
