"""What goes into a backup comes back as it was; nothing is overwritten, and nothing is half in place."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from reckoner.reports.backup.restore import restore
from reckoner.reports.cli.main import app
from reckoner.reports.errors import SettingsError, UsageError
from tests.backup.house import back_up, files, keep, make_house
from tests.small import tiny_house
from tests.steps import CHANGES, Steps, cut_short, watch


def bring_back(path: Path, to: Path) -> None:
    restore(path, to, lambda _name: None)


def test_a_house_comes_back_as_it_was_without_its_secrets(tmp_path: Path) -> None:
    house, to = make_house(tmp_path / "house"), tmp_path / "back"
    made = back_up(house, tmp_path / "b.tar.gz")
    bring_back(tmp_path / "b.tar.gz", to)
    before, after = files(house), files(to)
    assert before.pop("state/mail.secret")
    store = "state/schedule.sqlite"
    with closing(sqlite3.connect(to / store)) as restored:
        assert restored.execute("select id from runs").fetchall() == [(1,)]
    assert before.keys() == after.keys()
    assert {k: v for k, v in before.items() if k != store} == {k: v for k, v in after.items() if k != store}
    assert made.listed.left_out == {"state/mail.secret": "a secret; keep it in the office's password store"}
    modes = {(root / "output/paper/2025-11/draft-001/paper.html").stat().st_mode for root in (house, to)}
    assert len(modes) == 1
    assert (tmp_path / "b.tar.gz").stat().st_mode & 0o777 == 0o600


def test_an_open_transaction_of_the_service_is_not_half_in_the_backup(tmp_path: Path) -> None:
    house = make_house(tmp_path / "house")
    with closing(sqlite3.connect(house / "state/schedule.sqlite")) as store:
        store.execute("pragma journal_mode=wal")
        store.execute("insert into runs values (2)")
        store.commit()  # in the log beside the file alone
        store.execute("insert into runs values (3)")
        back_up(house, tmp_path / "b.tar.gz")
    bring_back(tmp_path / "b.tar.gz", tmp_path / "back")
    with closing(sqlite3.connect(tmp_path / "back/state/schedule.sqlite")) as restored:
        assert restored.execute("select id from runs").fetchall() == [(1,), (2,)]


@pytest.mark.slow
def test_a_backup_made_while_drafts_are_kept_and_approved_is_whole(tmp_path: Path) -> None:
    house, stop = make_house(tmp_path / "house"), threading.Event()

    def work() -> None:
        while not stop.is_set():
            keep(house)

    worker = threading.Thread(target=work)
    worker.start()
    try:
        for number in range(15):
            assert back_up(house, tmp_path / f"{number}.tar.gz").listed.wrong == ()
    finally:
        stop.set()
        worker.join()
    for number in range(15):
        bring_back(tmp_path / f"{number}.tar.gz", tmp_path / f"back-{number}")


@pytest.mark.parametrize("left", [0, 1, None])
def test_a_history_that_lacks_rows_is_said_to(tmp_path: Path, left: int | None) -> None:
    """Rows taken off the end leave a chain that is whole in itself; the note outside knows of them."""
    house = make_house(tmp_path / "house")
    keep(house)
    history = house / "state/history.jsonl"
    rows = history.read_bytes().splitlines(keepends=True)
    history.unlink() if left is None else history.write_bytes(b"".join(rows[:left]))
    made = back_up(house, tmp_path / "b.tar.gz").listed
    gone = "is not what it was" if left else "is gone or empty"
    assert [f"the history {gone}: " in what for what in made.wrong] == [True]
    assert "notes row 2 with the hash" in made.wrong[0]


def test_a_history_that_is_gone_is_missed_by_what_was_delivered(tmp_path: Path) -> None:
    house = tiny_house(tmp_path / "house", "It went to {{ crime.schools }} schools.")
    assert back_up(house, tmp_path / "before.tar.gz").listed.wrong == ()
    (house / "output/released/panel-paper/2025-11/draft-001").mkdir(parents=True)
    (wrong,) = back_up(house, tmp_path / "b.tar.gz").listed.wrong
    assert "was delivered, and that needs an approval" in wrong


def test_a_broken_history_is_said_once(tmp_path: Path) -> None:
    house = make_house(tmp_path / "house")
    (house / "state/history.jsonl").write_bytes(b"{}\n")
    assert back_up(house, tmp_path / "b.tar.gz").listed.wrong == ("a line is not a row of a history",)


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    house, path = make_house(tmp_path / "house"), tmp_path / "b.tar.gz"
    back_up(house, path)
    with pytest.raises(UsageError, match="there is a file"):
        back_up(house, path)
    before = files(house)
    with pytest.raises(UsageError, match="is there already"):
        bring_back(path, house)
    assert files(house) == before
    with pytest.raises(UsageError, match="lies in the house"):
        back_up(house, house / "b.tar.gz")


def test_without_settings_that_name_the_secrets_there_is_no_backup(tmp_path: Path) -> None:
    house = make_house(tmp_path / "house")
    (house / "office.yaml").write_text("channels: [", "utf-8")
    with pytest.raises(SettingsError):
        back_up(house, tmp_path / "b.tar.gz")
    assert [path.name for path in tmp_path.iterdir()] == ["house"]


def test_what_was_wrong_before_is_said_and_comes_back_all_the_same(tmp_path: Path) -> None:
    house = make_house(tmp_path / "house")
    page = house / "output/paper/2025-11/draft-001/paper.html"
    page.chmod(0o644)
    page.write_bytes(b"changed")
    runner, path = CliRunner(), str(tmp_path / "b.tar.gz")
    first = runner.invoke(app, ["backup", path, "--house", str(house)], standalone_mode=False)
    assert first.return_value == 1
    assert "wrong: paper/2025-11/draft-001: paper.html has changed" in first.output
    second = runner.invoke(app, ["restore", path, "--to", str(tmp_path / "back")], standalone_mode=False)
    assert second.return_value == 1
    assert "wrong when it was backed up: paper/2025-11/draft-001: paper.html has changed" in second.output
    assert "put back state/mail.secret" in second.output


def _back_up(moment: int, house: Path, path: Path) -> None:
    watch(Steps(moment), "backup", (*CHANGES, "os.link"), str(path.parent))
    back_up(house, path)


def _restore(moment: int, path: Path, to: Path) -> None:
    watch(Steps(moment), "restore", CHANGES, str(to.parent))
    bring_back(path, to)


def test_a_kill_at_any_moment_of_a_backup_leaves_it_whole_or_not_there(tmp_path: Path) -> None:
    house, shelf, moment = make_house(tmp_path / "house"), tmp_path / "shelf", 1
    shelf.mkdir()
    path = shelf / "b.tar.gz"
    while cut_short(_back_up, moment, house, path):
        if path.exists():
            bring_back(path, tmp_path / f"back-{moment}")
            path.unlink()
        moment += 1
    assert moment > 5
    assert [each.name for each in shelf.iterdir()] == ["b.tar.gz"]


def test_a_kill_at_any_moment_of_a_restore_leaves_the_whole_house_or_none(tmp_path: Path) -> None:
    house, shelf, path, moment = make_house(tmp_path / "house"), tmp_path / "to", tmp_path / "b.tar.gz", 1
    back_up(house, path)
    expected = files(house).keys() - {"state/mail.secret"}
    shelf.mkdir()
    to = shelf / "back"
    while cut_short(_restore, moment, path, to):
        if to.exists():
            assert files(to).keys() == expected
            to.rename(tmp_path / f"whole-{moment}")
        moment += 1
    assert moment > 10
    assert files(to).keys() == expected
    assert [each.name for each in shelf.iterdir()] == ["back"]
