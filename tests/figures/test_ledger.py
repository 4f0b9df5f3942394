from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reckoner.reports.figures.arithmetic import change, percent_change, share, total
from reckoner.reports.figures.figure import Figure
from reckoner.reports.figures.language import load_language
from reckoner.reports.figures.ledger import COLUMNS, PUBLIC_COLUMNS, Entry, Ledger, write_csv
from reckoner.reports.figures.unit import PERCENT, SECONDS, Unit
from reckoner.reports.figures.wording import NumberStyle, Wording, in_table
from reckoner.reports.periods.period import Period
from tests.figures.drawn import BASES, UNITS, VALUES, figure
from tests.worked_example import ROOT

WORDING = Wording(load_language("en"))
CITED = {
    "panel": "Progress paper of the Commissioner, November 2025",
    "police": "data.police.uk, October 2025",
}
TEXTS = st.text(max_size=12) | st.sampled_from(
    ["=1+1", "+A1", "-A1", "@SUM(A1)", "\t=1", "\r=1", 'a"b', "a,b", "a\nb"]
)


def ledger(*figures: Figure, place: str = "paragraph 1.1") -> Ledger:
    return Ledger(tuple(Entry(place, WORDING.word(each)) for each in figures), CITED, WORDING)


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def row(figure_: Figure) -> dict[str, str]:
    return rows(ledger(figure_).csv())[0]


def public_row(figure_: Figure) -> dict[str, str]:
    return rows(ledger(figure_).public_csv())[0]


# One row for each figure printed


@given(st.lists(st.tuples(UNITS, VALUES), max_size=8))
def test_every_figure_printed_has_its_row_in_both_ledgers_in_order(drawn: list[tuple[Unit, Decimal]]) -> None:
    kept = ledger(*(figure(value, unit) for unit, value in drawn))
    inner, public = rows(kept.csv()), rows(kept.public_csv())
    printed = [entry.printed.text for entry in kept.entries]
    assert [r["printed"] for r in inner] == printed
    assert [r["printed"] for r in public] == printed
    assert [r["number"] for r in inner] == [str(n) for n in range(1, len(drawn) + 1)]
    assert [(r["number"], r["place"]) for r in inner] == [(r["number"], r["place"]) for r in public]
    assert [Decimal(r["value"]) for r in inner] == [value for _, value in drawn]


@given(VALUES, BASES)
def test_what_the_ledger_says_gives_the_printed_number_again(now: Decimal, base: Decimal) -> None:
    printed = WORDING.word(percent_change(figure(now), figure(base)), NumberStyle(decimals=2))
    found = rows(Ledger((Entry("chart", printed),), CITED, WORDING).csv())[0]
    again = WORDING.word(figure(found["value"], PERCENT), NumberStyle(decimals=2, sign="never"))
    assert again.text == found["printed"]


def test_a_row_traces_its_figure() -> None:
    now = replace(
        figure(12000, period=Period.parse("2025-01..2025-10")), noun="crimes solved", notes=("a", "b")
    )
    assert row(now) == {
        "number": "1",
        "place": "paragraph 1.1",
        "printed": "12,000",
        "name": "crimes.solved",
        "value": "12000",
        "unit": "count",
        "period": "2025-01..2025-10",
        "qualifier": "exact",
        "how": "as in the source",
        "sources": "Progress paper of the Commissioner, November 2025",
        "origin ids": "panel",
        "noun": "crimes solved",
        "notes": "a; b",
    }


def test_the_columns_stand_in_their_order() -> None:
    assert ledger().csv() == ",".join(COLUMNS) + "\n"
    assert ledger().public_csv() == ",".join(PUBLIC_COLUMNS) + "\n"


def test_a_figure_without_period_leaves_it_empty() -> None:
    assert row(figure(1, period=None))["period"] == ""
    assert public_row(figure(1, period=None))["period"] == ""


def test_an_origin_that_nothing_cites_is_no_small_matter() -> None:
    with pytest.raises(KeyError):
        ledger(figure(1, origins=("unknown",))).csv()


# How it was computed

NOW = figure(334, period=Period.year(2024))
BASE = figure(76, period=Period.year(2023), origins=("police",))


@pytest.mark.parametrize(
    ("computed", "how"),
    [
        (change(NOW, BASE), "334 (2024) minus 76 (2023)"),
        (percent_change(NOW, BASE), "(334 (2024) minus 76 (2023)) divided by 76 (2023)"),
        (share(figure(1, period=None), figure(3, period=None)), "1 divided by 3"),
        (total([figure(1, period=None)] * 3), "1 + 1 + 1"),
        (total([NOW, NOW]), "334 + 334 (2024)"),
        (total([NOW, figure(-76, period=NOW.period)]), "334 − 76 (2024)"),
        (share(figure(1, period=NOW.period), NOW), "1 divided by 334 (2024)"),
        (
            change(figure("72.4", SECONDS, None), figure("83.5", SECONDS, None)),
            "01:12 minus 01:24",
        ),
        (replace(figure(18, PERCENT), published=True), "as published"),
    ],
)
def test_the_working_shows_the_inputs_as_they_would_be_printed(computed: Figure, how: str) -> None:
    assert row(computed)["how"] == how
    if computed.value >= 0:
        assert public_row(computed)["how"] == how


def test_the_public_working_of_a_fall_printed_without_a_sign_is_as_the_page_says_it() -> None:
    fall = percent_change(figure(800), figure(1200))
    signed = WORDING.word(fall, NumberStyle(sign="always"))
    plain_, shown = (
        rows(Ledger((Entry("p", printed),), CITED, WORDING).public_csv())[0]
        for printed in (replace(signed, text="33%"), signed)
    )
    assert plain_["how"].startswith("(1,200")
    assert shown["how"].startswith("(800")


def test_a_public_place_is_the_label_that_readers_know() -> None:
    entry = Entry("table performance-measures, note", WORDING.word(figure(31)), "Table 1, note")
    kept = Ledger((entry,), CITED, WORDING)
    assert rows(kept.public_csv())[0]["place"] == "Table 1, note"
    assert rows(kept.csv())[0]["place"] == "table performance-measures, note"


def test_what_stands_for_a_period_that_is_no_date_stands_in_the_public_ledger() -> None:
    new, old = replace(NOW, called="new structure"), replace(BASE, called="old structure")
    assert public_row(new)["period"] == "new structure"
    assert public_row(change(new, old))["period"] == "new structure"


def test_the_sources_of_all_inputs_are_cited() -> None:
    assert row(change(NOW, BASE))["sources"] == "; ".join(CITED.values())
    assert row(change(NOW, BASE))["origin ids"] == "panel police"


def test_a_quotient_is_kept_to_twenty_digits() -> None:
    assert row(share(figure(1), figure(3)))["value"] == "33.333333333333333333"


def test_a_value_is_written_in_plain_digits() -> None:
    assert row(figure("1E+3"))["value"] == "1000"
    assert row(figure("0.0000001", PERCENT))["value"] == "0.0000001"


# What may be published


@given(VALUES, BASES)
def test_the_public_ledger_holds_no_unrounded_value(now: Decimal, base: Decimal) -> None:
    now, base = now + Decimal("0.123456789"), base + Decimal("0.987654321")
    text = ledger(change(figure(now), figure(base)), percent_change(figure(now), figure(base))).public_csv()
    assert "123456789" not in text
    assert "987654321" not in text


def test_the_public_ledger_names_no_internal_thing() -> None:
    cautious = replace(figure(31), notes=("ask Jo on extension 4",))
    text = ledger(cautious).public_csv()
    assert "extension" not in text
    assert "crimes.solved" not in text
    assert "panel" not in text


def test_the_public_ledger_speaks_in_words() -> None:
    seconds = replace(figure("83.5", SECONDS), noun="wait")
    row = public_row(seconds)
    assert (row["unit"], row["period"]) == ("minutes and seconds", "October 2025")
    assert public_row(replace(figure(31), noun="schools"))["unit"] == "schools"


# Cells

BEFORE = st.text(" \t\r\n\u00a0", max_size=2)
FORMULAS = st.builds("".join, st.tuples(BEFORE, st.sampled_from("=+-@＝＋－＠"), st.text(max_size=8)))
CELLS = st.lists(TEXTS | FORMULAS, min_size=1, max_size=6)
NUMBER = re.compile(r"[-+]£?[0-9][0-9.,:]*%?")


def read_back(cells: Iterable[str], *, as_header: bool = False) -> list[str]:
    """The cells as a spreadsheet would show them: an apostrophe in front only says that it is text."""
    cells = list(cells)
    other = map(str, range(len(cells)))
    text = write_csv(cells, [other]) if as_header else write_csv(other, [cells])
    rows = list(csv.reader(io.StringIO(text), strict=True))
    assert len(rows) == 2
    return rows[0 if as_header else 1]


@pytest.mark.parametrize("as_header", [False, True], ids=["in a row", "in the header"])
@given(cells=CELLS)
def test_no_cell_can_be_taken_for_a_formula_and_none_is_lost(cells: list[str], as_header: bool) -> None:
    found = read_back(cells, as_header=as_header)
    for cell in found:
        assert NUMBER.fullmatch(cell) or not cell.strip().startswith(tuple("=+-@＝＋－＠")), cell
        assert not cell.startswith(("\t", "\r", "\n")), cell
    assert [cell.removeprefix("'") for cell in found] == [
        cell.replace("\r\n", "\n").replace("\r", "\n").removeprefix("'") for cell in cells
    ]


@pytest.mark.parametrize(
    "cell", ["-5", "+5", "-12.5", "+1,234", "+12%", "-£1,250.50", "+00:11", "−5", "5", "", "a-b"]
)
def test_numbers_stay_as_they_are_printed(cell: str) -> None:
    assert read_back(["x", cell]) == ["x", cell]


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1+1", "-1-1", "-A1", "+cmd|' /C calc'!A0", "@A1", "\t=1", "-", "-inf", "+1_0"]
)
def test_formulas_are_text(cell: str) -> None:
    assert read_back([cell]) == [f"'{cell}"]


def test_signed_changes_of_tables_stay_readable() -> None:
    rise = change(NOW, BASE)
    printed = WORDING.word(rise, in_table(rise))
    assert rows(Ledger((Entry("table 1", printed),), CITED, WORDING).csv())[0]["printed"] == "+258"


def test_every_csv_file_that_leaves_is_written_by_this_one_writer() -> None:
    """What ``sources`` keeps of a database, and ``commission`` of a sheet that came back, is read again,
    value for value, and stays inside."""
    writers = {
        path.relative_to(ROOT).as_posix()
        for room in ("reports", "charts")
        for path in (ROOT / room).rglob("*.py")
        if re.search(r"csv\.(writer|DictWriter)|to_csv|\bCOPY\b.*\bTO\b", path.read_text("utf-8"))
    }
    inside = {"reports/sources/written.py", "reports/commission/sheet.py"}
    assert writers == {"reports/figures/ledger.py", *inside}
