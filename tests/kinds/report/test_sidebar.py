"""The column beside an item's words: how high it is, and what stays together."""

from __future__ import annotations

from dataclasses import replace

from reckoner.reports.document import Cell, NumberedParagraph, SourceMark, Table
from reckoner.reports.errors import Place
from reckoner.reports.kinds.report.document import Item, ItemSection, KeyNumber, Priority
from reckoner.reports.kinds.report.sidebar import Sidebar, sidebar_of
from reckoner.reports.picture import Picture
from reckoner.reports.prose import Paragraph, Text

WHERE = Place("content/item.md", 1)
NUMBER = KeyNumber(("8",), ("burglaries a day",), SourceMark())
ITEM = Item(part="year", priorities=(Priority("72", "Burglary"),), numbers=(NUMBER, NUMBER))
PICTURE = Picture("road.svg", b"", "a road", "Slower.", "Drawn", 800, 300)
BARE = Item(part="year")
LONG = "x" * 1000


def words(text: str = "Few words.") -> NumberedParagraph:
    return NumberedParagraph("", "Item", "item-1", Paragraph((Text(text),), WHERE), SourceMark())


def table(columns: int) -> Table:
    header = tuple(Cell((str(at),), "col") for at in range(columns))
    return Table("t", ("A table",), (header,), (), SourceMark(), (), "", "Table 1")


def made(*blocks: NumberedParagraph | Table, item: Item = ITEM, box: str = "") -> Sidebar:
    return sidebar_of(ItemSection("", "item", ("An item",), blocks, box=box, item=item))


def test_the_page_is_told_the_height_of_the_rail() -> None:
    assert made(words()).style == ' style="--rail: 28mm"'
    assert made(words(), item=replace(ITEM, numbers=(NUMBER,))).style == ' style="--rail: 13mm"'


def test_words_that_may_end_above_the_foot_of_the_rail_are_short() -> None:
    assert made(words()).classes == " railed short"
    assert made(words(LONG)).classes == " railed"


def test_boxes_and_pages_of_numbers_have_no_rail() -> None:
    assert made(words(), box="case study") == made(words(), item=replace(ITEM, layout="numbers"))
    assert made(words(), box="case study").style == ""


def test_a_table_of_many_columns_ends_what_stands_beside_the_rail() -> None:
    assert made(words(), words(), table(4), words()).beside == 4
    assert made(words(), words(), table(5), words()).beside == 2


def test_an_exhibit_after_one_paragraph_stays_near_the_heading() -> None:
    assert made(words(LONG), table(5)).classes == " railed near"
    assert made(words(LONG), words(), table(5)).classes == " railed"


def test_without_numbers_beside_them_the_words_that_lead_to_an_exhibit_go_with_it() -> None:
    assert made(words(), words(), table(5), item=BARE).beside == 1
    assert made(words(), table(5), item=BARE).beside == 1
    assert made(words(), words(), item=BARE).beside == 2


def test_few_words_stay_on_one_page_with_their_picture() -> None:
    pictured = Item(part="year", picture=PICTURE)
    assert made(words(), item=pictured).classes == " alone whole"
    assert made(words(LONG), item=pictured).classes == " alone"


def test_the_words_of_an_item_without_numbers_stand_alone() -> None:
    assert made(words(), item=BARE).classes == " alone"
    assert made(words(), item=replace(BARE, portrait="The Commissioner")).classes == ""
    assert made(words(), item=BARE, box="case study").classes == ""
    assert made(words(), item=replace(BARE, layout="numbers")).classes == ""
