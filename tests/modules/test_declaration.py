from __future__ import annotations

from pathlib import Path

import pytest

from reckoner.reports.errors import InputError
from tests.modules.houses import load

MODULE = """
title: Crimes solved
tables:
  solved:
    file: solved.csv
    origin: paper
    columns: {period: {type: period}, solved: {type: count}}
measures:
  solved: {table: solved, value: solved, unit: count}
"""
ROWS = "period,solved\n2024,7\n"


def refused(root: Path, old: str, new: str) -> list[str]:
    """What is said of the module with one part replaced; lines count from the module's own first."""
    assert old in MODULE
    with pytest.raises(InputError) as error:
        load(root, {"solved/module.yaml": MODULE.replace(old, new), "solved/solved.csv": ROWS})
    return [fault.what for fault in error.value.faults]


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("type: count", "type: counts", "type: 'counts' is not known here"),
        ("type: count", "type: count, minimun: 0", "unknown key 'minimun'"),
        ("unit: count", "unit: crimes", "unit: there is no unit 'crimes'"),
        (
            "unit: count",
            "unit: count, over_time: average",
            "over_time: 'average' is not a way to put",
        ),
        (
            "unit: count",
            "unit: count, default_period: [2024]",
            "default_period: must be text, not a list",
        ),
        (
            "file: solved.csv",
            "file: solved.csv\n    files: x.csv",
            "solved: it needs one of `file`, `files` and `database`",
        ),
        ("file: solved.csv", "database: warehouse", "solved: `database` and `query` go together"),
        ("file: solved.csv", "file: solved.doc", "'solved.doc' is no kind of file that can be read"),
        ("file: solved.csv", "file: .solved.csv", "'.solved.csv' must be a name in the module's own folder"),
        ("file: solved.csv", "file: '*.csv'", "'*.csv' stands for several files"),
        ("file: solved.csv", "file: solved.csv\n    key: [periods]", "key: there is no column 'periods'"),
        (
            "file: solved.csv",
            "file: solved.csv\n    key: [solved]\n    every: month",
            "`every` needs a column of periods",
        ),
        (
            "file: solved.csv",
            "file: solved.csv\n    suppress: {columns: [n]}",
            "suppress: there is no column 'n'",
        ),
        ("title: Crimes solved", "title: Crimes solved\nowner: me", "unknown key 'owner'"),
        ("value: solved", "value: period", "solved.solved: period is a column of period, not of numbers"),
        ("  solved: {table", "  Solved: {table", "'Solved' can't be used as a name"),
    ],
)
def test_a_mistake_in_a_module_is_explained(tmp_path: Path, old: str, new: str, what: str) -> None:
    found = refused(tmp_path, old, new)
    assert any(each.startswith(what) for each in found), found


def test_what_a_database_gives_is_a_snapshot(tmp_path: Path) -> None:
    asked = "database: warehouse\n    query: select 1"
    assert refused(tmp_path, "file: solved.csv", asked) == [
        "what a database gives is a snapshot, but its origin says `kind: kept`"
    ]


def test_numbers_and_years_may_stand_where_texts_are_meant(tmp_path: Path) -> None:
    module = MODULE.replace("unit: count", "unit: count, default_period: 2024")
    module = module.replace("type: period", "type: period, heading: 2024")
    library = load(tmp_path, {"solved/module.yaml": module, "solved/solved.csv": ROWS})
    assert library.catalogue.measure("solved.solved").default_period == "2024"
    assert library.tables["solved.solved"].table.columns[0].heading == "2024"
