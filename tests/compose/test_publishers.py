"""Sources under the publication that they share: its name once, each source by its own part."""

from __future__ import annotations

import pytest

from reckoner.reports.compose.publishers import split

UPDATE = "Progress update, November 2025"


@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        (["A paper"], [("The Force, A paper", "")]),
        (
            [f"{UPDATE}, calls", f"{UPDATE}, patrols"],
            [(f"The Force, {UPDATE}", "calls"), (f"The Force, {UPDATE}", "patrols")],
        ),
        (
            [UPDATE, f"{UPDATE}, calls, by month"],
            [(f"The Force, {UPDATE}", ""), (f"The Force, {UPDATE}", "calls, by month")],
        ),
        (
            ["Year 2024, money", "Year 2025, money"],
            [("The Force, Year 2024, money", ""), ("The Force, Year 2025, money", "")],
        ),
        (
            ["Plan, money, grants", "Plan, money, precept", "Plan, people"],
            [
                ("The Force, Plan, money", "grants"),
                ("The Force, Plan, money", "precept"),
                ("The Force, Plan", "people"),
            ],
        ),
    ],
)
def test_a_name_ends_where_the_longest_beginning_ends_that_others_share(
    documents: list[str], expected: list[tuple[str, str]]
) -> None:
    found = split(("The Force", document) for document in documents)
    assert [found["The Force", document] for document in documents] == expected


def test_publishers_are_kept_apart_and_one_unnamed_is_no_comma() -> None:
    found = split([("The Force", "A paper, calls"), ("The Office", "A paper, money"), ("", "A list")])
    assert found["The Force", "A paper, calls"] == ("The Force, A paper, calls", "")
    assert found["", "A list"] == ("A list", "")
