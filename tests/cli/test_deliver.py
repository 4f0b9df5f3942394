"""The command that carries drafts out: tried, foreseen, done, and looked at again."""

from __future__ import annotations

import getpass
import shutil
from pathlib import Path

import pytest

from tests.cli.calling import Reckoner
from tests.worked_example import edit

PAPER = "panel-paper/2025-11"
CHANNELS = """channels:
  table: {kind: folder, takes: proof, folder: out/table, people: [policy]}
  broken: {kind: folder, takes: proof, folder: office.yaml/table}
  reviewers: {kind: smtp, takes: proof, server: mail.example.org, sender: a@example.org, authority: ca.pem}
"""


@pytest.fixture
def drafted(house: Path, reckoner: Reckoner) -> Path:
    """A house with a draft, and its user as somebody who may approve."""
    edit(house / "office.yaml", lambda text: text.replace("channels:\n", CHANNELS))
    who = f"id: chief-executive, user: {getpass.getuser()},"
    edit(house / "office.yaml", lambda text: text.replace("id: chief-executive,", who))
    answer = reckoner("build", "panel-paper", "2025-11", "--house", house)
    assert answer.code == 0, answer.err
    return house


def rows(house: Path) -> bytes:
    history = house / "state/history.jsonl"
    return history.read_bytes() if history.exists() else b""


def test_a_channel_is_tried_without_a_draft(drafted: Path, reckoner: Reckoner) -> None:
    answer = reckoner("deliver", "--test", "table", "--house", drafted)
    assert answer.code == 0
    where = f"files would go into a folder of their own below {drafted}/out/table"
    assert answer.out == f"table works: {where}. Nothing was sent.\n"
    assert not (drafted / "out").exists()


def test_a_channel_that_can_t_work_says_everything_that_keeps_it(drafted: Path, reckoner: Reckoner) -> None:
    answer = reckoner("deliver", "--test", "reviewers", "--house", drafted)
    assert answer.code == 1
    assert answer.out.splitlines() == [
        "office.yaml: channel reviewers names nobody to send to",
        "  Add `people` to it.",
        f"{drafted}/ca.pem: there is no such certificate file",
        "  Correct `authority`.",
        "reviewers can't be used as it is.",
    ]


def test_a_delivery_is_foreseen_without_a_trace(drafted: Path, reckoner: Reckoner) -> None:
    before = sorted(drafted.rglob("*"))
    answer = reckoner("deliver", PAPER, "--to", "table", "--dry-run", "--house", drafted)
    assert answer.code == 0, answer.err
    lines = answer.out.splitlines()
    assert lines[0] == f"{PAPER}/draft-001 to table, as a proof. Nothing is sent."
    assert lines[1] == f"goes to:   {drafted}/out/table"
    assert lines[2].startswith("carries:   panel-paper.html, ")
    assert "stays:     figures.csv: it holds unrounded values" in lines
    assert lines[-1] == "so far:    nothing of it was delivered there"
    assert sorted(drafted.rglob("*")) == before


def test_a_mail_is_foreseen_as_it_would_read(drafted: Path, reckoner: Reckoner) -> None:
    answer = reckoner("deliver", PAPER, "--to", "desk", "--dry-run", "--house", drafted)
    assert "addressed: communications@example.org, policy@example.org\n" in answer.out
    assert "subject:   PROOF, not approved: Progress (panel-paper/2025-11/draft-001)\n" in answer.out
    assert "carries:   text/html, PROOF-panel-paper.html, " in answer.out


def test_a_release_that_nobody_approved_is_foreseen_to_be_refused(drafted: Path, reckoner: Reckoner) -> None:
    answer = reckoner("deliver", PAPER, "--to", "shelf", "--dry-run", "--house", drafted)
    assert answer.code == 2
    assert "nobody has approved" in answer.err


def test_what_was_delivered_is_looked_at_and_a_change_ends_with_1(drafted: Path, reckoner: Reckoner) -> None:
    def deliver(*more: str) -> tuple[int, list[str]]:
        answer = reckoner("deliver", PAPER, "--to", "table", *more, "--house", drafted)
        return answer.code, answer.out.splitlines()

    name, folder = f"{PAPER}/draft-001", drafted / "out/table/panel-paper/2025-11/PROOF-draft-001"
    again = f"reckoner deliver {name} --to table --again"
    assert deliver() == (0, [f"{name} is now: {folder}"])
    assert deliver() == (0, [f"{name} was there already, as it was delivered: {folder}"])
    edit(folder / "panel-paper.html", lambda text: text.replace("31", "13"))
    code, lines = deliver()
    assert code == 1
    assert lines[0].startswith(f"{name} was delivered at ")
    assert lines[0].endswith(f" and has changed since: {folder}")
    assert lines[1] == "  panel-paper.html has changed"
    assert lines[-1] == f"  {again}"
    shutil.rmtree(folder)
    code, lines = deliver()
    assert code == 1
    assert lines[0].endswith(f" and is not there any more: {folder}")
    assert lines[-1] == f"  To deliver it once more: {again}"
    assert not folder.exists()
    assert deliver("--again") == (0, [f"{name} is now: {folder}"])
    assert (
        reckoner("deliver", PAPER, "--to", "table", "--dry-run", "--house", drafted)
        .out.splitlines()[-1]
        .startswith("so far:    it was delivered at 20")
    )


def test_wrong_settings_of_this_machine_are_claimed_by_nobody(drafted: Path, reckoner: Reckoner) -> None:
    for _ in range(2):
        answer = reckoner("deliver", PAPER, "--to", "broken", "--house", drafted)
        assert answer.code == 78
        assert "office.yaml: it is not a folder" in answer.err
    assert b"claimed" not in rows(drafted)


@pytest.mark.parametrize(
    ("words", "todo"),
    [
        ((), "reckoner deliver --test CHANNEL"),
        ((PAPER,), "reckoner deliver DRAFT --to CHANNEL"),
        ((PAPER, "--test", "table"), "Write: reckoner deliver --test table"),
        (("--test", "tabel"), "Did you mean table?"),
    ],
)
def test_a_wrong_call_says_what_to_write(
    drafted: Path, reckoner: Reckoner, words: tuple[str, ...], todo: str
) -> None:
    answer = reckoner("deliver", *words, "--house", drafted)
    assert answer.code == 2
    assert todo in answer.err


def test_another_draft_with_the_same_bytes_is_told_of_by_its_name(drafted: Path, reckoner: Reckoner) -> None:
    first, second = (f"{PAPER}/draft-00{number}" for number in (1, 2))
    assert reckoner("build", "panel-paper", "2025-11", "--again", "--house", drafted).code == 0
    assert reckoner("deliver", first, "--to", "table", "--house", drafted).code == 0
    where = drafted / "out/table" / PAPER / "PROOF-draft-001"
    again = reckoner("deliver", second, "--to", "table", "--house", drafted)
    assert again.code == 0
    assert again.out.splitlines() == [
        f"{second} has the same bytes as {first}, which went to table:",
        f"{first} was there already, as it was delivered: {where}",
    ]
    shutil.rmtree(where)
    gone = reckoner("deliver", second, "--to", "table", "--house", drafted)
    assert gone.code == 1
    assert gone.out.splitlines()[1].startswith(f"{first} was delivered at ")
    assert gone.out.splitlines()[-1].endswith(f"reckoner deliver {second} --to table --again")
