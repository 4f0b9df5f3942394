"""Nobody without the writer's key adds a row; rows that are gone are not read as if nothing was done."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from reckoner.reports.delivery.deliver import deliver
from reckoner.reports.drafts.approval import approve
from reckoner.reports.drafts.history import Act, History, Lost, Row, faults, history_of, sound_rows
from reckoner.reports.drafts.proof import ChainCheck, prove
from reckoner.reports.drafts.row import next_row
from reckoner.reports.errors import InputError, ReckonerError, SettingsError, UsageError, WriteError
from tests.delivery.house import NOW, Office, office
from tests.drafts.forging import (
    approval,
    hand_made,
    taken_over,
    unsigned,
    with_another_key,
    with_the_key_named_and_another_signature,
    written_anew,
)
from tests.limits import no_room_beyond

SHELF = {"shelf": {"kind": "folder", "takes": "release", "folder": "output/released"}}


@pytest.fixture
def at(tmp_path: Path) -> Office:
    house = tmp_path / "house"
    house.mkdir()
    return office(house, SHELF)


@pytest.fixture
def somebody_else(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[], None]:
    """From the call on, this process is a user whose own state holds neither key nor note."""

    def switch() -> None:
        monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "somebody else"))

    return switch


def proved(at: Office) -> ChainCheck:
    return prove(at.house.output, history_of(at.house), house=at.house)


FORGERIES = (hand_made, with_another_key, with_the_key_named_and_another_signature, taken_over, written_anew)


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_approval_is_refused_by_verify_approve_and_deliver(
    at: Office, forgery: Callable[[tuple[Row, ...], Act], list[Row]]
) -> None:
    at.approved("1")
    kept, other = at.draft("2"), at.draft("3")
    history = history_of(at.house)
    forged = b"".join(row.line() for row in forgery(history.rows(), approval(kept)))
    before = b"" if forgery is written_anew else history.path.read_bytes()
    history.path.write_bytes(before + forged)
    assert proved(at).wrong
    with pytest.raises(ReckonerError):
        deliver(at.order(kept, "shelf"))
    with pytest.raises(ReckonerError):
        approve(history, other, at.who("chief-executive"), at.house.office, NOW)
    assert not (at.house.root / "output/released").exists()


def test_the_program_s_own_way_adds_nothing_without_the_key(
    at: Office, somebody_else: Callable[[], None]
) -> None:
    at.approved("1")
    kept = at.draft("2")
    path = history_of(at.house).path
    before = path.read_bytes()
    with pytest.raises(UsageError, match="only its house's own writer"):
        History(path).append(approval(kept))
    somebody_else()
    with pytest.raises(UsageError, match="can be read and not written"):
        history_of(at.house).append(approval(kept))
    assert path.read_bytes() == before
    assert len(history_of(at.house).rows()) == 1


def test_who_has_no_key_reads_and_learns_whose_it_is(at: Office, somebody_else: Callable[[], None]) -> None:
    kept = at.approved()
    key = proved(at).key
    somebody_else()
    seen = proved(at)
    assert (seen.wrong, seen.key) == ((), key)
    assert any("which this user has not noted" in note for note in seen.notes)
    with pytest.raises(UsageError, match="not signed by the key 'abcd'"):
        history_of(at.house).trust("abcd")
    history_of(at.house).trust(key[:16])
    assert proved(at).notes == seen.notes[:-1]
    path = history_of(at.house).path
    path.write_bytes(b"".join(row.line() for row in written_anew((), approval(kept))))
    with pytest.raises(Lost):
        history_of(at.house).rows()


def gone(path: Path) -> None:
    path.unlink()


def gone_with_its_folder(path: Path) -> None:
    shutil.rmtree(path.parent)


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def a_file_for_its_folder(path: Path) -> None:
    shutil.rmtree(path.parent)
    path.parent.write_text("a share that is not mounted", "utf-8")


def brackets(path: Path) -> None:
    path.write_bytes(b"[" * 100_000 + b"\n")


def noise(path: Path) -> None:
    path.write_bytes(b'{"number": 1}\n\xff\xfe\n')


HARM = (
    gone, gone_with_its_folder, emptied, a_folder, a_pipe, a_file_for_its_folder, brackets, noise,
)  # fmt: skip


@pytest.mark.parametrize("harm", HARM)
def test_a_history_that_is_gone_stops_whatever_follows_from_it(
    at: Office, harm: Callable[[Path], None]
) -> None:
    kept, new = at.approved("1"), at.draft("2")
    history = history_of(at.house)
    harm(history.path)
    for act in (
        history.rows,
        lambda: approve(history, new, at.who("chief-executive"), at.house.office, NOW),
        lambda: deliver(at.order(kept, "shelf")),
    ):
        with pytest.raises(ReckonerError) as refusal:
            act()
        assert all(fault.todo for fault in refusal.value.faults)
    assert not (at.house.root / "output/released").exists()
    seen = proved(at)
    assert seen.wrong
    assert seen.rows == 0


def test_a_history_out_of_reach_is_missed_by_who_never_wrote_it_too(
    at: Office, somebody_else: Callable[[], None]
) -> None:
    """A released draft, or a clock that told people of one, shows that something was approved."""
    deliver(at.order(at.approved(), "shelf"))
    gone(history_of(at.house).path)
    somebody_else()
    with pytest.raises(Lost, match="draft-001 was delivered, and that needs an approval"):
        history_of(at.house).rows()
    shutil.rmtree(at.house.root / "output/released")
    assert history_of(at.house).rows() == ()
    with closing(sqlite3.connect(at.house.root / "state/schedule.sqlite")) as state:
        state.execute("create table schedule_notices (kind text, about text)")
        state.execute("insert into schedule_notices values ('ready', ''), ('undelivered', 'proof first')")
        state.commit()
        assert history_of(at.house).rows() == ()
        state.execute("insert into schedule_notices values ('undelivered', 'shelf 0123 first')")
        state.commit()
    with pytest.raises(Lost, match=r"schedule\.sqlite knows of approved drafts"):
        history_of(at.house).append(approval(at.draft("2")))


def test_a_history_that_is_lost_for_good_begins_again_and_says_so(at: Office) -> None:
    at.approved("1")
    history = history_of(at.house)
    gone(history.path)
    history.adopt(Act("adopted", "", "", "policy", "ann", NOW, {"reason": "the disk burnt"}))
    assert at.approved("2").name in {row.draft for row in history.rows()}
    [note] = [note for note in proved(at).notes if "took the history over" in note]
    assert note.startswith("row 1: policy took the history over on 2026-11-27 with 0 rows")
    assert "notes row 1 with the hash" in note
    with pytest.raises(UsageError, match="there is nothing to adopt"):
        history.adopt(Act("adopted", "", "", "policy", "ann", NOW, {"reason": "once more"}))


def test_a_backup_on_another_machine_is_handed_over_on_record(
    at: Office, somebody_else: Callable[[], None]
) -> None:
    kept = at.approved("1")
    old = proved(at).key
    somebody_else()
    history = history_of(at.house)
    row = history.adopt(Act("adopted", "", "", "", "ann", NOW, {"reason": "the machine was replaced"}))
    assert (row.number, row.details["key_before"]) == (2, old)
    deliver(at.order(kept, "shelf"))
    assert proved(at).wrong == ()
    assert proved(at).key not in ("", old)


def test_who_wrote_before_is_told_of_the_new_key_and_may_note_it(
    at: Office, somebody_else: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    at.approved("1")
    mine = os.environ["XDG_STATE_HOME"]
    somebody_else()
    history = history_of(at.house)
    new = history.adopt(Act("adopted", "", "", "", "reckoner", NOW, {"reason": "the service takes over"})).key
    monkeypatch.setenv("XDG_STATE_HOME", mine)
    with pytest.raises(InputError, match=r"row 2 \(adopted, by reckoner\) is signed by the key") as refusal:
        history_of(at.house).rows()
    assert "reckoner verify --trust KEY" in str(refusal.value)
    history_of(at.house).trust(new)
    assert len(history_of(at.house).rows()) == 2
    with pytest.raises(UsageError, match=r"can be read and not written: .* and this user's is"):
        at.approved("2")


def test_a_house_in_which_nothing_was_done_has_nothing_to_adopt(at: Office) -> None:
    history = history_of(at.house)
    with pytest.raises(UsageError, match="there is nothing to adopt"):
        history.adopt(Act("adopted", "", "", "", "ann", NOW, {"reason": "just to be sure"}))
    assert not history.path.parent.exists()


def test_a_history_from_before_signatures_is_read_and_taken_over_on_record(at: Office) -> None:
    kept = at.draft()
    history = history_of(at.house)
    history.path.parent.mkdir()
    history.path.write_bytes(unsigned((), approval(kept)).line())
    assert len(history.rows()) == 1
    assert any("before rows were signed" in note for note in proved(at).notes)
    with pytest.raises(UsageError, match="from before rows were signed"):
        deliver(at.order(kept, "shelf"))
    history.adopt(Act("adopted", "", "", "", "ann", NOW, {"reason": "rows are signed now"}))
    deliver(at.order(kept, "shelf"))
    assert proved(at).wrong == ()


def test_a_broken_chain_is_not_taken_over(at: Office) -> None:
    at.approved()
    history = history_of(at.house)
    history.path.write_bytes(history.path.read_bytes().replace(b"chief-executive", b"chief-accountant", 1))
    with pytest.raises(InputError, match="the history is broken"):
        history.adopt(Act("adopted", "", "", "", "ann", NOW, {"reason": "it looks all right to me"}))


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_key_that_others_may_read_is_refused(at: Office, mode: int) -> None:
    kept = at.approved("1")
    history = history_of(at.house)
    assert history.safe is not None
    key = history.safe.folder / "key.pem"
    assert key.stat().st_mode & 0o777 == 0o600
    assert key.parent.stat().st_mode & 0o777 == 0o700
    key.chmod(mode)
    with pytest.raises(SettingsError, match="others may read the history's key"):
        deliver(at.order(kept, "shelf"))


def test_the_head_is_kept_in_a_second_place_and_held_against_the_rows(
    at: Office, tmp_path: Path, somebody_else: Callable[[], None]
) -> None:
    house = office(at.house.root, SHELF, head=str(tmp_path / "disk" / "head.json"))
    house.approved("1")
    copy = json.loads((tmp_path / "disk/head.json").read_text("utf-8"))
    assert (copy["rows"], copy["hash"]) == (1, proved(house).head)
    house.approved("2")
    somebody_else()
    path = history_of(house.house).path
    path.write_bytes(path.read_bytes().splitlines(keepends=True)[0])
    with pytest.raises(Lost, match=r"disk/head\.json notes row 2"):
        history_of(house.house).rows()


def test_a_second_place_that_cannot_be_written_stops_the_row(at: Office, tmp_path: Path) -> None:
    (tmp_path / "disk").write_text("not mounted", "utf-8")
    house = office(at.house.root, SHELF, head=str(tmp_path / "disk" / "head.json"))
    with pytest.raises(ReckonerError, match="a file is where a folder should be"):
        house.approved("1")
    assert history_of(at.house).rows() == ()
    (tmp_path / "disk").unlink()
    house.approved("2")
    assert len(history_of(house.house).rows()) == 1


@pytest.mark.parametrize("content", [b"", b"[" * 100_000, b"[]", b'{"rows": 1}', b"\xff"])
def test_a_note_that_is_damaged_is_said_and_can_be_got_over(at: Office, content: bytes) -> None:
    at.approved()
    history = history_of(at.house)
    assert history.safe is not None
    history.safe.note.write_bytes(content)
    with pytest.raises(InputError, match="this is not the note of a last row"):
        history.rows()
    assert proved(at).rows == 1
    history.adopt(Act("adopted", "", "", "", "ann", NOW, {"reason": "the note was damaged"}))
    assert len(history.rows()) == 2


def test_half_a_row_is_one_thing_to_every_command(at: Office) -> None:
    kept = at.approved("1")
    history = history_of(at.house)
    with history.path.open("ab") as file:
        file.write(b'{"number": 2, "at"')
    seen = proved(at)
    assert (seen.rows, seen.wrong) == (1, ())
    assert any("half a row (18 bytes) stands at the end" in note for note in seen.notes)
    assert len(history.rows()) == 1
    deliver(at.order(kept, "shelf"))
    assert [row.what for row in history.rows()] == ["approved", "repaired", "claimed", "delivered"]
    assert any("row 2: half a row of 18 bytes was cut away" in note for note in proved(at).notes)


def test_an_older_row_is_found_by_verify(at: Office) -> None:
    """Whoever has the key can write any time; the order of times is looked at all the same."""
    at.approved()
    history = history_of(at.house)
    assert history.safe is not None
    seal = history.safe.seal()
    assert seal is not None
    rows = history.rows()
    early = next_row((), Act("approved", "a/b/draft-001", "", "x", "x", NOW - timedelta(seconds=1)), seal)
    early = Row(**{**vars(early), "number": 2, "before": rows[-1].hash})
    digest = early.computed()
    early = Row(**{**vars(early), "hash": digest, "signature": seal.sign(digest)})
    history.path.write_bytes(history.path.read_bytes() + early.line())
    [wrong] = proved(at).wrong
    assert wrong.what == "a row is older than the one before it"
    assert proved(at).rows == 1


def test_an_approval_by_another_user_than_the_person_s_is_pointed_out(at: Office) -> None:
    kept = at.approved()
    assert any(
        f"row 1: approved by chief-executive as the user {row.user}" in note
        for row in history_of(at.house).rows()
        for note in proved(at).notes
        if row.draft == kept.name
    )


def test_no_permission_is_not_called_a_lack_of_space(at: Office) -> None:
    """As a user without root's rights: reading needs no right to write, and each refusal has its hint."""
    at.approved()
    history = history_of(at.house)
    program = (
        "import os, sys\nfrom datetime import UTC, datetime\nfrom pathlib import Path\n"
        "from cryptography.hazmat.primitives.asymmetric import ed25519\n"
        "from reckoner.reports.drafts.history import Act, History\n"
        "from reckoner.reports.drafts.safe import safe_of\n"
        "from reckoner.reports.errors import ReckonerError\n"
        "root = Path(sys.argv[1])\n"
        "os.chdir('/')\nos.setgroups([])\nos.setgid(65534)\nos.setuid(65534)\n"
        "history = History(root / 'state/history.jsonl', safe_of(root))\n"
        "for look in (history.rows, lambda: history.append(Act('a', '', '', '', '', datetime.now(UTC)))):\n"
        "    try:\n        print('rows', look() and 1)\n"
        "    except ReckonerError as problem:\n        print(' '.join(problem.lines()))\n"
    )
    for folder in (at.house.root, *at.house.root.parents):
        if not folder.stat().st_mode & 0o001:  # nobody else comes through
            folder.chmod(0o755)
    command = [sys.executable, "-c", program, str(at.house.root)]
    history.path.chmod(0o644)
    env = {**os.environ, "XDG_STATE_HOME": "/nonexistent"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=env)
    assert done.stderr == ""
    reading, writing = done.stdout.splitlines()
    assert reading == "rows 1"
    assert "could not be written: there is no permission" in writing
    assert "space" not in writing
    history.path.chmod(0o600)
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=env)
    reading = done.stdout.splitlines()[0]
    assert "the history can't be read: there is no permission" in reading


def test_a_full_disk_for_the_note_takes_the_row_back(at: Office) -> None:
    """The note's file is full where the row's was not: nothing is recorded."""
    at.approved("1")
    history = history_of(at.house)
    assert history.safe is not None
    before = history.path.read_bytes()
    kept, said = at.draft("2"), "could not be noted outside the house: the file may not grow any further"
    with no_room_beyond(100), pytest.raises(WriteError, match=said):
        history.append(approval(kept))
    assert history.path.read_bytes() == before
    assert not list(history.safe.folder.glob(".head*"))


def test_settings_that_name_another_history_or_note_open_no_way_around(at: Office, tmp_path: Path) -> None:
    """Whoever may write office.yaml could lay a history of their own beside the true one."""
    at.approved("1")
    kept = at.draft("2")
    other = at.house.root / "state/other.jsonl"
    other.write_bytes(b"".join(row.line() for row in written_anew((), approval(kept))))
    with pytest.raises(Lost, match="notes row 1"):
        deliver(office(at.house.root, SHELF, history="state/other.jsonl").order(kept, "shelf"))
    key = history_of(at.house).safe
    assert key is not None
    pem = (key.folder / "key.pem").read_bytes()
    elsewhere = office(at.house.root, SHELF, head=str(key.folder / "key.pem"))
    with pytest.raises(InputError, match="this is not the note of a last row"):
        elsewhere.approved("3")
    assert (key.folder / "key.pem").read_bytes() == pem


@pytest.mark.parametrize("forgery", [hand_made, with_another_key, with_the_key_named_and_another_signature])
def test_a_forged_row_is_seen_where_neither_key_nor_note_is_known(
    at: Office, forgery: Callable[[tuple[Row, ...], Act], list[Row]]
) -> None:
    at.approved("1")
    history = history_of(at.house)
    rows = history.rows()
    forged = b"".join(row.line() for row in forgery(rows, approval(at.draft("2"))))
    history.path.write_bytes(history.path.read_bytes() + forged)
    with pytest.raises(InputError, match="the history is broken: a row"):
        History(history.path).rows()
    assert [number for number, _ in faults(history.path)] == [2]
    assert sound_rows(history.path) == rows
