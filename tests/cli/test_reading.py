"""Before somebody approves a draft they are shown its pages, and what is new since the one that is out."""

from __future__ import annotations

from pathlib import Path

from tests.cli.calling import Reckoner
from tests.worked_example import edit

FIRST, SECOND = "panel-paper/2025-11/draft-001", "panel-paper/2025-11/draft-002"


def test_a_first_draft_is_shown_with_the_page_to_open(reckoner: Reckoner, alone: Path) -> None:
    reckoner("build", "panel-paper", "2025-11", "--house", alone)
    shown = reckoner("drafts", "show", FIRST, "--house", alone).out
    assert f"open    {alone}/output/{FIRST}/panel-paper.html\n" in shown
    assert "changed since" not in shown


def test_what_is_new_since_the_delivered_one_is_shown_before_and_at_approval(
    reckoner: Reckoner, out: Path
) -> None:
    edit(out / "content/panel-paper/2025-11/10-crime.md", lambda text: text + "\nOfficers walked about.\n")
    reckoner("build", "panel-paper", "2025-11", "--house", out)
    for words in ("show", "approve"):
        told = reckoner("drafts", words, SECOND, "--house", out).out
        assert f"changed since {FIRST}, which is out:\n" in told
        assert "Officers walked about." in told
        assert f"open    {out}/output/{SECOND}/panel-paper.html\n" in told
    assert "changed since" not in reckoner("drafts", "show", FIRST, "--house", out).out
