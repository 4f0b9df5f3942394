"""Two drafts beside each other at the desk: what came and went is marked, and said to who listens."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reckoner.reports.build import build
from tests.desk.at_desk import Browser
from tests.worked_example import PAPER, edit

ONE, TWO = "panel-paper/2025-11/draft-001", "panel-paper/2025-11/draft-002"


@pytest.fixture
def reader(browser: Browser, house: Path) -> Browser:
    """Somebody at the desk, where a second draft has other words and another figure."""
    edit(house / "data/crimes_solved/solved.csv", lambda text: text.replace("8665", "8666"))
    summary = house / "content/panel-paper/2025-11/01-summary.md"
    edit(summary, lambda text: f"{text.rstrip()}\n\nOfficers will be at the market <b>tomorrow</b>.\n")
    build(house, *PAPER, progress=lambda _number, _name: None)
    return browser.sign_in("reader")


def test_words_and_figures_that_differ_are_marked_in_the_text(reader: Browser) -> None:
    page = reader.get(f"/drafts/{TWO}/compare")
    words, _, rest = page.partition(">Figures</h2>")
    assert f"{TWO}, beside {ONE}" in words
    assert '<ins><span class="govuk-visually-hidden">added: </span>Officers will be at the market' in words
    assert "<b>" not in words
    assert 'data-label="Before">8,665' in rest
    assert 'data-label="Now">8,666' in rest
    assert "content/panel-paper/2025-11/01-summary.md" in rest


def test_the_draft_s_own_page_shows_what_changed_and_leads_to_the_rest(reader: Browser) -> None:
    page = reader.get(f"/drafts/{TWO}")
    since = page.partition(f"Changed since the draft before, {ONE}")[2].partition('id="figures"')[0]
    assert "added: </span>Officers will be at the market" in since
    assert "{+" not in since
    assert f'href="/drafts/{TWO}/compare?with={ONE}"' in since


def test_any_draft_of_the_publication_can_be_chosen_and_no_other(reader: Browser, house: Path) -> None:
    page = reader.get(f"/drafts/{ONE}/compare?with={TWO}")
    assert "removed: </span>Officers will be at the market" in page
    assert f'<option value="{TWO}" selected>' in page
    for name in ("newsletter/2026-02/draft-001", "../../etc", "panel-paper/2025-11/draft-099"):
        assert "be compared with" in reader.get(f"/drafts/{ONE}/compare?with={name}", 400)
    shutil.rmtree(house / "output" / TWO)
    assert "There is no other draft" in reader.get(f"/drafts/{ONE}/compare")
