"""A paper's list of sources: what its reader can't see at a glance, and tiles by their place."""

from __future__ import annotations

import pytest

from reckoner.reports.composed import compose_edition
from reckoner.reports.figures.printed import plain
from reckoner.reports.kinds.paper.document import Paper
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
    assert workings(paper, "Clare") == []
    (share,) = workings(paper, "Crimes solved")
    assert share.startswith("(8,665")
    assert workings(paper, "Operation Hotspot") == []  # as published


def test_a_count_of_rows_is_not_explained(paper: Paper) -> None:
    assert workings(paper, "Accountability and Performance Meetings") == []


def test_every_computed_per_cent_can_be_followed_back(paper: Paper) -> None:
    assert len(workings(paper, "Restructure of the Commissioner")) == 2


def test_a_tile_is_called_by_the_paragraph_above_it_and_each_place_named_once(paper: Paper) -> None:
    places = {source.topic: [place.label for place in paper.places_of(source)] for source in paper.sources}
    assert places["Knife crime"] == ["17.2 (key\N{NO-BREAK SPACE}figures)"]
    assert places["Firearms licensing"][0] == "key figures at the top"
    assert places["Accountability and Performance Meetings"][1] == "Table 3"


def test_a_table_in_its_words_has_a_data_file_with_bare_numbers(paper: Paper) -> None:
    files = paper.table_files()
    (structure,) = [data for data in files.values() if data.startswith("Structure,")]
    assert structure.splitlines()[1] == "Posts,39,37,-2,-5"
    (activity,) = [data for data in files.values() if data.startswith("Activity,")]
    assert activity.splitlines()[0].endswith("Share of the total for 2024/25 (%)")
    assert any(data.startswith("When,What,") for data in files.values())  # words alone
