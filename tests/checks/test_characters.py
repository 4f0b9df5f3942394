"""No braces of a placeholder are left over, and no character hides or turns round what is read."""

from __future__ import annotations

import pytest

from reckoner.reports.checks.characters import find
from reckoner.reports.checks.page import read_page
from tests.small import document, html, paragraph


def rules(text: str) -> list[str]:
    return [found.rule for found in find(read_page(html(document(paragraph(text)))))]


@pytest.mark.parametrize("text", ["{{ crimes.solved }}", "open {{", "closed }}"])
def test_braces_that_reach_the_page_are_an_error(text: str) -> None:
    assert rules(text) == ["left-over-braces"]


@pytest.mark.parametrize("text", ["a\u202e12", "a\u2066b", "a\x00b", "a\x1b[2J", "a\x7fb"])
def test_a_character_that_nobody_sees_is_an_error(text: str) -> None:
    assert rules(text) == ["hidden-character"]


@pytest.mark.parametrize("text", ["{ braces }", "Croeso i Gymru – “ŵyth”", "שלום", "a\u00a0b", "co\u00adop"])
def test_ordinary_text_in_any_language_is_fine(text: str) -> None:
    assert rules(text) == []


def test_a_title_is_looked_at_too() -> None:
    page = read_page(html(document(title="A {{ paper }}")))
    assert {found.rule for found in find(page)} == {"left-over-braces"}
