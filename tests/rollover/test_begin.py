"""The next edition has the last one's words, with periods moved on, and says that nobody has read them."""

from __future__ import annotations

from pathlib import Path

import pytest

from reckoner.reports.compose.wording import wording_of
from reckoner.reports.errors import InputError, UsageError
from reckoner.reports.kinds.registry import kind_of
from reckoner.reports.rollover.edition import NewEdition
from reckoner.reports.settings.house import House, read_house
from tests.small import tiny_house, write
from tests.worked_example import copy_house, edit

NEXT = "meetings:\n  - {id: 2026-02, name: The Panel, date: 2026-02-06}\n"
FRONT = """
---
# Who reads it first.
title: Progress   # short
periods: {latest: 2025-10, half_year: '2025-04..2025-09', odd: 2025-11-03..2025-11-20}
not_figures:
  - {text: "101", reason: a number to call}
# Agreed with the author.
accepted_findings:
  - {rule: record, text: the most ever, reason: it was so in November, name: A. Person}
check: An older mark
---
From {{ period latest }}.
"""


def a_house(root: Path, words: str = "It went to {{ crime.schools }} schools.", front: str = FRONT) -> House:
    house = tiny_house(root, words, front)
    edit(house / "schedules.yaml", lambda text: text.replace("meetings:\n", NEXT))
    return read_house(house)


def begun(house: House, publication: str = "panel-paper", key: str | None = None) -> NewEdition:
    calendar = wording_of(house).language.calendar
    meant = house.publication(publication)
    return kind_of(meant).begin(house, meant, key, calendar)


def test_words_and_front_matter_stay_but_for_periods_and_the_mark(tmp_path: Path) -> None:
    found = begun(a_house(tmp_path / "house"))
    assert found.files["edition.md"].decode() == (
        "---\n"
        "# Who reads it first.\n"
        "title: Progress   # short\n"
        "periods: {latest: 2026-01, half_year: '2025-04..2025-09', odd: 2025-11-03..2025-11-20}\n"
        "not_figures:\n"
        '  - {text: "101", reason: a number to call}\n'
        "check: These are the words of 2025-11. Read them, then take this line out.\n"
        "---\n"
        "From {{ period latest }}.\n"
    )
    assert found.files["10-crime.md"].decode() == (
        "---\n"
        "title: Crime\n"
        "check: These are the words of 2025-11. Read them, then take this line out.\n"
        "---\n"
        "It went to {{ crime.schools }} schools.\n"
    )


def test_what_moved_what_stayed_and_what_was_left_out_is_told(tmp_path: Path) -> None:
    words = "{{ crime.schools at 2024 }} {{ crime.schools at latest }} {{ a.change since 2023-24 }} at 2022"
    found = begun(a_house(tmp_path / "house", words))
    moves = {move.name: (str(move.new), move.known) for move in found.carried[0].moves}
    assert moves == {
        "latest": ("2026-01", True),
        "half_year": ("2025-04..2025-09", True),
        "odd": ("2025-11-03..2025-11-20", False),
    }
    assert found.carried[0].names == ("101",)
    assert found.carried[1].by_hand == ("2024", "2023-24")
    assert found.left_out == ("`accepted_findings:`",)


def test_a_section_s_own_periods_move_with_the_edition_s(tmp_path: Path) -> None:
    house = a_house(tmp_path / "house")
    section = house.root / "content/panel-paper/2025-11/20-calls.md"
    write(section, "---\ntitle: Calls\nperiods:\n  rolling: 2024-11..2025-10  # a year\n---\nWords.\n")
    text = begun(house).files["20-calls.md"].decode()
    assert "  rolling: 2025-02..2026-01  # a year\n" in text


def test_windows_line_ends_are_no_obstacle(tmp_path: Path) -> None:
    house = a_house(tmp_path / "house")
    path = house.root / "content/panel-paper/2025-11/edition.md"
    path.write_bytes(b"\xef\xbb\xbf" + FRONT.lstrip().replace("\n", "\r\n").encode())
    assert b"latest: 2026-01" in begun(house).files["edition.md"]


def test_the_folder_appears_whole_and_nothing_else_is_left(tmp_path: Path) -> None:
    house = a_house(tmp_path / "house")
    begun(house).write()
    content = house.root / "content"
    assert sorted(path.name for path in content.iterdir()) == ["panel-paper"]
    assert sorted(path.name for path in (content / "panel-paper/2026-02").iterdir()) == [
        "10-crime.md",
        "edition.md",
    ]


@pytest.mark.parametrize("name", ["edition.md", "notes.txt", "pictures/own.svg"])
def test_nothing_is_ever_overwritten(tmp_path: Path, name: str) -> None:
    house = a_house(tmp_path / "house")
    before = begun(house)
    write(house.root / "content/panel-paper/2026-02" / name, "mine")
    for act in (lambda: begun(house, key="2026-02"), before.write):
        with pytest.raises(UsageError, match="already"):
            act()
    folder = house.root / "content/panel-paper/2026-02"
    assert [path.read_text() for path in folder.rglob("*") if path.is_file()] == ["mine"]
    assert [path.name for path in (house.root / "content").iterdir()] == ["panel-paper"]


def test_an_empty_folder_is_no_obstacle(tmp_path: Path) -> None:
    house = a_house(tmp_path / "house")
    (house.root / "content/panel-paper/2026-02").mkdir()
    begun(house).write()
    assert (house.root / "content/panel-paper/2026-02/edition.md").is_file()


def test_faults_in_the_last_edition_are_shown_together(tmp_path: Path) -> None:
    house = a_house(tmp_path / "house", front=FRONT.replace("title:", "titel:"))
    write(house.root / "content/panel-paper/2025-11/20-calls.md", "no front matter")
    with pytest.raises(InputError) as error:
        begun(house)
    assert {fault.where.path.rpartition("/")[2] for fault in error.value.faults if fault.where} == {
        "edition.md",
        "20-calls.md",
    }


def test_news_has_no_editions_to_begin(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="each story is a file"):
        begun(a_house(tmp_path / "house"), "news", "2026-03")


def test_the_worked_example_s_annual_report_begins_its_next_year(tmp_path: Path) -> None:
    root = copy_house(tmp_path / "house")
    foreword = root / "content/annual-report/2023-24/01-foreword.md"
    edit(foreword, lambda text: text.replace("part: foreword\n", "part: foreword\nbox: to be supplied\n", 1))
    found = begun(read_house(root), "annual-report")
    main = found.files["edition.md"].decode()
    assert "title: Annual report 2024/25\n" in main
    assert ", 1 April 2024 to 31 March 2025\n" in main
    assert "  year: 2024-25\n  year_before: 2023-24\n  year_end: 2025-03\n" in main
    assert "published" not in main
    assert "The source carries no date" not in main
    assert main.count("  - {id: ") == 8
    assert "pictures/building.svg" in found.files
    assert b"check:" not in found.files["01-foreword.md"]
    assert b"box: to be supplied" in found.files["01-foreword.md"]
    unread = [name for name, text in found.files.items() if name.endswith(".md") and b"\ncheck: " in text]
    assert len(unread) == 65
    assert found.left_out == ("`published:`",)
    assert "12-burglary.md" in found.naming_year


def test_the_worked_example_s_newsletter_begins_its_next_month(tmp_path: Path) -> None:
    root = copy_house(tmp_path / "house")
    story = "---\ntitle: A march\nsummary: s\nnewsletter: yes\n---\nWords.\n"
    write(root / "content/news/2026-03-05-a-march.md", story)
    letter = root / "content/newsletter/2026-02/edition.md"
    signed = "\nsign_off:\n  name: Ann\n  message: Thank you for your letters.\nnot_figures:"
    more = "\nIn February he also examined what the office reported in {{ period 2025-11 }}.\n"
    edit(letter, lambda text: text.replace("\nnot_figures:", signed) + more)
    found = begun(read_house(root), "newsletter")
    text = found.files["edition.md"].decode()
    assert 'subject: "To be written"\npreheader: "To be written"\n' in text
    assert "title: The Commissioner's news for March 2026\n" in text
    assert "  message: to be supplied\n" in text
    assert "#   2026-03-05-a-march: A march\n" in text
    assert "In March he also examined" in text
    assert "the office reported in {{ period 2025-11 }}" in text  # a month that is named stays
    assert found.files["charts.yaml"] == (root / "content/newsletter/2026-02/charts.yaml").read_bytes()
    assert found.charts == ("2024/25", "2025-10", "2023/24")


SERIES = """
title: Offices
origins:
  office:
    {kind: kept, producer: The office, document: A list, received: 2025-11-20, from: The office, licence: x}
tables:
  posts:
    file: posts.csv
    title: Posts
    origin: office
    columns: {month: {type: month, heading: Month}, posts: {type: count, heading: Posts}}
    key: [month]
measures:
  posts: {table: posts, value: posts, unit: count, noun: posts, definition: Posts., owner: Finance}
"""


@pytest.mark.parametrize(
    ("months", "moved"),
    [(["2025-04", "2025-10"], "2025-10"), (["2025-09", "2025-10"], "2026-01"), (["2025-10"], "2026-01"),
     (["2025-04", "2025-10", "2026-01"], "2026-01")],
)  # fmt: skip
def test_only_a_period_that_its_figures_go_on_to_moves(months: list[str], moved: str, tmp_path: Path) -> None:
    front = "---\ntitle: Progress\nperiods: {new: 2025-10}\n---\n"
    house = a_house(tmp_path / "house", "{{ offices.posts at new }} posts.", front)
    write(house.root / "data/offices/module.yaml", SERIES)
    rows = "".join(f"{month},3\n" for month in months)
    write(house.root / "data/offices/posts.csv", f"month,posts\n{rows}")
    [move] = begun(house).carried[0].moves
    assert (str(move.new), move.once) == (moved, moved == "2025-10")
