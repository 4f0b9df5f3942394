"""Many editions built at once are those that one process builds, whoever is killed meanwhile."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from reckoner.reports.build import Made, keep
from reckoner.reports.built import Built
from reckoner.reports.cache.remembered import using
from reckoner.reports.cache.store import Store
from reckoner.reports.drafts.history import history_of
from reckoner.reports.drafts.makers import record_built
from reckoner.reports.drafts.manifest import Manifest
from reckoner.reports.errors import InputError, InternalError, ReckonerError
from reckoner.reports.many.keeper import Awaited, build_many
from reckoner.reports.many.local import local_workers
from reckoner.reports.many.work import Parcel, work
from reckoner.reports.settings.house import read_house
from reckoner.reports.unchanged import Asked
from tests.cli.calling import Reckoner, caller
from tests.many.houses import EDITIONS, drafts_of, many_house
from tests.worked_example import ROOT

pytestmark = pytest.mark.slow


@pytest.fixture
def reckoner(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Reckoner:
    return caller(monkeypatch, capsys)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    return many_house(tmp_path / "house")


def asked(root: Path) -> list[Asked]:
    return [Asked(root, *each) for each in EDITIONS]


def test_two_processes_give_the_bytes_of_one(reckoner: Reckoner, house: Path, alone: Path) -> None:
    answer = reckoner("build", "--all", "--jobs", "2", "--house", house)
    assert (answer.code, answer.err) == (0, "")
    ends = answer.out.split("\n\n")[-1].splitlines()
    assert [end.partition(" (")[0] for end in ends] == [
        f"{name} {key}: clean, draft-001" for name, key in EDITIONS
    ]
    assert drafts_of(house) == drafts_of(alone)


def test_each_draft_is_recorded_once_and_with_who_built_it(reckoner: Reckoner, house: Path) -> None:
    reckoner("build", "--all", "--jobs", "2", "--house", house)
    rows = [row for row in history_of(read_house(house)).rows() if row.what == "built"]
    assert [row.draft for row in rows] == [f"{name}/{key}/draft-001" for name, key in EDITIONS]
    assert all(row.user for row in rows)


def test_an_edition_at_fault_keeps_no_other_from_being_built(reckoner: Reckoner, house: Path) -> None:
    words = house / "content/panel-paper/2025-12/10-crime.md"
    words.write_text("---\ntitle: [\n---\nWords.\n", "utf-8")
    answer = reckoner("build", "--all", "--jobs", "2", "--house", house)
    assert answer.code == InputError.exit_code
    assert "10-crime.md" in answer.err
    made = {line.partition(":")[0] for line in answer.out.split("\n\n")[-1].splitlines() if "clean" in line}
    assert made == {f"{name} {key}" for name, key in EDITIONS} - {"panel-paper 2025-12"}


@dataclass
class Here:
    """Workers that are this process: what they are asked is done when the answer is looked at."""

    ahead: int = 3
    tries: int = 3
    made: list[str] = field(default_factory=list)
    broken: int = 0

    def submit(self, asked: Asked) -> Future[Parcel]:
        future: Future[Parcel] = Future()
        self.made.append(f"{asked.publication} {asked.edition}")
        try:
            future.set_result(work(asked))
        except ReckonerError as problem:
            future.set_exception(problem)
        return future


def _kept(made: Made) -> Built:
    from datetime import UTC, datetime

    def record(manifest: Manifest, name: str) -> None:
        record_built(made.house, manifest, name, "ann", datetime(2025, 11, 20, tzinfo=UTC))

    return keep(made, record=record)


def test_a_second_run_makes_nothing(house: Path, tmp_path: Path) -> None:
    with using(Store(tmp_path / "kept")):
        for _ in range(2):  # the second still learns of drafts that were kept after it looked
            list(build_many(asked(house), Here(), keeping=_kept))
        workers = Here()
        ended = list(build_many(asked(house), workers, keeping=_kept))
    assert workers.made == []
    assert not any(isinstance(each.outcome, Built) and each.outcome.saved.is_new for each in ended)


def test_what_others_print_is_looked_at_when_a_draft_is_kept_and_nothing_is_made_twice(
    house: Path, alone: Path
) -> None:
    workers = Here(ahead=len(EDITIONS))  # all are made before the first is kept
    built = [each.outcome for each in build_many(asked(house), workers, keeping=_kept)]
    differ = [
        [finding.rule for finding in each.findings if finding.rule == "documents-disagree"]
        for each in built
        if isinstance(each, Built)
    ]
    assert differ == [[], [], [], *[["documents-disagree"]] * 3]  # the first three knew of nobody else
    assert len(workers.made) == len(EDITIONS)
    assert drafts_of(house) == drafts_of(alone)


def _deadly(asked: Asked) -> Parcel:
    os.kill(os.getpid(), signal.SIGKILL)
    return work(asked)


def test_a_killed_worker_loses_nothing_and_makes_nothing_twice(house: Path, alone: Path) -> None:
    with local_workers(2) as workers:
        run = build_many(asked(house), workers, keeping=_kept)
        ended = [next(run)]
        for process in workers.processes():
            os.kill(process, signal.SIGKILL)
        ended += run
    assert [each.outcome for each in ended if isinstance(each.outcome, ReckonerError)] == []
    assert drafts_of(house) == drafts_of(alone)
    rows = [row.draft for row in history_of(read_house(house)).rows()]
    assert len(rows) == len(set(rows)) == len(EDITIONS)


def _large(_asked: Asked) -> bytes:
    return bytes(20_000_000)


def test_workers_ended_while_they_answer_are_waited_for_by_nobody(house: Path) -> None:
    """A build that is broken off ends its workers at any moment: half of an answer is none."""
    script = (
        "import sys\n"
        "from tests.many.test_jobs import _large, asked\n"
        "from pathlib import Path\n"
        "from reckoner.reports.many.local import local_workers\n"
        "if __name__ == '__main__':\n"
        "    with local_workers(2) as workers:\n"
        "        given = asked(Path(sys.argv[1])) * 40\n"
        "        [workers.submit(each, _large) for each in given][0].result()\n"
    )
    (house / "script.py").write_text(script, "utf-8")
    for _ in range(3):
        command = [sys.executable, str(house / "script.py"), str(house)]
        subprocess.run(command, check=True, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, timeout=60)


def test_an_edition_that_kills_each_process_that_makes_it_ends_alone(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Workers:
        """One edition is poison for whoever makes it."""

        def __init__(self, real: object) -> None:
            self.real, self.ahead, self.tries = real, 3, 3

        def submit(self, asked: Asked) -> Awaited:
            is_poison = (asked.publication, asked.edition) == EDITIONS[1]
            act = _deadly if is_poison else work
            awaited: Awaited = self.real.submit(asked, act)  # type: ignore[attr-defined]
            return awaited

    with local_workers(2) as real:
        ended = list(build_many(asked(house), Workers(real), keeping=_kept))
    failed = [each for each in ended if isinstance(each.outcome, ReckonerError)]
    assert [(each.asked.publication, each.asked.edition) for each in failed] == EDITIONS[1:2]
    assert isinstance(failed[0].outcome, InternalError)
    assert "each process that made it was ended" in str(failed[0].outcome)


def test_a_worker_with_another_program_is_refused(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reckoner.reports.many.keeper.program", lambda: "another")
    [first, *_] = build_many(asked(house)[:1], Here(), keeping=_kept)
    assert "another program" in str(first.outcome)
    assert not (house / "output").exists()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_who_is_stopped_leaves_whole_drafts_and_no_process(
    reckoner: Reckoner, house: Path, alone: Path, how: int
) -> None:
    """Stopped late, when a paper was kept, briefings are held against it then: one process says how."""
    command = [sys.executable, "-m", "reckoner", "build", "--all", "--jobs", "2", "--house", str(house)]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as run:
        deadline = time.monotonic() + 120
        while not list(house.glob("output/*/*/draft-001")) and time.monotonic() < deadline:
            time.sleep(0.02)
        run.send_signal(how)
        run.communicate()
    while _group(run.pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert _group(run.pid) == []
    found, whole = drafts_of(house), drafts_of(alone)
    assert found
    assert all(whole[name] == digest for name, digest in found.items())
    if any(name.startswith("panel-paper") for name in found):
        twin = Path(shutil.copytree(house, house.with_name("twin")))
        assert reckoner("build", "--all", "--house", twin).code == 0
        whole = drafts_of(twin)
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    assert drafts_of(house) == whole


def _group(leader: int) -> list[int]:
    """The processes of a group that live."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == leader and fields[0] not in "ZX":
            found.append(int(path.parent.name))
    return found
