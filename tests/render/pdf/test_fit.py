"""Nothing runs off a page unseen: wide tables are made to fit, and what can't fit is said."""

from __future__ import annotations

import io

import pikepdf
import pytest

from reckoner.reports.render.pdf.engine import Rendered
from tests.render.pdf.heard import STYLE
from tests.render.pdf.paper import meta_of, paper, render_pdf


def render(body: str, style: str = "") -> Rendered:
    page = "@page { size: A4; margin: 20mm }"
    head = f"<head><style>{STYLE} {page} {style}</style></head>"
    html = f'<html lang="en-GB">{head}<body><h1>A</h1>{body}</body></html>'
    return render_pdf(html, {}, meta_of(paper()))


def table(columns: int, word: str = "1,234") -> str:
    heads = "".join(f"<th>{number}</th>" for number in range(columns))
    return f"<table><tr>{heads}</tr><tr>{f'<td>{word}</td>' * columns}</tr></table>"


def sizes(rendered: Rendered) -> list[tuple[int, int]]:
    with pikepdf.open(io.BytesIO(rendered.pdf)) as opened:
        return [(round(page.mediabox[2]), round(page.mediabox[3])) for page in opened.pages]


UPRIGHT, TURNED = (595, 842), (842, 595)


@pytest.mark.parametrize(
    ("columns", "pages"), [(5, [UPRIGHT]), (18, [UPRIGHT]), (26, [UPRIGHT, TURNED]), (40, [UPRIGHT, TURNED])]
)
def test_a_wide_table_is_set_smaller_then_turned(columns: int, pages: list[tuple[int, int]]) -> None:
    rendered = render(table(columns))
    assert rendered.log == ()
    assert sizes(rendered) == pages


def test_only_the_wide_table_is_changed() -> None:
    assert sizes(render(table(3) + table(26))) == [UPRIGHT, TURNED]


def test_a_table_that_nothing_makes_fit_is_said_in_the_log() -> None:
    assert any("run off page" in line for line in render(table(150)).log)


@pytest.mark.parametrize(
    "style", ["white-space: nowrap", "position: relative; left: 30cm", "margin-left: -9cm"]
)
def test_words_that_run_off_the_page_are_said_in_the_log(style: str) -> None:
    assert any("run off page 1" in line for line in render("<p>" + "word " * 60, f"p {{ {style} }}").log)


@pytest.mark.parametrize(
    ("box", "found"),
    [
        ("width: 30mm; white-space: nowrap", True),
        ("width: 30mm; height: 6mm", True),
        ("width: 90mm", False),
        ("width: 30mm", False),
    ],
)
def test_words_that_run_out_of_their_box_are_said(box: str, found: bool) -> None:
    log = render(f"<div style='{box}'>over four million pounds won back for victims</div>").log
    assert any("run out of their box on page 1" in line for line in log) == found
    assert len(log) <= 2
