"""A title over several lines gives its last line a share of the words."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from reckoner.reports.render.titles import balanced, whole_words


@pytest.mark.parametrize(
    ("title", "line", "lines"),
    [
        ("Complaints are handled by people outside the force", 44, ["people outside the force"]),
        ("Fewer victims through Prevention First", 28, ["Prevention First"]),
        ("Fairness, equality and confidence in policing", 18, ["in policing"]),
    ],
)
def test_its_last_words_keep_together(title: str, line: int, lines: list[str]) -> None:
    assert str(balanced(title, line)).split(" ")[-1].replace("\N{NO-BREAK SPACE}", " ") == lines[0]


@pytest.mark.parametrize("title", ["Hate crime", "Incomprehensibilities", ""])
def test_one_that_fits_or_cannot_be_parted_is_left_alone(title: str) -> None:
    assert str(balanced(title, 12)) == title


def test_marks_and_entities_in_it_are_kept_and_not_counted_as_words() -> None:
    figure = '<data class="figure" value="2461">2,461</data>'
    kept = str(balanced(Markup(figure + " officers &amp; staff work here"), 24))
    assert kept.replace("\N{NO-BREAK SPACE}", "_") == f"{figure} officers &amp;_staff_work_here"


def test_a_plain_text_in_it_is_escaped() -> None:
    assert str(balanced("Fish & chips", 40)) == "Fish &amp; chips"


def test_no_line_of_it_ends_at_a_words_hyphen() -> None:
    assert str(whole_words("Fly-tipping & theft - a year")) == (
        '<span class="kept">Fly-tipping</span> &amp; theft - a year'
    )
    figure = Markup('<data class="figure" value="2025-06">9</data>')
    assert whole_words(figure) == figure
