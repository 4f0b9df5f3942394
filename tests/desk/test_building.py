"""Building on demand: followed to its end, cancelled, refused, and what a server that ends leaves behind."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert

from reckoner.reports.desk.desk import Desk
from reckoner.reports.desk.jobs import MOST_AT_ONCE, SILENT
from reckoner.reports.desk.store import jobs
from reckoner.reports.drafts.makers import makers
from reckoner.reports.schedule.tables import transaction
from tests.desk.at_desk import Browser, Clock
from tests.worked_example import edit, own_template

BUILD = "/publications/panel-paper/build"
DRAFT = "panel-paper/2025-11/draft-002"


def begun(browser: Browser, again: str = "") -> int:
    where = browser.post(BUILD, edition="2025-11", again=again)
    return int(where.removeprefix("/jobs/"))


def ended(desk: Desk, number: int) -> str:
    desk.jobs.wait(number, 120)
    return desk.jobs.get(str(number)).state


def until(holds: Callable[[], bool]) -> None:
    for _ in range(600):
        if holds():
            return
        time.sleep(0.1)
    raise AssertionError("it never came")


@contextmanager
def looping(house: Path) -> Iterator[None]:
    """A template of the house's own that never ends."""
    path = own_template(house)
    before = path.read_text("utf-8")
    path.write_text(
        "{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}", "utf-8"
    )
    yield
    path.write_text(before, "utf-8")


def test_whoever_builds_at_the_desk_is_a_row_and_can_not_approve_it_anywhere(
    browser: Browser, desk: Desk, house: Path
) -> None:
    edit(
        house / "office.yaml",
        lambda text: text.replace("may: [approve, waive]", "may: [write, approve, waive]", 1),
    )
    browser.sign_in("chief-executive")
    number = begun(browser, again="yes")
    assert "aria-live" in browser.get(f"/jobs/{number}")
    assert ended(desk, number) == "done"
    assert DRAFT in browser.get(f"/jobs/{number}")
    kept, rows = desk.draft(DRAFT), desk.history.rows()
    assert (rows[-1].what, rows[-1].user, rows[-1].person) == (
        "built", "desk:chief-executive", "chief-executive",
    )  # fmt: skip
    assert makers(kept, rows).builders == ("desk:chief-executive",)
    assert "built it" in browser.post(f"/drafts/{DRAFT}/approve", 400, hash=kept.digest)


def test_what_is_wrong_with_the_words_is_on_the_page_with_its_place(
    browser: Browser, desk: Desk, house: Path
) -> None:
    (house / "content/panel-paper/2025-11/edition.md").write_text("---\ntitle: [\n", "utf-8")
    browser.sign_in("policy")
    number = begun(browser)
    assert ended(desk, number) == "failed"
    page = browser.get(f"/jobs/{number}")
    assert "content/panel-paper/2025-11/edition.md" in page
    assert not (desk.house.output / DRAFT).exists()


def test_a_build_is_cancelled_and_nothing_of_it_is_kept(browser: Browser, desk: Desk, house: Path) -> None:
    browser.sign_in("policy")
    with looping(house):
        number = begun(browser)
        until(lambda: desk.jobs.get(str(number)).step >= 1)
        other = Browser(desk).sign_in("reader")
        assert "begun by somebody else" in other.post(f"/jobs/{number}/cancel", 400)
        assert "Cancel it" not in other.get(f"/jobs/{number}")
        browser.post(f"/jobs/{number}/cancel")
        assert ended(desk, number) == "cancelled"
    assert "nothing of it was kept" in browser.get(f"/jobs/{number}")
    assert not (desk.house.output / DRAFT).exists()
    assert "it has ended" in browser.post(f"/jobs/{number}/cancel", 400).lower()


def test_the_same_is_not_built_twice_at_once_and_too_much_waits(browser: Browser, desk: Desk) -> None:
    browser.sign_in("policy")
    row = {
        "kind": "build", "person": "policy", "begun": desk.clock(), "seen": desk.clock(), "step": 1,
        "doing": "read settings", "state": "running", "cancelled_by": "", "result": "{}",
    }  # fmt: skip
    with transaction(desk.engine) as connection:
        under_way = connection.execute(insert(jobs).values(about="panel-paper/2025-11", **row))
    assert under_way.inserted_primary_key is not None
    where = f"/jobs/{under_way.inserted_primary_key[0]}"
    assert browser.post(BUILD, edition="2025-11") == where, "a second press leads to the first one's progress"
    assert "under way already" in browser.get(where)
    with transaction(desk.engine) as connection:
        for number in range(MOST_AT_ONCE):
            connection.execute(insert(jobs).values(about=f"x{number}", **row))
    assert "as many as this desk does" in browser.post(
        "/publications/newsletter/build", 400, edition="2026-02"
    )


def test_a_server_that_ends_in_the_middle_leaves_a_job_that_is_broken_off_and_can_be_begun_anew(
    browser: Browser, desk: Desk, clock: Clock
) -> None:
    browser.sign_in("policy")
    row = {
        "kind": "build", "about": "panel-paper/2025-11", "person": "policy",
        "begun": clock(), "seen": clock(),
        "step": 5, "doing": "render", "state": "running", "cancelled_by": "", "result": "{}",
    }  # fmt: skip
    with transaction(desk.engine) as connection:
        connection.execute(insert(jobs).values(row))
    assert "Step 5 of 8: render" in browser.get("/jobs/1")
    clock.pass_by(SILENT + timedelta(seconds=1))
    page = browser.get("/jobs/1")
    assert "The desk stopped while it was under way" in page
    assert "refresh" not in page
    number = begun(browser)
    desk.jobs.cancel(str(number), "policy")
    assert ended(desk, number) in ("cancelled", "done")


@pytest.mark.parametrize("edition", ["", "2031-01", "../../etc", "-x", "2025-11\n2025-11", "x" * 80, "\0"])
def test_an_edition_without_words_is_not_built(edition: str, browser: Browser, desk: Desk) -> None:
    browser.sign_in("policy")
    browser.post(BUILD, 400, edition=edition)
    assert desk.jobs.newest() == []


@pytest.mark.parametrize("number", ["0", "7", "-1", "x", "9" * 40, "١"])
def test_a_job_that_is_none_is_said_to_be_none(number: str, browser: Browser) -> None:
    browser.sign_in("policy")
    assert "there is no job" in browser.get(f"/jobs/{number}", 400).lower()


def test_the_next_edition_is_begun_at_the_desk(browser: Browser, house: Path) -> None:
    browser.sign_in("communications")
    assert 'action="/publications/newsletter/begin"' in browser.get(
        "/publications/newsletter?edition=2026-11"
    )
    assert browser.post("/publications/newsletter/begin", edition="2026-11") == "/write/newsletter/2026-11"
    assert (house / "content/newsletter/2026-11/edition.md").is_file()
    assert "edition.md" in browser.get("/write/newsletter/2026-11")
    assert "has words already" in browser.post("/publications/newsletter/begin", 400, edition="2026-11")
    for strange in ("../../2026-12", "x" * 80, "2026-13", "<b>"):
        browser.post("/publications/newsletter/begin", 400, edition=strange)
    assert "no right" in Browser(browser.desk).sign_in("reader").post("/publications/newsletter/begin", 403)
