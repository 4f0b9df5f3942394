"""The performance table and key figures: computed, judged in words and shapes, followed back."""

from __future__ import annotations

import csv
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from reckoner.reports.compose.smallline import spanned
from reckoner.reports.document import Document, KeyFigure, Table
from reckoner.reports.errors import InputError
from reckoner.reports.figures.catalogue import Fact
from reckoner.reports.figures.figure import Figure
from reckoner.reports.figures.printed import plain, printed_in
from reckoner.reports.figures.unit import COUNT, PERCENT
from reckoner.reports.periods.period import Period
from tests.compose.house import SCHOOLS, composed, edition, library, measure
from tests.small import wording, write

MONTHS = {f"2024-{month:02}": 100 + month for month in range(6, 13)} | {
    f"2025-{month:02}": 120 + month for month in range(1, 11)
}
GOOD = measure("crimes.solved", MONTHS, good="up")
BAD = measure("crimes.open", MONTHS, good="down", noun="open cases")
SHARE = replace(measure("calls.answered", {"2024-10": 90, "2025-10": 94}, good="up"), unit=PERCENT)
NEW = measure("crimes.new", {"2025-10": 5})
TARGET = Fact(Figure(Decimal(140), COUNT, "crimes.target", None, ("office",)))
FALL = Fact(
    Figure(Decimal("14.5"), PERCENT, "crimes.fall", Period.parse("2024-25"), ("office",), noun="Offences")
)


def document(folder: Path, rows: str) -> Document:
    place = folder / "content" / "panel-paper" / "2025-11"
    write(place / "charts.yaml", f"performance:\n  measures:\n    title: How it goes\n    rows: [{rows}]\n")
    words = edition(folder, crime="Crime\nIt stands so.\n\n{{ table measures }}\n")
    return composed(words, library((GOOD, BAD, SHARE, NEW, TARGET, FALL, SCHOOLS)))


def table(folder: Path, rows: str) -> Table:
    (found,) = document(folder, rows).tables()
    return found


def row(folder: Path, rows: str) -> list[str]:
    return [plain(cell.content).replace("\N{NO-BREAK SPACE}", " ") for cell in table(folder, rows).body[0]]


def test_a_row_has_values_with_their_periods_change_target_and_range(tmp_path: Path) -> None:
    assert row(tmp_path, "{measure: crimes.solved, label: Crimes solved, target: crimes.target}") == [
        "Crimes solved higher is better", "130 Oct 2025", "110 Oct 2024", "▲ 20 18%, better",
        "140 × not met", "Jun 2024 to Oct 2025: low 106, high 130",
    ]  # fmt: skip


def test_a_published_fall_stands_without_the_values_that_nobody_has(tmp_path: Path) -> None:
    rows = "{fall: crimes.fall}, {measure: crimes.solved, target: crimes.target}"
    assert row(tmp_path, rows) == [
        "Offences 2024/25, lower is better", "only the fall is given", "▼ 14.5% better", "none stated",
        "change only",
    ]  # fmt: skip
    found = table(tmp_path, rows)
    assert found.body[0][1].columns == 2
    assert len({len(line) for line in csv.reader(found.data.splitlines())}) == 1


def test_a_column_in_which_no_row_says_anything_is_left_out(tmp_path: Path) -> None:
    found = table(tmp_path, "{fall: crimes.fall, group: Less crime}, {measure: calls.answered}")
    assert [plain(cell.content) for cell in found.header[0]] == ["Measure", "Latest", "Before", "Change"]
    assert [len(line) for line in found.body] == [1, 3, 4]
    assert found.body[0][0].columns == 4
    assert plain(found.notes[-1]).startswith("No targets are stated for these measures.")
    target = table(tmp_path, "{fall: crimes.fall}, {measure: calls.answered, target: crimes.fall}")
    assert [plain(cell.content) for cell in target.header[0]][4:] == ["Target"]
    assert not any("No targets" in plain(note) for note in target.notes)


def test_a_published_fall_says_in_words_of_what_time_it_is_where_that_is_no_period(tmp_path: Path) -> None:
    first = row(tmp_path, "{fall: crimes.fall, when: summer 2025}, {measure: crimes.solved}")[0]
    assert first == "Offences summer 2025, lower is better"


def test_what_is_no_fall_in_per_cent_is_refused(tmp_path: Path) -> None:
    found = document(tmp_path, "{fall: crimes.target}")
    assert any("crimes.target is no fall in per cent" in remark.what for remark in found.remarks)


def test_a_row_shows_a_measure_or_a_fall(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="either a `measure` or a `fall`"):
        document(tmp_path, "{fall: crimes.fall, measure: crimes.solved}")


def test_a_group_heads_its_row_and_those_after_it(tmp_path: Path) -> None:
    rows = "{measure: crimes.solved, group: Solve more crime}, {measure: crimes.open}"
    head, *rest = table(tmp_path, rows).body
    assert [(plain(cell.content), cell.heads, cell.columns) for cell in head] == [
        ("Solve more crime", "rowgroup", 5)
    ]
    assert [line[0].heads for line in rest] == ["row", "row"]


def test_the_good_direction_turns_the_judgement_round(tmp_path: Path) -> None:
    found = row(tmp_path, "{measure: crimes.open, target: crimes.target}")
    assert found[0] == "open cases lower is better"
    assert found[3:5] == ["▲ 20 18%, worse", "140 ✓ met"]


def test_a_target_of_a_year_that_is_over_judges_nothing(tmp_path: Path) -> None:
    found = row(tmp_path, "{measure: calls.answered, target: crimes.fall}")
    assert found[4] == "14.5% for 2024/25"


def test_a_column_with_a_year_that_only_a_part_year_follows_is_of_the_latest_comparable(
    tmp_path: Path,
) -> None:
    years = {"2023": 6, "2024": 20}
    for later, said in (
        ({"2025-01..2025-08": 130}, "Latest comparable"),
        ({"2025": 150}, "Latest"),
        ({}, "Latest"),
    ):
        made = library((measure("law.known", years | later), SCHOOLS))
        place = tmp_path / said.replace(" ", "-") / str(len(later))
        write(
            place / "content" / "panel-paper" / "2025-11" / "charts.yaml",
            "performance:\n  measures: {title: It goes, rows: [{measure: law.known, period: '2024'}]}\n",
        )
        words = edition(place, crime="Crime\nIt stands so.\n\n{{ table measures }}\n")
        (found,) = composed(words, made).tables()
        assert plain(found.header[0][1].content) == said
        assert plain(found.body[0][1].content) == "20 2024"


def test_its_data_has_one_value_to_a_cell(tmp_path: Path) -> None:
    rows = "{fall: crimes.fall, group: Less crime}, {measure: crimes.open, target: crimes.target}"
    rows += ", {measure: calls.answered, target: crimes.fall, group: Answer calls}"
    fall, open_cases, answered = csv.DictReader(table(tmp_path, rows).data.splitlines())
    assert fall == dict.fromkeys(fall, "") | {
        "group": "Less crime", "measure": "Offences", "better": "lower", "period": "2024-25",
        "change": "-14.5", "change_unit": "per cent", "judgement": "better",
    }  # fmt: skip
    assert open_cases == dict.fromkeys(fall, "") | {
        "group": "Less crime", "measure": "open cases", "better": "lower", "value": "130",
        "period": "2025-10", "before": "110", "before_period": "2024-10", "change": "20",
        "change_percent": "18", "judgement": "worse",
        "target": "140", "met": "met",
    }  # fmt: skip
    assert (answered["unit"], answered["change_unit"]) == ("per cent", "percentage points")
    assert (answered["group"], answered["target_period"], answered["met"]) == ("Answer calls", "2024-25", "")


def test_what_dates_and_judges_a_value_stands_below_it(tmp_path: Path) -> None:
    cells = table(tmp_path, "{measure: crimes.open, target: crimes.target}").body[0]
    below = [plain(cell.second).replace("\N{NO-BREAK SPACE}", " ") for cell in cells]
    assert below == [
        "lower is better",
        "Oct 2025",
        "Oct 2024",
        "18%, worse",
        "✓ met",
        "Jun 2024 to Oct 2025: low 106, high 130",
    ]
    assert [cell.tone for cell in cells] == ["", "", "", "bad", "good", ""]


def test_a_row_may_be_held_against_another_period_than_the_year_before(tmp_path: Path) -> None:
    found = row(tmp_path, "{measure: crimes.solved, since: 2025-04}")
    assert found[1:4] == ["130 Oct 2025", "124 Apr 2025", "▲ 6 5%, better"]


def test_the_difference_of_two_shares_is_in_points_which_a_note_explains(tmp_path: Path) -> None:
    found = table(tmp_path, "{measure: calls.answered}")
    assert plain(found.body[0][3].content).replace("\N{NO-BREAK SPACE}", " ") == "▲ 4 points, better"
    assert plain(found.notes[-1]).endswith(" Points are percentage points.")


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    full = "{measure: crimes.solved, target: crimes.target}"
    new = row(tmp_path, f"{{measure: crimes.new}}, {full}")
    assert new[2:] == ["[x]", "[x]", "none stated", "one value only"]
    assert row(tmp_path, f"{{measure: calls.answered}}, {full}")[4:] == ["none stated", "two values only"]
    assert any("[x]" in plain(note) for note in table(tmp_path, "{measure: crimes.new}").notes)


def test_its_note_stands_below_and_its_figures_are_in_the_ledger(tmp_path: Path) -> None:
    made = document(tmp_path, "{measure: crimes.solved, label: Solved, note: The count isn't final}")
    (found,) = made.tables()
    assert plain(found.notes[0]) == "Solved: The count isn’t final"
    entries = [entry.printed for entry in made.entries() if entry.place == "table performance-measures"]
    change = next(printed.figure for printed in entries if printed.text == "20")
    assert change.computed is not None
    assert [each.value for each in change.computed.inputs] == [130, 110]
    assert found.source.labels


def test_a_figure_in_its_note_has_a_source_and_is_in_the_ledger(tmp_path: Path) -> None:
    row = "{measure: crimes.solved, label: Solved, note: '{{ crimes.target }} was the aim of 2019'}"
    made = document(tmp_path, row)
    (found,) = made.tables()
    assert plain(found.notes[0]) == "Solved: 140 was the aim of 2019"
    (entry,) = (entry for entry in made.entries() if entry.printed.figure.name == "crimes.target")
    assert entry.printed.text == "140"
    assert len(found.source.labels) == 2  # that of the measure and that of the target


def test_it_is_a_real_table_with_a_header_for_each_cell(tmp_path: Path) -> None:
    found = table(tmp_path, "{measure: crimes.solved}")
    assert all(cell.heads == "col" for cell in found.header[0])
    assert [each[0].heads for each in found.body] == ["row"]
    assert found.body[0][-1].picture.startswith(b"<?xml")
    assert found.body[0][-1].alt == "Line: crimes solved, Jun 2024 to Oct 2025"


@pytest.mark.parametrize(
    ("periods", "said"),
    [
        (("2025-04", "2025-05", "2025-06", "2025-07"), "Apr to Jul 2025"),
        (("2022-10", "2023-10", "2024-10", "2025-10"), "each Oct, 2022 to 2025"),
        (tuple(f"{year}-01..{year}-10" for year in range(2022, 2026)), "each Jan to Oct, 2022 to 2025"),
        (("2021", "2022", "2023", "2024"), "2021 to 2024"),
        (("2020-21", "2021-22", "2022-23", "2023-24"), "2020/21 to 2023/24"),
        (("2024-Q2", "2024-Q4", "2025-Q1"), "Apr to Jun 2024 to Jan to Mar 2025"),
    ],
)
def test_a_small_line_says_from_when_to_when_it_runs(periods: tuple[str, ...], said: str) -> None:
    figures = [Figure(Decimal(1), COUNT, "crimes.solved", Period.parse(each), ("paper",)) for each in periods]
    assert spanned(figures, wording()) == said


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("{measure: crimes.sold}", "nothing is called 'crimes.sold'"),
        ("{measure: crimes.new, target: crimes.target}", "say in its module which way is `good: up`"),
        ("{measure: crimes.solved, target: crimes.aim}", "nothing is called 'crimes.aim'"),
    ],
)
def test_a_wrong_row_is_refused_at_its_line(tmp_path: Path, rows: str, said: str) -> None:
    found = document(tmp_path, rows)
    remark = next(remark for remark in found.remarks if "performance measures" in remark.what)
    assert said in remark.what
    assert remark.where.endswith("charts.yaml:2")


def key_figure(folder: Path, name: str = "crimes.solved", more: str = "") -> KeyFigure:
    place = folder / "content" / "panel-paper" / "2025-11"
    declared = f"kind: tile, title: Crimes solved, measures: [{name}], periods: [latest]{more}"
    write(place / "charts.yaml", f"charts:\n  one: {{{declared}}}\n")
    words = edition(folder, crime="Crime\nIt stands so.\n\n{{ chart one }}\n")
    made = composed(words, library((GOOD, BAD, SHARE, NEW, TARGET, SCHOOLS)))
    return next(block for block in made.blocks() if isinstance(block, KeyFigure))


def test_a_key_figure_has_the_year_before_an_arrow_with_words_and_a_line(tmp_path: Path) -> None:
    found = key_figure(tmp_path)
    assert (found.label, plain(found.figure), found.when) == ("Crimes solved", "130", "October 2025")
    assert plain(found.before) == "110 in October 2024"
    assert (found.way, plain(found.move)) == ("up", "Up 18%, an improvement")
    assert found.picture
    assert (found.span, found.alt) == ("Jun 2024 to Oct 2025", "Line: Crimes solved, Jun 2024 to Oct 2025")
    assert found.source.labels == ("1",)


def test_a_key_figure_says_whether_it_meets_its_target(tmp_path: Path) -> None:
    asked = ", targets: [{at: crimes.target, label: target}]"
    missed, met = (key_figure(tmp_path, name, asked) for name in ("crimes.solved", "crimes.open"))
    assert plain(missed.before) == "110 in October 2024; target 140: not met"
    assert plain(met.before) == "110 in October 2024; target 140: met"


def test_what_stands_for_a_period_that_is_no_date_is_said_in_its_place(tmp_path: Path) -> None:
    called = {Period.parse("2024-10"): "2024 inspection", Period.parse("2025-10"): "2025 re-audit"}
    audited = replace(measure("crimes.solved", {"2024-10": 90, "2025-10": 94}, good="up"), called=called)
    place = tmp_path / "content" / "panel-paper" / "2025-11"
    tile = "one: {kind: tile, title: It, measures: [crimes.solved], periods: [latest]}"
    rows = "measures: {title: How it goes, rows: [{measure: crimes.solved}]}"
    write(place / "charts.yaml", f"charts:\n  {tile}\nperformance:\n  {rows}\n")
    words = edition(tmp_path, crime="Crime\nIt stands so.\n\n{{ chart one }}\n\n{{ table measures }}\n")
    made = composed(words, library((audited, SCHOOLS)))
    key = next(block for block in made.blocks() if isinstance(block, KeyFigure))
    assert (key.when, plain(key.before)) == ("2025 re-audit", "90, 2024 inspection")
    values = [plain(cell.second).replace("\N{NO-BREAK SPACE}", " ") for cell in made.tables()[0].body[0][1:3]]
    assert values == ["2025 re-audit", "2024 inspection"]


def test_key_figures_in_a_row_have_lines_only_where_all_do(tmp_path: Path) -> None:
    place = tmp_path / "content" / "panel-paper" / "2025-11"
    tiles = {"one": "crimes.solved", "two": "crimes.open", "new": "crimes.new"}
    declared = "".join(
        f"  {name}: {{kind: tile, title: It, measures: [{asked}], periods: [latest]}}\n"
        for name, asked in tiles.items()
    )
    write(place / "charts.yaml", f"charts:\n{declared}")

    def lines(*names: str) -> list[bool]:
        shown = "\n\n".join(f"{{{{ chart {name} }}}}" for name in names)
        made = composed(
            edition(tmp_path, crime=f"Crime\nIt stands so.\n\n{shown}\n"), library((GOOD, BAD, NEW, SCHOOLS))
        )
        return [bool(block.picture) for block in made.blocks() if isinstance(block, KeyFigure)]

    assert lines("one", "two") == [True, True]
    assert lines("one", "new") == [False, False]


def test_a_key_figure_of_a_fact_is_held_against_nothing(tmp_path: Path) -> None:
    place = tmp_path / "content" / "panel-paper" / "2025-11"
    asked = "series: {Visits: {October 2025: crime.schools}}, notes: [in the county]"
    write(place / "charts.yaml", f"charts:\n  one: {{kind: tile, title: Schools, {asked}}}\n")
    made = composed(
        edition(tmp_path, crime="Crime\nIt stands so.\n\n{{ chart one }}\n"), library((SCHOOLS, GOOD))
    )
    (found,) = (block for block in made.blocks() if isinstance(block, KeyFigure))
    assert (plain(found.figure), found.when, plain(found.before)) == ("31", "October 2025", "in the county")
    assert (found.move, found.picture) == ((), b"")


def test_a_key_figure_of_two_facts_is_held_against_the_first_and_judged_as_its_chart_says(
    tmp_path: Path,
) -> None:
    place = tmp_path / "content" / "panel-paper" / "2025-11"
    asked = "series: {Visits: {May 2024: crime.visits, October 2025: crime.schools}}, good: down"
    write(place / "charts.yaml", f"charts:\n  one: {{kind: tile, title: Schools, {asked}}}\n")
    visits = Fact(Figure(Decimal(62), COUNT, "crime.visits", Period.parse("2024-05"), ("office",)))
    made = composed(
        edition(tmp_path, crime="Crime\nIt stands so.\n\n{{ chart one }}\n"), library((SCHOOLS, visits, GOOD))
    )
    (found,) = (block for block in made.blocks() if isinstance(block, KeyFigure))
    assert (plain(found.before), plain(found.move)) == ("62 in May 2024", "Down 50%, an improvement")


def test_a_key_figure_without_a_year_before_says_so(tmp_path: Path) -> None:
    found = key_figure(tmp_path, "crimes.new")
    assert plain(found.before) == "No figure for October 2024"
    assert (found.move, found.way, found.picture, found.span) == ((), "", b"", "")


def test_a_key_figure_without_a_year_before_may_be_told_why(tmp_path: Path) -> None:
    note = "half of the year's {{ crimes.target }}; not counted before"
    found = key_figure(tmp_path, "crimes.new", f', notes: ["{note}"]')
    assert plain(found.before) == "half of the year’s 140; not counted before"
    assert [printed.text for printed in printed_in(found.before)] == ["140"]


def test_a_note_of_a_key_figure_follows_the_year_before(tmp_path: Path) -> None:
    found = key_figure(tmp_path, more=', notes: ["the aim was {{ crimes.target }}"]')
    assert plain(found.before) == "110 in October 2024; the aim was 140"
    assert [printed.text for printed in printed_in(found.before)] == ["110", "140"]
    assert len(found.source.labels) == 2


def test_what_an_earlier_value_alone_rests_on_has_a_mark_of_its_own(tmp_path: Path) -> None:
    found = key_figure(tmp_path, more=', notes: ["the aim was {{ crimes.target }}"]')
    assert (len(found.own_source.labels), len(found.before_source.labels)) == (1, 1)
    assert {*found.own_source.labels, *found.before_source.labels} == {*found.source.labels}
    assert key_figure(tmp_path).before_source.labels == ()


def test_a_change_is_told_in_per_cent_too_and_in_times_where_it_is_large(tmp_path: Path) -> None:
    rows = "{measure: crimes.open, since: '2024-06'}, {measure: law.known, period: 2025-10}"
    assert row(tmp_path, "{measure: crimes.open}")[3] == "▲ 20 18%, worse"
    known = measure("law.known", {"2024-10": 20, "2025-10": 195}, good="up")
    place = tmp_path / "content" / "panel-paper" / "2025-11"
    write(place / "charts.yaml", f"performance:\n  measures:\n    title: It goes\n    rows: [{rows}]\n")
    words = edition(tmp_path, crime="Crime\nIt stands so.\n\n{{ table measures }}\n")
    (found,) = composed(words, library((BAD, known, SCHOOLS))).tables()
    assert plain(found.body[1][3].content).replace("\N{NO-BREAK SPACE}", " ") == "▲ 175 10 times, better"
    assert [line["change_percent"] for line in csv.DictReader(found.data.splitlines())] == ["23", ""]


def test_averages_of_months_hold_a_part_year_against_a_year(tmp_path: Path) -> None:
    known = measure("law.known", {"2024": 120, "2025-01..2025-08": 124}, good="up")
    place = tmp_path / "content" / "panel-paper" / "2025-11"
    part = "{measure: law.known, per: month, period: 2025-01..2025-08, since: '2024', decimals: 1}"
    write(place / "charts.yaml", f"performance:\n  measures:\n    title: It goes\n    rows: [{part}]\n")
    words = edition(tmp_path, crime="Crime\nIt stands so.\n\n{{ table measures }}\n")
    (found,) = composed(words, library((known, SCHOOLS))).tables()
    assert [plain(cell.content).replace("\N{NO-BREAK SPACE}", " ") for cell in found.body[0]] == [
        "crimes solved higher is better", "15.5 Jan to Aug 2025", "10.0 2024", "▲ 5.5 55%, better",
    ]  # fmt: skip
