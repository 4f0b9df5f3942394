"""The worked example's newsletter and news page, from its own words and figures."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Callable
from email import message_from_bytes
from html import unescape
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest

from reckoner.reports.build import Checked, make
from tests.audit.claims_of import claims_of
from tests.audit.made_pdf import pdf
from tests.letters import letter_house, made, rules, story
from tests.mutt import read_with_mutt
from tests.worked_example import copy_house

STORY_ENDS = {
    "Live facial recognition to be used": "More on the survey",
    "How quickly police answer 999": "More on 101, and when",
    "How to report a crime, with": "doing more together in Hertfordshire.",
    "And finally:": "kept to the rules.",
}
LEAD = (
    "Hotspot patrols at risk", "Knives seized", "More on the hotspot patrols", "This month",
    "Key figures",
)  # fmt: skip


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The worked example without drafts: those would be compared with what is made here."""
    return copy_house(tmp_path_factory.mktemp("letters") / "house")


@pytest.fixture(scope="module")
def letter(house: Path) -> Checked:
    return made(house)


def test_the_newsletter_lacks_nothing(letter: Checked) -> None:
    found = [rule for rule in rules(letter.findings) if rule[1] != "documents-disagree" and rule[0] != "note"]
    assert found == []
    assert b"still to be supplied" not in letter.contents["web.html"]
    for page in ("web.html", "email.html"):
        assert b'href="tel:01707806100"' in letter.contents[page]


def test_a_short_mail_tells_what_its_chart_does_not_show_and_a_figure_set_large(letter: Checked) -> None:
    text = " ".join(letter.contents["email.txt"].decode().split())
    assert "about 10 minutes on average" in text
    assert "the Constabulary answered 94.1% of 999 calls" not in text
    for part in ("email.txt", "email.html"):
        assert letter.contents[part].count(b"over 50,000") == 1


def test_key_figures_on_the_web_follow_the_lead_and_their_labels_lead_on(letter: Checked) -> None:
    page = letter.contents["web.html"].decode()
    assert re.findall(r'<section id="[^"]*" class="(story|tiles)', page)[:3] == ["story", "tiles", "story"]
    assert 'href="#hotspot-patrols">Hours of hotspot patrols</a>' in page


def test_sources_name_the_stories_that_use_them_in_few_words(letter: Checked) -> None:
    used = b"".join(re.findall(rb'<p class="places">.*?</p>', letter.contents["web.html"], re.DOTALL))
    assert b">999 calls</a>" in used
    assert b"How quickly" not in used


def test_each_web_page_says_at_its_top_what_the_office_has_readers_know_first(
    house: Path, letter: Checked
) -> None:
    news = make(house, "news", "2026-02", lambda _step: None, reader="").contents
    pages = [page for name, page in news.items() if name.endswith(".html")]
    assert len(pages) > 3
    for page in (letter.contents["web.html"], *pages):
        assert b"not an official publication" in page.partition(b"<main")[0]
    mail, text = letter.contents["email.html"], letter.contents["email.txt"]
    assert b"not an official publication" in mail.partition(b"<body")[2].partition(b"<h1")[0]
    assert text.startswith(b"This is a worked example. It is not an official publication")


def test_a_message_that_is_awaited_has_a_marked_place_and_a_warning(tmp_path: Path) -> None:
    other = copy_house(tmp_path / "house")
    words = other / "content/newsletter/2026-02/edition.md"
    text = words.read_text(encoding="utf-8")
    words.write_text(text.replace("\nsubject:", "\nsign_off: {name: Ann}\nsubject:", 1), encoding="utf-8")
    waiting = made(other)
    assert ("warning", "message-to-be-supplied") in rules(waiting.findings)
    for page in ("web.html", "email.html"):
        assert b"A message is still to be supplied" in waiting.contents[page]


@pytest.mark.slow
def test_the_checker_reads_the_same_claims_in_its_page_and_in_the_pdf(house: Path) -> None:
    contents = make(house, "newsletter", "2026-02", lambda _step: None, reader="").contents
    in_page = claims_of("web.html", contents["web.html"])
    assert in_page.total() > 2
    in_print = claims_of("newsletter.pdf", contents["newsletter.pdf"])
    assert {rule for rule, _, _ in in_page - in_print} <= {
        "contents",
        "weekday",
    }  # beside the letter, in print
    # In print the years and values of a chart, in columns, are read as a table's.
    assert {rule for rule, _, _ in in_print - in_page} <= {"year-label"}
    assert b'href="newsletter.pdf"' in contents["web.html"]
    with pikepdf.open(io.BytesIO(contents["newsletter.pdf"])) as pdf:
        assert len(pdf.pages) == 4


def test_each_printed_story_stands_whole_on_a_page_the_lead_on_the_first_and_sources_begin_level(
    house: Path,
) -> None:
    content = make(house, "newsletter", "2026-02", lambda _step: None, reader="").contents["newsletter.pdf"]
    with pdfium.PdfDocument(content) as printed:
        texts = [" ".join(page.get_textpage().get_text_range().split()) for page in printed]
        last = printed[len(printed) - 1].get_textpage()
        begun = (
            "Office of the Commissioner for Hertfordshire, Progress",
            "Office of the Commissioner for Hertfordshire, Newsletter",
        )
        tops = {_top(last, words) for words in begun}
    assert all(words in texts[0] for words in LEAD)
    used = re.findall(r"Used in: ([^\[]*?)(?= \[| Office| About)", texts[-1])
    assert len(used) > 5
    assert all(re.fullmatch(r"page [1-4](, page [1-4])*(, (Table|Figure) 1)?", each) for each in used), used
    assert used.count("page 2") == 2, used  # a figure set large belongs to its story
    for first, end in STORY_ENDS.items():
        assert any(first in text and end in text for text in texts[1:]), first
    assert len(tops) == 1, tops


def _top(text: pdfium.PdfTextPage, words: str) -> int:
    index, count = text.search(words).get_next()
    return int(max(text.get_charbox(place)[3] for place in range(index, index + count)))


@pytest.mark.slow
def test_the_checker_reads_the_same_claims_in_the_news_page_and_where_it_is_printed(
    house: Path, soak_scale: Callable[[int], int]
) -> None:
    """All stories with claims in a soak run, three of them otherwise."""
    news = made(house, "news").contents
    stories = {name: page for name, page in news.items() if name.startswith("stories/") and b"%" in page}
    claims = {name: claims_of("story.html", page) for name, page in stories.items()}
    assert sum(found.total() for found in claims.values()) > 5
    telling = sorted(name for name in stories if claims[name])
    for name in random.Random(1).sample(telling, min(len(telling), soak_scale(30))):
        assert claims_of("story.pdf", pdf(_printed(stories[name]))) == claims[name], name


def _printed(page: bytes) -> str:
    """The page without its pictures, of which the words stay."""
    return re.sub(r"<script.*?</script>", "", page.decode(), flags=re.DOTALL)


def test_its_html_stays_well_under_what_readers_cut_off(letter: Checked) -> None:
    parts = message_from_bytes(letter.contents["email.eml"]).walk()
    [size] = [len(str(part.get_payload())) for part in parts if part.get_content_type() == "text/html"]
    assert size < 70_000


def test_a_mail_reader_shows_its_text_and_lists_both_versions_and_every_picture(
    letter: Checked, tmp_path: Path
) -> None:
    pictures = re.findall(r'src="([^"]*)"', letter.contents["email.html"].decode())
    assert len(pictures) == 5  # of all stories; key figures are live text
    read = read_with_mutt(letter.contents["email.eml"], tmp_path, count=4 + len(pictures))
    shown = read.shown.partition("\n\n")[2]
    assert shown.strip() == letter.contents["email.txt"].decode().strip()
    assert read.parts[:4] == (
        ("<no description>", "multipart/alternative"),
        ("<no description>", "text/plain"),
        ("<no description>", "multipart/related"),
        ("<no description>", "text/html"),
    )
    assert set(read.parts[4:]) == {(name.rpartition("/")[2], "image/png") for name in pictures}
    assert sorted(read.contents[4:]) == sorted(letter.contents[name] for name in pictures)
    assert b"The Commissioner\xe2\x80\x99s news for February 2026" in read.contents[3]


def test_its_stories_are_the_month_s_with_the_lead_first_and_and_finally_last(letter: Checked) -> None:
    html = letter.contents["web.html"].decode()
    assert re.findall(r'<section id="([\w-]+)" class="story"', html) == [
        "hotspot-patrols",
        "facial-recognition",
        "report-crime-anonymously",
        "urgent-response-times",
        "arrests-on-film",
    ]


def test_the_mail_shows_a_story_s_chart_in_the_place_of_its_picture(letter: Checked) -> None:
    mail = letter.contents["email.html"].decode()
    assert 'src="charts/calls_999-by_year.png"' in mail
    assert "urgent-response-times.png" not in mail
    assert "urgent-response-times.png" in letter.contents["web.html"].decode()


def test_the_web_has_the_order_of_the_mail_and_one_way_back(letter: Checked) -> None:
    page = letter.contents["web.html"].decode()
    ids = re.compile(r'id="(hotspot-patrols|key-figures|facial-recognition)"')
    mail = letter.contents["email.html"].decode()
    assert ids.findall(mail) == ["hotspot-patrols", "key-figures", "facial-recognition"]
    assert ids.findall(page) == ids.findall(mail)
    assert re.findall(r'class="label">(\w+ \d)</span> <?[A-Z]', page) == ["Table 1", "Table 2", "Figure 1"]
    assert page.count('class="story"') == 5
    assert page.count('href="#listed"') == 1
    assert '<details class="all-sources">' in page


def test_a_short_mail_has_no_list_and_headlines_lead_on_and_the_lead_has_a_button(letter: Checked) -> None:
    mail = letter.contents["email.html"].decode()
    assert "In this edition" not in mail
    led = re.findall(r'<h2[^>]* id="(?!key)[^>]*><a [^>]*?href="([^"]*)"', mail)
    assert re.findall(r"stories/2026-02-([\w-]+)\.html", " ".join(led)) == [
        "hotspot-patrols",
        "facial-recognition",
        "report-crime-anonymously",
        "urgent-response-times",
        "arrests-on-film",
    ]
    assert mail.count('<td class="button"') == 1


_LITTLE = {
    "about", "first", "from", "long", "many", "more", "read", "rest", "same", "says", "that", "then", "what",
    "when", "which", "whom", "with",
}  # fmt: skip


def _words(text: str) -> set[str]:
    """The words of a text that say what it is about, as far as they don't differ at their end."""
    return {word[:5] for word in re.findall(r"[a-z]{4,}|\d{3,}", text.lower())} - {w[:5] for w in _LITTLE}


def test_a_link_to_a_story_or_to_the_rest_of_one_says_what_stands_there(house: Path) -> None:
    files = sorted((house / "content" / "news").glob("*.md"))
    stories = {path.stem: path.read_text("utf-8") for path in files}
    ways = [
        (label, stories[to])
        for text in stories.values()
        for label, to in re.findall(r'words: "?([^"]*?)"?, address: "#([\w-]+)"', text)
    ]
    ways += [
        (whole[1], text.partition("\n## ")[2])
        for text in stories.values()
        if (whole := re.search(r"^whole: (.*)$", text, re.MULTILINE))
    ]
    assert len(ways) > 15
    strange = {label: missed for label, told in ways if (missed := _words(label) - _words(told))}
    assert strange == {}


def test_no_line_ends_within_a_name_or_an_address(house: Path, letter: Checked) -> None:
    news = make(house, "news", "2026-02", lambda _step: None, reader="").contents
    for page in (letter.contents["web.html"], letter.contents["email.html"], news["news.html"]):
        assert re.search(rb'<span class="kept"[^>]*>Ash-Edwards</span>', page)
    assert re.search(rb'<span class="kept" style="[^"]*nowrap', letter.contents["email.html"])
    complain = news["stories/complain-about-the-police.html"].decode()
    assert '>Write to commissioner@<span class="kept">herts-pcc</span>.gov.uk</a>' in complain


def test_paper_has_a_chart_or_a_large_figure_in_the_place_of_a_picture(house: Path) -> None:
    content = make(house, "newsletter", "2026-02", lambda _step: None, reader="").contents["newsletter.pdf"]
    with pikepdf.open(io.BytesIO(content)) as paper:
        elements = (each for each in paper.objects if isinstance(each, pikepdf.Dictionary) and "/Alt" in each)
        described = " ".join(str(each.Alt) for each in elements)
    assert all(words in described for words in ("high street at dusk", "999 calls", "small camera"))
    assert not any(words in described for words in ("without faces", "road at night"))


def test_the_mail_names_its_sources_and_whom_to_write_to_once(letter: Checked) -> None:
    paper = "Progress update for the Police and Crime Panel, November 2025"
    report = "Annual report 2023/24, section 4, from page 36"
    for name in ("email.html", "email.txt"):
        mail = " ".join(unescape(letter.contents[name].decode()).replace("\N{NO-BREAK SPACE}", " ").split())
        assert mail.count(f"Sources: {paper}; Newsletter, February 2026; {report}.") == 1
        assert len(re.findall(r"(?<!mailto:)commissioner@", mail)) == 1


def test_a_key_figure_leads_to_the_story_that_it_is_taken_from(letter: Checked) -> None:
    told = ["hotspot-patrols", "urgent-response-times", "urgent-response-times"]
    assert re.findall(r'class="what"><a href="#([\w-]+)"', letter.contents["web.html"].decode()) == told
    keys = letter.contents["email.html"].decode().partition('id="key-figures"')[2].partition("<h2")[0]
    assert re.findall(r'href="[^"]*stories/2026-02-([\w-]+)\.html"', keys) == told


def test_the_news_page_holds_every_story_and_misses_only_the_report_s_draft(house: Path) -> None:
    news = made(house, "news")
    found = [rule for rule in rules(news.findings) if rule[0] != "note"]
    assert found == [("warning", "report-without-draft")]
    stories = sorted(path.stem[11:] for path in (house / "content" / "news").glob("*.md"))
    moved = b'<link rel="canonical"'  # a page that a story had before
    pages = [
        name[8:-5]
        for name, page in news.contents.items()
        if name.startswith("stories/") and moved not in page
    ]
    assert sorted(re.sub(r"^\d{4}-(\d\d-)?", "", page) for page in pages) == stories
    assert len(stories) >= 12


@pytest.mark.slow
def test_the_news_page_has_an_author_so_that_somebody_else_can_approve_it(tmp_path: Path) -> None:
    house = letter_house(tmp_path / "house", {"2026-02-03-walk": story()})
    assert made(house, "news").manifest.author == "communications"
    letter = house / "content/newsletter/2026-02/edition.md"
    assert made(house).manifest.author == "communications"
    letter.write_text(letter.read_text("utf-8").replace("---\n", "---\nauthor: policy\n", 1), "utf-8")
    assert made(house).manifest.author == "policy"


def test_who_signs_without_a_title_has_no_line_for_one(tmp_path: Path) -> None:
    house = letter_house(tmp_path / "house", {"2026-02-03-walk": story()})
    words = house / "content/newsletter/2026-02/edition.md"
    words.write_text(words.read_text("utf-8").replace(", title: Commissioner", ""), "utf-8")
    letter = made(house)
    for page in ("web.html", "email.html"):
        assert b"<strong>A. Commissioner</strong></p>" in letter.contents[page]
    assert b"\nA. Commissioner\n\n" in letter.contents["email.txt"].replace(b"\r", b"")


def test_key_figures_say_which_way_they_went_where_each_can(tmp_path: Path) -> None:
    house = copy_house(tmp_path / "house")
    assert b'class="move' not in made(house).contents["web.html"]
    words = house / "content/newsletter/2026-02/edition.md"
    text = words.read_text("utf-8")
    words.write_text(text.replace("charts: [hours, calls, arrival]", "charts: [calls]"), "utf-8")
    assert b'class="move up"' in made(house).contents["web.html"]
