"""A history that only grows: what is changed, taken out, put in or cut short is seen."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from reckoner.reports.drafts.history import Act, ClockRanBack, History, Lost, faults, history_of
from reckoner.reports.drafts.proof import prove
from reckoner.reports.drafts.row import TOLERANCE
from reckoner.reports.drafts.safe import safe_of
from reckoner.reports.errors import InputError, WriteError
from tests.delivery.house import NOW, Office, office


def act(what: str = "approved", **details: object) -> Act:
    return Act(what, "panel-paper/2025-11/draft-001", "0" * 64, "ann", "ann.smith", NOW, details)


MAKE_ACT = (
    "from datetime import UTC, datetime\nfrom reckoner.reports.drafts.history import Act, History\n"
    "from reckoner.reports.drafts.safe import safe_of\n"
    "act = Act('approved', 'a/b/draft-001', '', 'ann', 'ann', datetime(2026, 11, 28, tzinfo=UTC))\n"
)


def history_in(root: Path) -> History:
    return History(root / "state" / "history.jsonl", safe_of(root))


@pytest.fixture
def history(tmp_path: Path) -> History:
    kept = history_in(tmp_path)
    for number in range(5):
        kept.append(act(reason=f"No {number} – “so”"))
    return kept


def broken(history: History) -> list[int]:
    return [number for number, _ in faults(history.path)]


def test_rows_come_back_as_they_were_written(history: History) -> None:
    rows = history.rows()
    assert [row.number for row in rows] == [1, 2, 3, 4, 5]
    assert rows[1].before == rows[0].hash
    assert rows[4].details == {"reason": "No 4 – “so”"}
    assert broken(history) == []


@pytest.mark.soak
def test_any_changed_byte_is_seen(
    history: History, chance: random.Random, soak_scale: Callable[[int], int]
) -> None:
    whole = history.path.read_bytes()
    for _ in range(soak_scale(500)):
        at = chance.randrange(len(whole) - 1)
        changed = bytearray(whole)
        changed[at] ^= 1 << chance.randrange(7)
        history.path.write_bytes(changed)
        assert broken(history) != [] or json_equal(whole, bytes(changed)), at


def json_equal(one: bytes, other: bytes) -> bool:
    """White space between values may differ: it says nothing."""
    try:
        return [json.loads(line) for line in one.splitlines()] == [json.loads(x) for x in other.splitlines()]
    except ValueError:
        return False


@pytest.mark.parametrize("row", range(4))
def test_a_row_taken_out_is_seen(history: History, row: int) -> None:
    lines = history.path.read_bytes().splitlines(keepends=True)
    history.path.write_bytes(b"".join(lines[:row] + lines[row + 1 :]))
    assert broken(history)[0] == row + 1
    with pytest.raises(InputError, match="the history is broken"):
        history.append(act())


def test_rows_swapped_or_written_twice_are_seen(history: History) -> None:
    lines = history.path.read_bytes().splitlines(keepends=True)
    for tampered in ([lines[1], lines[0], *lines[2:]], [*lines, lines[4]]):
        history.path.write_bytes(b"".join(tampered))
        assert broken(history) != []


def test_a_row_changed_with_a_fresh_hash_breaks_the_next(history: History) -> None:
    first, second, *rest = history.path.read_bytes().splitlines(keepends=True)
    row = history.rows()[0]
    forged = type(row)(**{**row.__dict__, "person": "mallory"})
    forged = type(row)(**{**forged.__dict__, "hash": forged.computed()})
    history.path.write_bytes(forged.line() + second + b"".join(rest))
    assert first != forged.line()
    assert broken(history) == [1, 2]  # its signature, and the row that follows from another one


@pytest.mark.parametrize("left", range(5))
def test_rows_taken_off_the_end_are_missed_by_the_note_outside(history: History, left: int) -> None:
    lines = history.path.read_bytes().splitlines(keepends=True)
    history.path.write_bytes(b"".join(lines[:left]))
    for look in (history.rows, lambda: history.append(act())):
        with pytest.raises(Lost, match="notes row 5 with the hash"):
            look()
    assert history.path.read_bytes() == b"".join(lines[:left])


def test_rows_taken_off_the_end_are_seen_elsewhere_with_a_hash_noted_before(tmp_path: Path) -> None:
    at = office(tmp_path)
    at.approved("1")
    at.approved("2")
    path = history_of(at.house).path
    noted = history_of(at.house).rows()[-1].hash
    path.write_bytes(path.read_bytes().splitlines(keepends=True)[0])
    elsewhere = History(path)
    assert prove(at.house.output, elsewhere).wrong == ()
    [wrong] = prove(at.house.output, elsewhere, noted).wrong
    assert "rows were taken away" in wrong.what


def test_a_row_that_was_never_finished_is_cut_away_on_record(history: History) -> None:
    half = history.rows()[-1].line()[:50]
    with history.path.open("ab") as file:
        file.write(half)
    assert len(history.rows()) == 5
    assert broken(history) == []
    assert history.append(act()).number == 7
    repaired = history.rows()[5]
    assert (repaired.what, repaired.details["cut"]) == ("repaired", 50)
    assert repaired.details["began"] == half.decode()
    assert broken(history) == []


def test_a_row_that_is_a_little_behind_takes_the_time_of_the_one_above(history: History) -> None:
    behind = Act(**{**vars(act()), "at": NOW - TOLERANCE})
    assert history.append(behind).instant == NOW


def test_time_does_not_run_backwards(history: History) -> None:
    before = history.path.read_bytes()
    early = Act(**{**vars(act()), "at": NOW - TOLERANCE - timedelta(seconds=1)})
    with pytest.raises(ClockRanBack, match="row 5 was written at 2026-11-27T09:00:00Z: time can't run back"):
        history.append(early)
    assert history.path.read_bytes() == before
    adopted = history.adopt(Act("adopted", "", "", "ann", "ann", early.at, {"reason": "the clock was wrong"}))
    assert adopted.instant == early.at
    assert history.append(early).instant == early.at
    assert broken(history) == []


def test_a_guard_that_refuses_leaves_the_history_as_it_was(history: History) -> None:
    def refuse(rows: object) -> None:
        raise InputError("no")

    before = history.path.read_bytes()
    with pytest.raises(InputError):
        history.append(act(), refuse)
    assert history.path.read_bytes() == before


def test_a_full_disk_leaves_the_history_as_it_was(history: History) -> None:
    """A process with a limit on the size of files stands for a disk with no room for another row."""
    before = history.path.read_bytes()
    program = (
        "import resource, signal, sys\nfrom pathlib import Path\n"
        f"{MAKE_ACT}signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\nsize = int(sys.argv[2])\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))\n"
        "History(Path(sys.argv[1]), safe_of(Path(sys.argv[1]).parents[1])).append(act)\n"
    )
    command = [sys.executable, "-c", program, str(history.path), str(len(before) + 20)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "WriteError" in done.stderr
    assert history.path.read_bytes() == before


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file in the way", "utf-8")
    with pytest.raises(WriteError):
        history_in(tmp_path).append(act())


@pytest.mark.slow
def test_processes_at_once_make_one_chain(tmp_path: Path) -> None:
    path = tmp_path / "state" / "history.jsonl"
    program = (
        f"import sys\nfrom pathlib import Path\n{MAKE_ACT}"
        "path = Path(sys.argv[1])\n"
        "for _ in range(5):\n    History(path, safe_of(path.parents[1])).append(act)\n"
    )
    running = [subprocess.Popen([sys.executable, "-c", program, str(path)]) for _ in range(3)]
    assert [process.wait() for process in running] == [0, 0, 0]
    assert len(history_in(tmp_path).rows()) == 15
    assert broken(history_in(tmp_path)) == []


def proved(at: Office) -> tuple[str, ...]:
    return tuple(fault.what for fault in prove(at.house.output, history_of(at.house), house=at.house).wrong)


def test_verify_finds_a_changed_file_and_a_draft_that_is_gone(tmp_path: Path) -> None:
    at = office(tmp_path)
    kept, other = at.approved("1"), at.approved("2")
    assert proved(at) == ()
    (kept.folder / "log.txt").chmod(0o644)
    (kept.folder / "log.txt").write_text("another", "utf-8")
    assert proved(at) == (f"{kept.name}: log.txt is not as it was approved on 2026-11-27",)
    for path in sorted(other.folder.iterdir()):
        path.unlink()
    other.folder.rmdir()
    assert f"{other.name}: it was approved on 2026-11-27 and is gone" in proved(at)
