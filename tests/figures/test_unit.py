from __future__ import annotations

import pytest

from reckoner.reports.figures.unit import UNIT_NAMES, unit_named


@pytest.mark.parametrize("name", UNIT_NAMES)
def test_each_unit_is_found_by_the_name_it_shows(name: str) -> None:
    assert str(unit_named(name)) == name


@pytest.mark.parametrize("name", ["", "Count", "percent", "£m", "minutes"])
def test_an_unknown_unit_is_told_the_known_ones(name: str) -> None:
    with pytest.raises(ValueError, match=f"there is no unit '{name}'; units are count, people"):
        unit_named(name)
