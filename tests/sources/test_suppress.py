from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reckoner.reports.errors import InputError
from reckoner.reports.sources.alternatives import Group, Plan, alternative
from reckoner.reports.sources.suppress import Suppression, protect, suppressed
from reckoner.reports.sources.table import Row, Table, column
from reckoner.reports.sources.totals import total_of
from reckoner.reports.sources.value import SUPPRESSED
from tests.sources.attacker import by_equations, by_trying, sums_of_unknown
from tests.sources.sheets import a_column, a_schema, a_table, month, said

CROSS = a_schema(
    a_column("month", "month"), a_column("district", "text"), a_column("type", "text"), a_column("n", "count")
)
MARK = "*"


def cross(text: str) -> Table:
    """A cross table of one month: a line for each district, a column for each type."""
    head, *lines = [line.split() for line in text.strip().splitlines()]
    rows: list[Row] = [
        (month("2025-01"), district, kind, int(number))
        for district, *numbers in lines
        for kind, number in zip(head, numbers, strict=True)
    ]
    return a_table(CROSS, *rows)


def shown(table: Table, width: int) -> list[str]:
    """The counts line by line, a star for each that is suppressed."""
    cells = [MARK if value is SUPPRESSED else str(value) for value in column(table, "n")]
    return [" ".join(cells[start : start + width]) for start in range(0, len(cells), width)]


def test_nothing_is_withheld_where_nothing_is_small() -> None:
    table = suppressed(cross("a b\nWatford 5 9\nDacorum 0 12"), Suppression(("n",)))
    assert shown(table, 2) == ["5 9", "0 12"]


def test_a_small_count_takes_a_rectangle_with_it() -> None:
    table = cross("""
        burglary  drugs  theft
    Watford    3     20     41
    Dacorum   12     35     50
    Hertsmere 15      7     60
    """)
    assert shown(suppressed(table, Suppression(("n",))), 3) == ["* * 41", "* * 50", "15 7 60"]


def test_zeros_are_shown_while_something_else_can_be_withheld() -> None:
    table = cross("a b c\nWatford 3 0 41\nDacorum 12 35 50")
    assert shown(suppressed(table, Suppression(("n",))), 3) == ["* 0 *", "* 35 *"]


def test_the_threshold_is_the_offices() -> None:
    table = cross("a b\nWatford 8 20\nDacorum 30 40")
    assert shown(suppressed(table, Suppression(("n",), under=10)), 2) == ["* *", "* *"]
    assert shown(suppressed(table, Suppression(("n",), under=8)), 2) == ["8 20", "30 40"]


def test_two_ones_that_add_up_to_two_are_not_left_alone() -> None:
    counts = dict(enumerate([1, 1, 9]))
    plan = protect(counts, [Group((), (0, 1, 2))], under=5)
    assert plan.withheld == {0, 1, 2}


def test_a_total_of_one_count_is_not_published() -> None:
    plan = protect({0: 3, 1: 9}, [Group((("d", "x"),), (0,)), Group((("d", "y"),), (1,))], under=5)
    assert [each.members for each in plan.published] == [(1,)]


def test_a_total_that_is_small_itself_is_not_published_and_not_given_back() -> None:
    table = suppressed(cross("a b\nWatford 1 2\nDacorum 30 40\nHertsmere 50 60"), Suppression(("n",)))
    totals = (table.totals or {})["n"]
    published = {dict(key).get("district") for key in totals}
    assert "Watford" not in published
    assert published == {"Hertsmere", None}


def test_columns_along_are_withheld_with_their_count() -> None:
    schema = a_schema(a_column("type", "text"), a_column("n", "count"), a_column("rate", "decimal"))
    table = a_table(schema, ("theft", 3, 12), ("drugs", 30, 9), ("arson", 40, 8))
    rule = Suppression(("n",), along=("rate",), groups=((),))
    assert [row[2] is SUPPRESSED for row in suppressed(table, rule).rows] == [True, True, False]


def test_a_row_of_totals_in_the_file_is_refused() -> None:
    table = cross("a b\nWatford 3 20\nTotal 15 27")
    with pytest.raises(InputError) as error:
        suppressed(table, Suppression(("n",)))
    assert said(error)[0] == "counts.csv:4: the row 'Total' would give back what is suppressed"


def test_only_counts_can_be_suppressed() -> None:
    schema = a_schema(a_column("type", "text"), a_column("rate", "percent"))
    with pytest.raises(InputError) as error:
        suppressed(a_table(schema, ("theft", 3)), Suppression(("rate",)))
    assert said(error) == ["counts.csv:2: rate is of type percent: only counts can be suppressed"]


def test_a_total_is_true_where_its_group_is_published_and_withheld_elsewhere() -> None:
    table = suppressed(cross("a b c\nWatford 3 20 41\nDacorum 12 35 50"), Suppression(("n",)))
    watford, both, all_rows = [0, 1, 2], [0, 1], [0, 1, 2, 3, 4, 5]
    assert total_of(table, "n", watford) == 64
    assert total_of(table, "n", all_rows) == 161
    assert total_of(table, "n", both) is SUPPRESSED
    assert total_of(table, "n", [2, 5]) == 91


def test_a_missing_count_leaves_its_group_without_a_total() -> None:
    schema = a_schema(a_column("type", "text"), a_column("n", "count", markers=("",)))
    table = suppressed(a_table(schema, ("theft", 3), ("drugs", None)), Suppression(("n",), groups=((),)))
    assert table.totals == {"n": {}}
    assert total_of(table, "n", [0, 1]) is SUPPRESSED


def test_a_rival_agrees_with_every_total_and_with_every_count_that_is_shown() -> None:
    counts = dict(enumerate([3, 20, 12, 35, 15, 7]))
    groups = [
        Group((), (0, 1)),
        Group((), (2, 3)),
        Group((), (4, 5)),
        Group((), (0, 2, 4)),
        Group((), (1, 3, 5)),
    ]
    moves = alternative(Plan(counts, groups, {0, 1, 2, 3}), (0,))
    assert moves == {0: 1, 1: -1, 2: -1, 3: 1}


_SMALL = st.sampled_from([0, 0, 1, 1, 2, 3, 4, 5, 6, 7, 9, 12])
_TABLES = st.tuples(st.integers(1, 4), st.integers(1, 4)).flatmap(
    lambda size: st.lists(
        st.lists(_SMALL, min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0]
    )
)


def groups_of(rows: Sequence[Sequence[int]]) -> list[Group]:
    height, width = len(rows), len(rows[0])
    across = [Group((("row", r),), tuple(r * width + c for c in range(width))) for r in range(height)]
    down = [Group((("column", c),), tuple(r * width + c for r in range(height))) for c in range(width)]
    return [*across, *down, Group((), tuple(range(height * width)))]


@pytest.mark.slow
@given(_TABLES)
def test_no_attacker_can_tell_a_withheld_count_or_total(rows: list[list[int]]) -> None:
    counts = dict(enumerate(value for row in rows for value in row))
    groups = groups_of(rows)
    plan = protect(counts, list(groups), under=5)
    unknown = sorted(plan.withheld)
    known = sums_of_unknown(counts, plan.withheld, [each.members for each in plan.published])
    assert by_equations(unknown, known) == {}
    small = [each for each in groups if 0 < plan.total(each) < 5]
    questions = [[n] for n in unknown] + [[n for n in each.members if n in plan.withheld] for each in small]
    assert not any(by_trying(unknown, known, questions))


@given(_TABLES)
def test_every_small_count_and_every_small_total_is_withheld(rows: list[list[int]]) -> None:
    counts = dict(enumerate(value for row in rows for value in row))
    plan = protect(counts, groups_of(rows), under=5)
    assert {n for n, count in counts.items() if 0 < count < 5} <= plan.withheld
    assert not [each for each in plan.published if 0 < plan.total(each) < 5]


@given(_TABLES, st.integers(0, 3))
def test_three_ways_of_adding_up_are_as_safe_as_two(rows: list[list[int]], layer: int) -> None:
    """Two layers of the same table, whose counts add up across the layers as well."""
    size = len(rows) * len(rows[0])
    flat = [value for row in rows for value in row]
    counts = dict(enumerate([*flat, *(flat[layer:] + flat[:layer])]))
    flats = groups_of(rows)
    groups = [*flats, *(Group(g.key, tuple(n + size for n in g.members)) for g in flats)]
    groups += [Group((("cell", n),), (n, n + size)) for n in range(size)]
    plan = protect(counts, groups, under=5)
    unknown = sorted(plan.withheld)
    known = sums_of_unknown(counts, plan.withheld, [each.members for each in plan.published])
    assert by_equations(unknown, known) == {}
    assert not any(by_trying(unknown, known, [[n] for n in unknown], most=20_000))


def test_the_attacker_finds_what_a_total_gives_back() -> None:
    assert by_equations([0], [([0], 3)]) == {0: 3}
    assert by_trying([0, 1], [([0, 1], 0)], [[0], [1]]) == [True, True]
    assert by_trying([0, 1], [([0, 1], 2)], [[0], [0, 1]]) == [False, True]


def test_declared_totals_are_left_out_so_that_they_give_nothing_back() -> None:
    schema = replace(CROSS, totals=(("type", ("Total",)),))
    rows = [
        (month("2025-01"), district, kind, count)
        for district, counts in (("Watford", (3, 20, 23)), ("Dacorum", (12, 35, 47)))
        for kind, count in zip(("a", "b", "Total"), counts, strict=True)
    ]
    table = suppressed(a_table(schema, *rows), Suppression(("n",)))
    assert shown(table, 2) == ["* *", "* *"]
    assert "Total" not in column(table, "type")
