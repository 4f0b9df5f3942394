"""Every link leads somewhere and says where; no place in the page is named twice."""

from __future__ import annotations

import pytest

from reckoner.reports.checks.links import find
from reckoner.reports.checks.page import read_page
from reckoner.reports.prose import Link
from tests.small import document, html, paragraph, runs

FILES = {"charts/a.csv"}


def problems(html: str) -> list[str]:
    files = {*FILES, "panel-paper.pdf"}
    return [f"{found.rule}: {found.what}" for found in find(read_page(html), files)]


@pytest.mark.parametrize(
    "address",
    ["https://example.org/a?b=c#d", "mailto:a@example.org", "tel:01707806100", "#here", "charts/a.csv"],
)
def test_a_whole_link_is_fine(address: str) -> None:
    assert problems(f'<p id="here"><a href="{address}">words</a></p>') == []


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org",
        "https://",
        "https:///path",
        "https://[bad",
        "https://a b.org",
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//example.org",
        "#nowhere",
        "#",
        "",
        "charts/b.csv",
        "../charts/a.csv",
    ],
)
def test_a_link_that_leads_nowhere_is_an_error(address: str) -> None:
    (problem,) = problems(f'<p id="here"><a href="{address}">words</a></p>')
    assert problem.startswith("broken-link: ")


@pytest.mark.parametrize("words", ["", "  ", "<span></span>"])
def test_a_link_without_words_is_an_error(words: str) -> None:
    assert problems(f'<p id="here"><a href="#here">{words}</a></p>') == [
        "empty-link: the link to #here has no words"
    ]


def test_two_places_of_one_name_are_an_error() -> None:
    assert problems('<p id="a">x</p><p id="a">y</p>') == ["double-anchor: 2 places are called #a"]


def test_the_page_of_a_document_has_whole_links_in_both_dresses() -> None:
    paper = document(paragraph(Link(runs("the section"), "#crime")))
    assert problems(html(paper)) == []
    assert problems(html(paper, "print")) == []


def test_a_section_that_takes_the_name_of_another_place_is_found() -> None:
    page = html(document()).replace('id="crime"', 'id="main"')
    assert "double-anchor: 2 places are called #main" in problems(page)
