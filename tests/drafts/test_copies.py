"""What was delivered to a folder is looked at again; a draft that is only a link to one is none."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from reckoner.reports.delivery.deliver import deliver
from reckoner.reports.drafts.approval import approve
from reckoner.reports.drafts.history import history_of
from reckoner.reports.drafts.kept import Kept, read_draft
from reckoner.reports.drafts.proof import prove
from reckoner.reports.errors import Fault, ReckonerError
from tests.delivery.house import NOW, Office, office

CHANNELS = {
    "shelf": {"kind": "folder", "takes": "release", "folder": "output/released"},
    "mails": {"kind": "eml", "takes": "release", "folder": "output/mails"},
}


@pytest.fixture
def at(tmp_path: Path) -> Office:
    return office(tmp_path, CHANNELS)


@pytest.fixture
def out(at: Office) -> Kept:
    kept = at.approved()
    for channel in CHANNELS:
        deliver(at.order(kept, channel))
    return kept


def wrong(at: Office) -> tuple[Fault, ...]:
    return prove(at.house.output, history_of(at.house), house=at.house).wrong


def changed(shelf: Path) -> None:
    with (shelf / "panel-paper.html").open("a", encoding="utf-8") as file:
        file.write("EVIL")


def lacking(shelf: Path) -> None:
    (shelf / "figures-public.csv").unlink()


def more(shelf: Path) -> None:
    (shelf / "evil.html").write_text("EVIL", "utf-8")


def linked(shelf: Path) -> None:
    (shelf / "panel-paper.html").unlink()
    (shelf / "panel-paper.html").symlink_to("/etc/hostname")


def gone(shelf: Path) -> None:
    shutil.rmtree(shelf)


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (changed, "panel-paper.html has changed since it was delivered on 2026-11-27"),
        (lacking, "figures-public.csv is missing since it was delivered on 2026-11-27"),
        (more, "evil.html was added since it was delivered on 2026-11-27"),
        (linked, "panel-paper.html has changed since it was delivered on 2026-11-27"),
        (gone, "it is gone since it was delivered on 2026-11-27"),
    ],
)
def test_verify_finds_what_has_changed_where_it_was_delivered(
    at: Office, out: Kept, harm: Callable[[Path], None], said: str
) -> None:
    assert wrong(at) == ()
    assert prove(at.house.output, history_of(at.house), house=at.house).copies == 2
    shelf = at.house.root / "output/released" / out.name
    harm(shelf)
    [fault] = wrong(at)
    assert fault.what == f"{shelf}: {said} ({out.name})"
    assert fault.todo


def test_verify_finds_a_changed_mail_file(at: Office, out: Kept) -> None:
    [path] = (at.house.root / "output/mails").iterdir()
    path.write_bytes(path.read_bytes() + b"EVIL")
    [fault] = wrong(at)
    assert "it has changed since it was delivered" in fault.what


def test_a_superseded_copy_may_be_taken_away(at: Office, out: Kept) -> None:
    deliver(at.order(at.approved("2"), "shelf"))
    gone(at.house.root / "output/released" / out.name)
    assert wrong(at) == ()


def test_a_house_that_moved_finds_its_copies(at: Office, out: Kept, tmp_path: Path) -> None:
    shutil.copytree(at.house.root / "output", tmp_path / "moved/output")
    shutil.copytree(at.house.root / "state", tmp_path / "moved/state")
    moved = office(tmp_path / "moved", CHANNELS)
    assert wrong(moved) == ()
    changed(tmp_path / "moved/output/released" / out.name)
    assert len(wrong(moved)) == 1


@pytest.mark.parametrize("levels", [0, 1, 2])
def test_a_link_in_a_draft_s_place_is_refused(at: Office, tmp_path: Path, levels: int) -> None:
    """The bytes are equal; what the link leads to can be exchanged after the look."""
    kept = at.approved()
    part = [kept.folder, *kept.folder.parents][levels]
    part.rename(tmp_path / "elsewhere")
    part.symlink_to(tmp_path / "elsewhere")
    found = read_draft(kept.folder)
    assert found.damage == (f"{part.name} is a link, and what it leads to was never kept here",)
    for act in (
        lambda: deliver(at.order(found, "shelf")),
        lambda: approve(history_of(at.house), found, at.who("chief-executive"), at.house.office, NOW),
    ):
        with pytest.raises(ReckonerError, match="is a link"):
            act()
