from __future__ import annotations

import pytest

from reckoner.reports.figures.printed import plain
from reckoner.reports.figures.typographer import typographic, typographic_sentence
from tests.small import figure, wording


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ("Clare's Law", "Clare’s Law"),
        ("offenders' ways", "offenders’ ways"),
        ("'all' and \"some\"", "‘all’ and “some”"),
        ('the year ("best")', "the year (“best”)"),
        ("since the '90s", "since the ’90s"),
        ("can't", "can’t"),
    ],
)
def test_quotes_and_apostrophes_are_curly(typed: str, set_: str) -> None:
    assert typographic(typed) == set_


def test_a_quote_after_a_figure_closes() -> None:
    sentence = ("It was '", wording().word(figure(31)), "' in all")
    assert plain(typographic_sentence(sentence)) == "It was ‘31’ in all"
