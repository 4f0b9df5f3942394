"""Straight quotes are set as a typesetter sets them."""

from __future__ import annotations

import pytest

from reckoner.reports.settings.typographer import typographic


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Clare's Law", "Clare’s Law"),
        ("National Police Chiefs' Council", "National Police Chiefs’ Council"),
        ("the year's 'record' count", "the year’s ‘record’ count"),
        ('It calls them "better" (or "as good")', "It calls them “better” (or “as good”)"),
        ('"That\'s it," they said', "“That’s it,” they said"),
        ("the '90s and '24/25", "the ’90s and ’24/25"),
        ("'Quoted' first", "‘Quoted’ first"),
        ("Already ’set’ “so”", "Already ’set’ “so”"),
        ("{{ a.b as 'words' }} of Clare's", "{{ a.b as 'words' }} of Clare’s"),
        ("No quotes", "No quotes"),
        ("", ""),
    ],
)
def test_quotes_open_before_words_and_close_after_them(typed: str, printed: str) -> None:
    assert typographic(typed) == printed
    assert typographic(printed) == printed
