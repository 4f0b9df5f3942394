"""Runs of pages with a bad one are set tighter or looser; others are laid out once."""

from __future__ import annotations

import io

import pikepdf
import pytest
import weasyprint

from reckoner.reports.render.pdf import fit
from reckoner.reports.render.pdf.engine import Rendered
from reckoner.reports.render.pdf.fetcher import HouseFetcher
from tests.render.pdf.heard import STYLE
from tests.render.pdf.paper import meta_of, paper, render_pdf

LOOKS = (
    "@page { size: A4; margin: 20mm } h1, h2, p { margin: 0; line-height: 6mm; font-size: 10pt }"
    "[data-run] { break-before: page } .tight p { line-height: 5.5mm } .loose p { line-height: 8mm }"
)
LINE = "<p>A line of words.</p>"  # with the part's title, 41 of them fill a page's 257 mm


def page(*runs: int) -> str:
    parts = "".join(f"<section data-run><h2>Part</h2>{LINE * lines}</section>" for lines in runs)
    return (
        f'<html lang="en-GB"><head><style>{STYLE}{LOOKS}</style></head><body><h1>A</h1>{parts}</body></html>'
    )


def pages(*runs: int) -> int:
    rendered: Rendered = render_pdf(page(*runs), {}, meta_of(paper()))
    assert rendered.log == ()
    with pikepdf.open(io.BytesIO(rendered.pdf)) as opened:
        return len(opened.pages) - 1  # the title's


def test_a_last_page_of_a_few_lines_is_drawn_in_by_setting_its_run_tighter() -> None:
    assert pages(44) == 1
    assert pages(30, 44, 30) == 3


def test_where_tighter_is_too_little_looser_fills_the_last_page() -> None:
    """Of 49 lines 45 stand on one page at 5.5 mm, 4 on the next; at 8 mm it is 31 and 18."""
    assert pages(49) == 2


@pytest.mark.parametrize(
    ("runs", "times"), [((30,), 1), ((60,), 1), ((44,), 2), ((30, 44, 30), 3), ((41 * 60 + 3,), 1)]
)
def test_only_a_run_with_a_bad_page_is_laid_out_again_and_no_trial_of_the_whole_twice(
    runs: tuple[int, ...], times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[object] = []
    render = weasyprint.HTML.render

    def count(self: weasyprint.HTML, *given: object, **named: object) -> object:
        counted.append(self)
        return render(self, *given, **named)

    monkeypatch.setattr(weasyprint.HTML, "render", count)
    fit.lay_out(page(*runs), HouseFetcher({}, []))
    assert len(counted) == times


def test_a_step_that_leaves_as_many_bad_pages_is_not_taken() -> None:
    hardly = page(44).replace(".tight p { line-height: 5.5mm }", ".tight p { line-height: 5.9mm }")
    hardly = hardly.replace(".loose p { line-height: 8mm }", ".loose p { line-height: 6.1mm }")
    laid, _ = fit.lay_out(hardly, HouseFetcher({}, []))
    [run] = laid.etree_element.iter("section")
    assert run.get("class") is None
