"""What a page says of the PDF beside it."""

from __future__ import annotations

import pytest

from reckoner.reports.render.download import pdf_facts, with_facts
from tests.small import wording


@pytest.mark.parametrize(
    ("length", "pages", "said"),
    [
        (1, 1, "(1 page, 1 KB)"),
        (147_000, 13, "(13 pages, 144 KB)"),
        (1024 * 999, 2, "(2 pages, 999 KB)"),
        (1024 * 999 + 1, 2, "(2 pages, 1.0 MB)"),
        (5_400_000, 300, "(300 pages, 5.1 MB)"),
    ],
)
def test_pages_and_size_are_said_as_a_reader_reads_them(length: int, pages: int, said: str) -> None:
    assert pdf_facts(b"." * length, pages, wording().language) == said


def test_they_follow_each_link_and_a_page_without_one_stays_as_it_is() -> None:
    link = '<a href="a.pdf">PDF</a><span class="pdf-facts"></span>'
    filled = '<a href="a.pdf">PDF</a><span class="pdf-facts"> (1 page, 1 KB)</span>'
    assert with_facts(f"{link} {link}", "(1 page, 1 KB)") == f"{filled} {filled}"
    assert with_facts("<p>None.</p>", "(1 page, 1 KB)") == "<p>None.</p>"
