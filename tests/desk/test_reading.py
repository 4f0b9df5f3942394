"""Many readers at once: pages wait for no writer of the store, and show what lies on the disk now."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reckoner.reports.desk.desk import Desk
from reckoner.reports.desk.held import Held, stamp_of
from reckoner.reports.desk.pages.registry import ROUTES
from reckoner.reports.drafts.history import Act, history_of
from reckoner.reports.schedule import tables
from reckoner.reports.settings.house import read_house
from tests.desk.at_desk import Browser
from tests.desk.test_routes import place
from tests.worked_example import edit

DRAFT = "output/panel-paper/2025-11/draft-001"
GETS = [each for each in ROUTES if each.method == "GET" and {"read", "write"} & set(each.needs.split(" or "))]


@pytest.mark.slow
def test_a_page_waits_for_nobody_who_writes_to_the_store(
    browser: Browser, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever builds writes down each step; a page that needed the lock would be refused here at once."""
    browser.sign_in("policy")
    monkeypatch.setattr(tables, "_BUSY_SECONDS", 0)
    with tables.transaction(desk.engine):
        refused = [each for each in GETS if "The state doesn" in browser.client.get(place(each)).text]
    assert [each.path for each in refused] == ["/you"]  # a passkey's question is kept until it is answered


def test_what_changes_on_the_disk_is_on_the_next_page(browser: Browser, house: Path, desk: Desk) -> None:
    browser.sign_in("policy")
    assert "Damaged" not in browser.get("/drafts")
    edit(house / DRAFT / "panel-paper.html", lambda text: text.replace("the", "teh", 1))
    assert "Damaged" in browser.get("/drafts")
    assert "History of the house" not in browser.get("/")
    history_of(read_house(house)).append(
        Act("rejected", "x/y/draft-009", "", "policy", "policy", desk.clock())
    )
    assert "x/y/draft-009" in browser.get("/")


def test_settings_count_from_the_next_page_on(browser: Browser, house: Path, desk: Desk) -> None:
    browser.sign_in("policy")
    before = desk.house.publication("panel-paper")
    edit(house / "office.yaml", lambda text: text.replace("may: [write]", "may: [read]"))
    answer = browser.client.get("/")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?next=/")
    edit(
        house / "templates/panel-paper/publication.yaml",
        lambda text: text.replace(f"title: {before.title}", "title: Another title"),
    )
    assert desk.house.publication("panel-paper").title == "Another title"


def test_a_file_is_another_by_name_size_time_or_place(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    folder.mkdir()
    assert stamp_of(tmp_path / "none") == ()
    seen = [stamp_of(folder)]
    for act in (
        lambda: (folder / "x").write_text("one"),
        lambda: (folder / "x").write_text("two"),
        lambda: (folder / "x").chmod(0o600),
        lambda: (folder / "x").rename(folder / "y"),
        lambda: (folder / "y").unlink(),
    ):
        act()
        seen.append(stamp_of(folder))
    assert len(set(seen)) == len(seen)


def test_what_is_held_is_read_again_after_a_change_a_minute_or_a_fault() -> None:
    now, reads = [0.0], list[int]()

    def read() -> int:
        reads.append(1)
        return len(reads)

    def fail() -> int:
        raise ValueError("it can't be read")

    held = Held(lambda: now[0])
    assert [held.get("a", 1, read), held.get("a", 1, read), held.get("a", 2, read)] == [1, 1, 2]
    now[0] = 61
    assert held.get("a", 2, read) == 3
    with pytest.raises(ValueError, match="be read"):
        held.get("a", 3, fail)
    assert held.get("a", 2, read) == 4


def test_one_page_looks_at_the_settings_once_and_the_next_sees_what_changed(
    browser: Browser, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser.sign_in("policy")
    looked: list[str] = []

    def counted(folder: str) -> object:
        looked.append(str(folder))
        return scandir(folder)

    scandir = os.scandir
    for path in ("/", "/drafts", "/drafts/panel-paper/2025-11/draft-001"):
        browser.get(path)
        looked.clear()
        with monkeypatch.context() as patch:
            patch.setattr("reckoner.reports.desk.held.os.scandir", counted)
            browser.get(path)
        assert looked.count(str(desk.root / "templates")) == 1, path
    edit(desk.root / "office.yaml", lambda text: text.replace("Policy officer", "Head of policy"))
    assert "Head of policy" in browser.get("/")
