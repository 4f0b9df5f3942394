"""Drafts are numbered, immutable, whole or absent."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from reckoner.reports.drafts.manifest import Manifest, describe, sha256
from reckoner.reports.drafts.store import drafts, latest, save
from reckoner.reports.errors import WriteError


def manifest(files: dict[str, bytes], *, fit: bool = True) -> Manifest:
    return Manifest(
        "panel-paper", "2025-11", fit, describe(files), {"office.yaml": "00"}, {"reckoner-reports": "0"}
    )


PAPER = {"paper.html": b"<p>1</p>", "charts/a.svg": b"<svg/>"}


def test_the_first_draft_is_001_and_holds_every_file(tmp_path: Path) -> None:
    saved = save(tmp_path, manifest(PAPER), PAPER, "log\n")
    assert saved.folder == tmp_path / "panel-paper" / "2025-11" / "draft-001"
    assert saved.is_new
    kept = {path.relative_to(saved.folder).as_posix() for path in saved.folder.rglob("*") if path.is_file()}
    assert kept == {*PAPER, "manifest.json", "log.txt"}


def test_an_unchanged_build_writes_nothing(tmp_path: Path) -> None:
    first = save(tmp_path, manifest(PAPER), PAPER, "log\n")
    second = save(tmp_path, manifest(PAPER), PAPER, "another log\n")
    assert (second.is_new, second.folder) == (False, first.folder)
    assert drafts(tmp_path, "panel-paper", "2025-11") == [first.folder]


def test_again_insists_on_a_new_draft(tmp_path: Path) -> None:
    save(tmp_path, manifest(PAPER), PAPER, "")
    assert save(tmp_path, manifest(PAPER), PAPER, "", again=True).name == "draft-002"


def test_a_changed_build_is_the_next_number_and_leaves_the_first_alone(tmp_path: Path) -> None:
    first = save(tmp_path, manifest(PAPER), PAPER, "")
    changed = {**PAPER, "paper.html": b"<p>2</p>"}
    second = save(tmp_path, manifest(changed), changed, "")
    assert second.number == 2
    assert (first.folder / "paper.html").read_bytes() == b"<p>1</p>"


def test_a_draft_damaged_by_hand_is_not_taken_for_the_same(tmp_path: Path) -> None:
    first = save(tmp_path, manifest(PAPER), PAPER, "")
    (first.folder / "paper.html").unlink()
    assert save(tmp_path, manifest(PAPER), PAPER, "").number == 2


def test_the_hash_covers_every_file_but_itself_and_the_log(tmp_path: Path) -> None:
    saved = save(tmp_path, manifest(PAPER), PAPER, "")
    read = Manifest.read((saved.folder / "manifest.json").read_bytes())
    assert read.digest == saved.digest == sha256((saved.folder / "manifest.json").read_bytes())
    assert read.files == {name: sha256(content) for name, content in PAPER.items()}


def test_a_number_past_999_sorts_last(tmp_path: Path) -> None:
    folder = tmp_path / "panel-paper" / "2025-11"
    for name in ("draft-999", "draft-1000", "draft-002", "notes", "draft-x"):
        (folder / name).mkdir(parents=True)
    newest = latest(tmp_path, "panel-paper", "2025-11")
    assert newest is not None
    assert newest.name == "draft-1000"


def test_what_a_killed_build_left_behind_is_swept_but_not_that_of_a_living_one(tmp_path: Path) -> None:
    folder = tmp_path / "panel-paper" / "2025-11"
    folder.mkdir(parents=True)
    gone, living = making(folder), making(folder)
    gone.communicate()
    save(tmp_path, manifest(PAPER), PAPER, "")
    left = [path.name for path in folder.glob(".making-*")]
    assert [f"-{living.pid}-" in name for name in left] == [True]
    living.communicate()


def test_what_a_killed_build_left_is_swept_before_its_parent_has_noticed(tmp_path: Path) -> None:
    folder = tmp_path / "panel-paper" / "2025-11"
    folder.mkdir(parents=True)
    with making(folder) as ended:
        assert ended.stdin is not None
        ended.stdin.close()
        os.waitid(os.P_PID, ended.pid, os.WEXITED | os.WNOWAIT)
        save(tmp_path, manifest(PAPER), PAPER, "")
        assert list(folder.glob(".making-*")) == []


@pytest.mark.parametrize("name", ["0123456789ab-1-x", "1-x", "0123456789ab-4194999-x", "x", ""])
def test_what_another_machine_is_making_stays_for_a_day(tmp_path: Path, name: str) -> None:
    """On a share a process of another machine is looked for in vain, and its number may be in use here."""
    folder = tmp_path / "panel-paper" / "2025-11"
    theirs = folder / f".making-{name}"
    theirs.mkdir(parents=True)
    for hours, stays in ((23, True), (25, False)):
        long_ago = folder.stat().st_mtime - hours * 60 * 60
        os.utime(theirs, (long_ago, long_ago))
        save(tmp_path, manifest(PAPER), PAPER, "", again=True)
        assert theirs.exists() == stays


def making(folder: Path) -> subprocess.Popen[bytes]:
    """A process that has begun to make something in a folder, and ends with its input without tidying up."""
    program = (
        "import sys\nfrom pathlib import Path\nfrom reckoner.reports.drafts.disk import making_in\n"
        "print(making_in(Path(sys.argv[1]), '.making-'), flush=True)\nsys.stdin.read()\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program, folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.readline()
    return process


def test_two_processes_at_once_get_two_numbers(tmp_path: Path) -> None:
    program = (
        "import sys\nfrom pathlib import Path\nfrom tests.drafts.test_store import manifest\n"
        "from reckoner.reports.drafts.store import save\n"
        "files = {'a.txt': sys.argv[2].encode()}\nsave(Path(sys.argv[1]), manifest(files), files, '')\n"
    )
    running = [subprocess.Popen([sys.executable, "-c", program, str(tmp_path), str(n)]) for n in range(4)]
    assert [process.wait() for process in running] == [0, 0, 0, 0]
    assert [path.name for path in drafts(tmp_path, "panel-paper", "2025-11")] == [
        f"draft-00{n}" for n in range(1, 5)
    ]


def test_a_full_disk_leaves_nothing_and_says_so(tmp_path: Path) -> None:
    """/dev/full takes the place of a file, so that the write itself fails as on a full disk."""
    folder = tmp_path / "panel-paper" / "2025-11"
    folder.mkdir(parents=True)
    with pytest.raises(WriteError) as refusal:
        save(tmp_path, manifest(PAPER), {**PAPER, "../../full": b"x"} | _full(tmp_path), "")
    assert refusal.value.exit_code == 73
    assert [path for path in folder.iterdir() if path.name.startswith("draft")] == []


def _full(tmp_path: Path) -> dict[str, bytes]:
    (tmp_path / "panel-paper" / "full").symlink_to("/dev/full")
    return {"../../full": b"x" * 10}


def test_two_processes_that_keep_the_same_at_once_keep_one_draft(tmp_path: Path) -> None:
    program = (
        "import sys\nfrom pathlib import Path\nfrom tests.drafts.test_store import PAPER, manifest\n"
        "from reckoner.reports.drafts.store import save\n"
        "save(Path(sys.argv[1]), manifest(PAPER), PAPER, '')\n"
    )
    running = [subprocess.Popen([sys.executable, "-c", program, str(tmp_path)]) for _ in range(4)]
    assert [process.wait() for process in running] == [0, 0, 0, 0]
    assert [path.name for path in (tmp_path / "panel-paper" / "2025-11").iterdir()] == ["draft-001"]
