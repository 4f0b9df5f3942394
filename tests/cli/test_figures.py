"""``reckoner figures``: every name an editor can use, with value, unit, period and source."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.calling import Reckoner
from tests.small import FACTS, write

CALLS = """
title: Calls
origins: {log: {kind: kept, producer: The Force, document: Log, received: 2025-11-20, from: Us, licence: Us}}
tables: {calls: {file: calls.csv, origin: log, columns: {month: {type: month}, calls: {type: count}}}}
measures: {calls: {table: calls, value: calls, unit: count, default_period: 2031-10}}
"""
MORE = "  traffic.fines: {value: 1250, unit: £, period: 2025-10, origin: panel}\n"


def test_each_name_has_a_line(reckoner: Reckoner, house: Path) -> None:
    write(house / "data" / "facts.yaml", FACTS + MORE)
    answer = reckoner("figures", "panel-paper", "2025-11", "--house", house)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.splitlines() == [
        "crime.schools  31      count  2025-10  The Force, A paper",
        "traffic.fines  £1,250  £      2025-10  The Force, A paper",
    ]


def test_only_names_that_hold_a_text_are_listed(reckoner: Reckoner, house: Path) -> None:
    write(house / "data" / "facts.yaml", FACTS + MORE)
    answer = reckoner("figures", "panel-paper", "2025-11", "--only", "fines", "--house", house)
    assert [line.split()[0] for line in answer.out.splitlines()] == ["traffic.fines"]


def test_nothing_to_list_is_no_failure(reckoner: Reckoner, house: Path) -> None:
    answer = reckoner("figures", "panel-paper", "2025-11", "--only", "nothing", "--house", house)
    assert (answer.code, answer.out) == (0, "")
    assert answer.err.startswith("No name holds 'nothing'.\n")


def test_a_long_reason_for_no_value_pushes_only_its_own_line(reckoner: Reckoner, house: Path) -> None:
    write(house / "data" / "calls" / "calls.csv", "month,calls\n2025-10,7\n")
    write(house / "data" / "calls" / "module.yaml", CALLS)
    crime, calls = reckoner("figures", "panel-paper", "2025-11", "--house", house).out.splitlines()[::-1]
    assert "has no value for 2031-10" in calls + crime
    assert min(len(crime), len(calls)) < 80


def test_json_holds_the_same_and_what_is_counted(reckoner: Reckoner, house: Path) -> None:
    answer = reckoner("figures", "panel-paper", "2025-11", "--house", house, "--format", "json")
    assert json.loads(answer.out) == [
        {
            "name": "crime.schools",
            "prints": "31",
            "unit": "count",
            "period": "2025-10",
            "noun": "schools",
            "source": "The Force, A paper",
            "old": False,
        }
    ]


def test_faults_in_the_data_are_shown_together(reckoner: Reckoner, house: Path) -> None:
    write(
        house / "data" / "facts.yaml",
        FACTS.replace("unit: count", "unit: counts") + MORE.replace("1250", "many"),
    )
    answer = reckoner("figures", "panel-paper", "2025-11", "--house", house)
    assert answer.code == 65
    assert answer.err.splitlines()[-1] == "2 faults in all."


def test_an_unknown_edition_names_the_nearest(reckoner: Reckoner, house: Path) -> None:
    answer = reckoner("figures", "panel-paper", "2025-12", "--house", house)
    assert (answer.code, answer.err.splitlines()[-1]) == (65, "  Did you mean 2025-11?")
