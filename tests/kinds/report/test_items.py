"""What an item of a report has beside its words."""

from __future__ import annotations

from pathlib import Path

from reckoner.reports.figures.printed import plain, printed_in
from reckoner.reports.kinds.report.document import Item
from reckoner.reports.periods.period import Period
from tests.booklets import PRIORITIES, WALKS, composed, faults, report
from tests.compose.house import SOLVED, library, measure

NUMBER = 'numbers:\n  - {figure: "{{ crimes.solved }}", words: crimes solved}'


LATE = 'numbers:\n  - {figure: "{{ calls.late at LAST }}", words: late calls}'


def item(folder: Path, more: str) -> Item:
    section = composed(report(folder, {"10-walks": f"{WALKS}\n{more}"})).sections[0]
    return section.item


def test_a_key_number_is_a_printed_figure_with_its_source(tmp_path: Path) -> None:
    [number] = item(tmp_path, NUMBER).numbers
    assert plain(number.figure) == "125"
    assert [printed.figure.name for printed in printed_in(number.figure)] == ["crimes.solved"]
    assert number.source.labels == ("1",)


def test_key_numbers_are_in_the_ledger_under_their_item(tmp_path: Path) -> None:
    words = report(tmp_path, {"10-walks": f"{WALKS}\n{NUMBER}"})
    places = [(entry.place, entry.printed.text) for entry in composed(words).entries()]
    assert ("key number, Walks", "125") in places


def test_a_key_number_says_what_its_series_shows_where_there_are_values_enough(tmp_path: Path) -> None:
    values = [20, 24] * 6 + [60]
    months = [Period.months(2024, 10).shifted(n) for n in range(13)]
    late = measure("calls.late", {str(month): value for month, value in zip(months, values, strict=True)})
    for period, said in (("2025-10", "late calls: rose above the usual range in October 2025"),
                         ("2025-08", "late calls")):  # fmt: skip
        words = report(tmp_path, {"10-walks": f"title: Walks\npart: first\n{LATE.replace('LAST', period)}"})
        [number] = (
            composed(words, library([late, SOLVED], tables={"plan.priorities": PRIORITIES}))
            .sections[0]
            .item.numbers
        )
        assert plain(number.words) == said


def test_a_key_number_without_a_figure_is_a_fault(tmp_path: Path) -> None:
    words = report(tmp_path, {"10-walks": f"{WALKS}\nnumbers:\n  - {{figure: many, words: crimes}}"})
    assert faults(words) == ["10-walks.md:6: a key number needs one figure"]


def test_a_date_may_stand_for_the_figure_and_rests_on_no_source(tmp_path: Path) -> None:
    [number] = item(tmp_path, "numbers:\n  - {when: May 2024, words: walks begin}").numbers
    assert (plain(number.figure), plain(number.words), number.dated) == ("May 2024", "walks begin", True)
    assert number.source.labels == ()


def test_a_key_number_has_a_figure_or_a_date_and_not_both(tmp_path: Path) -> None:
    both = f'{WALKS}\nnumbers:\n  - {{figure: "{{{{ crimes.solved }}}}", when: May 2024, words: crimes}}'
    assert faults(report(tmp_path, {"10-walks": both})) == ["10-walks.md:6: a key number needs one figure"]


def test_an_item_names_the_priorities_it_answers(tmp_path: Path) -> None:
    assert [(p.number, p.title) for p in item(tmp_path, "").priorities] == [("2", "Be heard")]


def test_a_priority_that_is_not_in_the_plan_is_a_fault(tmp_path: Path) -> None:
    words = report(tmp_path, {"10-walks": WALKS.replace("[2]", "[2, 9]")})
    assert faults(words) == ["10-walks.md:4: the plan has no priority 9"]


def test_cards_group_a_table_by_its_first_column(tmp_path: Path) -> None:
    cards = item(tmp_path, "cards: plan.priorities").cards
    assert [(card.heading, card.entries) for card in cards] == [("1", ("Be seen",)), ("2", ("Be heard",))]


def test_cards_of_an_unknown_table_are_a_fault(tmp_path: Path) -> None:
    words = report(tmp_path, {"10-walks": f"{WALKS}\ncards: plan.priority"})
    assert faults(words) == ["10-walks.md:5: there is no table 'plan.priority'"]


def test_places_still_to_be_filled_come_with_their_words(tmp_path: Path) -> None:
    found = item(tmp_path, "supply: {portrait: The Commissioner}")
    assert (found.portrait, found.signature) == ("The Commissioner", "")
