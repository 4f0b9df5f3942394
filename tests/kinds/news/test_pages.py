"""The news page: years and subjects in its lists, who held the office then, and a story's sharing card."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image

from reckoner.charts.card import HEIGHT, WIDTH, Card, paint_card
from reckoner.reports.build import Checked
from reckoner.reports.errors import InputError
from tests.letters import letter_house, made, photograph, rules, story

PICTURE = "picture: {file: p.jpg, alt: A street}"


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    new = {f"n{day}": story(f"New story {'abcdef'[day]}", day=f"2026-02-0{day + 1}") for day in range(6)}
    old = {
        "w": story("Later that month", day="2025-11-01"),
        "x": story("A year later", day="2025-11-02", more="tags: [patrols, town centres]"),
        "y": story("Long before", day="2024-10-02", more="tags: [patrols]"),
        "older": story("Before there was an office", day="2012-01-02"),
        "z": story("A little before that", day="2023-12-02", more=f"tags: [Café]\n{PICTURE}"),
    }
    house = letter_house(tmp_path_factory.mktemp("news") / "h", new | old)
    (house / "content/news/pictures/p.jpg").write_bytes(photograph((1200, 800)))
    return made(house, "news")


def text(news: Checked, name: str) -> str:
    return news.contents[name].decode()


def test_earlier_stories_stand_under_their_years_and_months(news: Checked) -> None:
    _, _, earlier = text(news, "news.html").partition('id="earlier"')
    assert re.findall(r"<h[34] .*?>(.*?)<", earlier) == [
        "2025", "November", "2024", "October", "2023", "December", "2012", "January",
    ]  # fmt: skip


@pytest.mark.slow
def test_no_month_stands_among_the_newest_and_the_earlier(tmp_path: Path) -> None:
    new = {f"n{day}": story(f"New {day}", day=f"2026-02-0{day}") for day in range(1, 9)}
    page = text(made(letter_house(tmp_path / "h", new | {"x": story(day="2026-01-02")}), "news"), "news.html")
    newest, _, earlier = page.partition('id="earlier"')
    assert re.findall(r'href="stories/(\w+)\.html"', newest) == [f"n{day}" for day in range(8, 0, -1)]
    assert re.findall(r'href="stories/(\w+)\.html"', earlier) == ["x"]
    assert "February</h4>" not in earlier


def test_the_last_of_the_newest_are_listed_where_they_have_no_picture(tmp_path: Path) -> None:
    new = {f"n{day}": story(day=f"2026-02-0{day}", more=PICTURE if day > 2 else "") for day in range(1, 7)}
    house = letter_house(tmp_path / "h", new | {"x": story(day="2026-01-02")})
    (house / "content/news/pictures/p.jpg").write_bytes(photograph((1200, 800)))
    cards, _, more = text(made(house, "news"), "news.html").partition('id="more"')
    assert re.findall(r'href="stories/(\w+)\.html"', cards) == ["n6", "n5", "n4", "n3"]
    assert re.findall(r'href="stories/(\w+)\.html"', more) == ["n2", "n1", "x"]


@pytest.mark.slow
def test_years_without_a_story_are_named_where_the_pages_are_explained(news: Checked, tmp_path: Path) -> None:
    about = text(news, "news.html").partition('class="imprint"')[2].replace("\xa0", " ")
    assert "No story here is from 2013 to 2022." in about
    new = {f"n{day}": story(day=f"2026-02-0{day + 1}") for day in range(6)}
    old = {f"y{year}": story(day=f"{year}-01-01") for year in (2025, 2023, 2020, 2018)}
    page = text(made(letter_house(tmp_path / "h", new | old), "news"), "news.html").replace("\xa0", " ")
    assert "No story here is from 2019, from 2021, from 2022 or from 2024." in page
    near = made(letter_house(tmp_path / "near", new | {"x": story(day="2025-01-01")}), "news")
    assert "No story here" not in text(near, "news.html")


def test_a_front_page_elsewhere_has_a_link_and_no_button(tmp_path: Path) -> None:
    links = {"a": "https://a.example/", "b": "https://a.example/b", "c": "'#a'"}
    stories = {name: story(more=f"links: [{{words: Go, address: {to}}}]") for name, to in links.items()}
    news = made(letter_house(tmp_path / "h", stories), "news")
    found = {name: 'class="button"' in text(news, f"stories/{name}.html") for name in links}
    assert found == {"a": False, "b": True, "c": True}


def test_the_sources_of_a_story_do_not_say_that_it_uses_them(tmp_path: Path) -> None:
    told = story(text="The way takes {{ response_times.average }}.")
    page = text(made(letter_house(tmp_path / "h", {"a": told}), "news"), "stories/a.html")
    assert 'id="sources"' in page
    assert "Used in" not in page


def test_a_story_says_who_held_the_office_where_somebody_else_does_now(news: Checked) -> None:
    said = "This was published when David Lloyd was Police and Crime Commissioner for Hertfordshire."
    assert f'<p class="then">{said}</p>' in text(news, "stories/z.html")
    assert 'class="then"' not in text(news, "stories/y.html")  # the office changed hands in May 2024
    assert 'class="then"' not in text(news, "stories/older.html")  # older than the office


@pytest.mark.parametrize(("closes", "closed"), [("2026-02-27", 1), ("2026-02-28", 0)])
def test_a_call_that_is_over_on_the_day_of_the_page_is_marked_in_lists_and_on_its_page(
    tmp_path: Path, closes: str, closed: int
) -> None:
    stories = {"a": story(more=f"closes: {closes}\ntags: [patrols]"), "b": story("The other")}
    news = made(letter_house(tmp_path / "h", stories), "news")
    for page in ("news.html", "subjects.html"):
        assert text(news, page).count("Closed</strong>") == closed
    assert text(news, "stories/a.html").count("Closed: you can no longer take part.") == closed
    assert "no longer take part" not in text(news, "stories/b.html")


def test_what_has_closed_is_named_and_what_was_written_afterwards_says_so(tmp_path: Path) -> None:
    over = "closes: 2026-02-20\ncall: Survey\nbased_on: A later letter\nafterwards: true"
    news = made(letter_house(tmp_path / "h", {"a": story(more=over)}), "news")
    assert "Survey closed</strong>" in text(news, "news.html")
    page = text(news, "stories/a.html").replace("\xa0", " ")
    assert "Survey closed: you can no longer take part." in page
    assert "Written afterwards, from: A later letter." in page.partition('class="summary"')[0]
    assert "Taken from" not in page


def test_a_headline_of_two_parts_is_parted_between_them(tmp_path: Path) -> None:
    news = made(letter_house(tmp_path / "h", {"a": story("Lost? Ask us"), "b": story()}), "news")
    head = '<h1><span class="sense">Lost?</span> <span class="sense">Ask us</span></h1>'
    assert head in text(news, "stories/a.html")
    assert "<h1>A walk through town</h1>" in text(news, "stories/b.html")


def test_subjects_lead_to_their_stories(news: Checked) -> None:
    assert '<a href="../subjects.html#about-town-centres">Town centres</a>' in text(news, "stories/x.html")
    subjects = text(news, "subjects.html")
    patrols = subjects.partition('<section id="about-patrols"')[2].partition("</section>")[0]
    assert re.findall(r'href="stories/(\w+)\.html"', patrols) == ["x", "y"]
    assert re.findall(r'<section id="about-([\w-]+)"', subjects) == ["café", "patrols", "town-centres"]
    assert 'href="subjects.html#about-patrols"' in text(news, "news.html")
    assert [rule for rule in rules(news.findings) if rule[0] != "note"] == []


def test_a_story_names_its_office_and_has_a_card(news: Checked) -> None:
    page = text(news, "stories/z.html")
    assert '<p class="office">Office of the Police' in page
    assert '<meta property="og:image" content="https://www.example.org/reports/news/cards/z.png">' in page
    assert '<meta property="og:image:alt" content="A little before that. This is a worked example.' in page
    with Image.open(io.BytesIO(news.contents["cards/z.png"])) as card:
        assert card.size == (WIDTH, HEIGHT) == (1200, 630)


def test_a_card_shows_the_day_of_its_story() -> None:
    card = Card("A title", "The office", "2 March 2026", "#FFFFFF", "#FFFFFF", "#000000")
    assert paint_card(card) != paint_card(replace(card, day=""))


@pytest.mark.parametrize("with_picture", [False, True])
def test_a_long_title_stays_on_its_card(with_picture: bool) -> None:
    picture = photograph((1200, 800)) if with_picture else b""
    title = "A title that goes on and on " * 12
    card = Card(title, "The office", "2 March 2026", "#FFFFFF", "#FFFFFF", "#000000", picture)
    with Image.open(io.BytesIO(paint_card(card))) as painted:
        grey = painted.convert("L")
    edges = [(0, 400, 40, HEIGHT), (WIDTH - 40, 400, WIDTH, HEIGHT), (0, HEIGHT - 20, WIDTH, HEIGHT)]
    assert all(min(grey.crop(edge).tobytes()) > 200 for edge in edges)


def test_a_date_is_printed_as_far_as_it_is_known(tmp_path: Path) -> None:
    new = {f"n{day}": story(day=f"2026-02-0{day + 1}") for day in range(6)}
    old = {
        "a": story(day="2025-12-20", more="exact_to: year"),
        "b": story(day="2025-12-02", more="exact_to: month"),
        "c": story(day="2025-11-02"),
    }
    news = made(letter_house(tmp_path / "h", new | old), "news")
    found = re.findall(r"<h4 .*>([\w ,]+)</h4>|<time .*\"(202[\d-]+)\">(.*)</time>", text(news, "news.html"))
    assert found[6:] == [
        ("December 2025", "", ""),
        ("November 2025", "", ""), ("", "2025-11-02", "2 November 2025"),
        ("2025, month not known", "", ""),
    ]  # fmt: skip
    assert '<p class="subtitle">Published in <time datetime="2025">2025</time></p>' in text(
        news, "stories/a.html"
    )
    assert 'Published <time datetime="2025-11-02">2 November 2025</time>' in text(news, "stories/c.html")


def test_a_winter_of_which_no_month_is_known_is_named_and_has_both_its_years(tmp_path: Path) -> None:
    old = {
        "2017-11-07-a": story("A", day="2017-11-07", more="exact_to: winter"),
        "2017-12-20-b": story("B", day="2017-12-20", more="exact_to: month"),
    }
    new = {f"n{day}": story(day=f"2026-02-0{day + 1}") for day in range(6)}
    news = made(letter_house(tmp_path / "h", new | old), "news")
    page = text(news, "news.html")
    _, _, earlier = page.partition('id="earlier"')
    assert re.findall(r"<h[34] .*?>(.*?)<", earlier) == ["2017/18", "December 2017", "Winter 2017/18"]
    assert "No story here is from 2019 to 2025." in page.replace("\xa0", " ")
    assert '<p class="subtitle">Winter 2017/18</p>' in text(news, "stories/2017-a.html")
    feed = text(news, "feed.atom").partition("2017-a.html")[2]
    assert "<updated>2017-12-31T" in feed
    assert "(Winter 2017/18. The day is not known; the feed has the last of December.)" in feed


def test_what_has_no_month_comes_last_in_its_year_and_in_the_feed_by_the_moment_given(tmp_path: Path) -> None:
    new = {f"n{day}": story(day=f"2026-02-0{day + 1}") for day in range(6)}
    old = {
        "2025-01-08-y": story("Y", day="2025-01-08", more="exact_to: year"),
        "2025-03-02-d": story("D", day="2025-03-02"),
        "2017-11-07-w": story("W", day="2017-11-07", more="exact_to: winter"),
        "2017-11-17-n": story("N", day="2017-11-17", more="exact_to: month"),
        "2017-12-10-m": story("M", day="2017-12-10", more="exact_to: winter"),
        "2017-12-20-b": story("B", day="2017-12-20", more="exact_to: month"),
    }
    news = made(letter_house(tmp_path / "h", new | old), "news")
    ordered = ["2025-03-02-d", "2025-y", "2017-12-b", "2017-11-n", "2017-m", "2017-w"]
    _, _, earlier = text(news, "news.html").partition('id="earlier"')
    assert re.findall(r'href="stories/([\w-]+)\.html"', earlier) == ordered
    feed = text(news, "feed.atom")
    in_feed = ["2025-y", "2025-03-02-d", "2017-m", "2017-w", "2017-12-b", "2017-11-n"]
    assert re.findall(r"<id>.*/stories/([\w-]+)\.html</id>", feed)[6:] == in_feed
    moments = re.findall(r"<updated>(.*?)</updated>", feed)[1:]
    assert moments == sorted(moments, reverse=True)
    assert "2025-12-31T00:00:00Z" in moments
    for one, other in pairwise(ordered):
        page = text(news, f"stories/{one}.html")
        assert re.search(rf'Next story: <a href="{other}\.html">', page)


def test_stories_of_a_month_without_days_stand_in_the_order_of_a_letter(tmp_path: Path) -> None:
    undated = {f"2026-02-0{day}-{name}": story(day=f"2026-02-0{day}", more="exact_to: month")
               for day, name in ((3, "first"), (4, "second"), (5, "third"))}  # fmt: skip
    stories = {"d": story(day="2026-02-01"), **undated}
    page = text(made(letter_house(tmp_path / "h", stories), "news"), "news.html")
    assert re.findall(r'href="stories/([\w-]+)\.html"', page)[:4] == [
        "d", "2026-02-first", "2026-02-second", "2026-02-third",
    ]  # fmt: skip


def test_a_winter_alone_in_its_year_heads_it(tmp_path: Path) -> None:
    new = {f"n{day}": story(day=f"2026-02-0{day + 1}") for day in range(6)}
    old = {"2017-11-07-w": story("W", day="2017-11-07", more="exact_to: winter")}
    _, _, earlier = text(made(letter_house(tmp_path / "h", new | old), "news"), "news.html").partition(
        'id="earlier"'
    )
    assert re.findall(r"<h[34] .*?>(.*?)<", earlier) == ["Winter 2017/18"]


@pytest.mark.parametrize(("day", "past"), [("2026-02-27", 1), ("2026-02-28", 0)])
def test_what_a_story_looks_ahead_to_is_said_on_its_page_once_it_is_over(
    tmp_path: Path, day: str, past: int
) -> None:
    stories = {"a": story(more=f"looks_ahead_to: {day}\ntags: [patrols]"), "b": story("The other")}
    news = made(letter_house(tmp_path / "h", stories), "news")
    assert text(news, "stories/a.html").count("The date that this looks ahead to has passed.") == past


def test_a_guide_says_up_to_when_its_facts_were_published(tmp_path: Path) -> None:
    stories = {"g": story(more="exact_to: none\nas_of: February 2026"), "b": story("News")}
    news = made(letter_house(tmp_path / "h", stories), "news")
    page = text(news, "stories/g.html").replace("\xa0", " ")
    assert '<p class="subtitle">Help and advice</p>' in page
    assert (
        '<p class="based-on">Facts as published up to February 2026; they may have changed since.</p>' in page
    )


def test_a_story_may_say_its_date_in_words_of_its_own(tmp_path: Path) -> None:
    new = {f"n{day}": story(day=f"2026-02-0{day + 1}") for day in range(6)}
    old = {
        "a": story(day="2025-12-20", more="exact_to: year\nwhen: before Christmas 2025"),
        "b": story(day="2025-12-19", more="exact_to: year"),
    }
    news = made(letter_house(tmp_path / "h", new | old), "news")
    earlier = text(news, "news.html").partition('id="earlier"')[2]
    assert re.findall(r"<h4 .*?>(.*?)<", earlier) == ["Before Christmas 2025", "2025, month not known"]
    assert '<time datetime="2025">Before Christmas 2025</time>' in text(news, "stories/a.html")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("link", "said"),
    [("", 1), ("links: [{words: Before, address: '#c'}]", 1), ("links: [{words: On, address: '#b'}]", 0)],
)
def test_what_is_over_says_whether_a_later_story_follows(tmp_path: Path, link: str, said: int) -> None:
    stories = {
        "a": story(day="2026-02-03", more=f"closes: 2026-02-10\n{link}"),
        "b": story(day="2026-02-20"),
        "c": story(day="2026-02-10"),
    }
    news = made(letter_house(tmp_path / "h", stories), "news")
    unfollowed = "No later story on these pages says what came of it."
    assert text(news, "stories/a.html").count(unfollowed) == said
    assert unfollowed not in text(news, "stories/b.html")


def test_whom_to_ring_stands_as_a_button_above_the_story(tmp_path: Path) -> None:
    ring = "{words: Ring 999, address: 'tel:999'}, {words: Their site, address: 'https://a.example/'}"
    elsewhere = "links: [{words: Go, address: 'https://a.example/b'}]"
    links = f"links: [{ring}, {{words: More, address: '#b'}}]"
    stories = {"a": story(more=links), "b": story(more=elsewhere)}
    news = made(letter_house(tmp_path / "h", stories), "news")
    above, _, onward = text(news, "stories/a.html").partition('<div class="onward">')
    shown = re.findall(r'<a (?:class="button" )?href="([a-z]+:.*?)">', above.partition("<article")[2])
    assert shown == ["tel:999", "https://a.example/"]
    assert re.findall(r'href="(.*?)">More', onward) == ["b.html"]
    assert 'class="button"' not in text(news, "stories/b.html").partition('<div class="onward">')[0]


def test_a_story_of_a_report_leads_to_it(tmp_path: Path) -> None:
    house = letter_house(tmp_path / "h", {"a": story(more="report: newsletter 2026-02"), "b": story()})
    news = made(house, "news")
    address = "https://www.example.org/reports/newsletter/2026-02/"
    assert f'href="{address}">Read the report itself</a>' in text(news, "stories/a.html")
    assert "Read the report" not in text(news, "stories/b.html")


def test_the_feed_and_where_to_ask_for_the_newsletter_stand_below_the_heading(tmp_path: Path) -> None:
    house = letter_house(tmp_path / "h", {"a": story()})
    sign_up, feed = (
        '<a href="https://www.example.org/newsletter/">Get our newsletter</a>',
        '<a href="feed.atom">',
    )
    head = text(made(house, "news"), "news.html").partition("</header>")[0]
    assert head.index(sign_up) < head.index(feed)
    office = house / "office.yaml"
    office.write_text(re.sub(" +sign_up:.*\n", "", office.read_text("utf-8")), "utf-8")
    head = text(made(house, "news"), "news.html").partition("</header>")[0]
    assert "newsletter" not in head.partition("<body")[2]
    assert feed in head


def test_the_front_page_says_once_that_the_day_of_a_newest_story_is_not_known(tmp_path: Path) -> None:
    said = "Where no day is given, the sources give none."
    for exact_to, times in (("month", 1), ("day", 0)):
        stories = {"a": story(more=f"exact_to: {exact_to}"), "b": story(day="2026-02-09")}
        news = made(letter_house(tmp_path / exact_to, stories), "news")
        assert text(news, "news.html").replace("\xa0", " ").count(said) == times


def test_a_page_is_named_with_its_site(news: Checked) -> None:
    for page, name in {"stories/x.html": "A year later", "subjects.html": "News by subject"}.items():
        assert f"<title>{name} – News from the Commissioner</title>" in text(news, page)


def test_the_heads_of_a_story_come_next_below_its_own(tmp_path: Path) -> None:
    news = made(letter_house(tmp_path / "h", {"a": story(text="One.\n\n## Money\n\nTwo.")}), "news")
    assert '<h2 id="more">Money</h2>' in text(news, "stories/a.html")
    assert [rule for rule in rules(news.findings) if rule[0] != "note"] == []


def test_a_publication_s_only_source_keeps_its_name(tmp_path: Path) -> None:
    told = story(text="Robbery fell by {{ hotspot.robbery_reduction }}.")
    page = text(made(letter_house(tmp_path / "h", {"a": told}), "news"), "stories/a.html")
    assert '<strong class="topic">Operation Hotspot</strong>' in page


def test_what_leads_on_from_a_story_is_headed(tmp_path: Path) -> None:
    stories = {"a": story(more="links: [{words: Go, address: '#b'}]"), "b": story("The other")}
    news = made(letter_house(tmp_path / "h", stories), "news")
    assert "<h2>Related</h2>" in text(news, "stories/a.html")
    assert "<h2>Related</h2>" not in text(news, "stories/b.html")


def test_a_guide_has_no_date_and_stands_outside_the_news(tmp_path: Path) -> None:
    stories = {
        "2018-01-08-g": story("A guide", day="2018-01-08", more="exact_to: none\ntags: [help]"),
        "2026-02-03-n": story("News", more="tags: [help]"),
    }
    news = made(letter_house(tmp_path / "h", stories), "news")
    page, guide = text(news, "news.html"), text(news, "stories/g.html")
    _, _, advice = page.partition('id="guides">Help and advice<')
    assert 'href="stories/g.html"' in advice.partition("</section>")[0]
    assert page.count("stories/g.html") == 1
    assert '<p class="subtitle">Help and advice</p>' in guide
    assert not any(
        said in guide
        for said in ("Published 2018", "dcterms.created", "January", "David Lloyd", 'class="around"')
    )
    assert "g.html" not in text(news, "feed.atom")
    assert 'class="around"' not in text(news, "stories/2026-02-03-n.html")
    assert 'href="stories/g.html"' in text(news, "subjects.html")


def test_guides_alone_make_a_news_page(tmp_path: Path) -> None:
    news = made(letter_house(tmp_path / "h", {"2026-01-08-g": story(more="exact_to: none")}), "news")
    assert "Newest stories" not in text(news, "news.html")
    assert "<updated>" in text(news, "feed.atom")


def test_neither_the_feed_nor_an_address_gives_a_day_that_is_not_known(tmp_path: Path) -> None:
    link = "links: [{words: On, address: '#2026-02-17-a'}]"
    stories = {
        "2026-02-17-a": story(day="2026-02-17", more="exact_to: month"),
        "2025-06-19-b": story(day="2025-06-19", more=f"exact_to: year\n{link}"),
        "2026-02-03-c": story(day="2026-02-03"),
    }
    news = made(letter_house(tmp_path / "h", stories), "news")
    pages = {name for name in news.contents if name.startswith(("stories/", "cards/"))}
    assert {name for name in pages if name.endswith("html")} == {
        "stories/2026-02-a.html", "stories/2025-b.html", "stories/2026-02-03-c.html",
    }  # fmt: skip
    assert 'href="2026-02-a.html"' in text(news, "stories/2025-b.html")
    feed = text(news, "feed.atom")
    assert re.findall(r"<updated>(.*?)T00:00:00Z</updated>", feed) == [
        "2026-02-03", "2026-02-03", "2026-02-01", "2025-12-31",
    ]  # fmt: skip
    said = "In short. (February 2026. The day is not known; the feed has the first of the month.)"
    assert f"<summary>{said}</summary>" in feed
    assert "In short. (2025. Month and day are not known;" in feed
    assert "<summary>In short.</summary>" in feed
    assert not any(day in page for day in ("02-17", "06-19") for page in (*pages, feed))


def test_stories_that_would_have_one_address_keep_their_days(tmp_path: Path) -> None:
    days = ("2026-02-03", "2026-02-17")
    stories = {f"{day}-a": story(day=day, more="exact_to: month") for day in days}
    news = made(letter_house(tmp_path / "h", stories), "news")
    assert {f"stories/{day}-a.html" for day in days} <= set(news.contents)


def test_what_is_shared_names_its_publisher_and_the_notice(tmp_path: Path) -> None:
    house = letter_house(tmp_path / "h", {"a": story()})
    news = made(house, "news")
    page, feed = text(news, "stories/a.html"), text(news, "feed.atom")
    assert '<meta property="og:site_name" content="The makers of Reckoner' in page
    assert "In short. This is a worked example." in page.partition("og:description")[2].partition(">")[0]
    assert "<author><name>The makers of Reckoner" in feed
    assert "<subtitle>This is a worked example." in feed
    lines = (house / "office.yaml").read_text("utf-8").splitlines(keepends=True)
    own = [line for line in lines if not line.startswith(("publisher:", "notice:"))]
    (house / "office.yaml").write_text("".join(own), "utf-8")
    news = made(house, "news")
    assert "<author><name>Office of the Police" in text(news, "feed.atom")
    assert "<subtitle>" not in text(news, "feed.atom")


def test_a_card_with_a_notice_shows_it() -> None:
    card = Card("A title", "The office", "2 March 2026", "#FFFFFF", "#FFFFFF", "#000000")
    shown = replace(card, notice="This is not an official publication of anybody, nor will it ever be. " * 2)
    assert paint_card(card) != paint_card(shown)
    with Image.open(io.BytesIO(paint_card(shown))) as painted:
        assert min(painted.convert("L").crop((WIDTH - 40, 0, WIDTH, HEIGHT)).tobytes()) > 200


def test_the_story_that_leads_the_newsletter_stands_first_among_the_newest(tmp_path: Path) -> None:
    stories = {f"n{day}": story(day=f"2026-02-0{day}") for day in range(1, 4)}
    stories["n2"] = story(day="2026-02-02", more="newsletter: lead")
    page = text(made(letter_house(tmp_path / "h", stories), "news"), "news.html")
    assert re.findall(r'<h3><a href="stories/(\w+)\.html"', page) == ["n2", "n3", "n1"]


@pytest.mark.parametrize("exact", ["day", "month"])
def test_previous_and_next_lead_through_every_story_once(tmp_path: Path, exact: str) -> None:
    stories = {f"n{day}": story(day=f"2026-02-0{day}", more=f"exact_to: {exact}") for day in range(1, 6)}
    stories["n3"] = story(day="2026-02-03", more=f"exact_to: {exact}\nnewsletter: lead")
    news = made(letter_house(tmp_path / "h", stories | {"x": story(day="2026-01-02")}), "news")
    around = {
        name: dict(
            re.findall(r"(Previous|Next) story: <a href=\"(\w+)\.html", text(news, f"stories/{name}.html"))
        )
        for name in [*stories, "x"]
    }
    told = {"day": ["n5", "n4", "n3", "n2", "n1"], "month": ["n3", "n1", "n2", "n4", "n5"]}[exact]
    order = [*told, "x"]
    assert [around[name].get("Next") for name in order] == [*order[1:], None]
    assert [around[name].get("Previous") for name in order] == [None, *order[:-1]]


def test_the_most_told_subjects_stand_in_the_order_of_the_alphabet(tmp_path: Path) -> None:
    alone = {f"a{place}": story(more=f"tags: [s{place:02}]") for place in range(11)}
    twice = {name: story(more="tags: [z]") for name in "bc"}
    page = text(made(letter_house(tmp_path / "h", alone | twice), "news"), "news.html")
    assert re.findall(r'href="subjects\.html#about-(\w+)"', page) == [*(f"s{n:02}" for n in range(9)), "z"]


def test_a_source_below_a_table_is_called_a_source_once(tmp_path: Path) -> None:
    table = "Table: Times\n\n| What | Time |\n| --- | ---: |\n| Way | {{ response_times.average }} |"
    page = text(made(letter_house(tmp_path / "h", {"a": story(text=table)}), "news"), "stories/a.html")
    line = page.partition('<p class="sources-line">')[2].partition("</p>")[0]
    assert re.sub("<[^>]*>", "", line).count("Source") == 1


def test_earlier_stories_have_their_summaries_and_those_of_years_long_past_stand_in_an_archive_of_titles(
    news: Checked,
) -> None:
    earlier, _, archive = (
        text(news, "news.html").partition('id="earlier"')[2].partition('class="month archived"')
    )
    assert earlier.count("<p>In short.</p>") == 3
    assert re.findall(r'href="stories/(\w+)\.html"', archive) == ["z", "older"]
    assert not re.search("<p>In short|<img", archive)


def test_stories_on_one_subject_and_of_about_one_time_lead_to_each_other(tmp_path: Path) -> None:
    stories = {
        "own": story("Own", day="2026-01-01"),
        "new": story("New", day="2026-02-03", more='tags: [a]\nlinks: [{words: Mine, address: "#own"}]'),
        "near": story("Near", day="2024-10-01", more="tags: [a, b]"),
        "guide": story("Guide", day="2012-01-01", more="tags: [a]\nexact_to: none"),
        "far": story("Far", day="2012-01-02", more="tags: [a]"),
        "other": story("Other", day="2026-02-02", more="tags: [b]"),
    }
    news = made(letter_house(tmp_path / "h", stories), "news")

    def related(name: str) -> list[str]:
        [pointers] = re.findall(
            r'<div class="onward">.*?<p class="pointers">(.*?)</p>',
            text(news, f"stories/{name}.html"),
            re.DOTALL,
        )
        return re.findall(r'href="(\w+)\.html"', pointers)

    assert related("new") == ["own", "near", "guide"]
    assert related("far") == ["guide"]
    assert related("near") == ["new", "other", "guide"]


def test_a_story_says_where_its_words_come_from(tmp_path: Path) -> None:
    stories = {"a": story(more="based_on: The office's news page"), "b": story()}
    news = made(letter_house(tmp_path / "h", stories), "news")
    assert "Taken from: The office’s news&nbsp;page." in text(news, "stories/a.html").replace(
        "\xa0", "&nbsp;"
    )
    assert "Taken from" not in text(news, "stories/b.html")


def test_what_is_as_published_is_not_explained(
    tmp_path: Path,
) -> None:
    told = story(text="In 2023/24 {{ call_answering.urgent_in_time }} were reached.")
    page = text(made(letter_house(tmp_path / "h", {"a": told}), "news"), "stories/a.html")
    assert "calculated" not in page
    assert "as published" not in page


def test_the_names_that_a_page_had_before_lead_on(tmp_path: Path) -> None:
    house = letter_house(tmp_path / "h", {"a": story("New name", more="was: [old, older]"), "b": story()})
    news = made(house, "news")
    for old in ("old", "older"):
        page = text(news, f"stories/{old}.html")
        assert re.search(r'<link rel="canonical" href="https://[^"]+/stories/a\.html">', page)
        assert '<a href="a.html">New name</a>' in page
        assert 'id="imprint"' in page
    assert "old.html" not in text(news, "news.html")


@pytest.mark.parametrize(
    ("was", "said"), [("b", "b is the name of a page already"), ("b.html", "without .html")]
)
def test_a_name_that_another_page_has_is_refused(tmp_path: Path, was: str, said: str) -> None:
    house = letter_house(tmp_path / "h", {"a": story(more=f"was: [{was}]"), "b": story()})
    with pytest.raises(InputError, match=said):
        made(house, "news")


def test_a_card_s_picture_keeps_the_side_in_view_that_its_story_names(tmp_path: Path) -> None:
    sides = {"a": ", focus: right", "b": "", "c": ", focus: left"}
    stories = {name: story(more=PICTURE.replace("}", f"{side}}}")) for name, side in sides.items()}
    house = letter_house(tmp_path / "h", stories)
    (house / "content/news/pictures/p.jpg").write_bytes(photograph((1200, 800)))
    front = text(made(house, "news"), "news.html")
    looks = dict(re.findall(r'<img src="pictures/(\w)\.jpg" alt="A street"([^>]*)>', front))
    assert looks == {"a": ' class="right"', "b": "", "c": ' class="left"'}
