"""A report's words: items in the order of their parts, with their pictures."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from reckoner.reports.kinds.report.words import ReportWords
from tests.booklets import TALKS, WALKS, report
from tests.small import write

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 80"><rect width="9" height="9"/></svg>'
PICTURE = "picture: {file: %s, alt: A walk, caption: Walking, credit: Drawn by us}"


def said(words: ReportWords) -> list[str]:
    return [each.what for each in words.remarks]


def test_items_come_in_the_order_of_the_parts_and_what_opens_a_part_comes_first(tmp_path: Path) -> None:
    words = report(tmp_path, {"early": TALKS.replace("Talks", "Early"), "last": "title: Last\npart: first"})
    titles = [section.front.title for section in words.sections]
    assert titles == ["Walks", "Last", "The second part", "Talks", "Early"]


def test_a_drawing_comes_as_it_is_with_its_size(tmp_path: Path) -> None:
    write(tmp_path / "content/annual-report/2024-25/pictures/walk.svg", SVG)
    [picture] = [
        s.picture
        for s in report(tmp_path, {"walk": f"{WALKS}\n{PICTURE % 'walk.svg'}"}).sections
        if s.picture
    ]
    assert (picture.name, picture.width, picture.height) == ("walk.svg", 120, 80)
    assert picture.content == SVG.encode()


def test_a_photograph_is_made_ready_for_print(tmp_path: Path) -> None:
    folder = tmp_path / "content/annual-report/2024-25/pictures"
    folder.mkdir(parents=True)
    Image.radial_gradient("L").resize((2400, 1600)).save(folder / "walk.png")
    words = report(tmp_path, {"walk": f"{WALKS}\n{PICTURE % 'walk.png'}"})
    [picture] = [section.picture for section in words.sections if section.picture]
    assert (picture.width, picture.height) == (1980, 1320)
    assert folder / "walk.png" in words.paths


def test_a_picture_without_credit_or_alt_text_is_a_fault_each(tmp_path: Path) -> None:
    write(tmp_path / "content/annual-report/2024-25/pictures/walk.svg", SVG)
    words = report(tmp_path, {"walk": f"{WALKS}\npicture: {{file: walk.svg}}"})
    assert said(words) == ["the picture walk.svg has no credit", "the picture walk.svg has no alt"]
    assert [each.where for each in words.remarks] == ["content/annual-report/2024-25/walk.md:5"] * 2


def test_decoration_needs_no_alt_text_and_may_have_none(tmp_path: Path) -> None:
    write(tmp_path / "content/annual-report/2024-25/pictures/walk.svg", SVG)
    silent = "picture: {file: walk.svg, credit: Drawn by us, decoration: true%s}"
    words = report(tmp_path, {"walk": f"{WALKS}\n{silent % ''}"})
    [picture] = [section.picture for section in words.sections if section.picture]
    assert (said(words), picture.is_decoration, picture.alt) == ([], True, "")
    [fault] = report(tmp_path, {"walk": f"{WALKS}\n{silent % ', alt: A walk'}"}).faults
    assert "decoration has no alt text and no caption" in fault.what
    assert str(fault.where) == "content/annual-report/2024-25/walk.md:5"


def test_a_picture_that_is_not_there_brings_the_nearest_name(tmp_path: Path) -> None:
    write(tmp_path / "content/annual-report/2024-25/pictures/walk.svg", SVG)
    words = report(tmp_path, {"walk": f"{WALKS}\n{PICTURE % 'wlak.svg'}"})
    assert said(words) == ["there is no picture 'wlak.svg' in pictures/"]
    assert words.remarks[0].todo == "Did you mean walk.svg?"


def test_a_drawing_that_says_no_size_is_a_fault(tmp_path: Path) -> None:
    write(tmp_path / "content/annual-report/2024-25/pictures/walk.svg", "<svg></svg>")
    words = report(tmp_path, {"walk": f"{WALKS}\n{PICTURE % 'walk.svg'}"})
    assert said(words) == ["the drawing walk.svg has no viewBox, so its size isn't known"]
