"""A finding names the file and line of the words, and what is wrong in page and mail alike is said once."""

from __future__ import annotations

from pathlib import Path

import pytest

from reckoner.reports.checks.places import Written, new_in_mail, placed
from reckoner.reports.errors import Place
from reckoner.reports.findings import Finding
from tests.letters import LETTER, letter_house, made, story

TYPED = "About 50,000 came."
LATER = "Officers walked about.\n\nShopkeepers talked to them.\n\n"
LINES = {
    "a paragraph": (LATER + TYPED, 11),
    "an item of a list": (f"{LATER}- one thing\n- another\n- {TYPED}\n", 13),
    "a quotation": (f"{LATER}> {TYPED}\n", 11),
    "a subheading": (f"{LATER}## {TYPED}\n\nWords.\n", 11),
    "a table": (f"{LATER}| Town | Visitors |\n|---|---|\n| Hertford | 50,000 |\n", 13),
}


@pytest.mark.slow
@pytest.mark.parametrize("where", LINES)
def test_a_typed_number_is_told_once_with_the_line_of_its_words(tmp_path: Path, where: str) -> None:
    text, line = LINES[where]
    house = letter_house(tmp_path, {"2026-02-03-a": story(text=text)})
    found = [f for f in made(house).findings if f.rule == "unrecorded-number"]
    assert [finding.where for finding in found] == [f"content/news/2026-02-03-a.md:{line}"]
    assert "data/facts.yaml" in found[0].todo


@pytest.mark.parametrize(
    ("more", "title", "line"),
    [
        ("", "We met 50,000 people", 2),
        ("tags: []\nlinks: [{words: 'All 50,000 of them', address: 'https://a.org/'}]", "A", 6),
    ],
)
def test_front_matter_has_lines_too(tmp_path: Path, more: str, title: str, line: int) -> None:
    house = letter_house(tmp_path, {"2026-02-03-a": story(title, more=more)})
    found = {f.where for f in made(house).findings if f.rule == "unrecorded-number"}
    assert found == {f"content/news/2026-02-03-a.md:{line}"}


def test_the_letter_s_own_words_are_found(tmp_path: Path) -> None:
    house = letter_house(tmp_path, {"2026-02-03-a": story()}, LETTER + "\nAll 4,711 of you.\n")
    found = [f for f in made(house).findings if f.rule == "unrecorded-number"]
    assert [finding.where for finding in found] == ["content/newsletter/2026-02/edition.md:9"]


def test_what_only_the_mail_has_is_kept() -> None:
    page = Finding("error", "unrecorded-number", "the number 5 is typed", "#p1", "there were 5 of them")
    same = Finding("error", "unrecorded-number", "the number 5 is typed", "", "there were 5 of them")
    more = Finding("error", "unrecorded-number", "the number 6 is typed", "", "there were 6 of them")
    mail = Finding("error", "mail-size", "the mail is large", "email.html")
    assert list(new_in_mail([same, more, mail], [page])) == [more, mail]


def test_a_place_that_cannot_be_found_stays_as_it_was() -> None:
    lost = Finding("error", "alt-text", "it has none", "#chart-x", "")
    file = Finding("error", "mail-link", "it leads nowhere", "email.html", "Read")
    written = [Written("Read", Place("a.md", 3), "p1")]
    assert list(placed([lost, file], written)) == [lost, file]
