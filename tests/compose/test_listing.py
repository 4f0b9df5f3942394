"""The names that an edition's editor can use, each with what it prints."""

from __future__ import annotations

from pathlib import Path

import pytest

from reckoner.reports.compose.listing import Row, list_figures
from reckoner.reports.compose.occasion import occasion_of
from reckoner.reports.compose.wording import wording_of
from reckoner.reports.errors import InputError, UsageError
from reckoner.reports.kinds.registry import read_whole
from reckoner.reports.settings.house import read_house
from tests.letters import letter_house, story
from tests.small import tiny_house, write
from tests.worked_example import edit


def listed(root: Path, publication: str, edition: str) -> list[Row]:
    house = read_house(root)
    meant = house.publication(publication)
    words = read_whole(root, meant, edition)
    return list_figures(house, words, occasion_of(house, meant, edition, wording_of(house)))


def test_each_name_says_what_it_prints_and_where_it_comes_from(tmp_path: Path) -> None:
    root = tiny_house(tmp_path / "house", "Words.")
    (row,) = listed(root, "panel-paper", "2025-11")
    assert row.short == ("crime.schools", "31", "count", "2025-10")
    assert (row.noun, row.source) == ("schools", "The Force, A paper")


def test_an_old_figure_is_marked(tmp_path: Path) -> None:
    root = tiny_house(tmp_path / "house", "Words.")
    edit(root / "data/facts.yaml", lambda text: text.replace("period: 2025-10", "period: 2023-24"))
    (row,) = listed(root, "panel-paper", "2025-11")
    assert row.short == ("crime.schools", "31", "count", "2023-24 (old)")


def test_a_name_that_prints_nothing_says_why(tmp_path: Path) -> None:
    root = tiny_house(tmp_path / "house", "Words.")
    write(root / "data" / "crimes" / "solved.csv", "period,solved\n2024-10,100\n")
    write(root / "data" / "crimes" / "module.yaml", MODULE)
    rows = {row.name: row for row in listed(root, "panel-paper", "2025-11")}
    assert rows["crimes.solved"].prints.startswith("nothing: crimes.solved has no value for 2025-10")


MODULE = """
title: Crimes solved
origins:
  paper:
    kind: kept
    producer: The Force
    document: A paper
    received: 2025-11-20
    from: The Force
    licence: Public
tables:
  solved:
    file: solved.csv
    origin: paper
    columns: {period: {type: period}, solved: {type: count}}
measures:
  solved: {table: solved, value: solved, unit: count, default_period: latest}
"""


def solved(root: Path) -> Path:
    """The house with crimes solved in three months, the last of which isn't known."""
    write(root / "data" / "crimes" / "solved.csv", "period,solved\n2024-10,100\n2025-10,125\n2025-11,\n")
    module = MODULE.replace("solved: {type: count}", "solved: {type: count, may_be_missing: true}")
    write(root / "data" / "crimes" / "module.yaml", module)
    return root


def crimes(root: Path, publication: str, edition: str) -> tuple[str, str]:
    (row,) = (row for row in listed(root, publication, edition) if row.name.startswith("crimes"))
    return row.name, row.prints


def test_where_the_edition_lacks_a_measure_s_period_the_name_is_listed_with_its_newest(
    tmp_path: Path,
) -> None:
    root = solved(tiny_house(tmp_path / "house", "Words.", "---\ntitle: Progress\n---\n"))
    assert crimes(root, "panel-paper", "2025-11") == ("crimes.solved at 2025-10", "125")


def test_for_the_news_page_that_is_the_period_of_the_newest_story_which_names_it(tmp_path: Path) -> None:
    periods = "periods: {latest: 2024-10}\n"
    stories = {"a": story(day="2026-02-10", more=periods), "b": story(day="2026-02-20")}
    root = solved(letter_house(tmp_path / "house", stories))
    assert crimes(root, "news", "2026-02") == ("crimes.solved at 2024-10", "100")
    write(root / "content" / "news" / "c.md", story(day="2026-02-25", more=periods.replace("2024", "2025")))
    assert crimes(root, "news", "2026-02") == ("crimes.solved at 2025-10", "125")


def test_an_unknown_publication_or_edition_is_named(tmp_path: Path) -> None:
    root = tiny_house(tmp_path / "house", "Words.")
    with pytest.raises(UsageError, match="there is no publication 'magazine'"):
        listed(root, "magazine", "2025-11")
    with pytest.raises(InputError, match="panel-paper 2025-12 has no words"):
        listed(root, "panel-paper", "2025-12")
