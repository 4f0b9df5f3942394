from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from reckoner.reports.periods.period import Period
from reckoner.reports.sources.changes import compare_tables
from tests.sources.sheets import a_column, a_schema, a_table, month

BY_TYPE = a_schema(
    a_column("month", "month"), a_column("type", "text"), a_column("number", "count", markers=("",))
)
_ROWS = st.dictionaries(
    st.tuples(st.integers(0, 5).map(lambda n: Period.months(2025, n + 1)), st.sampled_from("abc")),
    st.none() | st.integers(0, 3),
    max_size=8,
).map(lambda counts: [(*key, number) for key, number in counts.items()])


def test_rows_are_matched_by_their_key() -> None:
    old = a_table(BY_TYPE, (month("2025-01"), "theft", 7), (month("2025-01"), "arson", None))
    new = a_table(BY_TYPE, (month("2025-01"), "arson", 2), (month("2025-01"), "theft", 7))
    assert list(compare_tables(old, new).lines()) == ["2025-01, arson: number missing -> 2"]


def test_a_value_that_is_written_with_fewer_digits_is_the_same() -> None:
    """A spreadsheet holds 94.0 as 94."""
    schema = a_schema(a_column("month", "month"), a_column("answered", "decimal"))
    old = a_table(schema, (month("2025-01"), Decimal("94.0")), (month("2025-02"), Decimal("94.0")))
    new = a_table(schema, (month("2025-01"), Decimal("94")), (month("2025-02"), Decimal("94.1")))
    assert list(compare_tables(old, new).lines()) == ["2025-02: answered 94.0 -> 94.1"]


def test_without_an_old_version_every_row_is_added() -> None:
    assert list(compare_tables(None, a_table(BY_TYPE, (month("2025-01"), "theft", 7))).lines()) == [
        "+ 2025-01, theft"
    ]


def test_many_changes_are_shortened() -> None:
    new = a_table(BY_TYPE, *((month(f"2025-{n:02}"), "theft", n) for n in range(1, 13)))
    assert list(compare_tables(None, new).lines(most=2)) == [
        "+ 2025-01, theft",
        "+ 2025-02, theft",
        "and 10 more added",
    ]


@given(_ROWS, _ROWS)
def test_what_one_way_adds_the_other_way_removes(
    old: list[tuple[object, ...]], new: list[tuple[object, ...]]
) -> None:
    there = compare_tables(a_table(BY_TYPE, *old), a_table(BY_TYPE, *new))  # type: ignore[arg-type]
    back = compare_tables(a_table(BY_TYPE, *new), a_table(BY_TYPE, *old))  # type: ignore[arg-type]
    assert sorted(there.added) == sorted(back.removed)
    assert sorted((c.row, c.old, c.new) for c in there.changed) == sorted(
        (c.row, c.new, c.old) for c in back.changed
    )
    assert (not list(there.lines())) == (sorted(map(str, old)) == sorted(map(str, new)))


def test_a_mark_that_came_or_went_is_a_change() -> None:
    schema = a_schema(a_column("month", "month"), a_column("number", "count", markers=("", "[c]")))
    rows = [(month("2025-01"), 7), (month("2025-02"), 7), (month("2025-03"), None)]
    before = a_table(schema, *rows)
    marks: list[dict[str, str]] = [{"number": "[r]"}, {}, {"number": "[c]"}]
    after = replace(
        before, spots=tuple(replace(s, marks=m) for s, m in zip(before.spots, marks, strict=True))
    )
    assert [str(line) for line in compare_tables(before, after).lines()] == [
        "2025-01: number 7 -> 7 [r]",
        "2025-03: number missing -> [c]",
    ]
