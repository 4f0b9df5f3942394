"""The news page: years, gaps and subjects in its lists, and the card that other sites show beside a story."""

from __future__ import annotations

import io
import re

import pytest
from PIL import Image

from reckoner.charts.card import HEIGHT, WIDTH, Card, paint_card
from reckoner.reports.build import Made
from tests.letters import letter_house, made, photograph, rules, story

PICTURE = "picture: {file: p.jpg, alt: A street}"


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Made:
    new = {f"n{day}": story(f"New story {'abcdef'[day]}", day=f"2026-02-0{day + 1}") for day in range(6)}
    old = {
        "x": story("A year later", day="2025-11-02", more="tags: [patrols, town centres]"),
        "y": story("Long before", day="2024-10-02", more="tags: [patrols]"),
        "z": story("A little before that", day="2023-12-02", more=f"tags: [Café]\n{PICTURE}"),
    }
    house = letter_house(tmp_path_factory.mktemp("news") / "h", new | old)
    (house / "content/news/pictures/p.jpg").write_bytes(photograph((1200, 800)))
    return made(house, "news")


def text(news: Made, name: str) -> str:
    return news.contents[name].decode()


def test_earlier_stories_stand_under_their_years_and_a_gap_of_a_year_is_named(news: Made) -> None:
    page = text(news, "news.html")
    assert re.findall(r'<h3 id="y\d+-heading">(\d+)<', page) == ["2025", "2024", "2023"]
    assert re.findall(r'class="gap">([^<]*)<', page) == ["No stories from November 2024 to October 2025."]


def test_subjects_lead_to_their_stories(news: Made) -> None:
    assert '<a href="../subjects.html#about-town-centres">town centres</a>' in text(news, "stories/x.html")
    subjects = text(news, "subjects.html")
    patrols = subjects.partition('<section id="about-patrols"')[2].partition("</section>")[0]
    assert re.findall(r'href="stories/(\w+)\.html"', patrols) == ["x", "y"]
    assert "about-café" in subjects
    assert 'href="subjects.html#about-patrols"' in text(news, "news.html")
    assert [rule for rule in rules(news.findings) if rule[0] != "note"] == []


def test_a_story_names_its_office_and_has_a_card(news: Made) -> None:
    page = text(news, "stories/z.html")
    assert '<p class="office">Office of the Police' in page
    assert '<meta property="og:image" content="https://www.example.org/reports/news/cards/z.png">' in page
    assert '<meta property="og:image:alt" content="A little before that. Office of the' in page
    with Image.open(io.BytesIO(news.contents["cards/z.png"])) as card:
        assert card.size == (WIDTH, HEIGHT) == (1200, 630)


@pytest.mark.parametrize("with_picture", [False, True])
def test_a_long_title_stays_on_its_card(with_picture: bool) -> None:
    picture = photograph((1200, 800)) if with_picture else b""
    card = Card("A title that goes on and on " * 12, "The office", "#FFFFFF", "#FFFFFF", "#000000", picture)
    with Image.open(io.BytesIO(paint_card(card))) as painted:
        grey = painted.convert("L")
    edges = [(0, 400, 40, HEIGHT), (WIDTH - 40, 400, WIDTH, HEIGHT), (0, HEIGHT - 20, WIDTH, HEIGHT)]
    assert all(min(grey.crop(edge).tobytes()) > 200 for edge in edges)
