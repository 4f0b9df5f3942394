from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from reckoner.reports.errors import InputError, UsageError, WriteError
from reckoner.reports.sources.atomic import alone_in
from reckoner.reports.sources.changes import CellChange
from reckoner.reports.sources.duck import Duck
from reckoner.reports.sources.read import TableSource, read_rows, read_table
from reckoner.reports.sources.record import RECORD, read_record
from reckoner.reports.sources.table import column
from reckoner.reports.sources.take import Receipt, Taken, take
from tests.sources.killing import SOLVED, killed_at
from tests.sources.sheets import a_source, said

FIRST = Receipt(date(2025, 11, 20), "The force")
SECOND = Receipt(date(2025, 12, 18), "The force")
OLD, NEW = "month,number\n2025-01,7\n2025-02,8\n", "month,number\n2025-02,9\n2025-03,1\n"


@pytest.fixture
def source(tmp_path: Path) -> TableSource:
    """A table of the file solved.csv, which is a snapshot."""
    (tmp_path / "house").mkdir()
    return a_source(tmp_path / "house", "solved.csv", SOLVED, "snapshot")


@pytest.fixture
def incoming(tmp_path: Path) -> Path:
    """Where files arrive."""
    (tmp_path / "inbox").mkdir()
    return tmp_path / "inbox" / "solved.csv"


def bring(
    source: TableSource, duck: Duck, path: Path, text: str, receipt: Receipt, *, dry_run: bool = False
) -> Taken:
    path.write_text(text)
    return take([source], path, receipt, duck, dry_run=dry_run)


def numbers(source: TableSource, duck: Duck) -> tuple[object, ...]:
    return column(read_table(source, read_record(source.folder, source.shown), duck), "number")


def files(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): path.read_text()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_snapshot_that_was_never_taken_in_is_refused(source: TableSource, duck: Duck) -> None:
    (source.folder / "solved.csv").write_text(OLD)
    with pytest.raises(InputError) as error:
        numbers(source, duck)
    assert error.value.lines() == [
        "data/solved/solved.csv: this snapshot was never taken in",
        "  Run: reckoner take solved data/solved/solved.csv",
    ]


def test_the_first_version_is_recorded_with_its_hash(source: TableSource, duck: Duck, incoming: Path) -> None:
    taken = bring(source, duck, incoming, OLD, FIRST)
    assert taken.written
    assert taken.changes[0].added == ("2025-01", "2025-02")
    assert numbers(source, duck) == (7, 8)
    assert (source.folder / RECORD).read_text() == (
        "# Written by `reckoner take`: the files as they were received.\n"
        "files:\n"
        '  "solved.csv":\n'
        f'    sha256: "{hashlib.sha256(OLD.encode()).hexdigest()}"\n'
        "    received: 2025-11-20\n"
        '    sender: "The force"\n'
    )


def test_a_new_version_shows_what_changes_and_keeps_the_old_one(
    source: TableSource, duck: Duck, incoming: Path
) -> None:
    bring(source, duck, incoming, OLD, FIRST)
    taken = bring(source, duck, incoming, NEW, SECOND)
    [changes] = taken.changes
    assert changes.added == ("2025-03",)
    assert changes.removed == ("2025-01",)
    assert changes.changed == (CellChange("2025-02", "number", "8", "9"),)
    kept = f"taken/2025-11-20-{hashlib.sha256(OLD.encode()).hexdigest()[:8]}-solved.csv"
    assert taken.kept_as == f"data/solved/{kept}"
    assert (source.folder / kept).read_text() == OLD
    assert numbers(source, duck) == (9, 1)


def test_a_dry_run_says_the_same_and_writes_nothing(source: TableSource, duck: Duck, incoming: Path) -> None:
    bring(source, duck, incoming, OLD, FIRST)
    before = files(source.folder)
    rehearsed = bring(source, duck, incoming, NEW, SECOND, dry_run=True)
    assert files(source.folder) == before
    assert not rehearsed.written
    assert rehearsed.changes == bring(source, duck, incoming, NEW, SECOND).changes


def test_the_same_file_again_writes_nothing(source: TableSource, duck: Duck, incoming: Path) -> None:
    bring(source, duck, incoming, OLD, FIRST)
    taken = bring(source, duck, incoming, OLD, FIRST)
    assert not taken.written
    assert list(taken.changes[0].lines()) == []


def test_a_snapshot_edited_in_place_is_refused_until_it_is_taken_in(
    source: TableSource, duck: Duck, incoming: Path
) -> None:
    bring(source, duck, incoming, OLD, FIRST)
    path = source.folder / "solved.csv"
    path.write_text(NEW)
    with pytest.raises(InputError) as error:
        numbers(source, duck)
    assert said(error) == ["data/solved/solved.csv: it is not the file that was taken in on 2025-11-20"]
    taken = take([source], path, SECOND, duck)
    assert not taken.compared
    assert numbers(source, duck) == (9, 1)


def test_what_was_edited_in_place_is_kept_when_another_version_comes(
    source: TableSource, duck: Duck, incoming: Path
) -> None:
    bring(source, duck, incoming, OLD, FIRST)
    edited = OLD.replace("7", "70")
    (source.folder / "solved.csv").write_text(edited)
    taken = bring(source, duck, incoming, NEW, SECOND)
    assert taken.kept_as is not None
    assert Path(taken.kept_as).name.startswith("unrecorded-")
    assert edited in files(source.folder / "taken").values()


def test_a_version_with_faults_leaves_everything_as_it_was(
    source: TableSource, duck: Duck, incoming: Path
) -> None:
    bring(source, duck, incoming, OLD, FIRST)
    before = files(source.folder)
    with pytest.raises(InputError) as error:
        bring(source, duck, incoming, NEW.replace("9", "x"), SECOND)
    assert said(error) == [f"{incoming}:2: number is 'x', which is not a number"]
    assert files(source.folder) == before


def test_a_file_under_another_name_replaces_the_only_one(
    source: TableSource, duck: Duck, incoming: Path
) -> None:
    taken = bring(source, duck, incoming.with_name("Solved (final 2).csv"), OLD, FIRST)
    assert taken.file == "solved.csv"


def test_a_file_of_another_kind_is_no_version_of_it(source: TableSource, duck: Duck, incoming: Path) -> None:
    with pytest.raises(UsageError) as error:
        bring(source, duck, incoming.with_name("solved.xlsx"), OLD, FIRST)
    assert error.value.lines() == [
        "no table comes from a file called solved.xlsx",
        "  The module's files: solved.csv.",
    ]


def test_a_kept_table_is_edited_and_not_taken_in(source: TableSource, duck: Duck, incoming: Path) -> None:
    kept = a_source(source.folder, "solved.csv", SOLVED, "kept")
    with pytest.raises(UsageError, match="kept by the office, not received"):
        bring(kept, duck, incoming, OLD, FIRST)


def test_a_missing_file_is_named(source: TableSource, duck: Duck, incoming: Path) -> None:
    with pytest.raises(UsageError, match="there is no such file"):
        take([source], incoming, FIRST, duck)


def test_files_of_a_pattern_are_taken_in_by_their_own_names(
    source: TableSource, duck: Duck, incoming: Path
) -> None:
    several = a_source(source.folder, "20*.csv", SOLVED, "snapshot")
    bring(several, duck, incoming.with_name("2024.csv"), "month,number\n2024-01,1\n", FIRST)
    bring(several, duck, incoming.with_name("2025.csv"), "month,number\n2025-01,2\n", FIRST)
    assert numbers(several, duck) == (1, 2)
    with pytest.raises(UsageError):
        bring(several, duck, incoming.with_name("other.csv"), OLD, FIRST)


@pytest.mark.parametrize("name", ["2024/../../out.csv", "20/x.csv", "2024-../x.csv"])
def test_a_name_that_leads_out_of_the_folder_is_refused(
    source: TableSource, duck: Duck, incoming: Path, name: str
) -> None:
    several = a_source(source.folder, "20*.csv", SOLVED, "snapshot")
    incoming.write_text(OLD)
    with pytest.raises(UsageError, match="no plain name"):
        take([several], incoming, FIRST, duck, target=name)


def test_only_one_may_take_in_at_a_time(source: TableSource, duck: Duck, incoming: Path) -> None:
    with alone_in(source.folder), pytest.raises(UsageError, match="something else is being taken in"):
        bring(source, duck, incoming, OLD, FIRST)


def test_what_was_taken_in_while_a_file_was_read_stays_in_the_record(
    source: TableSource, duck: Duck, incoming: Path
) -> None:
    several = a_source(source.folder, "20*.csv", SOLVED, "snapshot")
    other = incoming.with_name("2025.csv")

    def overtaken(*of: Any) -> Any:
        if not (several.folder / other.name).exists():
            bring(several, duck, other, "month,number\n2025-01,2\n", FIRST)
        return read_rows(*of)

    incoming.with_name("2024.csv").write_text("month,number\n2024-01,1\n")
    take([several], incoming.with_name("2024.csv"), SECOND, duck, reader=overtaken)
    assert numbers(several, duck) == (1, 2)


def test_two_versions_of_one_file_do_not_overtake_each_other_unseen(
    source: TableSource, duck: Duck, incoming: Path
) -> None:
    def overtaken(*of: Any) -> Any:
        if not (source.folder / incoming.name).exists():
            bring(source, duck, incoming, NEW, SECOND)
        return read_rows(*of)

    incoming.write_text(OLD)
    with pytest.raises(UsageError, match=r"somebody else took in solved\.csv in the meantime"):
        take([source], incoming, FIRST, duck, reader=overtaken)
    assert numbers(source, duck) == (9, 1)


@pytest.mark.slow
def test_a_kill_at_any_moment_loses_nothing(
    source: TableSource, duck: Duck, incoming: Path, tmp_path: Path
) -> None:
    bring(source, duck, incoming, OLD, FIRST)
    incoming.write_text(NEW)
    kept = f"taken/2025-11-20-{hashlib.sha256(OLD.encode()).hexdigest()[:8]}-solved.csv"
    pristine = shutil.copytree(source.folder, tmp_path / "pristine")
    moment, killed = 1, True
    while killed:
        shutil.rmtree(source.folder)
        shutil.copytree(pristine, source.folder)
        killed = killed_at(moment, source.folder, incoming, SECOND)
        assert (source.folder / "solved.csv").read_text() in (OLD, NEW)
        assert OLD in files(source.folder).values()
        assert take([source], incoming, SECOND, duck).compared
        assert numbers(source, duck) == (9, 1)
        assert sorted(files(source.folder)) == sorted([RECORD, "solved.csv", kept])
        moment += 1
    assert moment > 10


_NO_SPACE = """
import resource, signal, sys
from pathlib import Path
from typing import Any
from reckoner.reports.errors import WriteError
from reckoner.reports.sources.atomic import copy_whole
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    copy_whole(Path(sys.argv[1]), Path(sys.argv[2]))
except WriteError as error:
    print(error.faults[0].what)
"""


def test_a_disk_without_room_leaves_the_old_file(tmp_path: Path) -> None:
    big, target = tmp_path / "big", tmp_path / "folder" / "target"
    big.write_bytes(b"x" * 5000)
    target.parent.mkdir()
    target.write_text("old")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-c", _NO_SPACE, str(big), str(target)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.stdout == "it could not be written: File too large\n"
    assert files(target.parent) == {"target": "old"}


def test_a_folder_that_is_a_file_cannot_be_written_into(
    source: TableSource, duck: Duck, incoming: Path
) -> None:
    bring(source, duck, incoming, OLD, FIRST)
    (source.folder / "taken").write_text("in the way")
    with pytest.raises(WriteError) as error:
        bring(source, duck, incoming, NEW, SECOND)
    assert error.value.exit_code == 73
    assert numbers(source, duck) == (7, 8)
