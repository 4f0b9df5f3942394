"""Figures in running text: no word twice, and a capital where a sentence begins."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reckoner.reports.compose.resolve import Resolver
from reckoner.reports.content.markdown import read_markdown
from reckoner.reports.figures.catalogue import Catalogue, Fact
from reckoner.reports.figures.figure import Figure
from reckoner.reports.figures.unit import COUNT
from reckoner.reports.prose import ItemList, Paragraph, text_of
from tests.small import wording

VISITORS = Figure(Decimal(50000), COUNT, "show.visitors", None, ("office",), "over")


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ("Over {{ show.visitors }} came.", "Over 50,000 came."),
        ("**Over** {{ show.visitors }} came.", "Over 50,000 came."),
        ("{{ show.visitors }} came.", "Over 50,000 came."),
        ("It was full. {{ show.visitors }} came.", "It was full. Over 50,000 came."),
        ("It was (again) full: {{ show.visitors }} came.", "It was (again) full: over 50,000 came."),
        ("We saw {{ show.visitors }} there.", "We saw over 50,000 there."),
        ("Moreover {{ show.visitors }} came.", "Moreover over 50,000 came."),
        ("- {{ show.visitors }} visitors\n- more", "over 50,000 visitors"),
        ("- {{ show.visitors }} came.\n- more", "Over 50,000 came."),
    ],
)
def test_a_qualifier_fits_into_its_sentence(words: str, printed: str) -> None:
    resolver = Resolver(Catalogue.of([Fact(VISITORS)]), wording(), {})
    (block,) = read_markdown(words, "a.md").blocks
    found = resolver.block(block)
    while isinstance(found, ItemList):
        found = found.items[0][0]
    assert isinstance(found, Paragraph)
    assert text_of(found.runs) == printed
    assert resolver.faults == []
