from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

import pytest

from reckoner.reports.errors import SettingsError, UsageError
from reckoner.reports.modules.library import load_library
from reckoner.reports.modules.taking import take_file, take_from_databases
from reckoner.reports.sources.take import Receipt
from tests.modules.houses import ORIGINS, a_house, value
from tests.modules.test_police_uk import FEBRUARY, JANUARY
from tests.modules.test_police_uk import MODULE as POLICE

TODAY = Receipt(date(2025, 11, 20), "The force")
SNAPSHOT = ORIGINS.replace("kind: kept", "kind: snapshot")
SOLVED = """
title: Crimes solved
tables:
  solved:
    WHERE
    origin: paper
    columns: {period: {type: period}, solved: {type: count}}
measures:
  solved: {table: solved, value: solved, unit: count, over_time: sum}
"""
FILED = SNAPSHOT + SOLVED.replace("WHERE", "file: solved.csv")
ASKED = SNAPSHOT + SOLVED.replace(
    "WHERE", "database: warehouse\n    query: select period, solved from crimes"
)


def test_a_changed_cell_is_taken_in_and_changes_the_measure(tmp_path: Path) -> None:
    root = a_house(tmp_path / "house", {"solved/module.yaml": FILED})
    new = tmp_path / "solved.csv"
    new.write_text("period,solved\n2024,7\n2025,9\n")
    take_file(root, "solved", new, TODAY)
    assert value(load_library(root), "solved.solved", "2025") == "9"
    new.write_text("period,solved\n2024,7\n2025,10\n")
    taken = take_file(root, "solved", new, TODAY)
    assert list(taken.changes[0].lines()) == ["2025: solved 9 -> 10"]
    assert value(load_library(root), "solved.solved", "2025") == "10"


def test_a_build_needs_no_server_once_a_query_was_taken_in(tmp_path: Path) -> None:
    root = a_house(tmp_path / "house", {"solved/module.yaml": ASKED})
    warehouse = tmp_path / "warehouse.db"
    with sqlite3.connect(warehouse) as database:
        database.execute("create table crimes (period text, solved integer)")
        database.execute("insert into crimes values ('2024', 7), ('2025', 9)")
    database.close()
    [taken] = take_from_databases(root, "solved", {"warehouse": f"sqlite:///{warehouse}"}, TODAY)
    assert taken.changes[0].added == ("2024", "2025")
    warehouse.unlink()
    library = load_library(root)
    assert value(library, "solved.solved", "2025") == "9"
    assert [path.name for path in library.paths] == ["module.yaml", "snapshots.yaml", "solved.csv"]


def test_a_database_that_the_office_does_not_know_is_named(tmp_path: Path) -> None:
    root = a_house(tmp_path, {"solved/module.yaml": ASKED})
    with pytest.raises(SettingsError) as error:
        take_from_databases(root, "solved", {"warehouses": "sqlite://"}, TODAY)
    assert error.value.lines() == [
        "data/solved/module.yaml:14: office.yaml has no database 'warehouse'",
        "  Did you mean warehouses?",
    ]


def test_a_module_without_a_database_needs_a_file(tmp_path: Path) -> None:
    root = a_house(tmp_path, {"solved/module.yaml": FILED})
    with pytest.raises(UsageError, match="solved asks no database"):
        take_from_databases(root, "solved", {}, TODAY)


def test_an_unknown_module_is_answered_with_near_names(tmp_path: Path) -> None:
    root = a_house(tmp_path, {"solved/module.yaml": FILED})
    with pytest.raises(UsageError) as error:
        take_file(root, "solve", tmp_path / "x.csv", TODAY)
    assert error.value.lines() == ["there is no module 'solve'", "  Did you mean solved?"]


def test_street_files_are_taken_in_and_compared_as_counts(tmp_path: Path) -> None:
    root = a_house(tmp_path / "house", {"crime/module.yaml": SNAPSHOT + POLICE})
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    name = "2024-01-hertfordshire-street.csv"
    (inbox / name).write_text(JANUARY)
    first = take_file(root, "crime", inbox / name, TODAY)
    assert [len(changes.added) for changes in first.changes] == [2, 1]
    (inbox / name).write_text(JANUARY.replace(",Drugs,", ",Burglary,", 1))
    again = take_file(root, "crime", inbox / name, TODAY, dry_run=True)
    assert [line for changes in again.changes for line in changes.lines()] == [
        "2024-01, Burglary: number 2 -> 3",
        "- 2024-01, Drugs",
    ]
    (inbox / "2024-02-hertfordshire-street.csv").write_text(FEBRUARY)
    take_file(root, "crime", inbox / "2024-02-hertfordshire-street.csv", TODAY)
    assert value(load_library(root), "crime.crime", "2024-01..2024-02") == "4"
