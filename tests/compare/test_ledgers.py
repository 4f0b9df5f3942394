"""Figures of two drafts, side by side: each change with its kind and its reason."""

from __future__ import annotations

from reckoner.reports.compare.ledgers import compare_figures
from reckoner.reports.figures.ledger import COLUMNS, write_csv


def ledger(*rows: dict[str, str]) -> str:
    """A figures.csv of these rows; what is left out is as usual."""
    usual = {
        "place": "paragraph 1.1", "printed": "8,665", "name": "crimes.solved", "value": "8665",
        "unit": "count", "period": "2025-10", "how": "as in the source", "origin ids": "panel",
        "noun": "crimes solved",
    }  # fmt: skip
    return write_csv(COLUMNS, ([(usual | row).get(column, "") for column in COLUMNS] for row in rows))


def changes(old: str, new: str, *sources: str) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(each.kind, each.name, each.why) for each in compare_figures(old, new, sources)]


def test_the_same_figures_are_no_change() -> None:
    same = ledger({}, {"place": "paragraph 2.1"})
    assert changes(same, same) == []


def test_new_and_gone() -> None:
    old, new = ledger({}, {"name": "crimes.old"}), ledger({}, {"name": "crimes.new"})
    assert changes(old, new) == [("new", "crimes.new", ()), ("gone", "crimes.old", ())]


def test_a_figure_in_another_place_has_moved() -> None:
    assert changes(ledger({}), ledger({"place": "paragraph 4.2"})) == [("moved", "crimes.solved", ())]


def test_a_value_is_revised_where_its_file_changed() -> None:
    revised = ledger({"value": "8670", "printed": "8,670"})
    [(kind, _, why)] = changes(ledger({}), revised, "data/crimes/solved.csv", "data/other/table.csv")
    assert (kind, why) == ("revised", ("source changed: data/crimes/solved.csv",))


def test_a_value_may_come_from_another_origin() -> None:
    revised = ledger({"value": "8670", "printed": "8,670", "origin ids": "force"})
    assert changes(ledger({}), revised) == [("revised", "crimes.solved", ("source changed: another origin",))]


def test_another_method_is_said_whatever_the_numbers() -> None:
    old = ledger({"how": "8,665 (October 2025) minus 7,427 (October 2024)"})
    same = ledger({"how": "8,670 (October 2025) minus 7,427 (October 2024)", "value": "2", "printed": "2"})
    other = ledger({"how": "8,665 (October 2025) divided by 7,427", "value": "2", "printed": "2"})
    assert changes(old, same) == [("revised", "crimes.solved", ())]
    assert changes(old, other) == [("revised", "crimes.solved", ("method changed",))]


def test_another_period_is_said() -> None:
    later = ledger({"period": "2025-11", "value": "900", "printed": "900"})
    assert changes(ledger({}), later) == [("revised", "crimes.solved", ("period changed",))]


def test_the_same_value_printed_another_way_is_said() -> None:
    assert changes(ledger({}), ledger({"printed": "8.7 thousand"})) == [
        ("revised", "crimes.solved", ("printed another way",))
    ]


def test_two_periods_of_one_name_are_kept_apart() -> None:
    old = ledger({}, {"period": "2024-10", "value": "7", "printed": "7"})
    new = ledger({}, {"period": "2024-10", "value": "8", "printed": "8"})
    [change] = compare_figures(old, new)
    assert change.old is not None
    assert change.new is not None
    assert (change.old.value, change.new.value, change.new.period) == ("7", "8", "2024-10")
