"""An edition is a folder of words: edition.md, and a file per section in order."""

from __future__ import annotations

from pathlib import Path

import pytest

from reckoner.reports.content.edition import EditionWords, advanced, edition_keys
from reckoner.reports.errors import InputError
from reckoner.reports.periods.period import Period
from reckoner.reports.prose import Paragraph, text_of
from tests.small import read_paper, write

FRONT = "---\ntitle: Progress\n---\n"


def edition(root: Path, files: dict[str, str], front: str = FRONT) -> EditionWords:
    home = root / "content" / "panel-paper" / "2025-11"
    for name, text in {"edition.md": front, **files}.items():
        write(home / name, text)
    return read_paper(root)


def faults(root: Path, files: dict[str, str], front: str = FRONT) -> list[str]:
    with pytest.raises(InputError) as error:
        edition(root, files, front)
    home = "content/panel-paper/2025-11/"
    return [f"{fault.where}: {fault.what}".removeprefix(home) for fault in error.value.faults]


def section(title: str, words: str = "Words.") -> str:
    return f"---\ntitle: {title}\n---\n{words}\n"


def test_sections_come_in_the_order_of_their_file_names(tmp_path: Path) -> None:
    words = edition(tmp_path, {"20-b.md": section("B"), "10-a.md": section("A"), "15-c.md": section("C")})
    assert [each.front.title for each in words.sections] == ["A", "C", "B"]


def test_the_words_of_edition_md_are_the_introduction(tmp_path: Path) -> None:
    (block,) = edition(tmp_path, {}, FRONT + "This paper.").introduction
    assert isinstance(block, Paragraph)
    assert text_of(block.runs) == "This paper."


def test_other_files_in_the_folder_are_left_alone(tmp_path: Path) -> None:
    assert edition(tmp_path, {"notes.txt": "x", "10-a.md~": "x"}).sections == ()


@pytest.mark.parametrize(
    ("name", "anchor"),
    [
        ("10-crime.md", "crime"),
        ("01_retail crime.md", "retail-crime"),
        ('5-Größe & "co".md', "gr-e-co"),
        ("10.md", "section"),
        ("crime-2025.md", "crime-2025"),
    ],
)
def test_a_section_s_place_is_named_after_its_file(tmp_path: Path, name: str, anchor: str) -> None:
    assert edition(tmp_path, {name: section("A")}).sections[0].anchor == anchor


def test_front_matter_may_name_the_place_itself(tmp_path: Path) -> None:
    words = edition(tmp_path, {"10-a.md": "---\ntitle: A\nanchor: crime\n---\n"})
    assert words.sections[0].anchor == "crime"


@pytest.mark.parametrize("anchor", ["Crime", "a b", "1a", 'a\\"b', "../a"])
def test_a_place_s_name_is_small_letters_digits_and_dashes(tmp_path: Path, anchor: str) -> None:
    (fault,) = faults(tmp_path, {"10-a.md": f'---\ntitle: A\nanchor: "{anchor}"\n---\n'})
    assert fault.startswith("10-a.md:3: anchor: ")


def test_two_sections_of_one_place_are_a_fault(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, {"10-crime.md": section("A"), "20-crime.md": section("B")})
    assert "its anchor 'crime' is that of content/panel-paper/2025-11/10-crime.md" in fault


def test_periods_are_read_with_their_names(tmp_path: Path) -> None:
    front = "---\ntitle: x\nperiods: {latest: 2025-10, year_to_date: 2025-01..2025-10, plan: 2023-24}\n---\n"
    assert edition(tmp_path, {}, front).front.periods == {
        "latest": Period.parse("2025-10"),
        "year_to_date": Period.parse("2025-01..2025-10"),
        "plan": Period.parse("2023-24"),
    }


@pytest.mark.parametrize("name", ["2025-10", "Latest", "a b", "half-year"])
def test_a_period_s_name_can_never_be_taken_for_a_period(tmp_path: Path, name: str) -> None:
    front = f'---\ntitle: x\nperiods:\n  "{name}": 2024-10\n---\n'
    assert faults(tmp_path, {}, front)[0].startswith("edition.md:4: ")


@pytest.mark.parametrize("key", ["title", "subtitle"])
def test_title_and_subtitle_hold_no_placeholder(tmp_path: Path, key: str) -> None:
    front = {"title": "x", "subtitle": "y", key: "About {{ crimes.solved }}"}
    lines = "".join(f'{name}: "{text}"\n' for name, text in front.items())
    (fault,) = faults(tmp_path, {}, f"---\n{lines}---\n")
    assert f"{key}: it can't hold a placeholder" in fault


def test_names_with_digits_know_where_they_hold_and_where_they_are_listed(tmp_path: Path) -> None:
    listed = 'not_figures:\n  - {text: "999", reason: a telephone number}\n'
    words = edition(
        tmp_path, {"10-calls.md": f"---\ntitle: Calls\n{listed}---\n"}, f"---\ntitle: x\n{listed}---\n"
    )
    everywhere, here = words.not_figures
    assert (everywhere.text, everywhere.within) == ("999", "")
    assert str(everywhere.where) == "content/panel-paper/2025-11/edition.md:4"
    assert (here.within, here.where.line) == ("calls", 4)


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("{text: Downing Street, reason: an address}", "it holds no digit, so it needs no entry"),
        ('{text: "999", reason: ""}', "reason"),
        ('{text: "999"}', "'reason' is missing"),
        ("{text: 999, reason: a number to call}", "text"),
        ('{text: "999", reason: a number to call, until: 2026}', "unknown key 'until'"),
    ],
)
def test_an_entry_of_not_figures_needs_digits_and_a_reason(tmp_path: Path, entry: str, said: str) -> None:
    (fault,) = faults(tmp_path, {}, f"---\ntitle: x\nnot_figures:\n  - {entry}\n---\n")
    assert said in fault


def test_the_faults_of_all_files_are_gathered(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        {
            "10-a.md": "no front matter",
            "20-b.md": section("B", "x").replace("title", "titel"),
            "30-c.md": "---\ntitel: C\n---\n",
        },
        "---\ntitle: x\nperiods: {latest: 2025-13-01}\n---\n",
    )
    assert {fault.split(":")[0] for fault in found} == {"edition.md", "10-a.md", "20-b.md", "30-c.md"}


def test_every_file_that_was_read_is_an_input(tmp_path: Path) -> None:
    words = edition(tmp_path, {"10-a.md": section("A"), "charts.yaml": "charts: {}\n"})
    assert sorted(path.name for path in words.paths) == ["10-a.md", "charts.yaml", "edition.md"]


def test_an_unknown_edition_names_the_nearest(tmp_path: Path) -> None:
    edition(tmp_path, {})
    with pytest.raises(InputError, match="panel-paper 2025-12 has no words") as error:
        read_paper(tmp_path, "2025-12")
    assert "2025-11" in str(error.value)


@pytest.mark.parametrize("key", ["../panel-paper/2025-11", ".", "", "2025-11/", "2025-11/../2025-11"])
def test_an_edition_is_a_folder_s_name_and_no_path(tmp_path: Path, key: str) -> None:
    edition(tmp_path, {})
    with pytest.raises(InputError, match="has no words"):
        read_paper(tmp_path, key)


def test_editions_are_the_folders_that_hold_words(tmp_path: Path) -> None:
    for key in ("2025-11", "2025-06"):
        write(tmp_path / "panel-paper" / key / "edition.md", FRONT)
    write(tmp_path / "panel-paper" / "drafts" / "notes.md", FRONT)
    assert edition_keys(tmp_path, "panel-paper") == ["2025-06", "2025-11"]
    assert edition_keys(tmp_path, "newsletter") == []


def test_periods_move_on_together() -> None:
    periods = {"latest": Period.parse("2025-10"), "year": Period.parse("2024-11..2025-10")}
    moved = advanced(periods, Period.parse("2026-01"))
    assert {name: str(period) for name, period in moved.items()} == {
        "latest": "2026-01",
        "year": "2025-02..2026-01",
    }


def test_periods_without_a_latest_cannot_be_moved() -> None:
    with pytest.raises(ValueError, match="names no period `latest`"):
        advanced({"year": Period.parse("2025")}, Period.parse("2026-01"))


def test_sections_that_share_a_heading_stand_together(tmp_path: Path) -> None:
    grouped = {
        f"{place}-{name}.md": f"---\ntitle: {name}\ngroup: {group}\n---\nWords.\n"
        for place, name, group in ((10, "one", "Money"), (20, "two", "Money"), (30, "three", "People"))
    }
    assert [each.front.group for each in edition(tmp_path / "a", grouped).sections] == [
        "Money",
        "Money",
        "People",
    ]
    grouped["40-four.md"] = "---\ntitle: four\ngroup: Money\n---\nWords.\n"
    [fault] = faults(tmp_path / "b", grouped)
    assert "40-four.md:3" in fault
    assert "the group 'Money' begins again" in fault
