"""Page make-up: each fault is planted in pages that are otherwise sound, and found by its rule alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reckoner.reports.checks.pdf import makeup
from reckoner.reports.checks.pdf.tags import read_pdf
from reckoner.reports.document import Document, Section
from reckoner.reports.findings import Finding
from tests.render.pdf.paper import meta_of, paper, render_pdf
from tests.small import a_table, document, numbered, prose

# 247 mm to a page: the title and 47 lines on the first, 49 lines on each other.
STYLE = (
    "@page { size: A4; margin: 25mm } html { font: 10pt/5mm Source Sans Pro } body, p { margin: 0 }"
    "h1 { margin: 0; line-height: 10mm } h2 { margin: 0; line-height: 5mm; font-size: 10pt }"
    ".next { break-before: page } th, td { padding: 0; line-height: 5mm; font-weight: 400 }"
)
LINE = "<p>A line of words that stands on the page.</p>"
FULL = LINE * 47
ROW = "<tr><th scope='row'>Watford</th><td>4</td></tr>"


class Opened(Document):
    """A document of which a part opens where the test says."""

    @property
    def openings(self) -> tuple[str, ...]:
        return ("part",)


def found(body: str, about: Document | None = None) -> list[Finding]:
    html = f"<html lang='en-GB'><head><style>{STYLE}</style></head><body><h1>A</h1>{body}</body></html>"
    rendered = render_pdf(html, {}, meta_of(paper()))
    reading = read_pdf(rendered.pdf)
    with reading.pdf:
        return list(makeup.find(reading, about or replace(document(), sections=())))


def rules(body: str, about: Document | None = None) -> list[str]:
    return [finding.rule for finding in found(body, about)]


def opened() -> Opened:
    return Opened(**{name: getattr(document(), name) for name in document().__dataclass_fields__})


def test_pages_that_are_filled_give_no_finding() -> None:
    assert rules(FULL + LINE * 30) == []


def test_a_page_that_ends_too_early_is_found_with_what_follows_it() -> None:
    [finding] = found(LINE * 20 + "<h2 class='next'>Schools</h2>" + LINE * 48 + LINE * 20)
    assert (finding.rule, finding.where, finding.quote) == ("page-fill", "page 1", "Schools")
    assert "the page is filled to 4" in finding.what


def test_the_last_page_of_a_part_may_end_early_but_not_at_once() -> None:
    part = "<h2 class='next' id='part'>Schools</h2><p><a href='#part'>Schools</a></p>" + LINE * 40
    assert rules(FULL + LINE * 20 + part, opened()) == []
    assert rules(FULL + LINE * 4 + part, opened()) == ["page-fill"]
    assert rules(FULL + LINE * 4) == ["page-fill"]


def test_a_heading_at_a_pages_foot_is_found() -> None:
    assert rules(LINE * 46 + "<h2>Schools</h2><p class='next'>A line.</p>" + LINE * 30) == ["heading-at-foot"]


def test_a_heading_with_one_line_below_it_at_a_pages_foot_is_found() -> None:
    both = "<h2>Schools</h2><p style='orphans: 1; widows: 1'>" + "Words that go on and on. " * 30 + "</p>"
    assert rules(LINE * 45 + both + LINE * 26) == ["heading-at-foot"]


@pytest.mark.parametrize(("rows", "expected"), [(9, ["table-split"]), (60, [])])
def test_a_table_that_one_page_would_hold_is_found_where_it_is_cut(rows: int, expected: list[str]) -> None:
    table = f"<table>{ROW * rows}</table>"
    assert rules(LINE * 42 + table + LINE * 30) == expected


@pytest.mark.parametrize(("pages", "expected"), [(0, []), (1, ["exhibit-far"])])
def test_a_table_out_of_sight_of_its_paragraph_is_found(pages: int, expected: list[str]) -> None:
    """The paragraph stands on page 2, the table on page 3, which is open beside it, or on page 4."""
    links = "<p><a href='#p1-1'>Words</a> <a href='#table-schools'>Table</a></p>"
    words = f"<p class='next' id='p1-1'>The table shows it.</p>{LINE * 48}"
    between = f"<p class='next'>Words.</p>{LINE * 48}" * pages
    table = f"<div class='next' id='table-schools'><table>{ROW * 4}</table></div>" + LINE * 40
    section = Section("1", "crime", ("Crime",), (numbered(prose("The table shows it.")), a_table()))
    about = replace(document(), sections=(section,))
    assert rules(LINE * 46 + links + words + between + table, about) == expected
