"""``reckoner new``: begin the next edition, never over what is there, and say what to look at."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from reckoner.reports.build import build
from reckoner.reports.schedule.hooks import now_utc
from tests.cli.calling import Reckoner
from tests.worked_example import edit

NEXT = "meetings:\n  - {id: 2026-02, name: The Panel, date: 2026-02-06}\n"


@pytest.fixture
def ahead(house: Path) -> Path:
    """The house of one paragraph with a meeting ahead."""
    edit(house / "schedules.yaml", lambda text: text.replace("meetings:\n", NEXT))
    return house


def test_a_dry_run_shows_what_would_be_written_and_writes_nothing(reckoner: Reckoner, ahead: Path) -> None:
    answer = reckoner("new", "panel-paper", "2026-02", "--dry-run", "--house", ahead)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.splitlines() == [
        "content/panel-paper/2026-02/edition.md",
        "content/panel-paper/2026-02/10-crime.md",
        "panel-paper 2026-02, begun from 2025-11: nothing is written.",
        "period latest in edition.md: 2025-10 -> 2026-01",
    ]
    assert not (ahead / "content/panel-paper/2026-02").exists()


def test_it_tells_what_was_carried_over_and_what_to_do_next(reckoner: Reckoner, ahead: Path) -> None:
    edit(
        ahead / "content/panel-paper/2025-11/10-crime.md",
        lambda text: text.replace("---\nIt", 'not_figures:\n  - {text: "101", reason: a call}\n---\nIt'),
    )
    answer = reckoner("new", "panel-paper", "--house", ahead)
    assert (answer.code, answer.err) == (0, "")
    assert "not_figures in 10-crime.md, as before: 101" in answer.out.splitlines()
    assert answer.out.splitlines()[-1] == "  3. reckoner build panel-paper 2026-02"
    again = reckoner("new", "panel-paper", "2026-02", "--house", ahead)
    assert (again.code, again.out) == (2, "")
    assert again.err == "content/panel-paper/2026-02/edition.md: this edition has words already\n"


def test_what_was_begun_can_be_built_and_is_unfit_until_it_has_been_read(
    reckoner: Reckoner, ahead: Path
) -> None:
    reckoner("new", "panel-paper", "--house", ahead)
    built = build(ahead, "panel-paper", "2026-02", progress=lambda _number, _name: None)
    unread = [finding for finding in built.findings if finding.rule == "unread-words"]
    assert [(finding.severity, finding.where) for finding in unread] == [
        ("error", "content/panel-paper/2026-02/edition.md:4"),
        ("error", "content/panel-paper/2026-02/10-crime.md:3"),
    ]
    for path in (ahead / "content/panel-paper/2026-02").glob("*.md"):
        edit(path, lambda text: "".join(x for x in text.splitlines(True) if not x.startswith("check:")))
    read = build(ahead, "panel-paper", "2026-02", progress=lambda _number, _name: None)
    assert not read.is_unfit


def test_news_says_how_a_story_is_begun(reckoner: Reckoner, ahead: Path) -> None:
    answer = reckoner("new", "news", "2026-03", "--house", ahead)
    assert (answer.code, answer.out) == (2, "")
    assert "Write content/news/YEAR-MONTH-DAY-name.md, with `title:`" in answer.err


def test_a_module_is_received_on_the_day_of_the_office_wherever_the_machine_stands(
    reckoner: Reckoner, house: Path
) -> None:
    now = now_utc()
    there = "Pacific/Kiritimati" if now.hour >= 10 else "Pacific/Pago_Pago"  # it is another day there
    edit(house / "schedules.yaml", lambda text: text.replace("Europe/London", there))
    answer = reckoner("new", "module", "counted", "--from", _table(house), "--house", house)
    assert answer.code == 0, answer.err
    day = now.astimezone(ZoneInfo(there)).date()
    assert f"received: {day}" in (house / "data/counted/module.yaml").read_text("utf-8")


def _table(folder: Path) -> Path:
    path = folder / "counted.csv"
    path.write_text("month,calls\n2025-09,12\n2025-10,14\n", encoding="utf-8")
    return path
