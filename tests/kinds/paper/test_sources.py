"""A paper's list of sources: what its reader can't see at a glance, and tiles by their place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reckoner.reports.composed import compose_edition
from reckoner.reports.document import KeyFigure, NumberedParagraph
from reckoner.reports.figures.printed import plain
from reckoner.reports.kinds.paper.document import Paper
from reckoner.reports.prose import Grid, figures_in
from tests.worked_example import copy_house


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Paper:
    house = copy_house(tmp_path_factory.mktemp("paper") / "house")
    document = compose_edition(house, "panel-paper", "2025-11", lambda _step: None).document
    assert isinstance(document, Paper)
    return document


def workings(paper: Paper, topic: str) -> list[str]:
    (source,) = [each for each in paper.sources if each.topic.startswith(topic)]
    return [plain(each.formula) for each in paper.workings_of(source)]


def test_what_one_printed_value_less_another_gives_is_not_explained(paper: Paper) -> None:
    averages, *changes = workings(paper, "Clare")  # what rose from one printed average to the next is not
    assert averages == "All monthly averages: each number divided by its months"
    assert [each.split(" ")[0] for each in changes] == ["(38.0", "16.3"]
    (share,) = workings(paper, "Crimes solved")
    assert share.startswith("(8,665")
    assert workings(paper, "Operation Hotspot") == []  # as published


def test_a_count_of_rows_is_not_explained(paper: Paper) -> None:
    assert workings(paper, "Accountability and Performance Meetings") == []


def test_every_computed_per_cent_can_be_followed_back(paper: Paper) -> None:
    assert len(workings(paper, "Restructure of the Commissioner")) == 2


def test_a_tile_is_called_by_the_paragraph_above_it_and_each_place_named_once(paper: Paper) -> None:
    places = {source.topic: [place.label for place in paper.places_of(source)] for source in paper.sources}
    assert places["Firearms licensing"][0] == "key figures at the top"
    assert places["Accountability and Performance Meetings"].count("Table 3") == 1
    first = paper.sections[0]
    tiles = tuple(block for block in paper.introduction if isinstance(block, KeyFigure))
    within = replace(paper, introduction=(), sections=(replace(first, blocks=(*first.blocks, *tiles)),))
    (solved,) = (source for source in paper.sources if source.topic == "Crimes solved")
    assert within.places_of(solved)[0].label == f"{first.number}.2 (key\N{NO-BREAK SPACE}figures)"


def test_a_table_in_its_words_has_a_data_file_with_bare_numbers(paper: Paper) -> None:
    files = paper.table_files()
    (structure,) = [data for data in files.values() if data.startswith("Count,")]
    assert structure.splitlines()[1].endswith(",39,37,2,5")  # the page says that they are falls
    (activity,) = [data for data in files.values() if data.startswith("Activity,")]
    assert activity.splitlines()[0].endswith("Share of the total for 2024/25 (%)")
    assert any(data.startswith("When,What,") for data in files.values())  # words alone


def test_counts_below_ten_stand_in_words_in_running_text(paper: Paper) -> None:
    texts = [each.block for each in paper.blocks() if isinstance(each, NumberedParagraph)]
    figures = [each for text in texts if not isinstance(text, Grid) for each in figures_in(text)]
    counts = [each for each in figures if each.figure.unit.kind in ("count", "amount")]
    assert [each.text for each in counts if each.text.isdigit() and int(each.text) < 10] == []
