"""Each number in the finished text is a recorded figure, a date or period, or a name with a reason."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from reckoner.charts.spec import Point, Series, Target
from reckoner.reports.checks.numbers import Name, find
from reckoner.reports.checks.page import read_page
from reckoner.reports.document import Cell, ChartSlot, Document
from reckoner.reports.figures.unit import PERCENT
from reckoner.reports.findings import Finding
from reckoner.reports.prose import (
    Code,
    Emphasis,
    Foreign,
    Grid,
    ItemList,
    Link,
    Paragraph,
    Quotation,
    Run,
    Strong,
    Subheading,
)
from reckoner.reports.render.environment import prose as as_html
from tests.small import (
    WHERE,
    a_table,
    chart,
    document,
    figure,
    html,
    numbered,
    paragraph,
    printed,
    prose,
    runs,
    wording,
)

CALENDAR = wording().language.calendar


def findings(paper: Document, *names: Name, page: str | None = None) -> list[Finding]:
    return list(find([read_page(page or html(paper))], paper, CALENDAR, names))


def findings_in(*parts: Run | str, names: Sequence[Name] = ()) -> list[Finding]:
    """Of a paragraph alone, without the page around it."""
    page = f'<section id="crime"><p id="p1-1">{as_html(runs(*parts))}</p></section>'
    return list(find([read_page(page)], document(paragraph(*parts)), CALENDAR, names))


def rules(text: str, *names: Name) -> list[str]:
    """The rules that a paragraph of this text breaks; ``#`` stands for a recorded figure, 8,665."""
    before, *rest = text.split("#")
    parts = [part for piece in rest for part in (printed(8665), piece)]
    return [finding.rule for finding in findings_in(before, *parts, names=names)]


@pytest.mark.parametrize(
    "text",
    [
        "About 512 pupils came.",
        "A rise of 16%.",
        "A rise of 16 %.",
        "A rise of 16 per cent.",
        "£5 each.",
        "It cost £2,025.",
        "He came 1st.",
        "Half is ½ of it.",
        "Ten square metres are 10 m².",
        "See point ③.",
        "Part Ⅳ.",
        "In full width: １２.",
        "In Arabic: ٣.",
        "A 2nd or 3rd.",
        "1 000 000 people.",
        "1.",
    ],
)
def test_a_typed_number_is_found_however_it_is_written(text: str) -> None:
    assert set(rules(text)) == {"unrecorded-number"}


@pytest.mark.parametrize(
    "text",
    [
        "On Friday 28 November 2025.",
        "On 1 September.",
        "On 1st September and 2nd October.",
        "On 1 Sept 2025 and 3 Jan.",
        "From 4 to 6 May.",
        "On 9 and 10 December 2025.",
        "From 28 April to 3 May 2025.",
        "In 2025.",
        "In 2025, more; by mid-2026, less.",
        "In 2023/24 and 2023-24 and 2023–24.",
        "From 2023 to 2024, or 2023–2024.",
        "January to October 2025",
        "On 2025-11-28.",
        "The Police Act 1996 (as amended).",
        "The ‘2025’ plan.",
    ],
)
def test_dates_and_periods_are_no_figures(text: str) -> None:
    assert rules(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "£2025",
        "2025%",
        "2025 %",
        "−2025",
        "by -2025",
        "2025p",
        "2025.5",
        "2025,000",
        "12,2025",
        "2023/99",
        "£5 May",
        "99 March",
        "2150",
        "1.5 May",
    ],
)
def test_what_only_looks_like_a_date_is_a_number(text: str) -> None:
    assert set(rules(text)) == {"unrecorded-number"}


@pytest.mark.parametrize("text", ["#2025", "2025#", "#5", "5#", "#,000", "#.5"])
def test_digits_typed_against_a_figure_are_found(text: str) -> None:
    assert "unrecorded-number" in rules(text)


@pytest.mark.parametrize("text", ["#%", "# %", "£#", "−#", "fell by -#", "#k", "#th", "x#", "##"])
def test_a_sign_or_letter_typed_against_a_figure_alters_it(text: str) -> None:
    assert rules(text) == ["altered-figure"]


@pytest.mark.parametrize("text", ["#", "(#).", "“#”", "#, # and #", "pre-# and post-#", "#–#", "#;"])
def test_a_figure_within_a_sentence_is_fine(text: str) -> None:
    assert rules(text) == []


def test_an_altered_figure_is_quoted_as_it_stands() -> None:
    (finding,) = findings_in("Solved ", printed(12), " of ", printed(8665), "k crimes.")
    assert finding.quote == "Solved 12 of 8,665k crimes."


def test_a_number_split_over_markup_is_one_number() -> None:
    found = findings_in("1", Strong(runs("2")), Emphasis(runs("3")), Link(runs("4"), "https://e.org"))
    assert [finding.what for finding in found] == ["the number 1234 is in no table and in no fact"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# were solved by 2000 crimes units.", ["year-or-number"]),
        ("# were solved. In 2025, crimes fell.", []),
        ("# were solved. 2025 Crimes Act.", []),
        ("# were solved in 2025 and crimes fell.", []),
    ],
)
def test_a_year_before_what_the_document_counts_is_asked_about(text: str, found: list[str]) -> None:
    assert rules(text) == found


def test_a_year_split_over_markup_is_still_a_year() -> None:
    assert findings_in("In 20", Strong(runs("25")), ".") == []


@pytest.mark.parametrize(
    "block",
    [
        prose(Link(runs("17 schools"), "https://e.org")),
        prose(Code("17")),
        prose(Foreign(runs("17 ysgol"), "cy")),
        ItemList(((prose("17"),),), False, WHERE),
        Quotation((prose("17"),), WHERE),
        Grid((runs("Year"), runs("Crimes")), ((runs("2025"), runs("17")),), ("start", "end"), WHERE),
        Grid((runs("17"),), ((runs("x"),),), ("start",), WHERE),
    ],
    ids=["link", "code", "other language", "list", "quotation", "cell", "column's head"],
)
def test_no_kind_of_prose_hides_a_number(block: Paragraph | ItemList | Quotation | Grid) -> None:
    assert [finding.rule for finding in findings(document(numbered(block)))] == ["unrecorded-number"]


@pytest.mark.parametrize(
    "paper",
    [
        document(title="Progress on 17 aims"),
        document(heading=("17 aims",)),
        document(Subheading(runs("17 aims"), 1, WHERE)),
        document(chart(subtitle="Of 17 schools")),
        document(chart(notes=("17 are left out",))),
        document(chart(title=("17 solved",))),
        document(a_table(caption=("17 schools",))),
        document(a_table(notes=(("17 are left out",),))),
        document(a_table(body=(((Cell(("17",), "row"),),)))),
    ],
    ids=["title", "heading", "subheading", "subtitle", "note", "chart", "caption", "note of a table", "cell"],
)
def test_headings_and_the_words_around_tables_and_charts_are_looked_at(paper: Document) -> None:
    assert {finding.rule for finding in findings(paper)} == {"unrecorded-number"}


@pytest.mark.parametrize(
    "slot",
    [
        chart(("It rose by 17.",)),
        chart(series=(Series("17 schools", ()),)),
        chart(series=(Series("Schools", (Point(None, "17 wards", figure(5)),)),)),
        chart(targets=(Target("Target: 17", figure(5)),)),
    ],
    ids=["alt text", "series", "category", "target"],
)
def test_a_typed_number_inside_a_picture_is_found(slot: ChartSlot) -> None:
    assert {finding.rule for finding in findings(document(slot))} == {"chart-number"}


def test_figures_and_periods_inside_a_picture_are_fine() -> None:
    series = Series("Crimes solved", (Point(None, "Jan to Oct 2025", figure(8665)),))
    alt = ("From ", printed(7427), " in 2024 to ", printed(8665), " in 2025.")
    slot = chart(alt, series=(series,), targets=(Target("Target for 2025/26", figure(5)),))
    assert findings(document(slot)) == []


@pytest.mark.parametrize("attribute", ['title="17"', 'aria-label="17"', 'alt="17"'])
def test_a_number_in_an_attribute_that_is_read_aloud_is_found(attribute: str) -> None:
    page = html(document()).replace("<main ", f"<main {attribute} ")
    assert [finding.rule for finding in findings(document(), page=page)] == ["unrecorded-number"]


def test_the_address_of_a_link_may_hold_digits() -> None:
    assert findings_in(Link(runs("the report"), "https://e.org/2025/17")) == []


def test_a_printed_address_may_hold_a_date() -> None:
    assert findings_in("See www.example.org/…/2025-11-17-half-year.html") == []
    assert findings_in("See www.example.org and 17 schools") != []


def test_paragraph_numbers_and_labels_are_known_by_their_markup() -> None:
    assert findings(document(paragraph("Words."), chart(), a_table())) == []


def test_a_name_excuses_its_digits_and_no_others() -> None:
    downing = Name("10 Downing Street")
    assert rules("At 10 Downing Street.", downing) == []
    assert rules("At 10 Downing Street, 10 times.", downing) == ["unrecorded-number"]
    assert rules("At 10 Downing Streets.", downing) == ["unrecorded-number", "unused-name"]


@pytest.mark.parametrize(
    "text", ["£999", "999%", "999 %", "−999", "-999", "999.5", "1,999", "999,000", "999#"]
)
def test_a_name_that_is_a_bare_number_excuses_no_other_number(text: str) -> None:
    assert "unrecorded-number" in rules(text, Name("999"))


@pytest.mark.parametrize("text", ["Call 999.", "(999)", "101 and 999", "non-999 calls", "999/101", "‘999’s"])
def test_a_name_is_known_within_a_sentence(text: str) -> None:
    assert rules(text, Name("999"), Name("101"))[:1] in ([], ["unused-name"])


def test_the_longest_name_is_taken_first() -> None:
    assert rules("The PEEL 2025-27 round of 27.", Name("27"), Name("PEEL 2025-27")) == []


def test_a_name_is_known_however_it_is_spaced_and_quoted() -> None:
    assert rules("The King’s 3rd  Regiment.", Name("King's\n3rd Regiment")) == []


def test_a_name_that_does_not_occur_is_a_warning_with_its_place() -> None:
    (finding,) = findings(document(), Name("10 Downing Street", where="edition.md:9"))
    assert (finding.severity, finding.rule, finding.where) == ("warning", "unused-name", "edition.md:9")


def test_a_name_of_one_section_excuses_nothing_elsewhere() -> None:
    assert findings_in("Operation 45.", names=[Name("Operation 45", within="crime")]) == []
    elsewhere = findings_in("Operation 45.", names=[Name("Operation 45", within="other")])
    assert [finding.rule for finding in elsewhere] == ["unrecorded-number", "unused-name"]


def test_a_finding_says_where_and_quotes_the_words_around_it() -> None:
    (finding,) = findings_in("Altogether ", printed(8665), " crimes and 512 pupils came.")
    assert finding.where == "#p1-1"
    assert finding.quote == "Altogether … crimes and 512 pupils came."
    assert finding.what == "the number 512 is in no table and in no fact"


def test_a_figure_that_a_template_forgot_is_found() -> None:
    paper = document(paragraph("Solved ", printed(8665), "."))
    page = html(paper).replace('<data class="figure" value="8665">8,665</data>', "many")
    (finding,) = findings(paper, page=page)
    assert finding.what == "8,665 stands on the page 0 times and in the ledger 1 times"


def test_a_figure_that_a_first_page_made_up_is_found_and_one_that_it_repeats_is_not() -> None:
    again = '<p class="again"><data class="figure" value="{0}">{0}</data></p><main '
    paper = document(paragraph("Solved ", printed(865), "."))
    assert list(findings(paper, page=html(paper).replace("<main ", again.format(865), 1))) == []
    (finding,) = findings(paper, page=html(paper).replace("<main ", again.format(866), 1))
    assert finding.what == "866 stands among what is repeated and not in the ledger"


def test_a_figure_that_a_template_made_up_is_found() -> None:
    page = html(document()).replace("<main ", '<p><data class="figure" value="5">5</data></p><main ')
    (finding,) = findings(document(), page=page)
    assert finding.what == "5 stands on the page 1 times and in the ledger 0 times"


def test_editors_cannot_write_a_figure_of_their_own() -> None:
    found = findings_in('<data class="figure" value="5">5</data>')
    assert {finding.rule for finding in found} == {"unrecorded-number"}


def test_a_share_keeps_its_sign_inside_the_figure() -> None:
    assert findings_in("A share of ", printed("94.08", unit=PERCENT), ".") == []


def test_both_dresses_are_looked_at() -> None:
    screen, page = html(document()), html(document(), "print").replace("<main ", "<p>17</p><main ")
    found = list(find([read_page(screen), read_page(page)], document(), CALENDAR, []))
    assert [f.rule for f in found] == ["unrecorded-number"]
