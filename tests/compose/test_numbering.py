"""Numbers for sections, paragraphs, tables and charts, and the anchors that go with them."""

from __future__ import annotations

from reckoner.reports.compose.numbering import Numbering
from tests.small import wording


def numbering(*, numbered: bool = True) -> Numbering:
    return Numbering(wording().language, numbered)


def test_paragraphs_begin_again_in_each_section() -> None:
    count = numbering()
    assert count.next_section() == "1"
    assert [count.next_paragraph()[0] for _ in range(2)] == ["1.1", "1.2"]
    assert count.next_section() == "2"
    assert count.next_paragraph() == ("2.1", "paragraph 2.1", "p2-1")


def test_what_goes_on_from_a_paragraph_shares_its_label_and_has_an_anchor_of_its_own() -> None:
    count = numbering()
    count.next_section()
    count.next_paragraph()
    assert count.continued() == ("", "paragraph 1.1", "p1-1-1")
    assert count.continued() == ("", "paragraph 1.1", "p1-1-2")
    assert count.next_paragraph() == ("1.2", "paragraph 1.2", "p1-2")


def test_a_list_that_begins_a_section_is_a_paragraph() -> None:
    count = numbering()
    count.next_section()
    assert count.continued() == ("1.1", "paragraph 1.1", "p1-1")


def test_before_the_first_section_nothing_is_numbered() -> None:
    assert numbering().next_paragraph() == ("", "introduction", "p0-1")


def test_a_publication_without_numbers_still_has_anchors() -> None:
    count = numbering(numbered=False)
    assert (count.next_section(), count.section_label) == ("", "")
    assert count.next_paragraph()[0::2] == ("", "p1-1")


def test_without_numbers_the_heading_and_the_position_name_a_paragraph() -> None:
    count = numbering(numbered=False)
    count.next_section()
    count.called = "A plan"
    assert [count.next_paragraph()[1], count.continued()[1], count.next_paragraph()[1]] == [
        "A plan, paragraph 1", "A plan, paragraph 1", "A plan, paragraph 2",
    ]  # fmt: skip
    assert count.mention == "A plan"


def test_with_numbers_a_heading_changes_nothing() -> None:
    count = numbering()
    count.next_section()
    count.called = "A plan"
    assert (count.next_paragraph()[1], count.mention) == ("paragraph 1.1", "paragraph 1.1")


def test_tables_and_charts_are_counted_apart_and_through_all_sections() -> None:
    count = numbering()
    assert [count.label(kind) for kind in ("chart", "table", "chart")] == ["Figure 1", "Table 1", "Figure 2"]


def test_a_section_is_named_for_the_list_of_sources() -> None:
    count = numbering()
    count.next_section()
    assert count.section_label == "section 1"
