"""The form of a newsletter: the letter, what it holds, the lead, briefs, and dates after the stories."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from reckoner.reports.build import Checked, make
from reckoner.reports.errors import InputError
from tests.letters import LETTER, letter_house, made, rules, story

DATES = """dates:
  title: Dates ahead
  entries:
    - {when: 31 March 2026, what: The grant ends., address: "https://a.example/"}
    - {when: Summer 2026, what: Officers move.}
  note: our own paper.
"""
STORIES = {
    "a": story("A walk through town"),
    "b": story("The lead", more="newsletter: lead", text="We led with this."),
    "c": story("In a word", more="newsletter: brief", text="All of it, at length."),
    "d": story("Another story"),
}


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    letter = LETTER.replace("sign_off", f"{DATES}sign_off")
    return made(letter_house(tmp_path_factory.mktemp("form") / "h", STORIES, letter))


def in_order(text: str, *words: str) -> bool:
    places = [text.find(each) for each in words]
    return -1 not in places and places == sorted(places)


@pytest.mark.parametrize("name", ["web.html", "email.html", "email.txt"])
def test_the_letter_stands_before_the_lead_and_the_dates_after_the_stories(draft: Checked, name: str) -> None:
    body = draft.contents[name].decode().replace("&nbsp;", " ").replace("\xa0", " ").partition("<body")
    text = re.sub(r"<[^>]*>", "", body[2] or body[0])
    assert in_order(text, "Dear", "The lead", "A walk through town", "Summer 2026")
    assert ("The words of “Dates ahead” are from: our own paper." in text) == (name == "web.html")
    assert rules(draft.findings) == []


def test_the_page_lists_every_story_and_the_dates_before_the_first(draft: Checked) -> None:
    page = draft.contents["web.html"].decode()
    before, _, rest = page.partition('id="listed"')
    listed, _, rest = rest.partition("</nav>")
    assert re.findall(r'href="#(\w+)"', listed) == ["b", "a", "c", "d", "dates"]
    assert 'class="story' not in before
    assert 'class="story' in rest


def test_in_print_the_letter_and_the_list_of_every_story_stand_first(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    letter = LETTER.replace("sign_off", f"{DATES}sign_off")
    house = letter_house(tmp_path_factory.mktemp("print") / "h", STORIES, letter)
    content = make(house, "newsletter", "2026-02", lambda _step: None, reader="").contents["newsletter.pdf"]
    with pdfium.PdfDocument(content) as printed:
        page = printed[0].get_textpage()
        assert _top(page, "We led with this.") < _top(page, "Dear resident")
        listed = page.get_text_range().partition("In this edition")[2].partition("We led with this.")[0]
    listed = " ".join(listed.split())
    assert all(title in listed for title in ("A walk through town", "The lead", "Another story"))


def _top(text: pdfium.PdfTextPage, words: str) -> float:
    index, _ = text.search(words).get_next()
    return float(text.get_charbox(index)[3])


def test_a_brief_is_its_summary_and_leads_to_the_whole_among_the_news(draft: Checked) -> None:
    for name in ("web.html", "email.html", "email.txt"):
        text = draft.contents[name].decode()
        assert "at length" not in text
        assert "https://www.example.org/reports/news/stories/c.html" in text
    page = draft.contents["web.html"].decode()
    assert '<a href="https://www.example.org/reports/news/stories/c.html">In a word</a>' in page


def test_without_a_lead_the_letter_stands_first(tmp_path: Path) -> None:
    page = made(letter_house(tmp_path / "h", {"a": story()})).contents["web.html"].decode()
    assert in_order(page.partition("<main")[2], "Dear", "In this edition", "Officers walked")


def test_what_is_said_last_follows_the_stories_and_leads_to_the_office(tmp_path: Path) -> None:
    close = 'close: "Thank you. Write to commissioner@herts-pcc.gov.uk."\nsign_off'
    contents = made(letter_house(tmp_path / "h", {"a": story()}, LETTER.replace("sign_off", close))).contents
    for name in ("web.html", "email.html"):
        page = contents[name].decode()
        assert in_order(page, "In short." if "email" in name else "Officers walked", "Thank you. Write to")
        assert 'Thank you. Write to <a href="mailto:commissioner@herts-pcc.gov.uk"' in page
    plain = " ".join(contents["email.txt"].decode().split())
    assert "Write to commissioner@herts-pcc.gov.uk. You can also ring 01707 806100 or send" in plain
    assert "AL5 4GZ. -----" in plain  # whoever signs did so above


def test_a_mail_that_nobody_signs_ends_with_the_office_and_says_how_to_leave(tmp_path: Path) -> None:
    unsigned = re.sub(r"sign_off: .*", "close: Thank you.", LETTER)
    contents = made(letter_house(tmp_path / "h", {"a": story()}, unsigned)).contents
    office = "Office of the Police &amp; Crime Commissioner for Hertfordshire"
    assert f"{office}</strong></p>" in contents["email.html"].decode().partition("Thank you.")[2]
    plain = " ".join(contents["email.txt"].decode().split())
    assert "Thank you. Office of the Police & Crime Commissioner for Hertfordshire -----" in plain
    foot = plain.rpartition("-----")[2]
    assert in_order(foot, "Unsubscribe: https://www.example.org/newsletter/unsubscribe/", "Worked example.")


def test_where_no_page_ends_the_newsletter_a_mail_does(tmp_path: Path) -> None:
    house = letter_house(tmp_path / "h", {"a": story()})
    office = house / "office.yaml"
    office.write_text(re.sub(" +unsubscribe:.*\n", "", office.read_text("utf-8")), "utf-8")
    contents = made(house).contents
    plain = " ".join(contents["email.txt"].decode().split())
    assert "To unsubscribe, write to newsletter@example.org with the subject “Unsubscribe from" in plain
    assert b"<mailto:newsletter@example.org" in contents["email.eml"].partition(b"X-Unsent")[0]


def test_paper_gives_of_a_story_that_stands_elsewhere_the_address_of_the_page_that_lists_it(
    tmp_path: Path,
) -> None:
    link = 'links: [{words: Read on, address: "#2025-12-01-x"}]'
    stories = {"a": story(more=link), "2025-12-01-x": story(day="2025-12-01")}
    house = letter_house(tmp_path / "h", stories)
    content = make(house, "newsletter", "2026-02", lambda _step: None, reader="").contents["newsletter.pdf"]
    with pdfium.PdfDocument(content) as printed:
        text = printed[0].get_textpage().get_text_range()
    assert text.count("www.example.org/reports/news\r\n") == 2  # with the list of stories, and below the link
    assert "stories/2025-12-01-x.html" not in text
    assert "…" not in text


def test_a_letter_has_the_opening_of_a_story_and_leads_on_to_the_rest_among_the_news(tmp_path: Path) -> None:
    told = story(
        text="The opening.\n\n## In which towns\n\nThe rest.", more="in_letter: opening\nwhole: Where"
    )
    house = letter_house(tmp_path / "h", {"a": told})
    letter, address = made(house), "https://www.example.org/reports/news/stories/a.html"
    for name, led in {"web.html": f"{address}#more", "email.html": address}.items():
        page = letter.contents[name].decode()
        assert "The rest." not in page
        assert f'href="{led}"' in page
        assert ">Where</a>" in page
    assert f"Where:\n{address}" in letter.contents["email.txt"].decode()
    assert "In short." in letter.contents["web.html"].decode().partition("The opening.")[0]
    assert b"The rest." in made(house, "news").contents["stories/a.html"]


def test_paper_leads_from_an_opening_to_the_rest_alone_and_the_page_to_other_stories_too(
    tmp_path: Path,
) -> None:
    links = 'links: [{words: Another, address: "#x"}, {words: A site, address: "https://a.example.org/b"}]'
    told = story(
        text="So.\n\n## In which towns\n\nThe rest.", more=f"in_letter: opening\nwhole: Where\n{links}"
    )
    house = letter_house(tmp_path / "h", {"a": told, "x": story(day="2026-01-02")})
    contents = make(house, "newsletter", "2026-02", lambda _step: None, reader="").contents
    with pdfium.PdfDocument(contents["newsletter.pdf"]) as printed:
        text = printed[0].get_textpage().get_text_range()
    assert "Another" not in text
    assert text.replace("\r\n", " ").count("Where On our news page: www.example.org/reports/news ") == 1
    assert "a.example.org/b" in text
    assert b">Another</a>" in contents["web.html"]


def test_a_row_of_two_cells_is_said_in_the_text_without_its_heads(tmp_path: Path) -> None:
    rows = "| When | Number |\n| --- | --- |\n| At night | [Us](tel:0123) |"
    told = story(text=f"Table: Whom to ring\n\n{rows}")
    text = made(letter_house(tmp_path / "h", {"a": told})).contents["email.txt"].decode()
    assert "- At night: Us" in text


def test_a_key_figure_that_cannot_be_drawn_leaves_a_mark_and_the_draft_unfit(tmp_path: Path) -> None:
    letter = LETTER.replace("sign_off", "tiles: {title: Key figures, charts: [time]}\nsign_off")
    house = letter_house(tmp_path / "h", STORIES, letter)
    tile = "charts:\n  time: {kind: tile, title: A time, measures: [response_times.average]}\n"
    (house / "content/newsletter/2026-02/charts.yaml").write_text(tile, encoding="utf-8")
    found = made(house)
    assert rules(found.findings) == [("error", "misplaced-words")]
    for name in ("web.html", "email.html", "email.txt"):
        assert "chart time" in found.contents[name].decode()


def test_a_date_that_leads_nowhere_is_refused_with_its_line(tmp_path: Path) -> None:
    letter = LETTER.replace("sign_off", f"{DATES.replace('https', 'http')}sign_off")
    with pytest.raises(InputError, match="leads nowhere we can vouch for"):
        made(letter_house(tmp_path / "h", STORIES, letter))


def test_a_printed_story_of_several_pages_loses_nothing(tmp_path: Path) -> None:
    words = "Words of it. " * 40
    long = "\n\n".join(f"Paragraph {letter * 3} of many. {words}" for letter in "abcdefghijklmnop")
    house = letter_house(tmp_path / "h", {"a": story(text=long), "b": story("Two", text=long)})
    assert [rule for rule in rules(made(house).findings) if rule[0] == "error"] == []
