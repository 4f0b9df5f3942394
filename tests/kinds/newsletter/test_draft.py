"""What a newsletter's draft holds, from a house of a few lines: mail, message, packs, preview."""

from __future__ import annotations

import io
import re
import zipfile
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from reckoner.reports.build import Checked
from tests.letters import LETTER, letter_house, made, photograph, rules, story
from tests.worked_example import edit

PICTURE = "picture: {file: p.jpg, alt: A street, caption: The high street}"
LINKS = """links:
  - {words: Read on, address: "https://a.example/x?a=1&b=2"}
  - {words: The other, address: "#b"}"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    stories = {
        "a": story(more=f"{PICTURE}\n{LINKS}"),
        "b": story("The other story", more="and_finally: true"),
    }
    house = letter_house(tmp_path_factory.mktemp("letters") / "h", stories)
    (house / "content/news/pictures/p.jpg").write_bytes(photograph((1200, 800)))
    return house


@pytest.fixture(scope="module")
def draft(house: Path) -> Checked:
    return made(house)


def text(draft: Checked, name: str) -> str:
    return draft.contents[name].decode()


def message(draft: Checked) -> EmailMessage:
    read = message_from_bytes(draft.contents["email.eml"], policy=policy.default)
    assert isinstance(read, EmailMessage)
    return read


def pack(draft: Checked, platform: str) -> dict[str, str]:
    content = draft.contents[f"handover/newsletter-2026-02-{platform}.zip"]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if name.endswith((".html", ".txt"))]
        return {name: archive.read(name).decode() for name in names}


def test_nothing_but_the_photograph_s_changes_is_remarked(draft: Checked) -> None:
    assert rules(draft.findings) == [("note", "picture-changed")]


def test_the_message_has_exactly_the_headers_meant(draft: Checked) -> None:
    read = message(draft)
    assert sorted(read.keys()) == [
        "Content-Type", "Date", "From", "List-Unsubscribe", "MIME-Version", "Message-ID", "Subject",
        "X-Unsent",
    ]  # fmt: skip
    page, by_mail = read["List-Unsubscribe"].split()
    assert page == "<https://www.example.org/newsletter/unsubscribe/>,"
    assert re.fullmatch(r"<mailto:newsletter@example\.org\?subject=\S+>", by_mail)
    assert read["subject"] == "What happened in February"
    assert read["x-unsent"] == "1"
    assert read["date"].datetime.isoformat() == "2026-02-28T09:00:00+00:00"


def test_the_message_holds_text_html_and_the_pictures_that_the_html_shows(draft: Checked) -> None:
    read = message(draft)
    assert [part.get_content_type() for part in read.walk()] == [
        "multipart/alternative", "text/plain", "multipart/related", "text/html", "image/jpeg",
    ]  # fmt: skip
    plain, page = read.get_body(("plain",)), read.get_body(("html",))
    assert plain is not None
    assert page is not None
    assert plain.get_content().replace("\r\n", "\n") == text(draft, "email.txt")
    assert 'src="cid:pictures.a.jpg@reckoner"' in page.get_content()


def test_the_same_house_gives_the_same_bytes(house: Path, draft: Checked) -> None:
    assert made(house).contents == draft.contents


def test_a_draft_greets_the_default_name_and_a_preview_the_one_asked_for(house: Path, draft: Checked) -> None:
    assert "Dear resident" in text(draft, "email.txt")
    preview = made(house, reader="Ada <b>")
    assert "Dear Ada <b>" in text(preview, "email.txt")
    assert "Dear Ada &lt;b&gt;" in text(preview, "email.html")
    assert "Ada" not in text(preview, "web.html")


def test_a_link_to_another_story_leads_to_it_in_the_letter(draft: Checked) -> None:
    assert '<a href="#b"' in text(draft, "web.html")
    mail = text(draft, "email.html")
    assert '<a href="https://www.example.org/reports/newsletter/2026-02/#b"' in mail
    assert 'href="#' not in mail  # few readers follow a link within a mail
    assert "\nThe other: And finally: The other story\n" in text(draft, "email.txt")


def test_a_link_s_address_stays_whole(draft: Checked) -> None:
    assert 'href="https://a.example/x?a=1&amp;b=2"' in text(draft, "email.html")
    assert "https://a.example/x?a=1&b=2\n" in text(draft, "email.txt")


def test_tracking_is_added_only_where_the_office_asks(house: Path, tmp_path: Path) -> None:
    asked = letter_house(tmp_path / "h", {"a": story(more=LINKS), "b": story("The other")})
    office = (asked / "office.yaml").read_text(encoding="utf-8")
    (asked / "office.yaml").write_text(office.replace("\nmail:\n", "\nmail:\n  tracking: {source: letter}\n"))
    assert (
        "a=1&amp;b=2&amp;utm_source=letter&amp;utm_medium=email&amp;utm_campaign=newsletter-2026-02"
        in text(made(asked), "email.html")
    )
    assert "utm_" not in text(made(house), "email.html")


@pytest.mark.slow
def test_a_newsletter_that_is_tracked_is_as_fit_as_without(tmp_path: Path) -> None:
    """The imprint shows the office's address in full."""
    own = 'links: [{words: The paper, address: "https://a.example/x?utm_source=paper&a=1"}]'
    asked = letter_house(tmp_path / "h", {"a": story(more=own), "b": story("The other")})
    plain = made(asked)
    edit(
        asked / "office.yaml", lambda old: old.replace("\nmail:\n", "\nmail:\n  tracking: {source: letter}\n")
    )
    tracked = made(asked)
    assert "https://www.hertscommissioner.org?utm_source=letter" in text(tracked, "email.html")
    assert 'href="https://a.example/x?utm_source=paper&amp;a=1"' in text(tracked, "email.html")
    assert rules(tracked.findings) == rules(plain.findings)


def test_lines_of_plain_text_fit_72_characters_but_for_addresses(draft: Checked) -> None:
    assert [
        line for line in text(draft, "email.txt").split("\n") if len(line) > 72 and "://" not in line
    ] == []


@pytest.mark.parametrize(
    ("platform", "tokens"),
    [
        ("mailchimp", ("*|FNAME|*", "*|UNSUB|*", "*|LIST:ADDRESSLINE|*", "*|ELSE:|*resident")),
        ("dotdigital", ("@FIRSTNAME@", "http://$UNSUB$")),
        ("listmonk", ("{{ .Subscriber.FirstName }}", "{{ UnsubscribeURL }}", "{{ else }}resident{{ end }}")),
    ],
)
def test_a_platform_s_pack_holds_its_tokens_in_html_and_text(
    draft: Checked, platform: str, tokens: tuple[str, ...]
) -> None:
    files = pack(draft, platform)
    assert [t for t in tokens if t not in files["email.html"] or t not in files["email.txt"]] == []
    assert "{FIRST_NAME}" not in "".join(files.values())
    assert files["subject.txt"] == "What happened in February\n"


def test_govdelivery_gets_the_body_alone_without_tokens(draft: Checked) -> None:
    html = pack(draft, "govdelivery")["email.html"]
    assert "<body" not in html
    assert "Unsubscribe" not in html
    assert "Dear resident" in html


def test_a_pack_has_each_story_as_a_block_and_five_steps(draft: Checked) -> None:
    for platform in ("mailchimp", "dotdigital", "listmonk", "govdelivery", "plain"):
        files = pack(draft, platform)
        assert [name for name in files if name.startswith("blocks/")] == [
            "blocks/01-a.html",
            "blocks/02-b.html",
        ]
        assert files["read-me-first.html"].count("<li>") == 5
        assert "The other&nbsp;story" in files["blocks/02-b.html"]
        assert "Welcome" not in files["blocks/02-b.html"]


def test_a_message_to_be_supplied_is_a_marked_place_in_every_version(tmp_path: Path) -> None:
    letter = LETTER.replace(", message: Thank you for reading.", "")
    found = made(letter_house(tmp_path / "h", {"a": story()}, letter))
    assert ("warning", "message-to-be-supplied") in rules(found.findings)
    for name in ("email.html", "email.txt", "web.html"):
        assert "still to be supplied" in " ".join(text(found, name).split())


def test_the_news_page_lists_each_story_and_gives_it_a_page_and_an_entry_in_the_feed(house: Path) -> None:
    found = made(house, "news")
    assert {"news.html", "stories/a.html", "stories/b.html", "feed.atom", "pictures/a.jpg"} <= set(
        found.contents
    )
    assert 'href="stories/b.html"' in text(found, "news.html")
    assert text(found, "feed.atom").count("<entry>") == 2
    assert 'src="../pictures/a.jpg"' in text(found, "stories/a.html")
    assert rules(found.findings) == [("note", "picture-changed")]


def test_a_short_mail_leads_from_each_summary_to_the_whole_story(draft: Checked) -> None:
    for part in ("email.html", "email.txt"):
        assert text(draft, part).count("In short.") == 2
        assert "Officers walked" not in text(draft, part)
    web = "https://www.example.org/reports/newsletter/2026-02/"
    mail = text(draft, "email.html")
    headlines = re.findall(rf'<h2[^>]*><a href="{web}#(\w+)"[^>]*>([^<]*)</a></h2>', mail)
    assert headlines == [("a", "A walk through&nbsp;town"), ("b", "And finally: The other&nbsp;story")]
    named = re.findall(rf'<a href="{web}#(\w+)" aria-label="([^"]*)"[^>]*>Read the story</a>', mail)
    assert named == [("a", "Read the story: A walk through town"), ("b", "Read the story: The other story")]
    assert mail.count(f'href="{web}#a"') == 2  # the story's headline and end
    assert "In this edition" not in text(draft, "email.txt") + mail
    assert f"Read the story:\n{web}#b\n" in text(draft, "email.txt")
    page = text(draft, "web.html")
    assert all(f'id="{name}"' in page for name in "ab")
    assert page.count("Officers walked") == 8


def test_a_short_mail_keeps_every_picture_and_the_links_of_its_first_story_alone(tmp_path: Path) -> None:
    stories = {name: story(f"Story {name}", more=f"{PICTURE}\n{LINKS}") for name in "ab"}
    house = letter_house(tmp_path / "h", stories)
    (house / "content/news/pictures/p.jpg").write_bytes(photograph((1200, 800)))
    short = made(house)
    assert re.findall(r'src="(pictures/[^"]*)"', text(short, "email.html")) == [
        "pictures/a.jpg",
        "pictures/b.jpg",
    ]
    for part in ("email.html", "email.txt"):
        assert text(short, part).count("Read on") == 1
    assert text(short, "web.html").count("Read on") == 2


def test_a_short_mail_keeps_a_number_to_ring_and_the_website_beside_it(tmp_path: Path) -> None:
    ring = """links:
  - {words: Ring 0800 555111, address: "tel:0800555111"}
  - {words: Their website, address: "https://a.example/"}
  - {words: The other, address: "#a"}
not_figures:
  - {text: 0800 555111, reason: a telephone number}"""
    stories = {"a": story(), "b": story("Whom to ring", more=ring)}
    short = text(made(letter_house(tmp_path / "h", stories)), "email.html")
    assert 'href="tel:0800555111"' in short
    assert "Their website</a>" in short
    assert ">The other</a>" not in short


def test_a_story_without_a_summary_keeps_its_first_paragraph_in_a_short_mail(tmp_path: Path) -> None:
    told = story(text="First.\n\nSecond.").replace("summary: In short.\n", "")
    short = text(made(letter_house(tmp_path / "h", {"a": told})), "email.txt")
    assert "First." in short
    assert "Second." not in short


def test_a_short_mail_gives_the_first_paragraph_with_a_figure_after_the_summary(tmp_path: Path) -> None:
    average = "{{ response_times.average }}"
    told = story(text=f"First.\n\nThe way takes {average}.\n\nIt took {average} on foot.")
    short = made(letter_house(tmp_path / "h", {"a": told}))
    for part in ("email.html", "email.txt"):
        assert "The way takes" in text(short, part).partition("In short.")[2]
        assert "First." not in text(short, part)
        assert "on foot" not in text(short, part)


def test_a_short_mail_says_below_a_story_what_more_there_is_and_last_where_its_figures_are_from(
    tmp_path: Path,
) -> None:
    told = story(text="The way takes {{ response_times.average }}.", more="whole: Read of the way")
    short = made(letter_house(tmp_path / "h", {"a": told, "b": story()}))
    for part in ("email.html", "email.txt"):
        below = text(short, part).partition("The way takes")[2]
        assert below.index("Read of the way") < below.index("Source: Newsletter")
        assert below.count("Source:") == 1
    assert 'aria-label="Read of the way: A walk through town"' in text(short, "email.html")


def test_a_short_mail_gives_the_table_of_whom_to_ring_rather_than_a_figure(tmp_path: Path) -> None:
    average, rows = "{{ response_times.average }}", "| When | Number |\n| --- | --- |\n| At night | two |"
    ring = "links: [{words: 'Ring 0800 555111', address: 'tel:0800555111'}]"
    told = story(text=f"The way takes {average}.\n\nTable: Whom to ring\n\n{rows}", more=ring)
    short = made(letter_house(tmp_path / "h", {"a": story(), "b": told}))
    for part in ("email.html", "email.txt"):
        assert "The way takes" not in text(short, part)
        assert "At night" in text(short, part)
        assert "Whom to ring" in text(short, part)
        assert "Table 1" not in text(short, part)


def test_a_short_mail_links_a_number_to_ring_once(tmp_path: Path) -> None:
    ring = "links: [{words: 'Ring 0800 555111', address: 'tel:0800555111'}]"
    not_figures = "not_figures: [{text: 0800 555111, reason: a telephone number}]"
    number = "[0800 555111](tel:0800555111)"
    table = f"Table: Whom to ring\n\n| When | Number |\n| --- | --- |\n| At night | {number} |"
    told = story(text=table, more=f"{ring}\n{not_figures}")
    short = made(letter_house(tmp_path / "h", {"a": story(), "b": told}))
    assert text(short, "email.html").count('href="tel:0800555111"') == 1
    assert text(short, "email.txt").count("0800 555111") == 1


def test_beside_a_picture_in_a_short_mail_stands_its_summary_alone(tmp_path: Path) -> None:
    told = story(text="The way takes {{ response_times.average }}.", more=PICTURE)
    house = letter_house(tmp_path / "h", {"a": told})
    (house / "content/news/pictures/p.jpg").write_bytes(photograph((1200, 800)))
    beside, below = text(made(house), "email.html").split("In short.")[1].split("The way takes")
    assert "mj-column-per-100" in beside
    assert "mj-column-per-56" not in below


def test_a_table_in_a_short_mail_has_the_whole_width_below_its_picture(tmp_path: Path) -> None:
    ring = "links: [{words: 'Ring 0800 555111', address: 'tel:0800555111'}]"
    table = "Table: Whom to ring\n\n| When | Number |\n| --- | --- |\n| At night | two |"
    house = letter_house(tmp_path / "h", {"a": story(text=table, more=f"{PICTURE}\n{ring}")})
    (house / "content/news/pictures/p.jpg").write_bytes(photograph((1200, 800)))
    beside, below = text(made(house), "email.html").split("In short.")[1].split("Whom to ring")[:2]
    assert "mj-column-per-100" in beside
    assert "At night" in below


def test_the_page_says_at_its_end_where_to_ask_for_the_newsletter_and_the_mail_whom_that_concerns(
    tmp_path: Path,
) -> None:
    closing = LETTER.replace("\nsign_off:", "\nclose: Thank you.\nsign_off:")
    house = letter_house(tmp_path / "h", {"a": story()}, closing)
    link = '<a href="https://www.example.org/newsletter/">www.example.org/newsletter</a>'
    with_it = made(house)
    assert f"Thank you. To get this newsletter by email: {link}</p>" in text(with_it, "web.html")
    for part in ("email.html", "email.txt"):
        assert re.search(
            r"Was this forwarded to you\? (<a [^>]*>)?Get this newsletter by email", text(with_it, part)
        )
    edit(house / "office.yaml", lambda text: re.sub(" +sign_up:.*\n", "", text))
    for part in ("web.html", "email.html", "email.txt"):
        assert "get this newsletter" not in text(made(house), part).lower()


def test_a_whole_mail_holds_the_stories_in_full(tmp_path: Path) -> None:
    house = letter_house(tmp_path / "h", {"a": story()})
    edit(
        house / "templates/newsletter/publication.yaml",
        lambda text: text.replace("mail: short", "mail: whole"),
    )
    whole = made(house)
    for part in ("email.html", "email.txt"):
        assert text(whole, part).count("Officers walked") == 4
        assert "In short." not in text(whole, part)
    assert "Read the whole story" not in text(whole, "email.txt")
    assert "headline leads" not in text(whole, "email.html")
    assert "In this edition" in text(whole, "email.txt")
    web = "https://www.example.org/reports/newsletter/2026-02/"
    listed = rf'<li [^>]*><a href="{web}#a"[^>]*>A walk through&nbsp;town<'
    assert re.search(listed, text(whole, "email.html"))


def test_the_line_below_the_masthead_says_the_month_only_where_the_title_does_not(tmp_path: Path) -> None:
    line = "News for February 2026 from the"
    for title, times in (("Our news for February 2026", 0), ("Our news", 1)):
        letter = LETTER.replace("Our news for February 2026", title)
        found = made(letter_house(tmp_path / title, {"a": story()}, letter))
        for name in ("email.html", "email.txt", "web.html"):
            assert " ".join(text(found, name).split()).count(line) == times, (title, name)


def test_titles_of_the_mail_end_in_no_word_alone(draft: Checked) -> None:
    assert "through&nbsp;town" in text(draft, "email.html")


def test_a_small_picture_has_its_words_with_the_whole_story(draft: Checked) -> None:
    for mail in ("email.html", "email.txt"):
        assert "A street" in text(draft, mail)
        assert "high" not in text(draft, mail)


def test_where_nobody_signs_page_and_pdf_tell_the_month_and_the_mail_greets(tmp_path: Path) -> None:
    letter = re.sub(r"sign_off: .*\n", "", LETTER)
    unsigned = made(letter_house(tmp_path / "h", {"a": story()}, letter))
    page = text(unsigned, "web.html")
    assert '<h2 id="letter-heading">This month</h2>' in page
    assert "Dear resident" not in page
    assert all("Dear resident" in text(unsigned, part) for part in ("email.html", "email.txt"))


def test_places_of_sources_stand_open_and_the_letter_is_one_of_them(tmp_path: Path) -> None:
    told = "The way takes {{ response_times.average }}."
    house = letter_house(tmp_path / "h", {"a": story(text=told)}, f"{LETTER}\n{told}\n")
    page = text(made(house), "web.html")
    used = page.partition('<p class="places">Used in: ')[2].partition("</p>")[0]
    assert re.findall(r'<a href="#[\w-]+">([^<]*)</a>', used) == ["Welcome", "A walk through town"]
