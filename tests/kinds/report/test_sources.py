"""What a report's list of sources says of where they are used."""

from __future__ import annotations

from pathlib import Path

from reckoner.reports.document import Mention, NumberedParagraph, Source
from tests.booklets import PRIORITIES, WALKS, composed, report
from tests.compose.house import library


def test_a_source_names_the_parts_that_use_it_and_what_has_a_number_of_its_own(tmp_path: Path) -> None:
    document = composed(report(tmp_path))
    walks, talks = document.sections[0], document.sections[-1]
    items = (Mention("Walks", walks.anchor), Mention("Talks", talks.anchor), Mention("Talks", talks.anchor))
    places = (*items, Mention("Figure 1", "chart-crime"))
    source = Source("1", "Crime", "Police", (), "", places, ())
    assert [place.label for place in document.places_of(source)] == [
        "The first part",
        "The second part",
        "Figure 1",
    ]


def test_on_the_web_a_source_leads_to_each_item_that_uses_it(tmp_path: Path) -> None:
    document = composed(report(tmp_path))
    walks, talks = document.sections[0], document.sections[-1]
    places = (
        Mention("Talks", talks.anchor),
        Mention("Walks", walks.anchor),
        Mention("Figure 1", "chart-crime"),
    )
    source = Source("1", "Crime", "Police", (), "", places, ())
    assert [(place.label, place.anchor) for place in document.exact_places_of(source)] == [
        ("Walks", walks.anchor),
        ("Talks", talks.anchor),
        ("Figure 1", "chart-crime"),
    ]


def test_words_without_a_figure_rest_on_what_the_item_names_and_those_before_a_chart_on_its_sources(
    tmp_path: Path,
) -> None:
    said = "We walked.\n\n{{ crimes.solved }} were solved.\n\nMost in towns.\n\n{{ chart crimes.by_month }}"
    chart = {
        "kind": "bar",
        "title": "Crimes solved",
        "subtitle": "By month",
        "measures": ["crimes.solved"],
        "periods": ["2025-09", "2025-10"],
    }
    words = report(tmp_path, {"10-walks": f"{WALKS}\nsource: office"}, texts={"10-walks": said})
    shelf = library(charts={"crimes.by_month": chart}, tables={"plan.priorities": PRIORITIES})
    blocks = composed(words, shelf).sections[0].blocks
    paragraphs = [each for each in blocks if isinstance(each, NumberedParagraph)]
    walked, solved, towns = (paragraph.source.labels for paragraph in paragraphs)
    assert towns == solved
    assert walked != solved
    assert walked
