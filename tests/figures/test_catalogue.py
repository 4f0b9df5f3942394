from __future__ import annotations

import pytest

from reckoner.reports.figures.catalogue import Catalogue, Fact, UnknownName
from tests.figures.drawn import figure, measure

SOLVED = measure({"2025-10": 1})
SCHOOLS = Fact(figure(31, name="knife_crime.schools"), "the Panel paper")
CATALOGUE = Catalogue.of([SOLVED, SCHOOLS])


def test_measures_and_facts_are_found_by_name() -> None:
    assert CATALOGUE.find("crimes.solved") is SOLVED
    assert CATALOGUE.find("knife_crime.schools") is SCHOOLS
    assert "crimes.solved" in CATALOGUE
    assert "crimes" not in CATALOGUE


def test_they_stand_in_the_order_of_their_names() -> None:
    assert list(Catalogue.of([SCHOOLS, SOLVED])) == [SOLVED, SCHOOLS]


def test_an_unknown_name_gets_the_nearest_ones() -> None:
    with pytest.raises(UnknownName, match=r"nothing is called 'crime\.solved'\. Did you mean crimes\.solved"):
        CATALOGUE.find("crime.solved")


def test_an_empty_catalogue_has_nothing_to_offer() -> None:
    with pytest.raises(UnknownName, match="There is none yet"):
        Catalogue().find("crimes.solved")


def test_a_fact_is_no_measure() -> None:
    assert CATALOGUE.measure("crimes.solved") is SOLVED
    with pytest.raises(UnknownName, match=r"knife_crime\.schools is a one-off fact"):
        CATALOGUE.measure("knife_crime.schools")


def test_measures_and_facts_share_one_name_space() -> None:
    with pytest.raises(ValueError, match=r"two measures or facts are called crimes\.solved"):
        Catalogue.of([SOLVED, Fact(figure(1, name="crimes.solved"))])
