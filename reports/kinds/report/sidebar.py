"""The sidebar of a report's item: its key numbers, in a narrow column beside the words.

WeasyPrint cuts a float at the foot of a page. So on paper the sidebar is a block with a height, and the words
are pulled up beside it by that height: they may go over the page where they like, while it stays whole with
its heading. Heights are estimates in millimetres for the measure of templates/report/report.css.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

from markupsafe import Markup

from reckoner.reports.document import ChartSlot, DocumentBlock, NumberedParagraph, Table
from reckoner.reports.figures.printed import plain
from reckoner.reports.kinds.report.document import Item, ItemSection
from reckoner.reports.prose import Block, Grid, ItemList, Paragraph, Quotation, text_of

NUMBER, NUMBER_LINE, NUMBER_CHARACTERS = 10.8, 4.4, 30
LINE, GAP, CHARACTERS = 5.4, 3.0, 72
LAST = 2.5
"""The last number needs this much less room below it."""
MARK = 3
"""What a source's mark takes of a line, in characters."""
FEW = 40.0
"""Words under this height stay on one page with their picture."""
COLUMNS_BESIDE = 4
"""A table of more columns takes the whole measure, as charts do; other tables stand beside the sidebar."""


@dataclass(frozen=True, slots=True)
class Sidebar:
    """``beside`` is how many blocks stand beside it, before the first that takes the whole measure.

    ``style`` gives its height to the page. ``classes``: `railed`; `short` where the words may end above its
    foot; `alone` where nothing stands beside the words; `near` where an exhibit comes so early that it should
    stay on the heading's page; `whole` where few words have a picture, and item and picture should stay on
    one page.
    """

    beside: int
    style: Markup
    classes: str


def sidebar_of(section: ItemSection) -> Sidebar:
    """The sidebar of a section of a report; boxes and pages of numbers have none beside their words."""
    count = len(section.blocks)
    beside = next((at for at, block in enumerate(section.blocks) if is_wide(block)), count)
    words = sum(block_height(block) for block in section.blocks[:beside])
    classes = _kept(section, beside, words)
    item = section.item
    plain = item.layout == "text" and not section.box and not item.portrait
    height = sidebar_height(item) if plain and item.numbers else 0.0
    if not height:
        classes = (" alone" if plain else "") + classes
        apart = beside - 1 if 1 < beside < count else beside  # what leads to an exhibit stays with it
        return Sidebar(apart, Markup(""), classes)
    classes = " railed" + (" short" if words < height + LINE else "") + classes
    return Sidebar(beside, Markup(' style="--rail: {}mm"').format(str(ceil(height))), classes)


def _kept(section: ItemSection, beside: int, words: float) -> str:
    if beside < min(2, len(section.blocks)):
        return " near"
    pictured = section.item.picture is not None
    return " whole" if pictured and beside == len(section.blocks) and words < FEW else ""


def is_wide(block: DocumentBlock) -> bool:
    """Whether it takes the whole measure."""
    many = isinstance(block, Table) and len(block.header[0]) > COLUMNS_BESIDE
    return many or isinstance(block, ChartSlot)


def sidebar_height(item: Item) -> float:
    """The height of an item's key numbers; its priorities stand on the line of its heading."""
    numbers = [
        NUMBER + NUMBER_LINE * ceil((len(plain(number.words)) + MARK) / NUMBER_CHARACTERS)
        for number in item.numbers
    ]
    return sum(numbers) - (LAST if numbers else 0.0)


def block_height(block: DocumentBlock) -> float:
    """The height of a block in the column of words."""
    if isinstance(block, NumberedParagraph):
        return _height((block.block,)) + GAP
    if isinstance(block, Table):
        return LINE * (len(block.body) + 3)
    return LINE + GAP


def _height(blocks: Iterable[Block]) -> float:
    return sum(_one_height(block) for block in blocks)


def _one_height(block: Block) -> float:
    match block:
        case Paragraph():
            return ceil(len(text_of(block.runs)) / CHARACTERS) * LINE
        case ItemList():
            return sum(_height(item) for item in block.items)
        case Quotation():
            return _height(block.blocks)
        case Grid():
            return (len(block.rows) + 1) * LINE
    return LINE
