"""Folders and mail files: whole or not at all, never written over."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from reckoner.reports.delivery.deliver import deliver, settle
from reckoner.reports.delivery.failure import Undelivered
from reckoner.reports.delivery.whole import put_folder
from reckoner.reports.drafts.approval import approve
from reckoner.reports.drafts.history import Act, history_of
from reckoner.reports.drafts.kept import Kept, read_draft
from reckoner.reports.drafts.state import state_of
from reckoner.reports.drafts.store import save
from reckoner.reports.errors import UsageError
from tests.delivery.house import NOW, Office, office

CHANNELS = {
    "shelf": {"kind": "folder", "takes": "release", "folder": "shelf"},
    "desk": {"kind": "eml", "takes": "proof", "folder": "desk", "people": ["policy"]},
    "table": {"kind": "folder", "takes": "proof", "folder": "table"},
}


@pytest.fixture
def at(tmp_path: Path) -> Office:
    return office(tmp_path, CHANNELS)


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_release_lies_in_a_folder_of_its_own(at: Office) -> None:
    deliver(at.order(at.approved(), "shelf"))
    folder = at.house.root / "shelf/panel-paper/2025-11/draft-001"
    assert names(folder) == ["figures-public.csv", "panel-paper.html"]


def test_a_draft_that_nobody_approved_stays_at_home(at: Office) -> None:
    with pytest.raises(UsageError, match="nobody has approved"):
        deliver(at.order(at.draft(), "shelf"))
    assert not (at.house.root / "shelf").exists()
    assert at.said("claimed") == 0


def test_an_older_draft_is_not_released_after_a_newer_one(at: Office) -> None:
    first, second = at.approved("1"), at.approved("2")
    deliver(at.order(second, "shelf"))
    deliver(at.order(first, "shelf"))
    with pytest.raises(UsageError, match="draft-001 was delivered after it"):
        deliver(at.order(second, "shelf"))


def test_a_proof_says_so_in_its_folder_and_its_file(at: Office) -> None:
    kept = at.draft()
    deliver(at.order(kept, "table"))
    assert (at.house.root / "table/panel-paper/2025-11/PROOF-draft-001/panel-paper.html").is_file()
    where = Path(deliver(at.order(kept, "desk")).where)
    assert where.name == f"PROOF-panel-paper-2025-11-draft-001-{kept.digest[:8]}.eml"
    assert b"X-Unsent: 1" in where.read_bytes()


def test_what_lies_there_already_is_not_written_over(at: Office) -> None:
    kept = at.approved()
    folder = at.house.root / "shelf/panel-paper/2025-11/draft-001"
    folder.mkdir(parents=True)
    (folder / "panel-paper.html").write_text("ours", "utf-8")
    with pytest.raises(Undelivered, match="something else is there already") as refusal:
        deliver(at.order(kept, "shelf"))
    assert refusal.value.permanent
    assert (folder / "panel-paper.html").read_text("utf-8") == "ours"


def test_a_full_disk_leaves_nothing_and_may_pass(tmp_path: Path) -> None:
    (tmp_path / "full").symlink_to("/dev/full")
    program = (
        "import resource, signal, sys\nfrom pathlib import Path\n"
        "from reckoner.reports.delivery.whole import put_folder\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\nresource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))\n"
        "put_folder(Path(sys.argv[1]), {'a': b'1', 'b': b'x' * 100})\n"
    )
    target = tmp_path / "shelf" / "draft-001"
    done = subprocess.run(
        [sys.executable, "-c", program, target], capture_output=True, text=True, check=False
    )
    assert "Undelivered" in done.stderr
    assert list((tmp_path / "shelf").iterdir()) == []


def test_what_a_killed_delivery_left_is_swept(tmp_path: Path) -> None:
    begun = (
        "import sys\nfrom pathlib import Path\nfrom reckoner.reports.drafts.disk import making_in\n"
        "making_in(Path(sys.argv[1]), '.arriving-')\n"
    )
    subprocess.run([sys.executable, "-c", begun, tmp_path], check=True)
    assert [path.name[:10] for path in tmp_path.iterdir()] == [".arriving-"]
    put_folder(tmp_path / "draft-001", {"a": b"1"})
    assert [path.name for path in tmp_path.iterdir()] == ["draft-001"]


@pytest.mark.parametrize("planted", ["pipe", "link", "folder"])
def test_a_mail_s_place_that_is_no_file_is_not_waited_for(at: Office, planted: str) -> None:
    kept = at.approved()
    there = Path(deliver(at.order(kept, "desk")).where)
    there.rename(there.with_suffix(".kept"))
    match planted:
        case "pipe":
            os.mkfifo(there)
        case "link":
            there.symlink_to(there.with_suffix(".kept"))
        case "folder":
            there.mkdir()
    again = deliver(at.order(kept, "desk", again=True))
    assert (again.state, again.how) == ("changed", "something that is no plain file has its name")
    other = at.approved("2")
    target = there.with_name(f"PROOF-panel-paper-2025-11-draft-002-{other.digest[:8]}.eml")
    os.mkfifo(target)
    with pytest.raises(Undelivered, match="something else is there already"):
        deliver(at.order(other, "desk"))
    assert target.is_fifo()


def test_the_same_bytes_under_two_names_are_looked_for_under_the_one_that_went(at: Office) -> None:
    first = at.approved()
    second = same_again(at, first)
    went = deliver(at.order(first, "shelf"))
    for channel_state in ("there", "gone"):
        told = deliver(at.order(second, "shelf"))
        assert (told.state, told.draft, told.where) == (channel_state, first.name, went.where)
        shutil.rmtree(went.where, ignore_errors=True)
    assert deliver(at.order(second, "shelf", again=True)).draft == second.name


def test_a_delivery_that_was_never_confirmed_is_settled_under_its_own_name(at: Office) -> None:
    first = at.approved()
    second = same_again(at, first)
    said = {"channel": "shelf", "purpose": "release", "where": "", "reason": "no answer", "permanent": False}
    history_of(at.house).append(Act("unsure", first.name, first.digest, "policy", "policy-user", NOW, said))
    settle(at.order(second, "shelf"), "arrived", "Ann has it")
    states = [state_of(kept, history_of(at.house).rows()).state for kept in (first, second)]
    assert states == ["delivered", "approved"]


def same_again(at: Office, kept: Kept) -> Kept:
    """Another draft with the same bytes, approved too."""
    files = {name: kept.read(name) for name in kept.manifest.files}
    other = read_draft(save(at.house.output, kept.manifest, files, "log\n", again=True).folder)
    assert other.digest == kept.digest
    approve(history_of(at.house), other, at.who("chief-executive"), at.house.office, NOW)
    return other
