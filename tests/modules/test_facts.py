from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from reckoner.reports.errors import InputError
from reckoner.reports.figures.unit import PERCENT
from reckoner.reports.modules.facts import Facts, read_facts
from reckoner.reports.periods.period import Period
from tests.modules.houses import a_house

FULL = """
facts:
  hotspot.fall:
    value: 14.50
    qualifier: about
    unit: "%"
    noun: fall in offences
    period: 2024-25
    origin: paper
    published: true
    decimals: 1
    says: >-
      The paper, twice.
"""


def facts(root: Path, text: str) -> Facts:
    a_house(root, {"facts.yaml": text})
    return read_facts(root / "data" / "facts.yaml", "data/facts.yaml")


def test_a_fact_says_all_that_is_known_of_it(tmp_path: Path) -> None:
    [fact] = facts(tmp_path, FULL).facts
    figure = fact.figure
    assert fact.name == "hotspot.fall"
    assert str(figure.value) == "14.50"
    assert (figure.unit, figure.period, figure.qualifier) == (PERCENT, Period.parse("2024-25"), "about")
    assert (figure.published, figure.decimals, figure.origins) == (True, 1, ("paper",))
    assert fact.evidence == "The paper, twice."


def test_a_fact_needs_a_value_a_unit_and_an_origin_only(tmp_path: Path) -> None:
    [fact] = facts(tmp_path, "facts:\n  knife_crime.schools: {value: 31, unit: count, origin: paper}\n").facts
    assert (fact.figure.value, fact.figure.qualifier, fact.figure.period) == (Decimal(31), "exact", None)


def test_a_house_may_have_no_facts(tmp_path: Path) -> None:
    assert read_facts(tmp_path / "facts.yaml", "data/facts.yaml") == Facts()


@pytest.mark.parametrize("value", ['"31"', "1,238", "yes", "true", "31 schools", "2025-10-01", "[31]"])
def test_only_a_number_is_a_value(tmp_path: Path, value: str) -> None:
    said = r"must be a number, not .*\n  Write it without quotes, commas and units"
    with pytest.raises(InputError, match=said):
        facts(tmp_path, f"facts:\n  a.b:\n    value: {value}\n    unit: count\n    origin: paper\n")


def test_a_name_without_a_group_is_explained(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        facts(tmp_path, "facts:\n  schools: {value: 31, unit: count, origin: paper}\n")
    assert error.value.faults[0].what == "'schools' can't be used as a name"
    assert str(error.value.faults[0].where) == "data/facts.yaml:10"
