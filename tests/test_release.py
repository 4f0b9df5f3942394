"""The annual report, its news release and the newsletter's item on it give the same figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from reckoner.reports.build import Built, build
from reckoner.reports.findings import Finding
from tests.letters import LETTER, write
from tests.worked_example import build_annual, copy_house, edit, ledger, without_pdf

RELEASE = "2024-07-18-annual-report-2023-24"
FIGURE = "complaints.received"


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """The worked example with a report for the screen alone, one story and a newsletter of its month."""
    house = without_pdf(copy_house(tmp_path / "house"))
    for story in (house / "content/news").glob("*.md"):
        if story.stem != RELEASE:
            story.unlink()
    edit(house / "templates/newsletter/publication.yaml", lambda text: text.replace("pdf, ", ""))
    write(house / "content/newsletter/2024-07/edition.md", LETTER.replace("February 2026", "July 2024"))
    return house


def told(house: Path) -> tuple[Built, Built]:
    """The news page and the newsletter."""
    news, letter = (
        build(house, name, "2024-07", progress=lambda _number, _step: None) for name in ("news", "newsletter")
    )
    return news, letter


def about_the_report(*built: Built) -> list[Finding]:
    return [finding for each in built for finding in each.findings if "report" in finding.rule]


def values(built: Built) -> set[str]:
    return {row["value"] for row in ledger(built) if row["name"] == FIGURE}


@pytest.mark.slow
def test_a_change_in_a_table_moves_report_release_and_newsletter_alike(house: Path) -> None:
    report = build_annual(house)
    assert [values(each) for each in (report, *told(house))] == [{"1372"}] * 3
    edit(house / "data/complaints/complaints.csv", lambda text: text.replace("1372", "1402", 1))
    stale = told(house)
    assert {finding.rule for finding in about_the_report(*stale)} == {"report-differs"}
    assert all(each.is_unfit for each in stale)
    one = next(finding for finding in about_the_report(*stale) if "1,402" in finding.what)
    assert "news 2024-07, Less recorded crime, more burglary" in one.quote
    assert "annual-report 2023-24, key number, Progress against the plan" in one.quote
    changed = build_annual(house)
    fresh = told(house)
    assert [values(each) for each in (changed, *fresh)] == [{"1402"}] * 3
    assert about_the_report(*fresh) == []


def test_a_release_without_its_report_says_so(house: Path) -> None:
    found = about_the_report(*told(house))
    assert {finding.rule for finding in found} == {"report-without-draft"}
