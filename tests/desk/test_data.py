"""A received table sent at the desk: tried first, taken in as it was looked at, never put elsewhere."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from reckoner.reports.desk import received
from reckoner.reports.desk.desk import Desk
from reckoner.reports.errors import UsageError
from reckoner.reports.modules.taking import take_file
from reckoner.reports.sources.take import Receipt
from tests.desk.at_desk import Browser
from tests.worked_example import edit

MODULE = "/data/crimes_solved"


@pytest.fixture
def table(house: Path) -> Path:
    """The example's table as one that is received, as it was taken in."""
    edit(house / "data/crimes_solved/module.yaml", lambda text: text.replace("kind: kept", "kind: snapshot"))
    path = house / "data/crimes_solved/solved.csv"
    take_file(house, "crimes_solved", path, Receipt(date(2025, 11, 20), "the force"))
    return path


def tried(browser: Browser, desk: Desk, name: str, content: bytes) -> str:
    where = browser.send(f"{MODULE}/upload", 303, "file", (name, content), sender="the force")
    desk.jobs.wait(int(where.removeprefix("/jobs/")), 120)
    return where


@pytest.mark.slow
def test_a_new_version_shows_what_it_changes_and_reaches_and_is_taken_in(
    browser: Browser, desk: Desk, table: Path
) -> None:
    browser.sign_in("policy")
    before, new = table.read_bytes(), table.read_bytes().replace(b"8665", b"8700")
    where = tried(browser, desk, "solved.csv", new)
    page = browser.get(where)
    assert "8,665" in page or "8665" in page
    assert "panel-paper/2025-11, which is open" in page
    assert table.read_bytes() == before
    browser.post(f"{MODULE}/take", job=where.removeprefix("/jobs/"))
    assert table.read_bytes() == new
    assert "is taken in" in browser.get(MODULE)
    assert [path.read_bytes() for path in (table.parent / "taken").iterdir()] == [before]


@pytest.mark.slow
def test_what_was_changed_by_somebody_else_since_is_not_written_over(
    browser: Browser, desk: Desk, table: Path
) -> None:
    browser.sign_in("policy")
    where = tried(browser, desk, "solved.csv", table.read_bytes().replace(b"8665", b"8700"))
    table.write_bytes(table.read_bytes().replace(b"8665", b"8701"))
    answer = browser.post(f"{MODULE}/take", 400, job=where.removeprefix("/jobs/"))
    assert "is another one since you looked" in answer
    assert b"8701" in table.read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize(
    "content", [b"", b"\0" * 5000, b"period,solved\nx,y\n", b"\xff\xfe\xfa", b"PK\x03\x04 broken"]
)
def test_a_file_that_is_no_such_table_says_so_and_changes_nothing(
    content: bytes, browser: Browser, desk: Desk, house: Path, table: Path
) -> None:
    browser.sign_in("policy")
    before = table.read_bytes()
    if not content:
        browser.send(f"{MODULE}/upload", 400, "file", ("solved.csv", content))
        return
    page = browser.get(tried(browser, desk, "solved.csv", content))
    assert "It failed" in page
    assert "Take it in" not in page
    assert str(house) not in page, "where the file lies on the server is nobody's business"
    assert f'href="{MODULE}#send"' in page
    assert table.read_bytes() == before


@pytest.mark.parametrize(
    "name", ["../../office.yaml", "/etc/passwd", "..\\..\\office.yaml", "-rf.csv", "a\nb.csv", ".hidden.csv"]
)
def test_a_file_s_name_leads_nowhere(name: str, tmp_path: Path) -> None:
    path = received.put_by(tmp_path, name, b"x")
    assert path.parent.parent == tmp_path / "state/desk/received"
    assert received.fetch(tmp_path, path.parent.name, path.name) == path


@pytest.mark.parametrize("name", ["", "..", "/", "x" * 300, "\0\0.".strip("."), " . "])
def test_a_name_of_which_nothing_is_left_is_refused(name: str) -> None:
    if name == "\0\0":
        assert received.plain_name(name) == "_"
        return
    with pytest.raises(UsageError):
        received.plain_name(name)


def test_a_file_that_is_not_as_it_was_sent_is_not_taken_in(tmp_path: Path) -> None:
    path = received.put_by(tmp_path, "solved.csv", b"period,solved\n")
    path.write_bytes(b"period,solved\n2025,1\n")
    for digest in (path.parent.name, "0" * 64, "../../x"):
        with pytest.raises(UsageError):
            received.fetch(tmp_path, digest, "solved.csv")


@pytest.mark.parametrize("job", ["", "0", "99", "x", "-1"])
def test_only_what_was_tried_is_taken_in(job: str, browser: Browser, table: Path) -> None:
    browser.sign_in("policy")
    browser.post(f"{MODULE}/take", 400, job=job)


def test_a_table_that_the_office_keeps_itself_is_not_replaced(browser: Browser, desk: Desk) -> None:
    browser.sign_in("policy")
    assert "kept by the office itself" in browser.get(MODULE)
    page = browser.get(tried(browser, desk, "solved.csv", b"period,solved\n2025-01..2025-10,1\n"))
    assert "It failed" in page
