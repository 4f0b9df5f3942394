"""A Word file sent back to the desk: its changes shown, taken in and undone, its comments with the draft."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

import pytest

from reckoner.reports.desk import comments
from reckoner.reports.desk.desk import Desk, now_utc
from tests.cli.calling import caller
from tests.desk.at_desk import HOST, Browser, Clock, desk_of, give_passphrases
from tests.returned.conftest import WORDS
from tests.word.ooxml import WordEdit, edited
from tests.word.papers import SECTION, paper_house

PLACE = "/word/panel-paper/2025-11"
FIRST = "In October 2025 the police"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    house = paper_house(tmp_path / "house", WORDS, "[html, docx]")
    reckoner = caller(monkeypatch, capsys)
    reckoner("build", "panel-paper", "2025-11", "--house", house)  # with warnings about its months
    sent = reckoner("word", "panel-paper/2025-11", "--to", tmp_path / "sent", "--house", house)
    assert sent.code == 0, sent.err
    give_passphrases(house)
    return desk_of(house, Clock(now_utc()))


@pytest.fixture
def word(desk: Desk, tmp_path: Path) -> WordEdit:
    return edited(next((tmp_path / "sent").glob("*.docx")))


def words(desk: Desk) -> str:
    return (desk.root / SECTION).read_text("utf-8")


def sent(browser: Browser, word: WordEdit, **fields: object) -> str:
    return browser.send(PLACE, 303, "file", ("back.docx", word.saved()), **fields)


def test_a_change_is_shown_taken_in_recorded_and_undone(desk: Desk, word: WordEdit) -> None:
    p = word.paragraph(FIRST)
    word.take(p, len("In October 2025 the "), len("In October 2025 the police"), tracked=True)
    word.put(p, len("In October 2025 the "), "Constabulary", tracked=True)
    before, browser = words(desk), Browser(desk).sign_in("policy")
    where = sent(browser, word)
    page = browser.get(where)
    for said in ("<del>police</del>", "<ins>Constabulary</ins>", "2026-02-03", "Take change 1 in"):
        assert said in page, said
    assert words(desk) == before
    assert browser.post(f"{where}/accept", change="1") == where
    assert "the Constabulary solved {{ crimes.solved at 2025-10 }} crimes" in words(desk)
    rows = [row for row in desk.history.rows() if row.what == "edited"]
    assert [(row.person, row.details["where"]) for row in rows] == [("policy", SECTION)]
    assert "In the words already" in browser.get(where)
    browser.post(f"{where}/undo")
    assert words(desk) == before


def test_all_are_taken_in_but_a_figure_that_was_typed_over_asks(desk: Desk, word: WordEdit) -> None:
    p = word.paragraph(FIRST)
    word.overtype(word.control(p, "2,370"), "2,400", tracked=True)
    q = word.paragraph("The second paragraph")
    word.put(q, 0, "Now. ", tracked=True)
    browser = Browser(desk).sign_in("policy")
    where = sent(browser, word)
    assert "overtyped by 2,400" in browser.get(where)
    browser.post(f"{where}/accept", all="yes")
    assert "Now. The second paragraph" in words(desk)
    assert "2,400" not in words(desk)
    assert "crimes.solved at 2025-10" in words(desk)
    browser.post(f"{where}/answer", 400, change="1", answer="guess")
    browser.post(f"{where}/answer", change="1", answer="editor")
    assert "The figure is right and stays" in browser.get(where)
    browser.post(f"{where}/answer", change="1", answer="wording")
    assert "2,400" in words(desk)


def test_its_comments_stand_at_their_paragraphs_and_once(desk: Desk, word: WordEdit) -> None:
    word.comment(word.paragraph("The second paragraph"), 4, 10, "Which one?")
    browser = Browser(desk).sign_in("policy")
    sent(browser, word)
    sent(browser, word)
    (said,) = comments.of_draft(desk, "panel-paper/2025-11/draft-001")
    assert "Which one?" in said.text
    assert said.person == "policy"
    assert said.key.startswith("p")
    assert said.anchor.startswith("The second paragraph")
    page = browser.get(f"/drafts/panel-paper/2025-11/draft-001/words/{said.page}")
    assert "Which one?" in page[page.index(f'id="{said.key}"') :]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("back.docx", b""),
        ("back.docx", b"PK\x03\x04 broken"),
        ("back.docx", b"\0" * 5000),
        ("back.docm", b"PK\x03\x04"),
        ("back.txt", b"words"),
        (".docx", b"PK\x03\x04"),
    ],
)
def test_what_is_no_word_file_says_so_and_changes_nothing(name: str, content: bytes, desk: Desk) -> None:
    browser, before = Browser(desk).sign_in("policy"), words(desk)
    token = browser.token()
    answer = browser.client.post(
        PLACE, data={"token": token}, files={"file": (name, content)}, headers={"Origin": f"https://{HOST}"}
    )
    assert answer.status_code in (400, 409), answer.text
    assert words(desk) == before


@pytest.mark.parametrize("numbers", [["9"], ["x"], ["1" * 30], ["-1"], []])
def test_a_change_that_is_not_there_is_refused(numbers: list[str], desk: Desk, word: WordEdit) -> None:
    word.put(word.paragraph(FIRST), 0, "Now. ", tracked=True)
    browser, before = Browser(desk).sign_in("policy"), words(desk)
    where = sent(browser, word)
    browser.post(f"{where}/accept", 400, change=numbers)
    browser.get(where.replace(re.findall("[0-9a-f]{64}", where)[0], "0" * 64), 400)
    browser.get(where.replace("2025-11", "2025-12"), 400)
    assert words(desk) == before


def test_what_is_undone_is_recorded_of_the_files_that_it_changes_and_a_refusal_of_none(
    desk: Desk, word: WordEdit, tmp_path: Path
) -> None:
    other = edited(next((tmp_path / "sent").glob("*.docx")))
    word.put(word.paragraph(FIRST), 0, "Now. ", tracked=True)
    other.put(other.paragraph("This paper tells the Panel"), 0, "Here. ", tracked=True)
    browser, before = Browser(desk).sign_in("policy"), words(desk)
    browser.post(f"{sent(browser, word)}/accept", all="yes")
    where = sent(browser, other)
    browser.post(f"{where}/undo")
    assert words(desk) == before
    browser.post(f"{where}/undo", 400)
    rows = [row for row in desk.history.rows() if row.what == "edited"]
    assert [row.details["where"] for row in rows] == [SECTION, SECTION]
    assert rows[-1].digest == sha256(before.encode()).hexdigest()
