"""Who made a draft is what the system saw; `author:` in the words can only add somebody."""

from __future__ import annotations

import os
import pwd
from pathlib import Path

import pytest

from reckoner.reports.drafts.approval import approve
from reckoner.reports.drafts.history import history_of
from reckoner.reports.drafts.kept import Kept, read_draft
from reckoner.reports.drafts.makers import makers, note_built, record_built
from reckoner.reports.drafts.manifest import Manifest, describe
from reckoner.reports.drafts.store import drafts, save
from reckoner.reports.errors import UsageError
from reckoner.reports.settings.house import House
from tests.delivery.house import NOW, Office, office
from tests.steps import CHANGES, Steps, cut_short, watch

ME = pwd.getpwuid(os.getuid()).pw_name
MAY = ["write", "approve"]
PEOPLE = [
    {"id": "policy", "role": "Policy", "email": "p@example.org", "user": "policy-user", "may": MAY},
    {"id": "chief-executive", "role": "Chief", "email": "c@example.org", "may": ["approve", "waive"]},
]  # fmt: skip
WORDS = "content/panel-paper/2025-11/edition.md"


@pytest.fixture
def at(tmp_path: Path) -> Office:
    return office(tmp_path, people=PEOPLE)


def draft_of_words(at: Office, owner: int = 0, author: str = "chief-executive") -> Kept:
    """A draft of words that belong to a user of the machine by number."""
    words = at.house.root / WORDS
    words.parent.mkdir(parents=True, exist_ok=True)
    words.write_text("Crime fell.", "utf-8")
    os.chown(words, owner, -1)
    files = {"panel-paper.html": b"<p>1</p>", "checks.json": b'{"checked": [], "findings": []}'}
    manifest = Manifest(
        "panel-paper", "2025-11", True, describe(files), {WORDS: "0", "office.yaml": "0"}, {}, author
    )
    return read_draft(save(at.house.output, manifest, files, "log\n").folder)


def built(at: Office, kept: Kept, user: str, *, is_new: bool = True) -> None:
    note_built(at.house, kept.folder, user, NOW, is_new=is_new)


def approve_as(at: Office, kept: Kept, who: str) -> None:
    approve(history_of(at.house), kept, at.who(who), at.house.office, NOW)


def test_whoever_built_it_may_not_approve_it_whatever_the_author_s_line_says(at: Office) -> None:
    kept = draft_of_words(at)
    built(at, kept, "policy-user")
    assert kept.manifest.author == "chief-executive"
    with pytest.raises(UsageError, match="policy built it, and whoever built it may not approve"):
        approve_as(at, kept, "policy")
    with pytest.raises(UsageError, match="chief-executive is its author"):
        approve_as(at, kept, "chief-executive")


def test_another_than_builder_editor_and_author_approves(at: Office) -> None:
    kept = draft_of_words(at, author="policy")
    built(at, kept, "policy-user")
    approve_as(at, kept, "chief-executive")


def test_nobody_approves_their_own_words_though_the_clock_built_them(at: Office) -> None:
    number = next(user.pw_uid for user in pwd.getpwall() if user.pw_uid not in (0, os.getuid()))
    name = pwd.getpwuid(number).pw_name
    people = [{**PEOPLE[0], "user": name}, PEOPLE[1]]
    house = office(at.house.root, people=people)
    kept = draft_of_words(house, number)
    built(house, kept, "reckoner")
    made = makers(kept, history_of(house.house).rows())
    assert (made.builders, dict(made.editors)) == (("reckoner",), {name: WORDS})
    with pytest.raises(UsageError, match=f"{WORDS} is policy's file, and nobody may approve their own words"):
        approve_as(house, kept, "policy")


def test_words_given_to_another_after_the_build_stay_whose_they_were(at: Office) -> None:
    kept = draft_of_words(at)
    built(at, kept, "policy-user")
    os.chown(at.house.root / WORDS, 65534, -1)
    assert dict(makers(kept, history_of(at.house).rows()).editors) == {"root": WORDS}


def test_where_nothing_was_recorded_the_owners_of_the_files_count(at: Office) -> None:
    """A build past the command leaves no row; whose files the draft's are can't be chosen."""
    kept = draft_of_words(at, 65534)
    made = makers(kept, ())
    assert (made.builders, made.recorded) == ((ME,), False)
    assert list(made.editors.values()) == [WORDS]
    mine = office(at.house.root, people=[{**PEOPLE[0], "user": ME}, PEOPLE[1]])
    with pytest.raises(UsageError, match="policy built it"):
        approve_as(mine, kept, "policy")


def test_the_same_draft_found_again_is_its_keeper_s_too(at: Office) -> None:
    """Whoever kept it was killed before saying so: the next one is recorded, and the owner with them."""
    kept = draft_of_words(at)
    built(at, kept, "policy-user", is_new=False)
    assert makers(kept, history_of(at.house).rows()).builders == ("policy-user", ME)
    built(at, kept, "somebody-else", is_new=False)
    assert makers(kept, history_of(at.house).rows()).builders == ("policy-user", ME)


def test_where_one_user_writes_for_all_a_draft_that_nobody_recorded_is_not_approved(at: Office) -> None:
    """Its files are the service's, whoever built it: the chief executive may have, and stopped it then."""
    served = office(at.house.root, people=PEOPLE, writer={"user": "reckoner"})
    kept = draft_of_words(served, author="policy")
    with pytest.raises(UsageError, match="nobody recorded who built it"):
        approve_as(served, kept, "chief-executive")
    built(served, kept, "policy-user", is_new=False)
    approve_as(served, kept, "chief-executive")


@pytest.mark.slow
def test_a_kill_at_any_moment_leaves_no_draft_of_which_nobody_knows_who_built_it(tmp_path: Path) -> None:
    moment, kept = 1, 0
    while True:
        at = office(tmp_path / f"{moment}-steps", people=PEOPLE)
        was_killed = cut_short(keep, moment, at.house)
        rows = history_of(at.house).rows()
        for folder in drafts(at.house.output, "panel-paper", "2025-11"):
            assert makers(read_draft(folder), rows).builders == ("policy-user",)
            kept += 1
        if not was_killed:
            break
        moment += 1
    assert moment > 20
    assert kept > 1


def keep(moment: int, house: House) -> None:
    watch(Steps(moment), "house", CHANGES, str(house.root))
    files = {"panel-paper.html": b"<p>1</p>", "checks.json": b'{"checked": [], "findings": []}'}
    manifest = Manifest("panel-paper", "2025-11", True, describe(files), {}, {}, "policy")
    save(
        house.output, manifest, files, "log\n",
        first=lambda name: record_built(house, manifest, name, "policy-user", NOW),
    )  # fmt: skip


def test_a_draft_found_where_another_was_begun_names_both(at: Office) -> None:
    """Who was killed between row and draft made these bytes too."""
    files = {"panel-paper.html": b"<p>1</p>"}
    manifest = Manifest("panel-paper", "2025-11", True, describe(files), {}, {}, "policy")
    record_built(at.house, manifest, "draft-001", "policy-user", NOW)
    saved = save(
        at.house.output, manifest, files, "log\n",
        first=lambda name: record_built(at.house, manifest, name, "somebody-else", NOW),
    )  # fmt: skip
    kept = read_draft(saved.folder)
    assert makers(kept, history_of(at.house).rows()).builders == ("policy-user", "somebody-else")


def test_what_is_recorded_changes_no_draft_s_hash(at: Office) -> None:
    kept = draft_of_words(at)
    built(at, kept, "policy-user")
    again = read_draft(kept.folder)
    assert (again.digest, again.hashes, again.damage) == (kept.digest, kept.hashes, ())


def test_an_office_of_one_may_say_that_they_approve_their_own(at: Office) -> None:
    alone = office(at.house.root, people=PEOPLE, approval={"author_may_approve": True})
    kept = draft_of_words(alone, author="policy")
    built(alone, kept, "policy-user")
    approve_as(alone, kept, "policy")
