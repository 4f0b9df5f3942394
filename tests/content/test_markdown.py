"""Markdown is read into blocks: a safe part of it, with placeholders as runs of their own."""

from __future__ import annotations

import pytest

from reckoner.reports.content.markdown import read_markdown
from reckoner.reports.prose import (
    Code,
    Emphasis,
    Foreign,
    Grid,
    ItemList,
    Link,
    Paragraph,
    Placeholder,
    Quotation,
    Slot,
    Strong,
    Subheading,
    Text,
    text_of,
)


def blocks(text: str) -> tuple[object, ...]:
    reading = read_markdown(text, "words.md")
    assert reading.faults == []
    return reading.blocks


def faults(text: str) -> list[str]:
    return [f"{fault.where}: {fault.what}" for fault in read_markdown(text, "words.md", first_line=5).faults]


def test_a_paragraph_holds_its_placeholders_as_runs_with_their_lines() -> None:
    (paragraph,) = blocks("Crimes {{ crimes.solved }}\nand {{crimes.solved.change}}.")
    assert isinstance(paragraph, Paragraph)
    found = [run for run in paragraph.runs if isinstance(run, Placeholder)]
    assert [run.source for run in found] == ["crimes.solved", "crimes.solved.change"]
    assert [run.where.line for run in found] == [1, 2]


def test_a_placeholder_works_within_bold_text_lists_and_tables() -> None:
    bold, items, table = blocks("**{{ a.b }}**\n\n- {{ a.c }}\n\n| h |\n| - |\n| {{ a.d }} |\n")
    assert isinstance(bold, Paragraph)
    assert isinstance(bold.runs[0], Strong)
    assert isinstance(items, ItemList)
    assert isinstance(table, Grid)
    assert isinstance(table.rows[0][0][0], Placeholder)


def test_a_chart_alone_in_a_paragraph_is_a_slot() -> None:
    assert [type(block) for block in blocks("Before.\n\n{{ chart crimes.by_year }}\n\nAfter.")] == [
        Paragraph,
        Slot,
        Paragraph,
    ]


def test_a_chart_within_text_is_a_fault() -> None:
    assert faults("See {{ chart crimes.by_year }} here.") == [
        "words.md:5: chart crimes.by_year stands within text"
    ]


@pytest.mark.parametrize(
    "text",
    ["{{ a.b", "a.b }}", "`{{ a.b }}`", "[x](https://e.org/{{a.b}})", "{{ a {{ b }}", "# h {{\n"],
)
def test_braces_left_anywhere_are_a_fault_with_a_line(text: str) -> None:
    assert any(said.startswith("words.md:5: ") and "braces" in said for said in faults(text)), faults(text)


@pytest.mark.parametrize("address", ["http://e.org", "file.html", "//e.org", "ftp://e.org", "#", "tel:x"])
def test_links_go_only_where_we_can_vouch_for(address: str) -> None:
    assert "goes nowhere we can vouch for" in faults(f"[words]({address})")[0]


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "vbscript:x"],
)
@pytest.mark.parametrize("link", ["[words]({})", "<{}>", "[words][1]\n\n[1]: {}", "**[words]({})**"])
def test_an_address_that_could_run_or_read_something_is_a_fault_with_its_line(
    link: str, address: str
) -> None:
    (said,) = faults("Above it.\n" + link.format(address))
    assert said.startswith("words.md:6: the link ")
    assert said.endswith("goes nowhere we can vouch for")


def test_an_address_in_disguise_is_seen() -> None:
    assert faults("[words](&#106;avascript:alert)")[0].startswith("words.md:5: the link 'javascript:alert'")


@pytest.mark.parametrize(
    "text",
    [
        "<!-- note to self -->",
        "Words. <!-- note --> More.",
        "Words. <!-- open",
        "closed --> Words.",
        "A <script>alert(1)</script> tag",
        "<script>alert(1)</script>",
        "One<br>two",
        "H<sub>2</sub>O",
        "<div>\n\nx\n\n</div>",
        "an <img src=x onerror=alert(1) with no end",
        "<?php x ?>",
        "| a |\n| - |\n| <b>x</b> |",
        "- <iframe src=https://e.org></iframe>",
        "{% include 'x' %}",
        "{# a comment #}",
        "[words](java script:x)",
        "[words](javascript:x",
    ],
)
def test_markup_of_other_languages_is_a_fault_and_never_printed(text: str) -> None:
    found = faults(f"Above it.\n\n{text}")
    assert found != []
    assert all(said.startswith("words.md:") and "stands in the words" in said for said in found), found


def test_the_line_is_that_of_the_markup_and_not_of_its_paragraph() -> None:
    text = "One.\nTwo <!-- a\nb --> and\nfour <br> and {{ a.b }}\n\nSix <b>."
    assert [said.partition(": ")[0] for said in faults(text)] == ["words.md:6", "words.md:8", "words.md:10"]
    (paragraph,) = blocks("One.\nTwo {{ a.b }}")
    assert isinstance(paragraph, Paragraph)
    assert [run.where.line for run in paragraph.runs if isinstance(run, Placeholder)] == [2]


@pytest.mark.parametrize(
    "text", ["p<0.05, a < b, <5 and >3", "`<br>` is shown", "<https://e.org> and <me@e.org>", "50% {x}"]
)
def test_signs_that_are_no_markup_are_words(text: str) -> None:
    blocks(text)


def test_pictures_code_blocks_and_rules_are_faults() -> None:
    assert len(faults("![x](a.png)\n\n    code\n\n---\n")) == 3


def test_every_other_kind_of_block_and_run_is_read() -> None:
    heading, quotation, paragraph = blocks(
        "## Heading\n\n> Said.\n\n*em* `code` [Croeso]{lang=cy} [site](https://e.org)"
    )
    assert isinstance(heading, Subheading)
    assert heading.level == 1
    assert isinstance(quotation, Quotation)
    assert isinstance(paragraph, Paragraph)
    assert {type(run) for run in paragraph.runs} == {Emphasis, Text, Code, Foreign, Link}


def test_straight_quotes_become_typographic() -> None:
    (paragraph,) = blocks("""the office's "plan" """)
    assert isinstance(paragraph, Paragraph)
    assert text_of(paragraph.runs) == "the office’s “plan”"


def test_a_line_above_a_table_gives_it_its_title() -> None:
    before, grid = blocks(
        "Words.\n\nTable: Falls {{ period half }}\n\n| Place | Fall |\n| --- | ---: |\n| Hertford | 4 |"
    )
    assert isinstance(before, Paragraph)
    assert isinstance(grid, Grid)
    assert text_of(grid.title[:1]) == "Falls "
    assert isinstance(grid.title[1], Placeholder)


@pytest.mark.parametrize("after", ["", "\n\nWords.", "\n\nTable: Another\n\n| a |\n| --- |\n| b |"])
def test_a_title_that_stands_above_no_table_is_a_fault_with_its_line(after: str) -> None:
    assert faults(f"Table: Falls{after}") == ["words.md:5: the title of a table stands above something else"]
