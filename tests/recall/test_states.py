"""Published, corrected, superseded, withdrawn: each state says why, and what may follow."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reckoner.reports.drafts.history import history_of
from reckoner.reports.drafts.kept import find_draft, read_draft
from reckoner.reports.recall.notice import notice_of
from reckoner.reports.settings.house import read_house
from tests.cli.calling import Reckoner
from tests.recall.running import run
from tests.worked_example import edit

EDITION = "panel-paper/2025-11"
REASON = "The force revised its figure for October."


@pytest.fixture
def corrected(house: Path, reckoner: Reckoner) -> Path:
    """The house with a correction drafted."""
    run(reckoner, house, "take", "crimes", house.parent / "solved.csv")
    run(reckoner, house, "recall", "--reason", REASON)
    return house


def state(reckoner: Reckoner, house: Path, draft: str) -> str:
    """What `drafts list` says of it."""
    lines = run(reckoner, house, "drafts", "list").splitlines()
    return next(line for line in lines if line.startswith(f"{EDITION}/{draft} ")).split("  ")[2]


def test_what_is_out_is_corrected_until_its_correction_is_out(corrected: Path, reckoner: Reckoner) -> None:
    said = state(reckoner, corrected, "draft-001")
    assert said == f"corrected: {EDITION}/draft-002 corrects it and is not out yet: {REASON}"
    run(reckoner, corrected, "drafts", "approve", EDITION)
    run(reckoner, corrected, "deliver", EDITION, "--to", "shelf")
    assert state(reckoner, corrected, "draft-001").startswith("superseded: ")
    assert state(reckoner, corrected, "draft-002").startswith("delivered: ")


def test_a_rejected_correction_leaves_what_is_out_as_it_was(corrected: Path, reckoner: Reckoner) -> None:
    run(reckoner, corrected, "drafts", "reject", EDITION, "--reason", "it was right after all")
    assert state(reckoner, corrected, "draft-001").startswith("delivered: ")


def test_what_is_corrected_can_still_be_delivered_but_not_approved(
    corrected: Path, reckoner: Reckoner
) -> None:
    answer = reckoner("drafts", "approve", f"{EDITION}/draft-001", "--house", corrected)
    assert (answer.code, "corrects it and is not out yet" in answer.err) == (2, True)


def test_a_withdrawal_prints_its_notice_and_where_copies_lie(house: Path, reckoner: Reckoner) -> None:
    said = run(reckoner, house, "drafts", "withdraw", EDITION, "--reason", "It was of another force.")
    assert f"{EDITION}/draft-001 is withdrawn by chief-executive: It was of another force." in said
    assert f"It lies there still: {house}/output/released/" in said
    assert "2025-11: withdrawn on " in said
    assert state(reckoner, house, "draft-001").startswith("withdrawn: withdrawn by chief-executive on ")


def test_a_notice_has_the_day_of_the_office_s_clock(house: Path) -> None:
    at_home = read_house(house)
    row = replace(history_of(at_home).rows()[-1], at="2026-06-30T23:30:00+00:00", details={"reason": "Why."})
    kept = read_draft(find_draft(at_home.output, f"{EDITION}/draft-001"))
    first, reason = notice_of(at_home, kept, row)
    assert "withdrawn on 1 July 2026" in first
    assert reason == "Why."


def test_nothing_follows_a_withdrawal_but_a_new_draft(house: Path, reckoner: Reckoner) -> None:
    run(reckoner, house, "drafts", "withdraw", EDITION, "--reason", "It was of another force.")
    refused = {
        ("drafts", "approve", EDITION): "can't be approved: it was withdrawn",
        (
            "drafts",
            "withdraw",
            EDITION,
            "--reason",
            "once more, please",
        ): "can't be withdrawn: it was withdrawn",
        ("deliver", EDITION, "--to", "shelf", "--again"): "can't be released: it was withdrawn",
        ("correct", EDITION, "--reason", REASON): "was withdrawn, so there is nothing to correct",
    }
    for words, sentence in refused.items():
        answer = reckoner(*words, "--house", house)
        assert (answer.code, sentence in answer.err) == (2, True), answer.err
    run(reckoner, house, "take", "crimes", house.parent / "solved.csv")
    assert "Nothing that is out" in run(reckoner, house, "recall", "--dry-run")


def test_only_what_is_out_is_withdrawn_by_who_may_and_with_a_reason(house: Path, reckoner: Reckoner) -> None:
    short = reckoner("drafts", "withdraw", EDITION, "--reason", "no", "--house", house)
    assert "a reason of ten letters or more" in short.err
    edit(house / "office.yaml", lambda text: text.replace("may: [approve, waive]", "may: [write]"))
    nobody = reckoner("drafts", "withdraw", EDITION, "--reason", "of another force", "--house", house)
    assert "chief-executive may neither approve nor waive" in nobody.err
    edit(house / "content" / EDITION / "10-crime.md", lambda text: text.replace("Nothing else", "No one"))
    run(reckoner, house, "build", *EDITION.split("/"))
    draft = reckoner(
        "drafts", "withdraw", f"{EDITION}/draft-002", "--reason", "of no use now", "--house", house
    )
    assert "it is not out: nobody has approved or rejected it" in draft.err


def test_a_withdrawn_copy_may_be_taken_away(house: Path, reckoner: Reckoner) -> None:
    """Before, its absence was a fault of the house."""
    run(reckoner, house, "drafts", "withdraw", EDITION, "--reason", "It was of another force.")
    for path in sorted((house / "output/released").rglob("*"), reverse=True):
        path.chmod(0o755)
        path.rmdir() if path.is_dir() else path.unlink()
    run(reckoner, house, "verify")
