"""Comments are bound to a paragraph or a figure, and go with it into the next draft."""

from __future__ import annotations

import getpass
import html
import re
from pathlib import Path
from urllib.parse import unquote

from reckoner.reports.build import build
from reckoner.reports.desk import comments
from reckoner.reports.desk.desk import Desk
from reckoner.reports.desk.spots import figure_spot, paragraphs, rows_of
from reckoner.reports.drafts.makers import desk_user, record_built, record_edited
from tests.desk.at_desk import Browser
from tests.worked_example import PAPER, edit

ONE, TWO = "panel-paper/2025-11/draft-001", "panel-paper/2025-11/draft-002"
PAGE = "panel-paper.html"
WORDS = "content/panel-paper/2025-11/edition.md"


def say(browser: Browser, key: str, text: str, figure: str = "") -> str:
    return browser.post(f"/drafts/{ONE}/comments", key=key, page=PAGE, text=text, figure=figure)


def block(page: str, key: str) -> str:
    """One paragraph with all that stands beside it."""
    return page.partition(f'id="{key}"')[2].partition('<div class="desk-block"')[0]


def longest(desk: Desk) -> list[str]:
    """The keys of paragraphs, the longest first."""
    found = paragraphs(desk.draft(ONE), PAGE)
    return [each.spot.key for each in sorted(found, key=lambda each: -len("".join(t for t, _ in each.parts)))]


def test_a_comment_stands_beside_its_paragraph(browser: Browser, desk: Desk) -> None:
    browser.sign_in("policy")
    key, other = longest(desk)[:2]
    form = browser.get(f"/drafts/{ONE}/words/{PAGE}?at={key}")
    assert "Comment on this paragraph" in block(form, key)
    assert say(browser, key, "Is that so?\nI doubt it.").endswith(f"/words/{PAGE}#{key}")
    page = browser.get(f"/drafts/{ONE}/words/{PAGE}")
    assert "I doubt it." in block(page, key)
    assert "I doubt it." not in block(page, other)
    draft = browser.get(f"/drafts/{ONE}")
    assert f'/words/{PAGE}#{key}"' in draft
    assert "1 comment<" in browser.get("/drafts")


def test_a_comment_is_settled_and_opened_again(browser: Browser, desk: Desk) -> None:
    browser.sign_in("policy")
    key = longest(desk)[0]
    say(browser, key, "Is that so?")
    assert browser.post(f"/drafts/{ONE}/comments/settle", comment="1", key=key, page=PAGE).endswith(key)
    settled = block(browser.get(f"/drafts/{ONE}/words/{PAGE}"), key)
    assert "Settled by Policy officer" in settled
    assert "comment<" not in browser.get("/drafts")
    browser.post(f"/drafts/{ONE}/comments/reopen", comment="1", key=key, page=PAGE)
    assert "Settled by" not in block(browser.get(f"/drafts/{ONE}/words/{PAGE}"), key)
    for number in ("2", "x", "٣", "1" * 20, ""):
        assert "no such comment" in browser.post(f"/drafts/{ONE}/comments/reopen", 400, comment=number)


def test_a_place_that_the_draft_has_not_is_refused(browser: Browser, desk: Desk) -> None:
    browser.sign_in("policy")
    for key in ("p" + "0" * 20, "x", "<b>"):
        refused = browser.post(f"/drafts/{ONE}/comments", 400, key=key, page=PAGE, text="Is that so?")
        assert "no such paragraph or figure" in refused
    assert comments.of_draft(desk, ONE) == []
    went = browser.post(f"/drafts/{ONE}/comments", key=longest(desk)[0], page="//evil.example", text="x")
    assert went == f"/drafts/{ONE}#comments"


def test_a_comment_on_a_figure_stands_with_the_figure(browser: Browser, desk: Desk) -> None:
    browser.sign_in("policy")
    row = rows_of(desk.draft(ONE))[3]
    went = say(browser, figure_spot(row).key, "Where is it from?", figure=row["number"])
    assert went == f"/drafts/{ONE}/figures?number={row['number']}#comments"
    assert "Where is it from?" in browser.get(went.partition("#")[0])
    assert "About the figure" in browser.get(f"/drafts/{ONE}")


def test_a_comment_goes_with_its_paragraph_into_the_next_draft(
    browser: Browser, desk: Desk, house: Path
) -> None:
    browser.sign_in("policy")
    found = [
        each for each in paragraphs(desk.draft(ONE), PAGE) if not any(number for _, number in each.parts)
    ]
    said = {each.spot.key: each.parts[0][0] for each in found}
    words = (house / WORDS).read_text()
    changing = next(key for key, text in said.items() if len(text) > 30 and text in words)
    staying = next(key for key in longest(desk) if key != changing)
    say(browser, changing, "This is to be said otherwise.")
    say(browser, staying, "This is good.")
    browser.post(f"/drafts/{ONE}/comments", text="All of it is long.")
    edit(house / WORDS, lambda text: text.replace(said[changing], f"Indeed. {said[changing]}"))
    build(house, *PAPER, progress=lambda _number, _name: None)
    page = browser.get(f"/drafts/{TWO}/words/{PAGE}")
    assert "This is good." in block(page, staying)
    assert "about draft-001" in block(page, staying)
    assert "to be said otherwise" not in page
    draft = browser.get(f"/drafts/{TWO}")
    assert re.search(r"about words that have changed since: 2 comments", draft)
    assert "This is to be said otherwise." in draft
    browser.post(f"/drafts/{TWO}/comments/settle", comment="2", key=staying, page=PAGE)
    assert "This is good." not in browser.get(f"/drafts/{TWO}")
    assert "Settled by Policy officer" in browser.get(f"/drafts/{ONE}")


def test_a_comment_of_a_session_that_ended_comes_back_bound_to_its_paragraph(
    browser: Browser, desk: Desk
) -> None:
    browser.sign_in("policy")
    key, token = longest(desk)[0], browser.token()
    desk.sessions.end_all("policy")
    page = browser.post(
        f"/drafts/{ONE}/comments", 403, token=token, key=key, page=PAGE, text="A long thought."
    )
    assert comments.of_draft(desk, ONE) == []
    back = unquote(html.unescape(page.partition('href="/sign-in?next=')[2].partition('"')[0]))
    assert back.startswith(f"/drafts/{ONE}?kept=")
    browser.sign_in("policy")
    assert "A long thought.</textarea>" in browser.get(back)
    assert f'name="key" value="{key}"' in browser.get(back)


def test_a_reason_of_a_session_that_ended_comes_back(browser: Browser, desk: Desk) -> None:
    browser.sign_in("chief-executive")
    token = browser.token()
    desk.sessions.end_all("chief-executive")
    page = browser.post(f"/drafts/{ONE}/reject", 403, token=token, reason="The second page is last year's.")
    assert not [row for row in desk.history.rows() if row.what == "rejected"]
    back = unquote(html.unescape(page.partition('href="/sign-in?next=')[2].partition('"')[0]))
    browser.sign_in("chief-executive")
    assert "The second page is last year&#39;s.</textarea>" in browser.get(back)


def test_whose_words_they_are_is_said_by_role_and_not_by_the_server_s_user(
    browser: Browser, desk: Desk, house: Path
) -> None:
    browser.sign_in("policy")
    assert f"{getpass.getuser()}, a user of the machine" in browser.get(f"/drafts/{ONE}")
    content = (house / WORDS).read_bytes() + b"\n"
    record_edited(desk.house, WORDS, content, "policy", desk.clock())
    (house / WORDS).write_bytes(content)
    analyst, now = desk_user("analyst"), desk.clock()
    build(
        house, *PAPER, progress=lambda _number, _name: None, again=True,
        record=lambda manifest, name: record_built(desk.house, manifest, name, analyst, now),
    )  # fmt: skip
    page = browser.get(f"/drafts/{TWO}")
    row = re.compile(r"<dt[^>]*>(Built by|Words of)</dt><dd[^>]*>([^<]*)</dd>")
    assert row.findall(page) == [("Built by", "Performance analyst"), ("Words of", "Policy officer")]
