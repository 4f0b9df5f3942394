"""Proposed words hold no figure, in digits or written out."""

from __future__ import annotations

import pytest

from reckoner.reports.desk.desk import Desk
from reckoner.reports.desk.typed import typed_digits

PLACE = ("panel-paper", "2025-11")


def faults_of(desk: Desk, line: str) -> list[str]:
    shown = "content/panel-paper/2025-11/edition.md"
    file = desk.root / shown
    content = f"{file.read_text('utf-8')}\n{line}\n".encode()
    return [each.what for each in typed_digits(desk.root, *PLACE, shown, content)]


@pytest.mark.parametrize(
    "line",
    [
        "Police made four hundred and thirty-seven arrests.",
        "Crime fell by twelve per cent.",
        "Crime fell by two per cent.",
        "Two thirds of people agreed.",
        "Three thousand people came.",
        "A dozen arrests were made.",
    ],
)
def test_a_figure_in_words_is_no_way_round_a_placeholder(line: str, desk: Desk) -> None:
    assert any("is a figure in words" in each for each in faults_of(desk, line)), line


def test_small_counts_and_placeholders_are_how_people_write(desk: Desk) -> None:
    assert faults_of(desk, "Two officers walk with {{ office force }} for the first time.") == []
