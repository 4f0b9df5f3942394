"""Markdown is read into blocks: a safe part of it, with placeholders as runs of their own."""

from __future__ import annotations

import pytest

from reports.content.markdown import read_markdown
from reports.prose import (
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


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x"])
def test_an_address_that_could_run_or_read_something_is_not_even_a_link(address: str) -> None:
    (paragraph,) = blocks(f"[words]({address})")
    assert isinstance(paragraph, Paragraph)
    assert not any(isinstance(run, Link) for run in paragraph.runs)


def test_raw_html_is_text() -> None:
    (paragraph,) = blocks("A <script>alert(1)</script> tag")
    assert isinstance(paragraph, Paragraph)
    assert text_of(paragraph.runs) == "A <script>alert(1)</script> tag"


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
