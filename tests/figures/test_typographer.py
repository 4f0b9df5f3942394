from __future__ import annotations

from reckoner.reports.figures.printed import plain
from reckoner.reports.figures.typographer import typographic_sentence
from tests.small import figure, wording


def test_a_quote_after_a_figure_closes() -> None:
    sentence = ("It was '", wording().word(figure(31)), "' in all")
    assert plain(typographic_sentence(sentence)) == "It was ‘31’ in all"
