"""Words written at the desk: saved or refused, never lost, and their writers' own."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from reckoner.reports.build import build
from reckoner.reports.desk.app import MOST_SENT
from reckoner.reports.desk.desk import Desk
from reckoner.reports.desk.held import stamp_of
from reckoner.reports.desk.word_files import Text
from reckoner.reports.drafts.approval import Identity, approve
from reckoner.reports.drafts.makers import desk_user, makers, note_built
from reckoner.reports.errors import UsageError
from tests.desk.at_desk import HOST, PASSPHRASE, Browser, Clock
from tests.letters import photograph
from tests.worked_example import edit

PAPER = "/write/panel-paper/2025-11"
SUMMARY = f"{PAPER}/words/01-summary.md"
LETTER = "/write/newsletter/2026-02"
STORY = {
    "title": "A walk through town",
    "day": "2026-02-14",
    "summary": "",
    "body": "Officers talked to shopkeepers.",
}


def value(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, page[:500]
    return found[1]


def box(page: str, name: str) -> str:
    found = re.search(rf'<textarea[^>]* name="{name}"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    assert found
    return html.unescape(found[1])


def form(browser: Browser, place: str = SUMMARY) -> dict[str, Any]:
    page = browser.get(place)
    return {
        "opened": value(page, "opened"),
        "front": box(page, "front"),
        "body": box(page, "body"),
    }


@pytest.fixture
def writer(browser: Browser) -> Browser:
    return browser.sign_in("policy")


def summary(house: Path) -> str:
    return (house / "content/panel-paper/2025-11/01-summary.md").read_text("utf-8")


def test_each_file_of_words_comes_back_as_it_was(writer: Browser, house: Path) -> None:
    for path in sorted((house / "content").rglob("*.md")):
        text = path.read_text("utf-8")
        assert Text.of(Text.of(text).content).content == Text.of(text).content
        assert Text.of(text).content.rstrip() == text.rstrip(), path


def test_words_are_saved_whole_and_the_last_version_is_kept(writer: Browser, house: Path) -> None:
    before, fields = summary(house), form(writer)
    writer.post(SUMMARY, **{**fields, "body": fields["body"] + "\nMore is to follow."})
    assert summary(house).endswith("\nMore is to follow.\n")
    page = writer.get(SUMMARY)
    assert "policy wrote over it" in page
    [number] = re.findall(r"/versions/(\d+)/", page)
    shown = writer.get(f"{PAPER}/versions/{number}/01-summary.md")
    assert "+More is to follow." in shown
    back = {**form(writer, f"{SUMMARY}?version={number}")}
    writer.post(SUMMARY, **back)
    assert summary(house).rstrip() == before.rstrip()


def test_words_that_are_saved_leave_what_was_read_of_the_data(writer: Browser, house: Path) -> None:
    """Their trial links to each file of the house."""
    before = stamp_of(house / "data"), stamp_of(house / "templates")
    words = summary(house)
    writer.post(SUMMARY, **{**form(writer), "body": "New words."})
    assert summary(house) != words
    assert (stamp_of(house / "data"), stamp_of(house / "templates")) == before


@pytest.mark.slow
def test_twenty_versions_are_kept(writer: Browser, house: Path) -> None:
    for number in range(23):
        writer.post(SUMMARY, **{**form(writer), "body": f"Version {'i' * number}."})
    page = writer.get(SUMMARY)
    assert page.count("wrote over it") == 20


@pytest.mark.slow
def test_a_conflict_is_refused_and_shows_both(writer: Browser, house: Path, desk: Desk) -> None:
    mine, theirs = form(writer), form(Browser(desk).sign_in("analyst"))
    other = Browser(desk).sign_in("analyst")
    other.post(SUMMARY, **{**theirs, "body": "What the analyst wrote."})
    page = writer.post(SUMMARY, 409, **{**mine, "body": "What the officer wrote."})
    assert "changed by somebody else" in page
    assert box(page, "body").strip() == "What the officer wrote."
    assert "What the analyst wrote." in page
    assert "-What the analyst wrote." in page
    assert "+What the officer wrote." in page
    assert "What the analyst wrote." in summary(house)
    writer.post(SUMMARY, **{**mine, "opened": value(page, "opened"), "body": "Both."})
    assert "What the analyst wrote." in writer.get(
        f"{PAPER}/versions/{re.findall('/versions/([0-9]+)/', writer.get(SUMMARY))[0]}/01-summary.md"
    )


def test_a_change_on_the_disk_is_a_conflict_too(writer: Browser, house: Path) -> None:
    fields = form(writer)
    edit(house / "content/panel-paper/2025-11/01-summary.md", lambda text: text + "\nBy hand.\n")
    assert "By hand." in writer.post(SUMMARY, 409, **fields)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("front", "said"),
    [
        ("title: [", "settings"),
        ("title: One\ntitle: Two", "line 2 of the settings"),
        ("no title: x", "settings"),
        ("", "settings"),
        ("title: X\nanchor: Not This", "line 2 of the settings"),
        ("title: X\n---\nbox: none", "settings"),
    ],
)
def test_settings_that_cannot_be_read_are_not_saved_and_the_line_is_said(
    writer: Browser, house: Path, front: str, said: str
) -> None:
    before, fields = summary(house), form(writer)
    page = writer.post(SUMMARY, 400, **{**fields, "front": front, "body": "My words."})
    assert "nothing is lost" in page
    assert said in page
    assert box(page, "body").strip() == "My words."
    assert summary(house) == before


def test_characters_that_nobody_sees_are_refused_with_their_line(writer: Browser, house: Path) -> None:
    fields = form(writer)
    page = writer.post(SUMMARY, 400, **{**fields, "body": "One.\n\nTwo\x07."})
    assert "line 3 of the words" in page


def test_words_of_a_session_that_ended_come_back_after_signing_in(
    writer: Browser, clock: Clock, house: Path
) -> None:
    fields = form(writer)
    token = writer.token()
    clock.pass_by(timedelta(hours=2))
    page = writer.post(SUMMARY, 403, token=token, **{**fields, "body": "Written for two hours."})
    assert "not signed in any more" in page
    assert "kept for a day" in page
    [went] = re.findall(r'href="/sign-in\?next=([^"]+)"', page)
    where = writer.post(
        "/sign-in", name="policy", passphrase=PASSPHRASE, next=went.replace("%3F", "?").replace("%3D", "=")
    )
    again = form(writer, where)
    assert again["body"].strip() == "Written for two hours."
    writer.post(SUMMARY, **again)
    assert "Written for two hours." in summary(house)


def test_a_form_with_an_old_token_keeps_its_words(writer: Browser) -> None:
    page = writer.post(SUMMARY, 403, token="old", **{**form(writer), "body": "Mine."})
    [went] = re.findall(r'href="(/write/[^"]+kept=[^"]+)"', page)
    assert form(writer, went)["body"].strip() == "Mine."


def test_strangers_can_leave_only_so_much(browser: Browser, desk: Desk) -> None:
    said = [browser.post(SUMMARY, 403, body="x" * 1000, front="", opened="") for _ in range(25)]
    assert sum("kept for a day" in page for page in said) == 20


@pytest.mark.slow
def test_whoever_edited_cannot_approve_and_somebody_else_can(
    browser: Browser, desk: Desk, house: Path
) -> None:
    edit(house / "office.yaml", lambda text: text.replace(
        "- {id: chief-executive, role: Chief executive and monitoring officer, "
        "email: chief.executive@example.org, may: [approve, waive]}",
        "- {id: chief-executive, role: Chief, email: c@example.org, may: [write, approve, waive]}\n"
        "  - {id: deputy, role: Deputy, email: d@example.org, may: [approve, waive]}",
    ))  # fmt: skip
    browser.sign_in("chief-executive")
    browser.post(SUMMARY, **{**form(browser), "body": "The chief executive's own words."})
    row = desk.history.rows()[-1]
    assert (row.what, row.person, row.user) == ("edited", "chief-executive", "desk:chief-executive")
    built = build(house, "panel-paper", "2025-11", progress=lambda _number, _name: None)
    note_built(desk.house, built.saved.folder, "somebody", desk.clock(), is_new=True)
    kept, rows = desk.draft("panel-paper/2025-11"), desk.history.rows()
    assert desk_user("chief-executive") in makers(kept, rows).editors
    chief, deputy = (desk.house.office.person(name) for name in ("chief-executive", "deputy"))
    assert chief
    assert deputy
    for user in ("desk:chief-executive", "bob"):  # at the desk and on the machine
        with pytest.raises(UsageError, match="nobody may approve their own words"):
            approve(desk.history, kept, Identity(chief, user), desk.house.office, desk.clock())
    approve(desk.history, kept, Identity(deputy, "desk:deputy"), desk.house.office, desk.clock())


def test_editing_after_a_build_changes_nobody_s_share_of_it(writer: Browser, desk: Desk) -> None:
    note_built(desk.house, desk.draft("panel-paper/2025-11").folder, "somebody", desk.clock(), is_new=True)
    writer.post(SUMMARY, **{**form(writer), "body": "Later."})
    kept = desk.draft("panel-paper/2025-11")
    assert desk_user("policy") not in makers(kept, desk.history.rows()).editors


@pytest.mark.parametrize(
    "name",
    [
        "../../../office.yaml",
        "charts.yaml",
        "../01-summary.md",
        "news/x.md",
        "%2e%2e/edition.md",
        "/etc/passwd",
    ],
)
def test_only_words_of_the_edition_are_opened(writer: Browser, name: str) -> None:
    answer = writer.client.get(f"{PAPER}/words/{name}")
    assert answer.status_code in (400, 404)


def test_words_behind_a_link_are_not_written(writer: Browser, house: Path, tmp_path: Path) -> None:
    real = house / "content/panel-paper/2025-11/01-summary.md"
    fields = form(writer)
    other = real.with_name("real.txt")
    other.write_bytes(real.read_bytes())
    real.unlink()
    real.symlink_to(other)
    assert "is a link" in writer.post(SUMMARY, 409, **{**fields, "body": "Through the link."})
    assert "Through" not in other.read_text("utf-8")


def test_names_are_found_without_script_and_the_words_stay(writer: Browser) -> None:
    page = writer.post(SUMMARY, 200, **{**form(writer), "body": "Half a", "search": "yes", "find": "solved"})
    assert "{{ crimes_solved.solved }}" in page
    assert box(page, "body").strip() == "Half a"
    assert "crimes_solved.solved" in writer.get(f"{PAPER}/placeholders?find=solved")
    assert "No name holds" in writer.get(f"{PAPER}/placeholders?find=zzzz")


@pytest.mark.slow
def test_a_preview_shows_words_that_are_not_saved_in_a_frame_that_can_do_nothing(
    writer: Browser, house: Path, desk: Desk
) -> None:
    before = summary(house)
    fields = {**form(writer), "body": "Nobody has seen {{ crimes_solved.solved }} before.", "preview": "yes"}
    page = writer.post(SUMMARY, 200, **fields)
    [where] = re.findall(r'<iframe[^>]* sandbox="allow-same-origin"[^>]* src="([^"]+)"', page)
    answer = writer.client.get(where)
    assert "Nobody has seen" in answer.text
    assert "{{" not in answer.text
    assert answer.headers["content-security-policy"].startswith("sandbox")
    assert summary(house) == before
    assert not list((house / "state").glob(".desk-trial*"))
    assert "this preview is gone" in Browser(desk).sign_in("analyst").get(where, 400).lower()


@pytest.mark.slow
def test_a_preview_has_its_pages_before_they_are_checked(writer: Browser) -> None:
    fields = {**form(writer), "body": "There were 48,123 crimes, {{ crimes_solved.solved }} solved."}
    first, then = (writer.post(SUMMARY, 200, **fields, preview=what) for what in ("pages", "yes"))
    assert "It is being checked" in first
    assert "What is said about it" not in first
    assert "It is being checked" not in then
    assert "What is said about it" in then
    pages = [writer.get(re.findall(r'<iframe[^>]* src="([^"]+)"', page)[0]) for page in (first, then)]
    assert pages[0] == pages[1]


def test_a_preview_says_what_is_wrong_and_where(writer: Browser) -> None:
    page = writer.post(SUMMARY, 200, **{**form(writer), "body": "{{ no.such }}", "preview": "yes"})
    assert "01-summary.md" in page
    assert "no.such" in page


def story(
    browser: Browser, status: int, files: dict[str, tuple[str, bytes]] | None = None, **fields: str
) -> str:
    data = {"token": browser.token(), **STORY, **fields}
    answer = browser.client.post(
        f"{LETTER}/story", data=data, files=files or {}, headers={"Origin": f"https://{HOST}"}
    )
    assert answer.status_code == status, answer.text[:3000]
    return str(answer.headers["location"]) if status == 303 else answer.text


def test_a_story_with_a_picture_is_begun(writer: Browser, house: Path, desk: Desk) -> None:
    picture = {"picture": ("IMG_1.JPG", photograph((800, 600)))}
    where = story(
        writer, 303, picture, alt='An officer says "good morning" to a shopkeeper', credit="The office"
    )
    assert where == f"{LETTER}/words/news/2026-02-14-a-walk-through-town.md"
    page = writer.get(where)
    assert "A walk through town" in page
    [kept] = (house / "content/news/pictures").glob("2026-02-14-*")
    assert b"A phone" not in kept.read_bytes()
    edited = [row.details["where"] for row in desk.history.rows() if row.what == "edited"]
    assert edited == [f"content/news/pictures/{kept.name}", "content/news/2026-02-14-a-walk-through-town.md"]
    assert "There is a story of that day" in story(writer, 400)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"title": ""}, "Give the story a title"),
        ({"title": "{{ x }} braces"}, "placeholder"),
        ({"day": "yesterday"}, "Give the day as a date"),
        ({"day": "2026-03-01"}, "stories of its own month"),
        ({"body": " "}, "Write the story"),
        ({"summary": "{{ crimes_solved.solved }}"}, "placeholder"),
    ],
)
def test_a_story_that_lacks_something_says_so_beside_the_field(
    writer: Browser, house: Path, fields: dict[str, Any], said: str
) -> None:
    before = sorted((house / "content/news").rglob("*"))
    page = story(writer, 400, **fields)
    assert said in page
    assert "Error: A new story" in page
    assert sorted((house / "content/news").rglob("*")) == before


@pytest.mark.parametrize(
    ("content", "alt", "said"),
    [
        (photograph((80, 60)), "", "Say in a sentence what the picture shows"),
        (b"no picture", "A sentence that says it", "picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "A sentence that says it", "picture"),
    ],
)
def test_a_picture_needs_its_alt_text_and_to_be_one(
    writer: Browser, house: Path, content: bytes, alt: str, said: str
) -> None:
    before = sorted((house / "content/news").rglob("*"))
    page = story(writer, 400, {"picture": ("../../evil.png", content)}, alt=alt)
    assert said in page
    assert "Choose the picture again" in page
    assert box(page, "body").strip() == STORY["body"]
    assert sorted((house / "content/news").rglob("*")) == before


@pytest.mark.slow
@pytest.mark.parametrize("check", ["Read it, then go on.", '"Read it,\n  then go on."'])
def test_words_that_wait_to_be_read_say_so_and_one_box_ticks_them_off(
    check: str, writer: Browser, house: Path
) -> None:
    path = house / "content/panel-paper/2025-11/01-summary.md"
    before = path.read_text("utf-8")
    edit(path, lambda text: text.replace("---\n", f"---\ncheck: {check}\n", 1))
    page = writer.get(SUMMARY)
    assert "To be read</strong> Read it, then go on." in page
    writer.post(SUMMARY, **form(writer))
    assert "check:" in path.read_text("utf-8"), "saving alone is no reading"
    writer.post(SUMMARY, **form(writer), read="yes")
    assert path.read_text("utf-8") == before
    assert "To be read" not in writer.get(SUMMARY)


def test_what_was_refused_leads_back_to_where_it_was_asked_for(writer: Browser) -> None:
    answer = writer.client.post(
        "/publications/newsletter/begin", data={"token": writer.token(), "edition": "2026-13"},
        headers={"Origin": f"https://{HOST}", "Referer": f"https://{HOST}/publications/newsletter"},
    )  # fmt: skip
    assert answer.status_code == 400
    assert '<a class="govuk-link" href="/publications/newsletter">Go back' in answer.text
    elsewhere = writer.client.get("/jobs/99", headers={"Referer": "https://elsewhere.example/publications"})
    assert "Go back" not in elsewhere.text


def test_a_picture_that_is_too_large_is_answered_by_a_page_that_leads_back_to_the_words(
    writer: Browser,
) -> None:
    answer = writer.send(
        f"{LETTER}/story", 413, "picture", ("huge.jpg", b"a" * (MOST_SENT + 1)), title="Words of mine"
    )
    assert "<h1" in answer
    assert "At most 32 MB" in answer
    assert "what you wrote still stands in the form" in answer
    assert "Policy officer" in answer, "whoever is signed in stays so"


def test_a_story_is_no_part_of_a_paper(writer: Browser) -> None:
    assert "not made of news stories" in writer.get(f"{PAPER}/story", 400)
