"""The names that an edition's editor can use, each with what it prints."""

from __future__ import annotations

from pathlib import Path

import pytest

from reports.compose.listing import list_figures
from reports.errors import InputError, UsageError
from tests.small import tiny_house, write


def test_each_name_says_what_it_prints_and_where_it_comes_from(tmp_path: Path) -> None:
    root = tiny_house(tmp_path / "house", "Words.")
    (row,) = list_figures(root, "panel-paper", "2025-11")
    assert row.short == ("crime.schools", "31", "count", "2025-10")
    assert (row.noun, row.source) == ("schools", "The Force, A paper")


def test_a_name_that_prints_nothing_says_why(tmp_path: Path) -> None:
    root = tiny_house(tmp_path / "house", "Words.")
    write(root / "data" / "crimes" / "solved.csv", "period,solved\n2024-10,100\n")
    write(root / "data" / "crimes" / "module.yaml", MODULE)
    rows = {row.name: row for row in list_figures(root, "panel-paper", "2025-11")}
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


def test_an_unknown_publication_or_edition_is_named(tmp_path: Path) -> None:
    root = tiny_house(tmp_path / "house", "Words.")
    with pytest.raises(UsageError, match="there is no publication 'magazine'"):
        list_figures(root, "magazine", "2025-11")
    with pytest.raises(InputError, match="panel-paper 2025-12 has no words"):
        list_figures(root, "panel-paper", "2025-12")
