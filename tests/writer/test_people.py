"""Several users of one machine: only the writer has rights on the house, and everybody does their part."""

from __future__ import annotations

import json
import os
import pwd
import signal
import stat
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.small import write
from tests.worked_example import edit
from tests.writer.machine import ANN, BOB, STRANGER, WRITER, Machine, own, told_of_writer

pytestmark = pytest.mark.slow

PAPER = "panel-paper/2025-11"
BUILD = ("build", "panel-paper", "2025-11")
AUTHOR = "---\ntitle: Progress\nauthor: policy\nperiods: {latest: 2025-10}\n---\n"
TABLE = "month,solved\n2025-09,110\n2025-10,120\n"
MODULE = """
title: Crimes solved
origins:
  paper:
    kind: snapshot
    producer: The Force
    document: A paper
    received: 2025-11-20
    from: The Force
    licence: Public
tables:
  solved:
    file: solved.csv
    origin: paper
    columns: {month: {type: period}, solved: {type: count}}
"""


@pytest.fixture
def at(machine: Machine) -> Machine:
    """A machine whose paper has the policy officer as its author."""
    write(machine.house / "content" / "panel-paper" / "2025-11" / "edition.md", AUTHOR)
    own(machine.house, WRITER)
    return machine


def rows(at: Machine) -> list[dict[str, Any]]:
    path = at.house / "state" / "history.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def owner(path: Path) -> str:
    return pwd.getpwuid(path.stat().st_uid).pw_name


def test_people_without_rights_on_the_files_list_read_build_approve_and_deliver(at: Machine) -> None:
    with at.serving():
        built = at.call(ANN, *BUILD)
        assert (built.returncode, built.stderr) == (0, "")
        assert built.stdout.endswith(f"To read it: reckoner drafts get {PAPER}/draft-001\n")
        listed = at.call(BOB, "drafts", "list")
        assert f"{PAPER}/draft-001" in listed.stdout
        shown = at.call(BOB, "drafts", "show", PAPER)
        assert f"reckoner drafts get {PAPER}/draft-001" in shown.stdout
        assert str(at.house) not in shown.stdout
        assert at.call(BOB, "drafts", "get", PAPER).returncode == 0
        approved = at.call(BOB, "drafts", "approve", PAPER)
        assert (approved.returncode, approved.stderr) == (0, "")
        assert at.call(ANN, "deliver", PAPER, "--to", "shelf").returncode == 0
        assert at.call(ANN, "verify").returncode == 0
    acts = [(row["what"], row["person"], row["user"]) for row in rows(at) if row["what"] != "delivering"]
    assert ("approved", "chief-executive", BOB) in acts
    assert acts[-1] == ("delivered", "policy", ANN)
    assert {owner(path) for path in (at.house / "output").rglob("*")} == {WRITER}


def test_what_is_read_is_a_copy_of_the_draft_that_belongs_to_its_reader(at: Machine) -> None:
    with at.serving():
        at.call(ANN, *BUILD)
        got = at.call(BOB, "drafts", "get", PAPER, "--to", "reading")
        folder = at.home(BOB) / "reading" / "panel-paper-2025-11-draft-001"
        assert (got.returncode, got.stderr) == (0, "")
        assert got.stdout == "reading/panel-paper-2025-11-draft-001/panel-paper.html\n"
        kept = at.house / "output" / PAPER / "draft-001"
        files = {path.relative_to(kept): path.read_bytes() for path in kept.rglob("*") if path.is_file()}
        assert {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*")} == files
        assert {owner(path) for path in (folder, *folder.rglob("*"))} == {BOB}
        assert at.call(BOB, "drafts", "get", PAPER, "--to", "reading").returncode == 0
        (folder / "panel-paper.html").write_text("notes of mine", "utf-8")
        again = at.call(BOB, "drafts", "get", PAPER, "--to", "reading")
        assert again.returncode == 73
        assert "panel-paper.html: it is there already" in again.stderr
        assert (folder / "panel-paper.html").read_text("utf-8") == "notes of mine"


def test_without_a_service_a_house_that_may_not_be_read_is_told_from_one_that_is_none(at: Machine) -> None:
    answer = at.run(ANN, "drafts", "list", "--house", at.house)
    assert answer.returncode == 69
    assert answer.stderr.splitlines() == [
        f"{at.house}: you may not read this house, and no service answers for it",
        "  Ask for its service to be started, or name the socket: reckoner --service SOCKET drafts list",
    ]
    assert at.run(ANN, "drafts", "list").returncode == 78


@pytest.mark.parametrize("words", [("drafts", "list"), BUILD, ("drafts", "approve", PAPER)])
def test_a_stranger_is_refused_whatever_they_ask(at: Machine, words: tuple[str, ...]) -> None:
    with at.serving():
        refused = at.call(STRANGER, *words)
        assert (refused.returncode, refused.stdout) == (2, "")
        assert refused.stderr.startswith(f"the user '{STRANGER}' of this machine is nobody in office.yaml\n")
        anybody = at.call("nobody", *words)
        assert "has no name on this machine" in anybody.stderr
    assert not (at.house / "output").exists()
    assert f'"event": "refused", "user": "{STRANGER}"' in at.log


def test_the_environment_makes_nobody_somebody_else(at: Machine) -> None:
    names = dict.fromkeys(("USER", "LOGNAME", "LNAME", "USERNAME", "SUDO_USER", "RECKONER_USER"), BOB)
    with at.serving():
        at.call(ANN, *BUILD)
        refused = at.call(ANN, "drafts", "approve", PAPER, env=names)
        assert "policy is its author" in refused.stderr or "policy may not approve" in refused.stderr
        assert at.call(STRANGER, "drafts", "approve", PAPER, env=names).returncode == 2
        assert at.call(BOB, "drafts", "approve", PAPER, env=dict.fromkeys(names, ANN)).returncode == 0
    assert [row["user"] for row in rows(at) if row["what"] == "approved"] == [BOB]


def test_an_author_who_may_approve_may_not_approve_their_own(at: Machine) -> None:
    edit(
        at.house / "office.yaml",
        lambda text: text.replace(f"user: {ANN}, may: [write]", f"user: {ANN}, may: [write, approve]"),
    )
    with at.serving():
        at.call(ANN, *BUILD)
        refused = at.call(ANN, "drafts", "approve", PAPER)
        assert refused.returncode == 2
        assert "policy is its author, and the author may not approve" in refused.stderr
        assert at.call(BOB, "drafts", "reject", PAPER, "--reason", "old figures").returncode == 0
    assert [(row["what"], row["user"]) for row in rows(at)][-1] == ("rejected", BOB)


def test_whoever_may_not_write_may_not_change_the_house(at: Machine) -> None:
    with at.serving():
        for words in (
            BUILD,
            ("new", "panel-paper"),
            ("take", "crimes"),
            ("schedule", "run-due"),
            ("correct", PAPER, "--reason", "a figure was wrong"),
        ):
            refused = at.call(BOB, *words)
            assert refused.returncode == 2, words
            assert "which needs the right to write" in refused.stderr
    assert not (at.house / "output").exists()


def test_two_approvals_at_once_are_one_row(at: Machine) -> None:
    with at.serving():
        at.call(ANN, *BUILD)
        both = [at.popen(BOB, "--service", at.socket, "drafts", "approve", PAPER) for _ in range(3)]
        for process in both:
            process.communicate(timeout=120)
        ended = [process.returncode for process in both]
    assert sorted(ended) == [0, 2, 2]
    assert [row["what"] for row in rows(at)].count("approved") == 1


def test_a_table_is_sent_by_who_has_it_and_kept_by_the_writer(at: Machine) -> None:
    write(at.house / "data" / "crimes" / "module.yaml", MODULE)
    own(at.house, WRITER)
    write(at.home(ANN) / "solved.csv", TABLE)
    (at.home(ANN) / "solved.csv").chmod(0o600)
    own(at.home(ANN), ANN)
    with at.serving():
        taken = at.call(ANN, "take", "crimes", "solved.csv", "--from", "The Force")
        assert (taken.returncode, taken.stderr) == (0, "")
        broken = at.home(ANN) / "broken" / "solved.csv"
        write(broken, TABLE.replace("120", "a dozen"))
        own(at.home(ANN), ANN)
        refused = at.call(ANN, "take", "crimes", "broken/solved.csv")
        assert (refused.returncode, refused.stderr.startswith("solved.csv")) == (65, True)
    kept = at.house / "data" / "crimes" / "solved.csv"
    assert (kept.read_text("utf-8"), owner(kept)) == (TABLE, WRITER)


def test_no_file_that_only_the_service_may_read_is_taken_for_a_caller(at: Machine) -> None:
    secret = at.home(WRITER) / "solved.csv"
    write(secret, TABLE)
    own(at.home(WRITER), WRITER)
    write(at.house / "data" / "crimes" / "module.yaml", MODULE)
    own(at.house, WRITER)
    with at.serving():
        refused = at.call(ANN, "take", "crimes", secret)
        assert (refused.returncode, "Permission denied" in refused.stderr) == (2, True)
        climbing = at.call(ANN, "take", "crimes", "--as", "../../office.yaml")
        assert "--as names a file in the module's own folder" in climbing.stderr
    assert not (at.house / "data" / "crimes" / "solved.csv").exists()


def test_a_file_for_a_caller_is_written_with_the_callers_rights(at: Machine) -> None:
    with at.serving():
        at.call(ANN, *BUILD)
        at.call(ANN, *BUILD, "--again")
        pair = (f"{PAPER}/draft-001", f"{PAPER}/draft-002")
        compared = at.call(BOB, "drafts", "diff", *pair, "--page", at.home(BOB) / "changes.html")
        assert compared.stderr == ""
        assert owner(at.home(BOB) / "changes.html") == BOB
        refused = at.call(BOB, "drafts", "diff", *pair, "--page", at.house / "office.yaml")
        assert refused.returncode == 73
        assert "Permission denied" in refused.stderr
    assert "language" in (at.house / "office.yaml").read_text("utf-8")


def test_ctrl_c_stops_the_command_where_it_runs(at: Machine) -> None:
    with at.serving():
        caller = at.popen(ANN, "--service", at.socket, *BUILD)
        while "reckoner.reports.cli.errand" not in running():
            time.sleep(0.01)
        caller.send_signal(signal.SIGINT)
        _, said = caller.communicate(timeout=60)
        assert (caller.returncode, said) == (130, "Stopped; what was begun was not kept.\n")
        assert "reckoner.reports.cli.errand" not in running()
        assert list((at.house / "output").rglob("draft-*")) == []


def test_progress_is_shown_on_the_callers_terminal(at: Machine) -> None:
    ours, theirs = os.openpty()
    with at.serving():
        assert at.call(ANN, *BUILD, stderr=theirs).returncode == 0
        os.close(theirs)
        shown = b""
        try:
            while piece := os.read(ours, 1 << 16):
                shown += piece
        except OSError:  # the terminal's other end is closed
            os.close(ours)
    assert b"panel-paper 2025-11" in shown
    assert b"\x1b[" in shown


def test_a_service_that_is_killed_is_missed_at_once_and_started_again(at: Machine) -> None:
    service = at.popen(WRITER, "writer", "--house", at.house, "--socket", at.socket)
    while not at.socket.exists():
        time.sleep(0.01)
    caller = at.popen(ANN, "--service", at.socket, *BUILD)
    while "reckoner.reports.cli.errand" not in running():
        time.sleep(0.01)
    service.kill()
    service.communicate()
    said = caller.communicate(timeout=60)[1]
    assert (caller.returncode, said.startswith("the service ended before the command did\n")) == (69, True)
    with at.serving():
        assert at.call(ANN, *BUILD).returncode == 0
        assert at.call(BOB, "drafts", "approve", PAPER).returncode == 0


def running() -> str:
    """Every process's command line."""
    lines = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            lines.append(path.read_bytes().decode(errors="replace"))
        except OSError:
            continue
    return "\n".join(lines)


def test_where_office_yaml_names_the_writer_commands_go_there_by_themselves(at: Machine) -> None:
    told_of_writer(at)
    asked = ("drafts", "list", "--house", at.house)
    away = at.run(ANN, *asked)
    assert away.returncode == 69
    assert away.stderr.startswith(f"no service answers at {at.socket}: No such file or directory\n")
    assert at.run(WRITER, *asked).returncode == 0  # the writer needs no service
    with at.serving("writer", "--house", at.house):
        assert at.run(ANN, *BUILD, cwd=at.house).returncode == 0
        assert f"{PAPER}/draft-001" in at.run(ANN, *asked).stdout
        assert at.run(STRANGER, *asked).returncode == 2
    assert owner(at.house / "output") == WRITER


def test_only_the_writer_starts_the_service(at: Machine) -> None:
    told_of_writer(at)
    for command in ("writer", "serve"):
        refused = at.run(ANN, command, "--house", at.house, "--socket", at.home(ANN) / "s")
        assert refused.returncode in (73, 78), refused.stderr
        assert not (at.home(ANN) / "s").exists()
    refused = at.run(ANN, "writer", "--house", at.house)
    assert refused.stderr.startswith(f"office.yaml: the house's writer is the user '{WRITER}', and this is")


def test_the_clock_takes_calls_too(at: Machine) -> None:
    write(at.house / "schedules.yaml", "meetings: [{id: 2025-11, name: Panel, date: 2025-11-28}]\n")
    own(at.house, WRITER)
    with at.serving("serve", "--house", at.house, "--port", "0", "--socket", at.socket):
        assert at.call(ANN, *BUILD).returncode == 0
        assert stat.S_IMODE(at.socket.stat().st_mode) == 0o666
    assert not at.socket.exists()
    assert [json.loads(line)["event"] for line in at.log.splitlines()][-1] == "stopped"


def test_while_settings_are_broken_the_clock_takes_calls_and_says_what_is_wrong(at: Machine) -> None:
    told_of_writer(at)
    write(at.house / "schedules.yaml", "meetings: [{id: 2025-11, name: Panel, date: 2025-11-28}]\n")
    own(at.house, WRITER)
    serve = ("serve", "--house", at.house, "--port", "0")
    with at.serving(*serve):
        while not (at.house / "state" / "last-good" / "office.yaml").exists():
            time.sleep(0.02)
    edit(at.house / "office.yaml", lambda text: f"{text}colour: red\n")
    with at.serving(*serve):
        answer = at.call(ANN, "drafts", "list")
    assert (answer.returncode, answer.stderr.startswith("office.yaml:")) == (78, True)


def test_what_belongs_to_nobody_else_stays_here(at: Machine) -> None:
    refused = at.run(ANN, "--service", at.socket, "preview", "panel-paper", "2025-11")
    assert (refused.returncode, "`reckoner preview` runs here" in refused.stderr) == (2, True)
    both = at.run(ANN, "--service", at.socket, "drafts", "list", "--house", at.house)
    assert (both.returncode, "--service and --house were both given" in both.stderr) == (2, True)
    text = at.home(ANN) / "words.txt"
    write(text, "Ten of the 20 were late.\n")
    os.chown(text, pwd.getpwnam(ANN).pw_uid, -1)
    assert at.run(ANN, "check", "words.txt", env={"RECKONER_SOCKET": str(at.socket)}).returncode == 0


def test_with_the_rights_that_the_docs_give_editors_write_and_the_writer_alone_keeps(at: Machine) -> None:
    """docs/serving.md: the house is root's and the group's, words and data shared, drafts the writer's."""
    at = replace(at, editors=(ANN,))
    told_of_writer(at)
    group = pwd.getpwnam(WRITER).pw_gid
    for path in (at.house, *at.house.rglob("*")):
        shared = path.relative_to(at.house).parts[:1] in (("content",), ("data",))
        os.chown(path, pwd.getpwnam(WRITER).pw_uid if shared else 0, group)
        path.chmod((0o2770 if shared else 0o750) if path.is_dir() else 0o660 if shared else 0o640)
    for name in ("output", "state"):
        (at.house / name).mkdir(mode=0o700)
        own(at.house / name, WRITER)
    days = {"2025-11": "2025-11-28", "2026-02": "2026-02-05"}
    meetings = "".join(f"- {{id: {key}, name: Panel, date: {day}}}\n" for key, day in days.items())
    (at.house / "schedules.yaml").write_text(f"meetings:\n{meetings}", "utf-8")
    section = at.house / "content" / "panel-paper" / "2025-11" / "10-crime.md"
    with at.serving("writer", "--house", at.house):
        edited = at.shell(ANN, f"echo 'Schools were glad.' >> {section}")
        assert (edited.returncode, edited.stderr) == (0, "")
        assert at.run(ANN, *BUILD, cwd=at.house).returncode == 0
        assert at.run(ANN, "new", "panel-paper", "2026-02", cwd=at.house).returncode == 0
        begun = at.house / "content" / "panel-paper" / "2026-02" / "10-crime.md"
        assert at.shell(ANN, f"echo 'More of it.' >> {begun}").returncode == 0
        for name in ("output", "state", "office.yaml", "content/panel-paper/2026-02/10-crime.md"):
            assert at.shell(BOB, f"cat {at.house / name}").returncode == 1
        for name in ("output/panel-paper", "state", "office.yaml", "templates/x"):
            assert at.shell(ANN, f"touch {at.house / name}").returncode == 1
        got = at.run(BOB, "drafts", "get", PAPER, "--house", at.house)
        assert got.returncode == 69  # the house's folder is not called as its socket is
        assert at.call(BOB, "drafts", "get", PAPER).returncode == 0
        page = next(at.home(BOB).rglob("panel-paper.html"))
        assert "Schools were glad." in page.read_text("utf-8").replace("\N{NO-BREAK SPACE}", " ")
