"""An exempt paper is in the members' pack and nowhere else: a word of it is looked for in everything.

Its house lies apart, so that nothing that serves the office's own can come upon it.
"""

from __future__ import annotations

import os
import pwd
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from reckoner.reports.checks.pdf import vera
from reckoner.reports.desk.api.registry import OPERATIONS
from reckoner.reports.desk.pages.registry import ROUTES
from reckoner.reports.pack.pack import Pack
from tests.cli.calling import Reckoner
from tests.desk import test_routes
from tests.desk.api import calling
from tests.desk.at_desk import Browser, Clock, desk_of, give_passphrases, lightly_hashed
from tests.pack.meeting import AGENDA, CANARY, SECRET, agenda, approved, packed
from tests.pack.searching import holding, holds, opened
from tests.pack.test_agenda import refusal, said
from tests.worked_example import edit

ALL = "may: [read, take, write, approve, waive, administer]"
ME = pwd.getpwuid(os.getuid()).pw_name


@pytest.fixture(scope="module", autouse=True)
def light_hashing() -> Iterator[None]:
    with lightly_hashed():
        yield


@pytest.fixture
def ready(house: Path, exempt: Path) -> Path:
    """A house with everything approved and an exempt item on its agenda."""
    agenda(house, AGENDA + SECRET)
    approved(house, "panel-paper", "second-paper")
    approved(exempt, "restricted-paper")
    return house


def in_pack(pack: Pack) -> list[str]:
    return [place for place, content in opened("pack.pdf", pack.bound.pdf) if holds(content, CANARY)]


@pytest.mark.slow
def test_the_members_pack_has_it_and_the_public_one_names_it(
    ready: Path, exempt: Path, tmp_path: Path
) -> None:
    public, members = packed(ready), packed(ready, exempt=exempt)
    assert in_pack(public) == []
    assert any("!page" in place for place in in_pack(members))
    front = said(public)
    assert "7 Award of a contract" in front
    assert "paragraph 3 of Part 1 of Schedule 12A" in front
    assert "Bidders would learn what others asked." in front
    assert "Not for publication. This pack holds papers that are exempt" in said(members)
    last = members.placed[-1]
    marked = [n for n in range(members.bound.pages) if "Schedule 12A, paragraph 3" in said(members, n)]
    assert marked == list(range(last.first - 1, last.first - 1 + last.pages))
    path = tmp_path / "members.pdf"
    path.write_bytes(members.bound.pdf)
    assert list(vera.find(vera.validate([path]))) == []


def test_its_words_are_nowhere_in_what_the_house_writes(
    ready: Path, exempt: Path, reckoner: Reckoner
) -> None:
    edit(ready / "office.yaml", lambda text: text.replace("id: policy,", f"id: policy, user: {ME},"))
    members = ready.parent / "members.pdf"
    for words in (
        ("pack", "2025-11", "--exempt", exempt, "-o", members),
        ("pack", "2025-11", "-o", ready / "output/released/pack.pdf"),
        ("pack", "2025-11", "--draft", "-o", ready / "output/released/proof.pdf"),
        ("build", "panel-paper", "2025-11", "--again"),
        ("deliver", "panel-paper/2025-11/draft-001", "--to", "shelf"),
        ("deliver", "second-paper/2025-11/draft-001", "--to", "desk"),
        ("word", "panel-paper/2025-11", "--to", ready / "output/word"),
        ("recall", "--reason", "A look at what is out", "--dry-run"),
        ("missing",),
        ("schedule", "ics"),
        ("verify",),
    ):
        answer = reckoner(*words, "--house", ready)
        assert answer.code == 0, (words, answer.err)
        assert CANARY not in answer.out + answer.err
    assert holding(ready, CANARY) == []
    found = holding(members.parent, CANARY)  # the search finds it where it is
    assert any(place.startswith("members.pdf!page") for place in found)
    assert any(place.startswith("output/") for place in holding(exempt, CANARY))


def test_its_words_are_on_no_page_and_in_no_answer_of_the_desk(
    ready: Path, exempt: Path, reckoner: Reckoner
) -> None:
    made = reckoner("pack", "2025-11", "--exempt", exempt, "-o", ready.parent / "m.pdf", "--house", ready)
    assert made.code == 0
    edit(ready / "office.yaml", lambda text: text.replace("may: [approve, waive]", ALL))
    calling.with_system(ready)
    give_passphrases(ready)
    desk = desk_of(ready, Clock())
    browser, program = Browser(desk).sign_in("chief-executive"), calling.program(desk)
    exempt_one = {"publication": "restricted-paper", "edition": "2025-11", "name": "restricted-paper.html"}
    asked = 0
    for values in ({}, exempt_one):
        for route in (route for route in ROUTES if route.method == "GET"):
            path = test_routes.place(route)
            for name, value in values.items():
                path = path.replace(test_routes.DRAFT[name], value)
            answer = browser.client.get(path, params={"q": CANARY[:9]}, follow_redirects=True)
            assert not holds(answer.content, CANARY), path
            asked += answer.status_code == 200
        for operation in (each for each in OPERATIONS if each.method == "GET"):
            path = calling.place(operation, {**calling.VALUES, **values})
            answer = program.call("GET", path, params={"q": CANARY[:9]})
            assert not holds(answer.content, CANARY), path
            asked += answer.status_code == 200
    assert asked > 40


def test_an_exempt_paper_in_the_open_is_refused(ready: Path, exempt: Path) -> None:
    folder = "content/restricted-paper/2025-11"
    shutil.copytree(exempt / folder, ready / folder)
    for house in (None, exempt):
        refused = refusal(ready, exempt=house)
        assert "item 7 is exempt, and restricted-paper/2025-11 lies in this house" in refused


@pytest.mark.parametrize("place", ["house", "house/exempt", ""])
def test_a_house_of_exempt_papers_within_the_open_one_is_refused(
    place: str, ready: Path, exempt: Path
) -> None:
    target = ready.parent / place
    if place == "house/exempt":
        shutil.copytree(exempt, target)
    assert "must lie in a house apart" in refusal(ready, exempt=target)


def test_a_members_pack_is_not_written_where_the_office_reads(
    ready: Path, exempt: Path, reckoner: Reckoner
) -> None:
    out = ready / "output/released/pack.pdf"
    answer = reckoner("pack", "2025-11", "--exempt", exempt, "-o", out, "--house", ready)
    assert answer.code == 2
    assert "can't be written into the house" in answer.err
    assert not out.exists()


def test_an_exempt_paper_must_be_approved_as_any_other(house: Path, exempt: Path) -> None:
    agenda(house, AGENDA + SECRET)
    approved(house, "panel-paper", "second-paper")
    refused = refusal(house, exempt=exempt)
    assert "no draft of restricted-paper/2025-11 is approved" in refused
    assert f"drafts approve restricted-paper/2025-11/draft-001 --house {exempt}" in refused
    proof = packed(house, exempt=exempt, drafts=True)
    assert "Schedule 12A, paragraph 3 · Proof, not approved" in said(proof, proof.placed[-1].first - 1)
