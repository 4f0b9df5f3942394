"""Every picture is there, and says in words what it shows."""

from __future__ import annotations

import pytest

from reckoner.reports.checks.page import read_page
from reckoner.reports.checks.pictures import LONGEST, find
from tests.small import chart, document, html


def rules(html: str) -> list[tuple[str, str]]:
    return [(found.severity, found.rule) for found in find(read_page(html), {"charts/a.svg"})]


def test_a_picture_with_words_is_fine() -> None:
    assert rules('<img src="charts/a.svg" alt="Crimes solved rose.">') == []


@pytest.mark.parametrize("alt", ["", 'alt=""', 'alt="  "', 'alt="a.svg"', 'alt="photo-1.JPEG"'])
def test_a_picture_without_words_or_with_a_file_name_is_an_error(alt: str) -> None:
    assert rules(f'<img src="charts/a.svg" {alt}>') == [("error", "alt-text")]


def test_a_picture_marked_as_decoration_says_nothing() -> None:
    marked = 'class="wide decoration"'
    assert rules(f'<img src="charts/a.svg" alt="" {marked}>') == []
    assert rules(f'<img src="charts/a.svg" {marked}>') == [("error", "alt-text")]
    assert rules(f'<img src="charts/b.svg" alt="" {marked}>') == [("error", "missing-picture")]


def test_a_very_long_alt_text_is_a_warning() -> None:
    assert rules(f'<img src="charts/a.svg" alt="{"word " * LONGEST}">') == [("warning", "alt-text")]


@pytest.mark.parametrize("source", ["charts/b.svg", "https://example.org/a.svg", "", "../charts/a.svg"])
def test_a_picture_that_does_not_stand_beside_the_page_is_an_error(source: str) -> None:
    assert rules(f'<img src="{source}" alt="A line.">') == [("error", "missing-picture")]


def test_the_charts_of_a_document_pass() -> None:
    page = read_page(html(document(chart(("Crimes solved rose.",)))))
    assert list(find(page, {"charts/crimes-solved.svg"})) == []


def test_a_picture_that_is_part_of_the_page_needs_words_as_well() -> None:
    assert rules('<svg role="img" aria-label="Crimes solved rose."></svg>') == []
    assert rules('<svg role="img"></svg>') == [("error", "alt-text")]
