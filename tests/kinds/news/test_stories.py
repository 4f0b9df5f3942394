"""News stories: what is read, and what becomes of their pictures. What is wrong: disasters/newsletter."""

from __future__ import annotations

import io
import os
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from reckoner.reports.content.pictures import make_ready, read_drawing
from reckoner.reports.errors import InputError, Place
from reckoner.reports.kinds.news.stories import StoryWords, read_stories
from reckoner.reports.kinds.news.words import read_news
from tests.letters import letter_house, photograph, story

PICTURE = "picture:\n  file: p.jpg\n  alt: A street"


def february(day: date) -> bool:
    return (day.year, day.month) == (2026, 2)


def only(house: Path) -> StoryWords:
    [found] = read_stories(house, february).stories
    return found


def line_of(where: str) -> int | None:
    _, colon, line = where.rpartition(":")
    return int(line) if colon else None


def remarks(house: Path) -> list[tuple[str, str, int | None]]:
    return [(r.severity, r.rule, line_of(r.where)) for r in read_stories(house, february).remarks]


def test_stories_stand_in_order_of_date(tmp_path: Path) -> None:
    stories = {"b": story(day="2026-02-20"), "a": story(day="2026-02-27"), "c": story(day="2026-03-01")}
    found = read_stories(letter_house(tmp_path / "h", stories), february).stories
    assert [each.slug for each in found] == ["b", "a"]


@pytest.mark.parametrize(
    "address", ["http://a.example/", "javascript:alert(1)", "#no-such-story", "somewhere"]
)
def test_a_broken_link_is_left_out_with_its_line(tmp_path: Path, address: str) -> None:
    more = f'links:\n  - {{words: Read on, address: "{address}"}}'
    house = letter_house(tmp_path / "h", {"s": story(more=more)})
    assert only(house).links == ()
    assert remarks(house) == [("error", "broken-link", 6)]


def test_a_story_under_embargo_stays_off_the_news_page(tmp_path: Path) -> None:
    house = letter_house(tmp_path / "h", {"a": story(), "b": story(more="embargo: 2026-03-05")})
    news = read_news(house, "2026-02")
    assert [each.slug for each in news.stories] == ["a"]
    assert [(r.severity, r.rule) for r in news.remarks] == [("warning", "embargo")]


def test_faults_of_several_stories_are_shown_together(tmp_path: Path) -> None:
    stories = {"2026-02-01-a": story(more="colour: red"), "2026-02-02-b": story(more="colour: blue")}
    with pytest.raises(InputError) as refusal:
        read_stories(letter_house(tmp_path / "h", stories), february)
    assert len(refusal.value.faults) == 2


def test_a_fault_in_another_month_s_story_keeps_nobody_from_this_month_s(tmp_path: Path) -> None:
    stories = {"2026-02-01-a": story(), "2025-02-02-b": story(day="2025-02-02", more="colour: red")}
    assert len(read_stories(letter_house(tmp_path / "h", stories), february).stories) == 1


def test_a_phone_s_photograph_comes_out_upright_small_and_without_its_place(tmp_path: Path) -> None:
    path = tmp_path / "p.jpg"
    path.write_bytes(photograph((4000, 3000)))
    ready = make_ready(path, Place("story.md", 5))
    image = Image.open(io.BytesIO(ready.content))
    assert (ready.width, ready.height) == image.size == (1104, 1472)
    assert len(image.getexif()) == 0
    assert b"A phone" not in ready.content
    assert len(ready.content) < 400_000
    assert ready.changes == (
        "turned upright",
        "the place where it was taken removed",
        "shrunk from 4000 by 3000 pixels",
    )


@pytest.mark.slow
def test_a_photograph_as_heic_becomes_a_jpeg_without_its_place(tmp_path: Path) -> None:
    path = tmp_path / "p.heic"
    path.write_bytes(photograph((2000, 1500), "HEIF"))
    ready = make_ready(path, Place("story.md", 5))
    image = Image.open(io.BytesIO(ready.content))
    assert (image.format, image.size) == ("JPEG", (1104, 1472))
    assert len(image.getexif()) == 0
    assert ready.changes[:2] == ("saved as JPEG", "the place where it was taken removed")


def test_the_same_photograph_gives_the_same_bytes(tmp_path: Path) -> None:
    path = tmp_path / "p.jpg"
    path.write_bytes(photograph((1600, 1200)))
    first, second = (make_ready(path, Place("story.md")) for _ in range(2))
    assert first.content == second.content


def test_what_is_no_picture_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "p.png"
    path.write_bytes(b"<svg onload='alert(1)'/>")
    with pytest.raises(InputError, match=r"can't be read"):
        make_ready(path, Place("story.md"))


def test_a_picture_of_more_pixels_than_can_be_opened_is_refused_by_its_header(tmp_path: Path) -> None:
    """Twenty kilobytes that would fill 1.8 GB."""
    path = tmp_path / "p.png"
    Image.new("1", (13_000, 13_000)).save(path)
    with pytest.raises(InputError) as refusal:
        make_ready(path, Place("story.md", 5))
    assert refusal.value.lines() == [
        "story.md:5: the picture p.png has 13,000 by 13,000 pixels; the most is 64 million",
        "  Save it smaller: 4,000 pixels across are more than any page shows.",
    ]


def test_a_picture_that_is_a_pipe_or_a_folder_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "p.png")
    (tmp_path / "q.png").mkdir()
    for name, kind in (("p.png", "a pipe"), ("q.png", "a folder")):
        with pytest.raises(InputError, match=f"the picture {name} can't be used: it is {kind}, not a file"):
            make_ready(tmp_path / name, Place("story.md", 5))


@pytest.mark.parametrize(
    "box", ["0 0 1.2.3 5", "0 0 0 5", "0 0 1e999 4", "0 0 -1 3", "0 0 9", "", "0 0 nan 1"]
)
def test_a_drawing_whose_box_gives_no_size_is_refused_with_its_line(box: str, tmp_path: Path) -> None:
    (tmp_path / "d.svg").write_text(f'<?xml version="1.0"?>\n<svg\n viewBox="{box}"></svg>', encoding="utf-8")
    with pytest.raises(InputError, match=r"d\.svg:2: its viewBox gives no size"):
        read_drawing(tmp_path / "d.svg", Place("story.md", 5))
