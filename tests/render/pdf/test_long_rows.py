"""Rows as long as an action log's, and documents without figures."""

from __future__ import annotations

from pathlib import Path

import pikepdf

from tests.small import tiny_house
from tests.worked_example import build_paper

SENTENCE = "The force will write a plan and bring it back to the meeting. "


def rows(*sentences: int) -> str:
    table = "".join(f"| {SENTENCE * count} | The force |\n" for count in sentences)
    return f"A long action log.\n\nTable: Actions\n\n| Action | Owner |\n| --- | --- |\n{table}"


def test_a_row_longer_than_a_page_goes_on_over_the_next(tmp_path: Path) -> None:
    built = build_paper(tiny_house(tmp_path / "house", rows(200), outputs="[pdf, html]"))
    assert built.findings == ()


def test_rows_of_two_thirds_of_a_page_leave_no_page_half_empty(tmp_path: Path) -> None:
    built = build_paper(tiny_house(tmp_path / "house", rows(60, 60), outputs="[pdf, html]"))
    assert built.findings == ()
    with pikepdf.open(built.saved.folder / "panel-paper.pdf") as pdf:
        assert len(pdf.pages) == 2


def test_a_document_without_figures_lists_none(tmp_path: Path) -> None:
    built = build_paper(tiny_house(tmp_path / "house", "Words alone."))
    assert built.findings == ()
    assert (
        "figures-and-sources"
        not in (built.saved.folder / "panel-paper.html").read_text("utf-8").split("</style>")[-1]
    )
